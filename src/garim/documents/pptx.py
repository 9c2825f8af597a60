"""PowerPoint: the text of shapes, tables and notes, slide by slide."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from garim.documents import is_zip_with, unpacked_size_is_sane

ENDINGS = (".pptx",)
DEPTH = 8
"""Groups inside groups."""


def fits(data: bytes) -> bool:
    """Whether it is a presentation."""
    return is_zip_with(data, "ppt/presentation.xml")


def read(data: bytes) -> str:
    """Its text."""
    from pptx import Presentation

    unpacked_size_is_sane(data)
    parts = []
    for number, slide in enumerate(Presentation(BytesIO(data)).slides, 1):
        lines = [f"[{number}]", *_lines(slide.shapes, 0)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            lines.append(slide.notes_slide.notes_text_frame.text)
        parts.append("\n".join(line for line in lines if line.strip()))
    return "\n\n".join(parts)


def _lines(shapes: Any, depth: int) -> Iterator[str]:
    for shape in shapes:
        if getattr(shape, "has_text_frame", False):
            yield shape.text_frame.text
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
        if hasattr(shape, "shapes") and depth < DEPTH:
            yield from _lines(shape.shapes, depth + 1)
