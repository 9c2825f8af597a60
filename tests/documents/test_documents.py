"""Files of every kind that is read, made by other hands' libraries where there are any; and those that lie."""

from __future__ import annotations

import io
import zipfile

import pytest

from garim.documents import endings, readers, text_of
from garim.errors import BadInput, GarimError, TooLarge, Unsupported

SAID = "온새미물산 회의록 Vellichor"


def docx() -> bytes:
    import docx as made

    document, out = made.Document(), io.BytesIO()
    document.add_paragraph(SAID)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "담당", "서하진"
    document.sections[0].header.paragraphs[0].text = "대외비"
    document.save(out)
    return out.getvalue()


def pptx() -> bytes:
    from pptx import Presentation

    deck, out = Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = SAID
    slide.notes_slide.notes_text_frame.text = "메모 서하진"
    deck.save(out)
    return out.getvalue()


def packed(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def xlsx() -> bytes:
    head = '<?xml version="1.0"?>'
    rows = f'<row><c t="inlineStr"><is><t>{SAID}</t></is></c><c><v>42</v></c></row>'
    sheet = f'{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
        file.writestr("_rels/.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        file.writestr("xl/workbook.xml", f'{head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{rel}"><sheets><sheet name="명단" sheetId="1" r:id="r1"/></sheets></workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        file.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def pdf(text: str = "Onsaemi minutes Vellichor") -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%btrailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


SECTION = '<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">{}</hs:sec>'
PARAGRAPH = "<hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p>"


def hwpx() -> bytes:
    first = SECTION.format(PARAGRAPH.format(SAID) + "<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>" + PARAGRAPH.format("표 서하진") + "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>")
    return packed(mimetype="application/hwp+zip", Contents__section0_xml=first, Contents__section1_xml=SECTION.format(PARAGRAPH.format("둘째 구역")))


CASES = {
    "docx": (docx, [SAID, "담당\t서하진", "대외비"]),
    "pptx": (pptx, [SAID, "메모 서하진"]),
    "xlsx": (xlsx, ["[명단]", f"{SAID}\t42"]),
    "pdf": (pdf, ["Onsaemi minutes Vellichor"]),
    "hwpx": (hwpx, [SAID, "표 서하진", "둘째 구역"]),
    "utf8": (lambda: SAID.encode(), [SAID]),
    "bom": (lambda: b"\xef\xbb\xbf" + SAID.encode(), [SAID]),
    "utf16": (lambda: SAID.encode("utf-16"), [SAID]),
    "cp949": (lambda: ("이름,부서\r\n" + SAID).encode("cp949"), ["이름,부서\n" + SAID]),
}


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("name", ["right", "lying.png", "lying.txt"])
def test_the_text_of_a_file_whatever_its_name_says(kind: str, name: str) -> None:
    make, lines = CASES[kind]
    text = text_of(make(), name)

    assert [line for line in lines if line not in text] == []


def test_every_reader_has_a_case() -> None:
    assert set(readers()) - {"plain"} <= set(CASES)
    assert {".docx", ".xlsx", ".pptx", ".pdf", ".hwpx"} <= set(endings())


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf", "hwpx"])
def test_a_damaged_file_is_refused_in_words(kind: str) -> None:
    data = CASES[kind][0]()
    for cut in (len(data) // 2, len(data) - 30, 40):
        with pytest.raises(GarimError) as told:
            text_of(data[:cut], "minutes")

        assert SAID not in told.value.message and told.value.hint


PICTURES = [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(40), b"GIF89a" + bytes(40), b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x1cftypheic"]


@pytest.mark.parametrize("data", PICTURES)
def test_a_picture_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(Unsupported, match="picture"):
        text_of(data, "notes.txt")


@pytest.mark.parametrize("data", [b"\x7fELF" + bytes(60), b"MZ" + bytes(60), b"ID3" + bytes(60), packed(a="x"), bytes(100)])
def test_what_nothing_reads_is_refused(data: bytes) -> None:
    with pytest.raises(Unsupported):
        text_of(data, "minutes.docx")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(Contents__section0_xml="0" * 210_000_000)
    with pytest.raises(TooLarge):
        text_of(bomb, "a.hwpx")


def test_entities_do_not_grow() -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SECTION.format(PARAGRAPH.format("&b;"))
    with pytest.raises(BadInput):
        text_of(packed(Contents__section0_xml=laughs), "a.hwpx")


def test_a_scan_is_told() -> None:
    with pytest.raises(BadInput, match="no text"):
        text_of(pdf(""), "scan.pdf")
