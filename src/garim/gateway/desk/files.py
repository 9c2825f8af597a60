"""POST /garim/files: a file's bytes (its name in `x-garim-file`, percent-encoded) → its text, to be asked with."""

from __future__ import annotations

from urllib.parse import unquote

from garim.documents import text_of
from garim.errors import BadInput
from garim.gateway.desk import Call, dump
from garim.gateway.work import in_thread

NAME_HEADER = b"x-garim-file"


async def read(call: Call) -> bytes:
    """The text of a file; nothing of it is kept."""
    name = unquote(call.headers.get(NAME_HEADER, b"").decode("latin-1"))[:200].strip() or "file.txt"
    if not call.body:
        raise BadInput("the file is empty")
    text = await in_thread(text_of, call.body, name)
    return dump({"name": name.replace("\n", " "), "text": text.encode("utf-8", "replace").decode()})


ROUTES = {("POST", "/garim/files"): read}
