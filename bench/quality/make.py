"""Make the second evaluation set: invented companies, their lexicons and DDL, and labelled prompts.

The material is written by hand in `data/<company>/`: `lexicon.jsonl`, `schema.sql`, `prompts.txt`,
`talks.txt`, `statements.txt`. This file turns the
markup into text and offsets; the same input gives the same bytes.

Markup of prompts.txt (a prompt starts with a line `### kind lang` and options `keep=a|b`, `plain=word|word`):

    ⟦CODE|text⟧            a span; CODE is a key of TYPES, with `*` after it: only the company's lexicon could know it
    ⟦CODE|text|c:a,b⟧      the company's own parts of it
    ⟦CODE|text|d:x⟧        what it means (encoded, or broken over lines: `⏎` stands for the line break)
    ¦                      nothing: it keeps invented keys from looking like keys in the source
    @name:argument@        a made value (MADE below), e.g. @rrn:3@ a resident number with a right checksum

A marked text is annotated at every other place in the prompt too, except for words in `plain=` (a homonym stands there).
"""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA, SETS = HERE / "data", HERE / "sets"
TYPES = {
    "P": "PERSON", "O": "ORG", "I": "IDENTIFIER", "D": "DB_OBJECT", "H": "HOST", "N": "CODE_NAMESPACE", "C": "CUSTOMER_DATA",
    "PH": "PHONE", "PR": "PRODUCT_INTERNAL", "J": "PROJECT", "U": "URL", "E": "EMAIL", "T": "TICKET", "S": "SECRET", "IP": "IP",
    "PA": "PATH", "DO": "DOMAIN", "EI": "EMPLOYEE_ID", "NI": "NATIONAL_ID", "A": "ADDRESS", "AC": "ACCOUNT", "CA": "CARD",
}  # fmt: skip
SPAN = re.compile(r"⟦([A-Z]{1,2})(\*?)\|([^⟧|]*)((?:\|[cd]:[^⟧|]*)*)⟧")
VALUE = re.compile(r"@(\w+):([^@]*)@")


def rrn(seed: str) -> str:
    """A Korean resident number with a right checksum."""
    dice = random.Random(f"rrn{seed}")
    digits = f"{dice.randrange(60, 99)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}{dice.choice('12')}{dice.randrange(10**5):05}"
    check = (11 - sum(int(d) * w for d, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11) % 10
    return f"{digits[:6]}-{digits[6:]}{check}"


def card(seed: str) -> str:
    """A card number with a right Luhn digit."""
    dice = random.Random(f"card{seed}")
    digits = dice.choice(("9410", "5409", "4336")) + "".join(dice.choices("0123456789", k=11))
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(digits))
    return re.sub(r"(.{4})(?=.)", r"\1-", digits + str(-total % 10))


def business(seed: str) -> str:
    """A Korean business number with a right checksum."""
    dice = random.Random(f"brn{seed}")
    digits = [dice.randrange(1, 10), *(dice.randrange(10) for _ in range(8))]
    total = sum(d * w for d, w in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True)) + digits[8] * 5 // 10
    text = "".join(map(str, [*digits, -total % 10]))
    return f"{text[:3]}-{text[3:5]}-{text[5:]}"


def chars(argument: str) -> str:
    """`n` characters of a key's alphabet: `40.seed`."""
    size, _, seed = argument.partition(".")
    return "".join(random.Random(f"chars{seed}").choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", k=int(size)))


def hexes(argument: str) -> str:
    """`n` hex digits: `32.seed`."""
    size, _, seed = argument.partition(".")
    return "".join(random.Random(f"hex{seed}").choices("0123456789abcdef", k=int(size)))


MADE = {"rrn": rrn, "card": card, "brn": business, "chars": chars, "hex": hexes}
CODED = {
    "b64": lambda s: base64.b64encode(s.encode()).decode(),
    "pct": lambda s: urllib.parse.quote(s, safe=""),
    "u": lambda s: "".join(f"\\u{ord(c):04x}" if ord(c) > 127 else c for c in s),
}


def value(match: re.Match[str]) -> str:
    """What stands for one @name:argument@."""
    name, argument = match.groups()
    return (MADE.get(name) or CODED[name])(argument)


def span(match: re.Match[str]) -> dict[str, Any]:
    """The label of one mark, offsets not known yet."""
    code, only, raw, rest = match.groups()
    coded = next((m for m in VALUE.finditer(raw) if m[1] in CODED), None)
    out: dict[str, Any] = {"type": TYPES[code], "text": VALUE.sub(value, raw).replace("⏎", "\n"), "only": bool(only)}
    if coded:
        out["decoded"] = coded[2]
    for part in filter(None, rest.split("|")):
        if part[0] == "c":
            out["core"] = sorted(part[2:].split(","))
        else:
            out["decoded"] = part[2:]
    return out


def elsewhere(label: dict[str, Any], text: str, taken: bytearray) -> list[dict[str, Any]]:
    """The same text at places that carry no mark; ASCII text only as whole words."""
    word = label["text"]
    edge = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
    pattern = (edge[0] if word[0].isascii() else "") + re.escape(word) + (edge[1] if word[-1].isascii() else "")
    found = []
    for match in re.finditer(pattern, text):
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = b"\1" * len(word)
            found.append({**label, "start": match.start(), "end": match.end()})
    return found


def labelled(source: str, plain: frozenset[str] = frozenset(), known: Iterable[dict[str, Any]] = ()) -> tuple[str, list[dict[str, Any]]]:
    """The text without its markup, and its labels in order, none overlapping; `known` are labels of other texts of a talk."""
    source = source.replace("¦", "")
    text, labels, at = "", [], 0
    for match in SPAN.finditer(source):
        text += VALUE.sub(value, source[at : match.start()])
        label = span(match)
        labels.append({**label, "start": len(text), "end": len(text) + len(label["text"])})
        text += label["text"]
        at = match.end()
    text += VALUE.sub(value, source[at:])
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"a mark that cannot be read: {text[max(0, text.find('⟦')) :][:60]!r}")
    taken = bytearray(len(text))
    for label in labels:
        taken[label["start"] : label["end"]] = b"\1" * (label["end"] - label["start"])
    for label in sorted({x["text"]: x for x in [*known, *labels]}.values(), key=lambda x: -len(x["text"])):
        if label["text"] not in plain:
            labels += elsewhere(label, text, taken)
    return text, sorted(labels, key=lambda x: x["start"])


