"""The page's words: what one language says, the other says too."""

from __future__ import annotations

import re
from pathlib import Path

import garim

LANG = Path(garim.__file__).parent / "web" / "lang"
QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|//[^\n]*")
INNER = re.compile(r"(?<=[:>])\s*\{[^{}]*\}")
"""Names of kinds and errors: English shows them as they are called."""
KEY = re.compile(r"(?<=[,{])\s*([A-Za-z_$][\w$]*)\s*:")


def keys(code: str) -> list[str]:
    """Keys of a language's words, doubles kept; what is said is left out first."""
    said = QUOTED.sub(lambda found: "" if found[0][0] == "/" else '""', (LANG / f"{code}.js").read_text(encoding="utf-8"))
    return KEY.findall(INNER.sub("0", said))


def test_both_languages_have_the_same_words() -> None:
    korean, english = keys("ko"), keys("en")
    assert len(korean) > 100 and sorted(korean) == sorted(english)
