"""Text, code, CSV, logs: UTF-8, UTF-16 with its mark, or Korean, Japanese and Western Windows text."""

from __future__ import annotations

from garim.errors import BadInput
from garim.text.marks import marked, misread

ENDINGS = (".txt", ".csv", ".log")
CONTROL = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}
SAMPLE = 64 * 1024


def fits(data: bytes) -> bool:
    """Whether it looks like text: no byte that text does not hold, or a mark of UTF-16."""
    if marked(data):
        return True
    sample = data[:SAMPLE]
    return not any(byte in CONTROL for byte in sample)


def read(data: bytes) -> str:
    """The text; line ends become one newline."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if name := marked(data):
        text = data.decode(name, "replace")
        if misread(text):
            raise BadInput("the file's mark says UTF-16 or UTF-32, its bytes are neither", hint="convert it to UTF-8")
        return text
    # UTF-8 is hardly ever met by chance; cp949 before cp932, for this is where Korean logs come from.
    for name in ("utf-8-sig", "cp949", "cp932"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
