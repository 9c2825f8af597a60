"""PDF: the text layer, page by page. A scan has none."""

from __future__ import annotations

ENDINGS = (".pdf",)
MOST_PAGES = 2000


def fits(data: bytes) -> bool:
    """Whether it is a PDF."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> str:
    """Its text."""
    import pypdfium2

    pages = []
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            text = page.get_textpage()
            pages.append(text.get_text_bounded().replace("\r\n", "\n").strip())
            text.close()
            page.close()
    finally:
        document.close()
    return "\n\n".join(pages)
