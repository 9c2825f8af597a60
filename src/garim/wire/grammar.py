"""What of a protocol is structure, and the patterns of what may stand in structural places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import garim.late as re
from garim.wire.document import Document

TOOL_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")
MODEL = re.compile(r"[\w.:/@+-]{1,256}", re.ASCII)
SEAL = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9+/_-]{32,}={0,2}")
DATA_URL = re.compile(r"data:([\w.+/-]*)((?:;[\w.=+-]*)*),", re.ASCII)
TEXT_TYPE = re.compile(r"text/|application/(json|xml|yaml|x-yaml|sql|javascript)")
BINARY_TEXT = re.compile(r"[A-Za-z0-9+/]*={0,2}")
LONG_NUMBER = 5
"""Characters from which a JSON number is a slot."""
MOST_NESTED = 6
"""JSON texts inside JSON texts that are taken apart; deeper ones stay one text."""
BLOBS = frozenset(("url", "image_url", "file_data", "file_url", "data", "bytes", "image", "video_url", "audio"))


WRITTEN_BY_OTHERS = (
    "document search_result file input_file mcp_tool_result web_search_tool_result web_fetch_tool_result web_search_result "
    "code_execution_tool_result bash_code_execution_tool_result local_shell_call_output shell_call_output computer_call_output "
    "apply_patch_call_output mcp_call file_search_call web_search_call code_interpreter_call mcp_list_tools mcp_approval_request"
).split()
"""Types of blocks and items that hold what a tool, a file or a page says, in whosever message they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What of a protocol's requests is structure."""

    keys: frozenset[str]
    """Object keys that the protocol and JSON Schema define. All others are slots."""
    words: Mapping[str, frozenset[str]]
    """Key → values of it that are words of the protocol."""
    ids: frozenset[str]
    """Keys whose values are ids."""
    sealed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key → types of the blocks in which its value is signed or encrypted by the upstream and must go back as it came, or the
    block not at all; none: any block of a message. Anyone may call a field so: elsewhere it is text."""
    screened: bool = True
    """Whether such a value is a slot; else nobody looks at it."""
    system: str = ""
    """messages | blocks | instructions: how one more system line is said; "" where there is no way."""
    tokens: str = ""
    """A root key that may hold a prompt as token numbers, which nobody can read and which is refused."""
    roles: Mapping[str, str] = field(
        default_factory=lambda: {
            "developer": "system",
            "function": "tool",
            "tool_result": "tool",
            "function_call_output": "tool",
            "custom_tool_call_output": "tool",
            **dict.fromkeys(WRITTEN_BY_OTHERS, "tool"),
        }
    )
    """Values of `role` and `type` that are a slot's role under another name."""


class Place(NamedTuple):
    """Where a slot's text is written back."""

    document: Document
    piece: int
    form: str
    wrap: Callable[[str], str] | None = None
    """Turns the text into the string's own where it was decoded (base64); None where it is the string."""
    block: int = -1
    """Where a sealed text's block begins: the piece of its first key."""
