"""Made material: an invented company's lexicon of any size, and natural prompts that use some of it."""

from __future__ import annotations

import json
import random

SYLLABLES = [c + v for c in "bdfghjklmnprstvyz" for v in ("a", "e", "i", "o", "u", "ae", "ei", "ou")]
HANGUL = [chr(0xAC00 + (onset * 21 + vowel) * 28 + coda) for onset in (0, 2, 3, 5, 6, 9, 11, 12, 14, 18) for vowel in (0, 4, 8, 13, 20) for coda in (0, 4, 8)]
TAILS = ["Service", "Client", "Batch", "Gateway"]
PROSE = (
    "The nightly job takes three hours since the upgrade and the plan shows a full table scan. Please say which index helps and "
    "why the optimizer does not use the one that exists. 통계는 어제 수집했고 파라미터는 기본값입니다. 실행 계획에서 어떤 부분부터 "
    "봐야 할까요? We cannot change the application before the next release, so hints are fine. "
)


def lexicon(size: int) -> list[dict[str, object]]:
    """`size` terms: products, tables, hosts, people, in Latin and Hangul; the same for the same size."""
    dice = random.Random(size)
    out: list[dict[str, object]] = []
    seen: set[str] = set()
    while len(out) < size:
        word = "".join(dice.choices(SYLLABLES, k=dice.choice((3, 3, 4))))
        hangul = "".join(dice.choices(HANGUL, k=dice.choice((3, 4))))
        kind = len(out) % 5
        if word in seen or hangul in seen:
            continue
        seen |= {word, hangul}
        out.append(
            [
                {"term": word.title(), "kind": "product", "aliases": [hangul]},
                {"term": f"TB_{word[:4]}_{word[4:]}_M".upper(), "kind": "db_object"},
                {"term": f"{word}-prd-db{dice.randrange(100):02}", "kind": "host"},
                {"term": hangul, "kind": "customer"},
                {"term": f"kr.co.{word}.core", "kind": "package"},
            ][kind]
        )
    return out


def lines(terms: list[dict[str, object]]) -> bytes:
    """A lexicon file."""
    return b"".join(json.dumps(t, ensure_ascii=False).encode() + b"\n" for t in terms)


def prompt(terms: list[dict[str, object]], number: int, size: int = 2048) -> str:
    """A prompt of about `size` bytes with a dozen things to hide."""
    dice = random.Random(number)
    parts: list[str] = []
    while sum(len(p.encode()) for p in parts) < size:
        term = str(dice.choice(terms)["term"])
        parts.append(PROSE[: dice.randrange(120, len(PROSE))])
        parts.append(
            dice.choice(
                [
                    f"See {term} for the details. ",
                    f"\n\tat {term}.run(Worker.java:{dice.randrange(400)})\n",
                    f"연락처 010-{dice.randrange(2000, 9999)}-{dice.randrange(1000, 9999)} 로 주세요. ",
                    f"SELECT id, name FROM {term} WHERE id = {dice.randrange(10**6)};\n",
                    f"host 10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(1, 255)} port 1521\n",
                ]
            )
        )
    return "".join(parts).encode()[:size].decode("utf-8", "ignore")
