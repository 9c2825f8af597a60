"""Numbers of contracts, policies, claims, members and the like in any writing, after a word and "no.", "number" or "#"."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import is_day

_DAY = re.compile(r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}|(?:19|20)\d{2}")


def is_reference(text: str) -> bool:
    """Whether it has four digits and is no date and no row of one digit."""
    plain = "".join(c for c in text if c.isdigit())
    if len(plain) < 4 or len(set(plain)) < 2 or _DAY.fullmatch(text):
        return False
    return not (len(plain) == 8 == len(text) and is_day(int(plain[:4]) or 1, int(plain[4:6]), int(plain[6:])))


KINDS = (
    Kind(
        name="reference_no",
        pattern=(
            r"(?i)\b(?:contract|agreement|policy(?:holder)?|claims?|member(?:ship)?|subscriber|insurance|insured|group|"
            r"health(?: plan|"
            r" insurance)?|medicaid|certificate|"
            r"case|reference|ref|customer|client|account|acct|invoice|order|loan|mortgage|permit|badge|employee|staff|"
            r"student|patient|chart|"
            r"record|registration|booking|reservation|beneficiary|enrollee|provider|prescription|rx|tracking|applicant|"
            r"taxpayer|voter|fax|lease|deed|"
            r"vertrag|kunden|police|versicherten|dossier|contrat|p[oó]liza|contrato|polizza|contratto)"
            r"(?:'s)?[ -]?(?:(?:card )?(?:no|nr|num|number|id|nummer|numéro|número|numero)s?\b\.?|#|n[º°]\.?)(?: is| was|"
            r" of)?[ :=#(]{0,3}[\"']?"
            r"(?P<v>[a-z]{0,5}[-/.]?\d[a-z0-9]{0,16}(?:[-/][a-z0-9]{1,12}| \d{3,12}){0,4})"
        ),
        family="code",
        edges="word",
        accept=is_reference,
        found=(
            "contract no. «K-2023/4471»",
            "insurance id «W4471 22310»",
            "policy number «HX-4471-22310»",
            "Claim # «CLM-2023-00447»",
            "member ID is «XJH447122310»",
        ),
        ignored=("policy number is required", "group id: dev", "order number 12", "account no 20240102", "line number 44712"),
        rank=60,
        source="usual numbering of records",
    ),
)
