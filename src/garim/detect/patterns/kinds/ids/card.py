"""Payment card numbers: 13 to 19 digits with a right Luhn digit, or 16 in four groups next to a word for card."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits, luhn, varied

PREFIXES = ("4", "51", "52", "53", "54", "55", "2", "34", "37", "36", "38", "30", "35", "6", "9")


def is_card(text: str) -> bool:
    """Whether the number has an issuer's first digits, the right Luhn digit, and is no row of one digit."""
    plain = digits(text)
    return 13 <= len(plain) <= 19 and plain.startswith(PREFIXES) and len(set(plain)) > 1 and luhn(plain)


KINDS = (
    Kind(
        name="card",
        pattern=r"\d{0,9}\.\d{10,40}|(?P<v>[2-69]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})",
        family="card",
        edges="word",
        accept=is_card,
        found=("card «4111-1111-1111-1111»", "«4242 4242 4242 4242»", "amex «378282246310005»"),
        ignored=("4111-1111-1111-1112 pcs", "0000-0000-0000-0000", "x = 0.4111111111111111", "41111111111111111111111"),
        rank=74,
        source="ISO/IEC 7812-1",
    ),
    Kind(
        name="card.dashed",
        pattern=r"\d{4}[ -]\d{4}[ -]\d{4}[ -](?:\d{4}|[*xX]{4})|(?:[*xX]{4}[ -]?){3}\d{4}|"
        r"\d{4}[ -](?:\d{2})?[*xX]{2,4}[ -][*xX]{4}[ -]\d{4}",
        family="card",
        accept=varied,
        near=("카드", "card", "pan", "visa", "master", "amex", "cc_", "결제", "cvc", "cvv", "pay with"),
        found=("카드번호 «4646-2406-5307-2938»", '"card":"«5312 7788 1204 5567»"', "카드 «9410-12**-****-3456»"),
        ignored=("송장 4646-2406-5307-2938", "card 0000-0000-0000-0000", "카드 4646-2406"),
        rank=66,
        source="ISO/IEC 7812-1, four groups of four",
    ),
    Kind(
        name="card.cue",
        pattern=(
            r"(?i)(?:\b(?:credit|debit|bank|payment) ?card|\bcard(?: ?(?:no\.?|number|num|#))?|\bvisa|\bmaster ?card|\bamex|"
            r"\bcc(?: ?(?:no\.?|number|num|#))?|카드(?: ?번호)?(?:는|은)?)"
            r"(?: (?:no\.?|number|is|was|#))*[\"']?[ :=#(]{1,3}[\"']?(?P<v>[2-69]\d{3}(?:[ .-]?\d{4}){2}[ .-]?\d{1,7}|"
            r"3[47]\d{2}[ .-]?\d{6}[ .-]?\d{5})"
        ),
        family="card",
        accept=varied,
        found=("card number is «4471223109447128»", "credit card «4111.1111.1111.1112»", "카드번호는 «5409-2231-4471-8890»"),
        ignored=("discard 4471223109447128", "card 4471", "card type 1"),
        rank=64,
        source="ISO/IEC 7812-1; people mistype check digits",
    ),
)
