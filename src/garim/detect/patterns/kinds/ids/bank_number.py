"""Sort codes, BSB and the accounts beside them; the last digits, expiry and check value of a payment card."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import varied

KINDS = (
    Kind(
        name="bank_number",
        pattern=r"(?i)(?:sort[ -]?code|\bs/c|\bbsb|bankleitzahl|\bblz)(?: (?:no\.?|number|is|"
        r"#))*[ :=#]{0,3}(?P<v>\d{2}[- ]?\d{2}[- ]?\d{2}|\d{3}[- ]?\d{3}(?: ?\d{2})?)",
        family="code",
        found=("sort code «20-44-71»", "Sort Code: «204471»", "BSB «063-447»", "BLZ «500 105 17»"),
        ignored=("sort code review", "bsb", "20-44-71"),
        rank=62,
        source="UK Payments, AusPayNet, Deutsche Bundesbank",
    ),
    Kind(
        name="bank_number.account",
        pattern=r"(?i)\b(?:a/c|acc(?:oun)?t?|acct|konto)(?: ?(?:no\.?|nr\.?|num|number|is|#|"
        r":))*[ :=#.]{0,3}(?P<v>\d(?:[ -]?\d){5,17})",
        family="code",
        accept=varied,
        near=(
            "sort code",
            "sort-code",
            "bsb",
            "ifsc",
            "iban",
            "bank",
            "swift",
            "routing",
            "blz",
            "branch",
            "payee",
            "transfer",
            "wire",
        ),
        found=(
            "BSB «063-447» acc «4471 2231»".replace("«063-447»", "063-447"),
            "bank a/c «50100447122310»",
            "transfer to account no «4471-2231»",
        ),
        ignored=("acc 12", "bank account balance", "account 44712231"),
        rank=58,
        source="usual notation of bank accounts",
    ),
    Kind(
        name="bank_number.last",
        carry=False,
        pattern=(
            r"(?i)(?P<v>(?:ending(?: in| with)?|ends (?:in|with)|last (?:4|four)(?: digits)?(?: of)?(?: are| is)?|끝자리는?|"
            r"뒷자리는?|끝 ?4자리는?|뒤 ?4자리는?)[ :=#*xX.-]{1,6}\d{4})"
        ),
        family="number",
        near=(
            "card",
            "visa",
            "mastercard",
            "amex",
            "ssn",
            "social",
            "account",
            "acct",
            "iban",
            "카드",
            "계좌",
            "phone",
            "debit",
            "credit",
        ),
        found=("visa «ending in 4471»", "SSN «ends in 2310»", "카드 «끝자리 4471»"),
        ignored=("ending in 4471 rows", "card ending", "카드 4471"),
        rank=56,
        source="usual notation of receipts",
    ),
    Kind(
        name="bank_number.card_check",
        pattern=r"(?i)\b(?:cvv2?|cvc2?|cvn|csc)(?: (?:code|no\.?|number|is))*[\"']?[ :=#]{1,3}[\"']?(?P<v>\d{3,4})",
        family="number",
        edges="word",
        carry=False,
        found=("cvv «447»", "CVC: «0912»", "cvv code is «331»", '"cvc": "«318»"'),
        ignored=("cvv required", "cvv 12", "cvv2"),
        rank=60,
        source="payment card notation",
    ),
    Kind(
        name="bank_number.card_expiry",
        pattern=r"(?i)(?:\bexp(?:iry|iration|ires)?(?: date)?|\bvalid (?:thru|until)|"
        r"유효기간)\.?(?: is)?[\"']?[ :=]{1,3}[\"']?(?P<v>(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\d)",
        family="date",
        edges="word",
        carry=False,
        near=("card", "visa", "mastercard", "amex", "cvv", "cvc", "cc:", "카드"),
        found=("card 4111, exp «04/27»", "visa expiry «04/2027»", "카드 유효기간 «04/27»", '"card": 1, "exp": "«09/29»"'),
        ignored=("token exp 04/27", "card exp soon", "cert valid until 04/27"),
        rank=56,
        source="payment card notation",
    ),
)
