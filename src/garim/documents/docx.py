"""Word: paragraphs and tables in their order, headers, footers and notes after them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from garim.documents import is_zip_with, unpacked_size_is_sane

ENDINGS = (".docx",)


def fits(data: bytes) -> bool:
    """Whether it is a Word document."""
    return is_zip_with(data, "word/document.xml")


def read(data: bytes) -> str:
    """Its text; table cells are parted by tabs."""
    import docx

    unpacked_size_is_sane(data)
    document: Any = docx.Document(BytesIO(data))
    lines = list(_lines(document))
    for section in document.sections:
        for part in (section.header, section.footer):
            lines += [line for line in _lines(part) if line and line not in lines]
    return "\n".join(lines)


def _lines(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield block.text
