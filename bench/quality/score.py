"""Score what a screen hides on labelled prompts: leaks, what had to stay, clean prompts altered, precision; by type and kind.

The unit of a leak is a distinct labelled string of one prompt: it leaks if it occurs in the hidden text more often than it does,
rightly, outside the labels of the original. Strict: nor may its company part (`core`) or its meaning (`decoded`) stand there, also
undone of \\u, %XX and base64.
"""

from __future__ import annotations

import base64
import html
import json
import re
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

Labels = list[dict[str, Any]]
PARTLY = {"IDENTIFIER", "CODE_NAMESPACE", "DB_OBJECT", "HOST", "DOMAIN", "URL", "PATH", "EMAIL", "ORG"}


class Out(NamedTuple):
    """What a screen gave for one text."""

    text: str
    spans: list[tuple[int, int]]
    refused: str = ""
    """Why nothing was given out; the prompt then counts as refused, and every word that had to stay as lost."""
    restored: bool = True
    """Whether an echo of the hidden text comes back as it was."""


def undone(text: str) -> str:
    """The text with escapes undone, and what its base64 says after it."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    text = re.sub(r"(?:%[0-9A-Fa-f]{2})+", lambda m: urllib.parse.unquote(m[0], errors="replace"), text)
    more = []
    for match in re.finditer(r"[A-Za-z0-9+/_-]{12,}={0,2}", text):
        body = match[0].replace("-", "+").replace("_", "/").rstrip("=")
        try:
            said = base64.b64decode(body + "=" * (-len(body) % 4)).decode("utf-8")
        except ValueError:
            continue
        if said.isprintable():
            more.append(said)
    return unicodedata.normalize("NFKC", html.unescape(text)) + "\n" + "\n".join(more)


def count(word: str, text: str) -> int:
    """How often; a short ASCII word only by itself."""
    if len(word) <= 4 and word.isascii() and word.replace("_", "").isalnum():
        return len(re.findall(r"(?<![A-Za-z0-9])" + re.escape(word) + r"(?![A-Za-z0-9])", text))
    return text.count(word) if word else 0


def blank(text: str, labels: Labels) -> str:
    """The text with its labels struck out."""
    letters = list(text)
    for x in labels:
        letters[x["start"] : x["end"]] = "\0" * (x["end"] - x["start"])
    return "".join(letters)


def leaks(text: str, labels: Labels, hidden: str) -> dict[str, tuple[bool, bool, str]]:
    """Labelled string → (leaked in any case of letters, leaked strictly, its type)."""
    rest = blank(text, labels)
    low, out = rest.lower(), hidden.lower()
    low_undone, out_undone = undone(rest).lower(), undone(hidden).lower()
    found: dict[str, tuple[bool, bool, str]] = {}
    for x in labels:
        word = x["text"].lower()
        plain = count(word, out) > count(word, low)
        parts = [unicodedata.normalize("NFKC", p).strip().lower() for p in [x.get("decoded") or undone(x["text"]).split("\n")[0], *x.get("core", ())]]
        found[x["text"]] = (plain, plain or any(count(p, out_undone) > count(p, low_undone) for p in parts), x["type"])
    return found


def needed(text: str, labels: Labels) -> tuple[set[int], set[int]]:
    """Characters that must be hidden, and characters that may be."""
    must: set[int] = set()
    may: set[int] = set()
    for x in labels:
        whole = {i for i in range(x["start"], x["end"]) if not text[i].isspace()}
        may |= whole
        if x["type"] in PARTLY and x.get("core"):
            for part in x["core"]:
                for match in re.finditer(re.escape(part), x["text"]):
                    must |= set(range(x["start"] + match.start(), x["start"] + match.end()))
        else:
            must |= whole
    return must, may


class Tally:
    """Sums over prompts, and the list of what went wrong."""

    def __init__(self) -> None:
        """Empty."""
        self.of: dict[str, Counter[str]] = {}
        self.bad: list[tuple[str, str, str]] = []

    def add(self, group: str, key: str, bad: bool) -> None:
        """One more of `key`, and whether it went wrong."""
        tally = self.of.setdefault(group, Counter())
        tally[key + "\t"] += 1
        tally[key] += bad

    def percent(self, group: str, key: str) -> float | None:
        """How much went wrong."""
        tally = self.of.get(group, Counter())
        whole = tally[key + "\t"]
        return round(100 * tally[key] / whole, 2) if whole else None

    def table(self, group: str) -> dict[str, str]:
        """Key → "wrong/all", the worst first."""
        tally = self.of.get(group, Counter())
        keys = sorted((k[:-1] for k in tally if k.endswith("\t")), key=lambda k: (-tally[k], k))
        return {k: f"{tally[k]}/{tally[k + chr(9)]}" for k in keys}


def cut(text: str, at: int) -> bool:
    """Whether an offset lies beside an accented Latin letter in the middle of a word: half a word is left and half is replaced."""
    pair = text[at - 1 : at + 1] if 0 < at < len(text) else ""
    return len(pair) == 2 and not pair.isascii() and pair.isalpha() and all(unicodedata.name(c, "").startswith("LATIN") for c in pair)


def one(row: dict[str, Any], out: Out, tally: Tally, free: re.Pattern[str] | None) -> None:
    """Score one prompt into the tally; `free` are words that may be hidden or not (columns of the DDL)."""
    text, labels = row["text"], row["sensitive"]
    tally.add("refused", "refused", bool(out.refused))
    if out.refused:
        tally.bad.append((row["id"], "REFUSED", out.refused))
    elif not out.restored:
        tally.bad.append((row["id"], "ECHO", "the hidden text does not come back as it was"))
    tally.add("echo", "differs", not out.refused and not out.restored)
    rest = blank(text, labels)
    for word in row["keep"]:
        lost = count(word, out.text) < count(word, rest)
        tally.add("keep", "lost", lost)
        if lost:
            tally.bad.append((row["id"], "KEEP", word))
    for start, end in out.spans:
        split = cut(text, start) or cut(text, end)
        tally.add("span", "cut", split)
        if split:
            tally.bad.append((row["id"], "CUT", repr(text[max(0, start - 6) : start] + "[" + text[start:end] + "]" + text[end : end + 6])))
    got = {i for start, end in out.spans for i in range(start, end) if not text[i].isspace()}
    if not labels:
        tally.add("clean", "altered", out.text != text)
        if out.text != text:
            tally.bad.append((row["id"], "OVER", " | ".join(text[s:e] for s, e in out.spans)))
        return
    any_plain = any_strict = False
    for word, (plain, strict, kind) in leaks(text, labels, out.text).items():
        for group, key in (("leak", "ci"), ("type", kind), ("kind", row["kind"]), ("lang", row["lang"]), ("org", row["org"])):
            tally.add(group, key, plain)
        tally.add("leak", "strict", strict)
        tally.add("type_strict", kind, strict)
        tally.add("lexicon", "only the lexicon knows" if word in row["lexicon_only"] else "form or context", plain)
        any_plain |= plain
        any_strict |= strict
        if strict:
            tally.bad.append((row["id"], "LEAK" if plain else "PART", f"{kind} {word!r}"))
    tally.add("prompt", "ci", any_plain)
    tally.add("prompt", "strict", any_strict)
    characters(row, out, got, tally, free)


def characters(row: dict[str, Any], out: Out, got: set[int], tally: Tally, free: re.Pattern[str] | None) -> None:
    """Characters rightly hidden, missed and wrongly hidden."""
    text, labels = row["text"], row["sensitive"]
    must, may = needed(text, labels)
    spare = {i for m in free.finditer(text) for i in range(m.start(), m.end())} if free else set()
    for x in row.get("optional", []):
        spare |= set(range(x["start"], x["end"]))
    wrong = got - may - spare
    chars = tally.of.setdefault("chars", Counter())
    chars["right"] += len(must & got)
    chars["missed"] += len(must - got)
    chars["wrong"] += len(wrong)
    for start, end in out.spans:
        if wrong & set(range(start, end)):
            tally.bad.append((row["id"], "WIDE", repr(text[start:end])))


def talk(row: dict[str, Any], given: list[dict[str, Any]], issued: list[tuple[str, str, str]], tally: Tally) -> None:
    """Score one conversation: `given` are the messages that left, `issued` (surrogate, original, what it stands for)."""
    leaked = False
    for number, (before, after, gold) in enumerate(zip(row["messages"], given, row["gold"], strict=True)):
        pairs = {"content": (before["content"], after["content"])}
        for j, (old, new) in enumerate(zip(before.get("tool_calls", []), after.get("tool_calls", []), strict=True)):
            pairs[f"tool_calls.{j}.function.arguments"] = (old["function"]["arguments"], new["function"]["arguments"])
        for field, (old, new) in pairs.items():
            for word, (plain, _, kind) in leaks(old, [x for x in gold if x["field"] == field], new or "").items():
                tally.add("leak", before["role"], plain)
                tally.add("leak", "all", plain)
                leaked |= plain
                if plain:
                    tally.bad.append((row["id"], "LEAK", f"message {number} {kind} {word!r}"))
            if field != "content":
                tally.add("arguments", "not JSON", not is_json(new))
    tally.add("talk", "leaked", leaked)
    names: dict[str, set[str]] = {}
    stands: dict[str, set[str]] = {}
    for surrogate, original, entity in issued:
        names.setdefault(original, set()).add(surrogate)
        stands.setdefault(surrogate, set()).add(entity or original.lower())
    for original, found in names.items():
        tally.add("surrogate", "differs", len(found) > 1)
        if len(found) > 1:
            tally.bad.append((row["id"], "DIFFERS", f"{original!r} → {sorted(found)}"))
    for surrogate, found in stands.items():
        tally.add("surrogate", "stands for two", len(found) > 1)
        if len(found) > 1:
            tally.bad.append((row["id"], "COLLIDES", f"{surrogate!r} ← {sorted(found)}"))


def is_json(text: str) -> bool:
    """Whether it parses."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def free_words(ddl: str) -> re.Pattern[str] | None:
    """Names of several words in a DDL (snake or camel case): columns that may be hidden or not."""
    found = re.findall(r"\b(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\b", ddl)
    words = sorted(set(found), key=len, reverse=True)
    return re.compile(r"(?<![A-Za-z0-9_])(?:" + "|".join(map(re.escape, words)) + r")(?![A-Za-z0-9_])", re.I) if words else None


