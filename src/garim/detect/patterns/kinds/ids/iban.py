"""International bank account numbers with their two check digits, with or without spaces."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind


def is_iban(text: str) -> bool:
    """Whether the number leaves 1 modulo 97, letters counted as 10 to 35."""
    plain = text.replace(" ", "").replace("-", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


KINDS = (
    Kind(
        name="iban",
        pattern=r"[A-Z]{2}\d{2}[ -]?(?:[A-Z0-9]{4}[ -]?){2,7}[A-Z0-9]{1,4}",
        family="iban",
        edges="word",
        accept=is_iban,
        found=("IBAN «DE89 3704 0044 0532 0130 00»", "«GB82WEST12345698765432»", "pay to «FR14 2004 1010 0505 0001 3M02 606»"),
        ignored=("DE88 3704 0044 0532 0130 00", "AB12 CD34 EF56", "SHA256ABCDEF0123456789"),
        rank=78,
        source="ISO 13616",
    ),
    Kind(
        name="iban.near",
        pattern=r"(?i)iban(?: (?:is|no\.?|number|code|"
        r"nr\.?))*[ :=#(]{0,3}[\"']?(?P<v>[a-z]{2}\d{2}[ -]?(?:[a-z0-9]{4}[ -]?){2,7}[a-z0-9]{1,4})",
        family="iban",
        edges="word",
        accept=lambda text: sum(c.isdigit() for c in text) >= 8,
        found=("iban «de89370400440532013000»", "IBAN «DE88 3704 0044 0532 0130 01»", "IBAN: «GB82-WEST-1234-5698-7654-32»"),
        ignored=("iban DE", "iban field", "DE88 3704 0044 0532 0130 01"),
        rank=70,
        source="ISO 13616; people mistype check digits",
    ),
)
