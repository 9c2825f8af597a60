"""What sort of text a request holds (code, SQL, logs, prose) and in which languages: told by its shape, line by line.

Judged on the user's and the tools' texts. It is for policy (“source code stays in the house”), so it is told from plain
marks that a person can check, and `garim policy try` shows what it saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import garim.late as re

SQL = re.compile(
    r"(?is)\b(?:select\s.{1,400}?\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|alter\s+table\s|drop\s+table\s|"
    r"merge\s+into\s|begin\s+transaction|"
    r"create\s+(?:or\s+replace\s+)?(?:table|view|index|procedure|function|trigger|package)\s)"
)
LOG = re.compile(
    r"(?m)^[^\S\n]*(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|\[?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\d\d:\d\d:\d\d[.,]\d+|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s\d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3}\s\S+\s\S+\s\[|"
    r"(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b|at\s+[\w$.]+\([\w$]+\.\w+:\d+\)|Traceback \(most recent|"
    r"File \"[^\"]+\", line \d+|Caused by: )"
)
CODE = re.compile(
    r"(?m)^\s*(?:(?:public|private|protected|static|final|abstract|export|async|pub)\s+\w|"
    r"(?:def|fn|func|function|class|interface|struct|enum|impl|package|module|namespace)\s+\w+.*[:({]?\s*$|"
    r"import\s+[\w.{*]|from\s+[\w.]+\s+import\s|#include\s|using\s+[\w.]+;|@\w+(?:\(.*\))?\s*$|return\b.*;?\s*$|"
    r"(?:if|for|while|switch|catch|elif|else if)\s*\(?.*[:{]\s*$|(?:const|let|var|val)\s+\w+\s*[:=]|"
    r"[\w.\[\]]+\s*[+*/-]?=\s*.+;\s*$|[\w.]+\(.*\)\s*[;{]?\s*$|[}\])]+[;,]?\s*$|</?\w+[^>]*>\s*$|\w[\w-]*:\s*(?:\||>|\[|\{)?\s*$)"
)
FENCE = re.compile(r"(?m)^[^\S\n]*```(\w*)")
SENTENCE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:[,;:]?\s+[^\W\d_]+(?:['’-][^\W\d_]+)*){4,}")
SCRIPTS = {
    "ko": re.compile("[가-힣]"),
    "ja": re.compile("[ぁ-ヿ]"),
    "zh": re.compile("[一-鿿]"),
    "ru": re.compile("[А-яЁё]"),
    "ar": re.compile("[؀-ۿ]"),
    "th": re.compile("[฀-๿]"),
    "el": re.compile("[Α-ώ]"),
    "he": re.compile("[א-ת]"),
    "hi": re.compile("[ऀ-ॿ]"),
}
# The commonest short words of each, which its neighbours do not share. Source: wordfreq's lists, read by hand.
LATIN = {
    "en": frozenset("the and of to is that it for with this are was you have not be on as at by from which".split()),
    "de": frozenset("der und nicht das ist ich sie ein mit auf für dem zu wir auch werden sich eine wird".split()),
    "fr": frozenset("les des est une dans pour que qui nous vous avec sur pas cette être ont aux du".split()),
    "es": frozenset("los las una por con para que está como pero más este son del hay se muy también".split()),
    "it": frozenset("che non per una sono con del della gli questo anche più come nel alla dei è ha".split()),
    "pt": frozenset("não uma com para que está os dos mais como foi pelo são isso também muito ao em".split()),
    "nl": frozenset("het een niet van dat voor zijn met ook maar worden deze naar wij geen heeft wordt".split()),
    "vi": frozenset("không của một được người cho các này đã những với là có trong khi".split()),
    "id": frozenset("yang dan untuk dengan tidak dari ini itu pada adalah akan dalam oleh juga".split()),
}
LANGUAGES = frozenset(SCRIPTS) | frozenset(LATIN)
"""All that are told apart."""
WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 20_000
"""Characters of one text that are looked at: its beginning and its end."""


def kinds_of(texts: Iterable[str]) -> frozenset[str]:
    """Which of code, sql, log and prose texts hold."""
    found: set[str] = set()
    for text in texts:
        if len(text) > LOOKED_AT:
            text = text[: LOOKED_AT // 2] + "\n" + text[-LOOKED_AT // 2 :]
        fences = {name.lower() for name in FENCE.findall(text)} - {"", "text", "txt", "plain", "markdown", "md"}
        if SQL.search(text) or fences & {"sql", "plsql", "pgsql", "mysql"}:
            found.add("sql")
        if len(LOG.findall(text)) >= 2 or fences & {"log", "logs"}:
            found.add("log")
        lines = [line for line in text.splitlines() if line.strip()]
        marked = sum(1 for line in lines if CODE.match(line) and not LOG.match(line))
        if fences - {"sql", "log", "logs"} or marked >= 3 and marked * 3 >= len(lines):
            found.add("code")
        if any(_prose(line) for line in lines):
            found.add("prose")
    return frozenset(found)


def _prose(line: str) -> bool:
    if CODE.match(line):
        return False
    return bool(SENTENCE.match(line.strip().lstrip("-*>#•0123456789. ")) or SCRIPTS["ko"].search(line))


def languages_of(texts: Iterable[str]) -> frozenset[str]:
    """ISO 639-1 codes of the languages that make up a tenth of the texts' words or more."""
    words: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for text in texts:
        if len(text) > LOOKED_AT:
            text = text[: LOOKED_AT // 2] + " " + text[-LOOKED_AT // 2 :]
        for word in WORD.findall(text):
            script = next((name for name, pattern in SCRIPTS.items() if pattern.search(word)), "latin")
            words[script] += 1
            if script == "latin":
                low = word.lower()
                hits.update(name for name, common in LATIN.items() if low in common)
    total = sum(words.values())
    if not total:
        return frozenset()
    found = {name for name, count in words.items() if name != "latin" and count * 10 >= total}
    if "ja" in found:
        found.discard("zh")  # kanji beside kana
    best = hits.most_common(1)
    if best and best[0][1] * 12 >= words["latin"] and words["latin"] * 10 >= total:
        found.add(best[0][0])
    return frozenset(found)
