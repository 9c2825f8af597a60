"""The mark before a text in wide units, and whether what stands behind it is what the mark says.

Source: The Unicode Standard, chapter 23.8 (byte order mark); the mark of UTF-32 begins as that of UTF-16 does.
"""

from __future__ import annotations

MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""The longer first."""
SAMPLE = 2_000


def marked(head: bytes) -> str:
    """The encoding that a text's first bytes name: utf-16, utf-32, or none."""
    return next((name for mark, name in MARKS.items() if head.startswith(mark)), "")


def misread(text: str) -> bool:
    """Whether a text was no wide one: it holds NULs, or nearly each of its characters is two of ASCII side by side."""
    sample = text[1:SAMPLE]
    pairs = sum(_ascii(ord(c) & 0xFF) and _ascii(ord(c) >> 8) for c in sample)
    return "\0" in text or "\ufffd" in text or (len(sample) > 3 and pairs > 0.9 * len(sample))


def _ascii(byte: int) -> bool:
    return 0x20 <= byte < 0x7F or byte in (9, 10, 13)
