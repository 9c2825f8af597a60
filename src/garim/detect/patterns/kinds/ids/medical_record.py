"""Medical record and patient numbers, only next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="medical_record",
        pattern=(
            r"(?:(?i:\bMRN|medical record(?: (?:no\.?|number|#))?|patient (?:id|no\.?|number|#)"
            r"|chart (?:no\.?|number|#))|차트번호|환자번호|병록번호)[\"']?(?: is|은|는)?[ :=#\"']{0,4}"
            r"(?P<v>(?i:[a-z]{0,4})-?\d{2,12}(?:-\d{1,6}){0,3})"
        ),
        family="code",
        accept=lambda text: sum(c.isdigit() for c in text) >= 4,
        found=("MRN: «88120447»", "환자번호 «A-0032917»", "patient id «P00412299»", "mrn# «44-71-22»"),
        ignored=("MRN pending", "patient 12", "chart 2024"),
        rank=62,
        source="45 CFR 164.514(b)(2)(i)(H)",
    ),
)
