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


def test_page_command_line_and_readme_share_one_vocabulary() -> None:
    """작성한 내용, 전송될 내용, 대체어, 원본, 복원: none of them has a second name."""
    root = Path(garim.__file__).parent
    said = [*LANG.glob("*.js"), *(root / "cli").glob("*.py"), root / "retro" / "say.py", root.parents[1] / "README.ko.md", root.parents[1] / "docs/standards/README.ko.md"]
    other = re.compile(r"쓴 글\"|쓴 글 |나가는 글|나간 글|나갈 글|읽는 글|(?<!주소 )(?<!네트워크 )대역|대체값|비밀값|회사 말|회사 낱말|사전에")

    found = [(path.name, met[0]) for path in said for met in other.finditer(path.read_text(encoding="utf-8"))]
    assert [one for one in found if one != ("records.js", "쓴 글 ")] == []
