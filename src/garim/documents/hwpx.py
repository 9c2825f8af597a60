"""Hangul word processor (HWPX): paragraphs of every section in order. Source: KS X 6101 (OWPML)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

from garim.documents import is_zip_with, unpacked_size_is_sane
from garim.errors import BadInput

ENDINGS = (".hwpx",)
SECTION = re.compile(r"Contents/section(\d+)\.xml")


def fits(data: bytes) -> bool:
    """Whether it is an HWPX document."""
    return is_zip_with(data, "Contents/section")


def read(data: bytes) -> str:
    """Its text: a line a paragraph, table cells one after another."""
    unpacked_size_is_sane(data)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = sorted((m for name in packed.namelist() if (m := SECTION.fullmatch(name))), key=lambda m: int(m[1]))
        return "\n".join(_section(packed.read(m[0])) for m in names)


def _section(xml: bytes) -> str:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:  # OWPML has neither; entities could grow without end
        raise BadInput("its XML declares entities", hint="save it again from the word processor")
    return "\n".join("".join(_runs(element)) for element in fromstring(xml).iter() if _name(element) == "p")


def _runs(paragraph: Element) -> list[str]:
    out: list[str] = []
    for run in paragraph:
        if _name(run) == "run":
            for part in run:
                if _name(part) == "t":
                    out.append("".join(part.itertext()))
    return out


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
