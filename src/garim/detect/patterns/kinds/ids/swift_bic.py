"""Bank identifier codes (SWIFT, BIC), only next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="swift_bic",
        pattern=(
            r"[A-Z]{4}(?:AD|AE|AT|AU|BE|BG|BR|CA|CH|CL|CN|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HK|HR|HU"
            r"|ID|IE|IL|IN|IT|JP|KR|LT|LU|LV|MT|MX|MY|NL|NO|NZ|PH|PL|PT|RO|SA|SE|SG|SI|SK|TH|TR"
            r"|TW|US|VN|ZA)[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
        ),
        family="code",
        edges="word",
        near=("swift", " bic", "bic:", "bic_", 'bic"', "bic="),
        reach=16,
        found=("SWIFT «HVBKKRSEXXX»", "BIC: «DEUTDEFF»", "swift code «QZBKUS33»"),
        ignored=("LANGUAGE", "ARABIC LETTER ISOLATED", "swift is a language", "HVBKKRSEXXX"),
        rank=60,
        source="ISO 9362",
    ),
)
