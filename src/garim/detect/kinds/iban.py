"""International bank account numbers with their two check digits, with or without spaces."""

from __future__ import annotations

from garim.detect.kind import Kind


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
)
