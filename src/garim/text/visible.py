"""A text as a terminal may be given it: what a terminal would act on stands there to be read."""

from __future__ import annotations

import garim.late as re

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls (ECMA-48, C0 and C1) but for tab and newline, what turns the direction of writing, and halves of characters."""


def visible(text: str) -> str:
    """The text with every control character written out: ESC as \\x1b, a turn of direction as \\u202e.

    Args:
        text: Of anybody's making: titles, names of files, what a server answered.
    """
    return _ACTS.sub(_written, text)


def _written(met: re.Match[str]) -> str:
    code = ord(met[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
