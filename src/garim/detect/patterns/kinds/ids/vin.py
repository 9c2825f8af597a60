"""Vehicle identification number, 17 characters with a check character in ninth place, or any next to a word for it."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VALUES = dict(zip(LETTERS, [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10), *range(10)], strict=True))
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_vin(text: str) -> bool:
    """Whether letters and digits both stand in it and the ninth character checks the others."""
    if text.isdigit() or text.isalpha():
        return False
    rest = sum(VALUES[c] * w for c, w in zip(text, WEIGHTS, strict=True)) % 11
    return text[8] == ("X" if rest == 10 else str(rest))


KINDS = (
    Kind(
        name="vin",
        pattern=r"[A-HJ-NPR-Z0-9]{17}",
        family="code",
        edges="word",
        accept=is_vin,
        found=("VIN «1HGCM82633A004352»", "«1M8GDM9AXKP042788» totaled", "vin=«5GZCZ43D13S812715»"),
        ignored=("1HGCM82634A004352", "ABCDEFGHJKLMNPRST", "12345678901234567"),
        rank=72,
        source="ISO 3779, 49 CFR 565.15",
    ),
    Kind(
        name="vin.near",
        pattern=r"[A-HJ-NPR-Z0-9]{11}\d{6}",
        family="code",
        edges="word",
        accept=lambda text: not text.isdigit(),
        near=("vin", "차대", "vehicle", "chassis"),
        found=("차대번호 «KMHXX00XXXX000001»", "VIN: «WVWZZZ1JZ3W386752»", "chassis «JTDBR32E720012345»"),
        ignored=("id WVWZZZ1JZ3W386752", "vin 12345678901234567", "VIN WVWZZZ1JZ3"),
        rank=60,
        source="ISO 3779 (vehicles outside North America carry no check character)",
    ),
)
