"""United States employer identification number, 00-0000000, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="us_ein",
        pattern=r"\d{2}-\d{7}",
        family="code",
        near=("ein", "fein", "employer", "tax id", "taxpayer", "irs"),
        found=("EIN «47-1128834»", "Employer ID: «82-0391177»", "FEIN «13-4409217»"),
        ignored=("lot 47-1128834", "EIN 47-11288345", "EIN 147-1128834"),
        rank=60,
        source="IRS Publication 1635",
    ),
)
