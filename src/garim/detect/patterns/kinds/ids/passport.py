"""Passport numbers of any country, next to a word that says passport."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import varied

KINDS = (
    Kind(
        name="passport",
        pattern=(
            r"(?:(?i:\bpassport|reisepass|passeport|pasaporte|passaporto)(?i: ?(?:card|no\.?|nr\.?|number|num|id|is|was|#))*|"
            r"여권(?:번호)?(?:은|는|이)?|旅券(?:番号)?|パスポート(?:番号)?は?)"
            r"[ :=#(]{0,3}(?P<v>(?i:[a-z]{0,3}\d{6,9}[a-z]?|[a-z]\d{3}[a-z]\d{4}|[a-z]\d[a-z0-9]{7}))"
        ),
        family="code",
        edges="word",
        accept=varied,
        found=("passport no. «447122310»", "Passport Number: «AB4471223»", "여권 «m44712231»", "パスポート番号は«TR4471223»"),
        ignored=("passport.js v0.6.0", "passport 2024", "AB4471223"),
        rank=62,
        source="ICAO Doc 9303",
    ),
)
