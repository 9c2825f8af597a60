"""Excel and OpenDocument sheets: the values, a line a row, cells parted by tabs. Formulas and macros are not run."""

from __future__ import annotations

from io import BytesIO

from garim.documents import is_zip_with, unpacked_size_is_sane

ENDINGS = (".xlsx", ".xls", ".ods")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def fits(data: bytes) -> bool:
    """Whether it is a workbook."""
    ods = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in data[:200]
    xls = data.startswith(OLE) and "Workbook".encode("utf-16-le") in data
    return is_zip_with(data, "xl/workbook") or ods or xls


def read(data: bytes) -> str:
    """Its text, sheet by sheet."""
    from python_calamine import CalamineWorkbook

    if data[:2] == b"PK":
        unpacked_size_is_sane(data)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    parts = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        lines = ["\t".join(_said(cell) for cell in row).rstrip() for row in rows]
        parts.append("\n".join([f"[{name}]", *lines]))
    return "\n\n".join(parts)


def _said(cell: object) -> str:
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
    return " ".join(str(int(cell) if whole and isinstance(cell, float) else cell).split())
