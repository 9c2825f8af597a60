"""Australian tax file, Medicare and business numbers and the American Medicare number, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="au_id",
        pattern=r"(?i)(?:\btfn|tax file (?:no\.?|number)|\babn|\bacn)(?: (?:no\.?|number|"
        r"is))?[ :=#]{0,3}(?P<v>\d{2,3}(?: ?\d{3}){2,3})",
        family="code",
        found=("TFN «123 456 782»", "tax file number: «865414088»", "ABN «53 004 085 616»"),
        ignored=("tfn pending", "acne 123 456 782", "123 456 782"),
        rank=62,
        source="Australian Taxation Office, TFN and ABN formats",
    ),
    Kind(
        name="au_id.medicare",
        pattern=(
            r"(?i)medicare(?: (?:card|no\.?|number|id|is|#))*[ :=#]{0,3}"
            r"(?P<v>\d{4} ?\d{5} ?\d(?: ?[-/] ?\d)?|\d[a-z][a-z0-9]\d-?[a-z][a-z0-9]\d-?[a-z]{2}\d{2})"
        ),
        family="code",
        edges="word",
        found=("Medicare «2123 45670 1»", "medicare number «1EG4-TE5-MK73»", "Medicare card: «2123456701/2»"),
        ignored=("medicare 2024", "Medicare plan B", "2123 45670 1"),
        rank=62,
        source="Services Australia; CMS Medicare Beneficiary Identifier",
    ),
)
