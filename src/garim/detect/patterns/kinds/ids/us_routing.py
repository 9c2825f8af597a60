"""United States bank routing number (ABA) with its check digit, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import weighted

KINDS = (
    Kind(
        name="us_routing",
        pattern=r"(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}",
        family="code",
        accept=lambda text: weighted(text, (3, 7, 1) * 3) % 10 == 0,
        near=("routing", "aba", "rtn", "ach", "transit"),
        found=('"routing": "«104000016»"', "ABA «021000021»", "RTN: «322271627»"),
        ignored=("order 104000016", "routing 104000017", "routing 1040000160"),
        rank=70,
        source="ABA Routing Number Administrative Board",
    ),
    Kind(
        name="us_routing.account",
        pattern=r"\d{7,14}",
        family="code",
        near=(
            "acct",
            "account no",
            "account number",
            "account_number",
            "accountnumber",
            "acct_no",
            "checking",
            "savings",
            "iban",
        ),
        reach=16,
        found=('"acct": "«7741882093»"', "account number «004417720913»", "checking «88120447»"),
        ignored=("order 7741882093", "accounts in 2024", "account 123456"),
        rank=50,
        source="account numbers of United States banks have 7 to 14 digits and no check digit",
    ),
)
