"""POST /garim/files: a file's bytes (its name in `x-garim-file`, percent-encoded) → its text, to be asked with.

A picture is refused, for words in it cannot be hidden; where `[policy] allow` has images, it comes back as it is, to be sent so.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import unquote

from garim.documents import picture_type, text_of
from garim.errors import BadInput, TooLarge
from garim.gateway.desk import Call, dump
from garim.gateway.work import in_thread

NAME_HEADER = b"x-garim-file"
MOST_PICTURE = 4 * 1024 * 1024
"""Bytes of a picture; providers take about as much."""


async def read(call: Call) -> bytes:
    """The text of a file; nothing of it is kept."""
    name = unquote(call.headers.get(NAME_HEADER, b"").decode("latin-1"))[:200].strip() or "file.txt"
    if not call.body:
        raise BadInput("the file is empty")
    if (kind := picture_type(call.body)) and "images" in call.parts.screening().allow:
        if len(call.body) > MOST_PICTURE:
            raise TooLarge(f"the picture has {len(call.body)} bytes", hint=f"at most {MOST_PICTURE}")
        return dump({"name": name.replace("\n", " "), "text": "", "image": f"data:{kind};base64,{b64encode(call.body).decode()}"})
    text = await in_thread(text_of, call.body, name)
    return dump({"name": name.replace("\n", " "), "text": text.encode("utf-8", "replace").decode()})


ROUTES = {("POST", "/garim/files"): read}
