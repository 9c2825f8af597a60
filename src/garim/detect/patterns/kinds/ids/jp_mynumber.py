"""Japanese individual number (マイナンバー), 12 digits with a check digit, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits, weighted


def is_mynumber(text: str) -> bool:
    """Whether the twelfth digit is the check digit of the eleven before it."""
    plain = digits(text)
    rest = weighted(plain[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(plain[11])


KINDS = (
    Kind(
        name="jp_mynumber",
        pattern=r"\d{4}[ -]?\d{4}[ -]?\d{4}",
        family="code",
        accept=is_mynumber,
        near=("マイナンバー", "個人番号", "my number", "mynumber"),
        found=("マイナンバー «1234 5678 9018»", "個人番号:«123456789018»", "my number «1234-5678-9018»"),
        ignored=("マイナンバー 1234 5678", "伝票 123456789018", "個人番号 1234"),
        rank=72,
        source="行政手続における特定の個人を識別するための番号の利用等に関する法律施行令 第八条, 総務省令第八十五号",
    ),
    Kind(
        name="jp_mynumber.cue",
        pattern=r"(?i)(?:マイナンバー|個人番号|my ?number)(?:は| is)?[ :：=]{0,3}(?P<v>\d{4}[ -]?\d{4}[ -]?\d{4})",
        family="code",
        found=("個人番号 «447122310944»", "マイナンバーは«4471-2231-0944»", "my number: «4471 2231 0944»"),
        ignored=("マイナンバー 1234", "伝票 447122310944", "個人番号カード"),
        rank=62,
        source="行政手続における特定の個人を識別するための番号の利用等に関する法律",
    ),
)