def blank(text: str, labels: list[dict[str, Any]]) -> str:
    """The text with its labelled spans struck out."""
    letters = list(text)
    for x in labels:
        letters[x["start"] : x["end"]] = "\0" * (x["end"] - x["start"])
    return "".join(letters)


def options(line: str) -> tuple[str, str, dict[str, list[str]]]:
    """A head line: kind, language, options."""
    kind, lang, rest = (*line.split(" ", 2), "")[:3]
    found = {m[1]: m[2].split("|") for m in re.finditer(r"(keep|plain)=(.*?)(?= (?:keep|plain)=|$)", rest)}
    return kind, lang, found


def prompts(company: str) -> list[dict[str, Any]]:
    """The labelled prompts of one company."""
    rows = []
    blocks = re.split(r"^### ", (DATA / company / "prompts.txt").read_text("utf-8"), flags=re.M)[1:]
    for number, block in enumerate(blocks, 1):
        head, _, body = block.partition("\n")
        kind, lang, more = options(head)
        text, labels = labelled(body.strip("\n"), frozenset(more.get("plain", ())))
        outside = blank(text, labels)
        for word in more.get("keep", ()):
            if word not in outside:
                raise ValueError(f"{company} prompt {number}: keep {word!r} does not stand outside the spans")
        only = sorted({x["text"] for x in labels if x.pop("only")})
        row = {"id": f"{company[:3]}{number:02}", "org": company, "lang": lang, "kind": kind, "text": text, "sensitive": labels}
        row |= {"keep": more.get("keep", []), "lexicon_only": only, "tags": []}
        rows.append(row if labels else {**row, "clean": True})
    return rows


def talks(company: str) -> list[dict[str, Any]]:
    """The conversations of one company: messages in OpenAI form, and labels of each message's texts.

    In talks.txt a conversation starts with `### lang`, a message with `@@ role`; `@@ call NAME` holds a tool call's arguments.
    """
    rows = []
    blocks = re.split(r"^### ", (DATA / company / "talks.txt").read_text("utf-8"), flags=re.M)[1:]
    for number, block in enumerate(blocks, 1):
        lang, _, body = block.partition("\n")
        parts = [part.partition("\n") for part in re.split(r"^@@ ", body, flags=re.M)[1:]]
        known = [x for _, _, source in parts for x in labelled(source)[1]]
        messages: list[dict[str, Any]] = []
        gold: list[list[dict[str, Any]]] = []
        for head, _, source in parts:
            text, labels = labelled(source.strip("\n"), known=known)
            role, _, tool = head.partition(" ")
            if role == "call":
                call = {"id": f"call_{len(messages)}", "type": "function", "function": {"name": tool, "arguments": text}}
                messages.append({"role": "assistant", "content": "", "tool_calls": [call]})
                field = "tool_calls.0.function.arguments"
            else:
                messages.append({"role": role, "content": text})
                field = "content"
            if role == "tool":
                messages[-1]["tool_call_id"] = f"call_{len(messages) - 2}"
            gold.append([{**{k: v for k, v in x.items() if k != "only"}, "field": field} for x in labels])
        rows.append({"id": f"{company[:3]}-talk{number}", "org": company, "lang": lang, "messages": messages, "gold": gold, "entities": []})
    return rows


def statements(company: str) -> list[dict[str, Any]]:
    """Labelled SQL statements of one company, each with its dialect; `### dialect`, then the statement."""
    rows = []
    blocks = re.split(r"^### ", (DATA / company / "statements.txt").read_text("utf-8"), flags=re.M)[1:]
    for number, block in enumerate(blocks, 1):
        dialect, _, body = block.partition("\n")
        text, labels = labelled(body.strip())
        clean = [{k: v for k, v in x.items() if k != "only"} for x in labels]
        rows.append({"id": f"{company[:3]}-sql{number}", "org": company, "dialect": dialect, "text": text, "sensitive": clean})
    return rows


def companies() -> list[str]:
    """The invented companies, in order."""
    return sorted(p.parent.name for p in DATA.glob("*/prompts.txt"))


def main() -> None:
    """Write the sets, packed, because the invented keys in them look real to secret scanners; tell their sizes."""
    SETS.mkdir(exist_ok=True)
    for name, write in (("prompts", prompts), ("talks", talks), ("statements", statements)):
        rows = [row for company in companies() for row in write(company)]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (SETS / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
        spans = [x for row in rows for x in row.get("sensitive", [y for message in row.get("gold", ()) for y in message])]
        clean = sum(row.get("clean", False) for row in rows)
        print(f"{name}: {len(rows)}, {clean} with nothing to hide, {len(spans)} spans")


if __name__ == "__main__":
    main()