def prompts(rows: list[dict[str, Any]], hide: Callable[[str, str], Out], ddl: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Figures of a set, and what went wrong, prompt by prompt.

    Args:
        rows: Labelled prompts.
        hide: (text, company) → what left.
        ddl: Company → its DDL.
    """
    tally = Tally()
    free = {company: free_words(text) for company, text in ddl.items()}
    for row in rows:
        one(row, hide(row["text"], row["org"]), tally, free.get(row["org"]))
    chars = tally.of.get("chars", Counter())
    bad = tally.percent("prompt", "ci")
    bad_strict = tally.percent("prompt", "strict")
    figures = {
        "prompts": len(rows),
        "refused": tally.of["refused"]["refused"],
        "leak_ci": tally.percent("leak", "ci"),
        "leak_strict": tally.percent("leak", "strict"),
        "prompts_without_leak": None if bad is None else round(100 - bad, 2),
        "prompts_without_strict_leak": None if bad_strict is None else round(100 - bad_strict, 2),
        "keep": round(100 - (tally.percent("keep", "lost") or 0), 2),
        "clean_altered": tally.table("clean").get("altered", "0/0"),
        "echo_differs": tally.of["echo"]["differs"],
        "words_cut": tally.of.get("span", Counter())["cut"],
        "precision": round(chars["right"] / max(1, chars["right"] + chars["wrong"]), 4),
        "recall": round(chars["right"] / max(1, chars["right"] + chars["missed"]), 4),
        **{f"by_{group}": tally.table(group) for group in ("type", "type_strict", "kind", "lang", "org", "lexicon")},
    }
    return figures, tally.bad


def talks(told: list[tuple[dict[str, Any], list[dict[str, Any]], list[tuple[str, str, str]]]]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Figures of conversations, each with what left and what was issued; and what went wrong."""
    tally = Tally()
    for row, given, issued in told:
        talk(row, given, issued, tally)
    figures = {
        "talks": len(told),
        "leak_ci": tally.percent("leak", "all"),
        "leaked_talks": tally.table("talk").get("leaked", "0/0"),
        "arguments_not_json": tally.table("arguments").get("not JSON", "0/0"),
        **{key.replace(" ", "_"): value for key, value in tally.table("surrogate").items()},
        "by_role": {key: value for key, value in tally.table("leak").items() if key != "all"},
    }
    return figures, tally.bad


TABLE = re.compile(r"(?i)\b(FROM|JOIN|INTO|UPDATE|TABLE) ([A-Za-z]\w*)\.([A-Za-z]\w*)")
BENDS: dict[str, Callable[[str], str]] = {
    "echo": lambda sql: sql,
    "lower": str.lower,
    "upper": str.upper,
    "broken over lines": lambda sql: re.sub(r" (FROM|JOIN|WHERE|SET|VALUES|AND|ON)\b", r"\n  \1", sql),
    "quoted": lambda sql: TABLE.sub(r'\1 "\2"."\3"', sql),
    "without schema": lambda sql: TABLE.sub(r"\1 \3", sql),
    "in a sentence": lambda sql: "Use this: `" + sql.replace(", ", ",") + "`. It is faster.",
}
"""How a model writes a statement back. What is restored must be the original, bent alike; letters of any case but for the echo."""


def statements(
    rows: list[dict[str, Any]], hide: Callable[[str, str], tuple[str, Callable[[str], str]]], parses: Callable[[str, str], bool]
) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Figures of SQL statements: names left in, whether it still parses, and whether each bend is restored.

    Args:
        rows: Labelled statements with a dialect.
        hide: (text, company) → the hidden text and its restorer.
        parses: (text, dialect) → whether a parser reads it.
    """
    tally = Tally()
    for row in rows:
        hidden, restore = hide(row["text"], row["org"])
        names = [word for word, (plain, _, _) in leaks(row["text"], row["sensitive"], hidden).items() if plain]
        tally.add("sql", "name left in", bool(names))
        tally.bad += [(row["id"], "LEAK", word) for word in names]
        broken = parses(row["text"], row["dialect"]) and not parses(hidden, row["dialect"])
        tally.add("sql", "no longer parses", broken)
        if broken:
            tally.bad.append((row["id"], "PARSE", hidden))
        for name, bend in BENDS.items():
            back, want = restore(bend(hidden)), bend(row["text"])
            wrong = back != want if name == "echo" else back.casefold() != want.casefold()
            tally.add("sql", name, wrong)
            if wrong:
                tally.bad.append((row["id"], "BEND", f"{name}: {back}"))
    return {"statements": len(rows), **tally.table("sql")}, tally.bad
