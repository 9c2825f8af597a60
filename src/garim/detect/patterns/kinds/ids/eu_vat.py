"""European value added tax numbers with their country letters, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="eu_vat",
        pattern=(
            r"ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}"
            r"|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}"
            r"|FR[A-Z0-9]{2}\d{9}|GB\d{9}|HR\d{11}|HU\d{8}|IE\d{7}[A-W][A-I]?|IT\d{11}|LT\d{9,12}"
            r"|LU\d{8}|LV\d{11}|MT\d{8}"
            r"|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10}"
        ),
        family="code",
        edges="word",
        near=("vat", "ust-id", "ustid", "tva", "p.iva", "partita iva", "btw", "moms", "alv", "nip", "tax id"),
        found=("VAT «DE129273398»", "TVA: «FR83404833048»", "btw «NL004495445B01»"),
        ignored=("DE129273398", "VAT DE12", "vat rate 21"),
        rank=62,
        source="Council Directive 2006/112/EC article 215, VIES number formats",
    ),
)
