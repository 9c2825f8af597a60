"""United States social security number, 000-00-0000, and the taxpayer number (ITIN) of the same shape."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits, varied

EXAMPLES = ("123456789", "078051120", "219099999", "111111111", "987654321")


def is_issuable(text: str) -> bool:
    """Whether area, group and serial are in issued ranges, and it is not a famous example."""
    plain = digits(text)
    return plain[:3] not in ("000", "666") and plain[3:5] != "00" and plain[5:] != "0000" and plain not in EXAMPLES


KINDS = (
    Kind(
        name="us_ssn",
        pattern=r"[0-8]\d{2}([-–‑ ])\d{2}[-–‑ ]\d{4}",
        family="code",
        accept=is_issuable,
        found=('"SSN": "«505-29-6723»"', "ssn «212-65-4438»;", "social «401 33 8817»"),
        ignored=("000-12-3456", "505-00-6723", "505-29-67234", "123-45-6789"),
        rank=66,
        source="42 U.S.C. 405(c); SSA randomization of June 2011",
    ),
    Kind(
        name="us_ssn.unissued",
        pattern=r"9\d{2}-\d{2}-\d{4}",
        family="code",
        accept=lambda text: digits(text) not in EXAMPLES,
        found=("itin «912-70-3381»", "«944-18-2207»", '{"ssn": "«967-41-5530»"}'),
        ignored=("912-70-33812", "987-65-4321", "912 70 3381"),
        rank=60,
        source="IRS publication 1915: taxpayer numbers begin with 9; tests use the range too",
    ),
    Kind(
        name="us_ssn.undashed",
        pattern=r"[0-8]\d{8}",
        family="code",
        accept=is_issuable,
        near=("ssn", "social security", "social_security"),
        found=("ssn: «505296723»", "SSN=«212654438»", "social security number «401338817»"),
        ignored=("order 505296723", "ssn 5052967234", "ssn 666296723"),
        rank=58,
        source="42 U.S.C. 405(c)",
    ),
    Kind(
        name="us_ssn.cue",
        pattern=r"(?i)(?:\bssn|\bsocial(?: security)?|\bitin|\btax ?id)(?: (?:no\.?|number|num|is|"
        r"#))*[\"']?[ :=#(]{1,3}[\"']?(?P<v>\d{3}[- .]?\d{2}[- .]?\d{4})",
        family="code",
        accept=varied,
        found=("ssn is «901-12-2310»", "SSN: «666 12 2310»", "social «447 12 2310»"),
        ignored=("ssn 12", "social 2024", "ssn: 000-00-0000"),
        rank=62,
        source="42 U.S.C. 405(c); people mistype, and tests use unissued ranges",
    ),
)
