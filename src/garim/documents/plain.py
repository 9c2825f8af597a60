"""Text, code, CSV, logs: UTF-8, UTF-16 with its mark, or Korean, Japanese and Western Windows text."""

from __future__ import annotations

from garim.errors import BadInput

ENDINGS = (".txt", ".csv", ".log")
CONTROL = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}
SAMPLE = 64 * 1024
WIDE = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Marks of texts in wider units, the longer first."""


def fits(data: bytes) -> bool:
    """Whether it looks like text: no byte that text does not hold, or a mark of UTF-16."""
    if data.startswith(tuple(WIDE)):
        return True
    sample = data[:SAMPLE]
    return not any(byte in CONTROL for byte in sample)


def _strange(text: str) -> bool:
    """Whether hardly a character of the beginning is one of a script or a line's end: two letters of ASCII read as one."""
    sample = text[1:2000]
    known = sum(
        c < "\u0250" or "\u0370" <= c < "\u0600" or "\u3000" <= c < "\u3100" or "가" <= c <= "힣" or c.isspace() for c in sample
    )
    return len(sample) > 3 and known < len(sample) / 20


def read(data: bytes) -> str:
    """The text; line ends become one newline."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, name in WIDE.items():
        if data.startswith(mark):
            text = data.decode(name, "replace")
            if "\0" in text or "\ufffd" in text or _strange(text):
                raise BadInput("the file's mark says UTF-16 or UTF-32, its bytes are neither", hint="convert it to UTF-8")
            return text
    # UTF-8 is hardly ever met by chance; cp949 before cp932, for this is where Korean logs come from.
    for name in ("utf-8-sig", "cp949", "cp932"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
