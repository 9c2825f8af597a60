"""Dense prompts: how often the guard refuses texts in which it should find nothing, or hide what it finds.

    python -m bench.dense [COUNT]

Every prompt crowds listed words, ids, names, hosts, numbers and surrogates of earlier prompts together, so that findings
touch, cover and repeat each other. A refusal is a defect: the text is clean JSON that can be hidden everywhere.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from base64 import b64encode
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from garim import Screen
from garim.errors import GarimError
from garim.exchange import Screening, outbound
from garim.wire import protocols

SYLLABLES = "tam ar quil nor ypsil mark fen wyr rex osk vane dul bri zar kel mon tew".split()
HANGUL = "가람솔한별나래온새미도윤서준하린지우민채은"


class Words:
    """Invented values of one seed, and a lexicon of some of them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.terms = [self.word() for _ in range(30)] + [self.hangul(self._random.randint(2, 4)) for _ in range(15)]
        self.numbers = [self.digits(self._random.randint(5, 12)) for _ in range(20)]
        self.people = [f"{self.word()} {self.word()}" for _ in range(10)] + [self.hangul(3) for _ in range(10)]

    def word(self) -> str:
        return "".join(self._random.choice(SYLLABLES) for _ in range(self._random.randint(2, 3))).capitalize()

    def hangul(self, size: int) -> str:
        return "".join(self._random.choice(HANGUL) for _ in range(size))

    def digits(self, size: int) -> str:
        return str(self._random.randint(1, 9)) + "".join(self._random.choice("0123456789") for _ in range(size - 1))

    def lexicon(self) -> str:
        """The listed ones as JSON lines."""
        kinds = ("org", "product", "project", "host", "db_object", "customer")
        lines = [{"term": term, "kind": self._random.choice(kinds)} for term in self.terms]
        lines += [{"term": number, "kind": "account"} for number in self.numbers]
        lines += [{"term": person, "kind": "person"} for person in self.people]
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)

    def value(self) -> str:
        """One value in one of many dresses."""
        pick, digits = self._random.choice, self.digits
        term, number, person = pick(self.terms), pick(self.numbers), pick(self.people)
        plain = pick(
            (
                term, number, person, number, f"{person} {number}", f"{term}{number}", f"{term}-{digits(3)}", f"{number}-{term}",
                f"{number}.dkr.ecr.ap-northeast-2.amazonaws.com/{term.lower()}:1.2", f"arn:aws:iam::{number}:role/{term}",
                f"{term.lower()}.{number}@corp{digits(3)}.co.kr", f"{person.lower().replace(' ', '.')}@{term.lower()}.co.kr",
                f"010-{digits(4)}-{digits(4)}", f"({digits(3)}) 555-01{digits(2)}", f"10.{digits(2)}.{digits(1)}.{digits(2)}",
                f"postgres://{term.lower()}:{number}@{term.lower()}-prd.internal:5432/{term.upper()}", f"{term} 대리 {person}",
                f"https://{term.lower()}.example.com/{number}?q={person}", f"TB_{term.upper()}_{number}", f"{person}님 {term}은",
                f"sk-{'ant-api03-'}{digits(12)}{term}", f"{digits(6)}-{digits(7)}", f"{term} {term} {number}", f"{{\"id\": {number}}}",
            )
        )  # fmt: skip
        dress = self._random.random()
        if dress < 0.05:
            return b64encode(plain.encode()).decode()
        if dress < 0.08:
            return quote(plain)
        if dress < 0.1:
            return plain.upper()
        return "\u200b".join((plain[:2], plain[2:])) if dress < 0.12 else plain

    def prompt(self) -> str:
        """A few words and many values, close together."""
        glue = (" ", " ", " ", ", ", "\n", "/", "_", "-", ": ", " is ", "은 ", " and ", "=", '"', "'")
        return "".join(self.value() + self._random.choice(glue) for _ in range(self._random.randint(4, 14)))


def body(words: Words, pick: random.Random, ours: list[str]) -> bytes:
    """A chat with tool calls; earlier surrogates stand in it too."""
    said = [words.prompt() for _ in range(pick.randint(1, 4))]
    messages: list[dict[str, object]] = [{"role": "system", "content": words.value()}]
    for text in said:
        messages.append({"role": "user", "content": text})
        call = {"name": "run", "arguments": json.dumps({"cmd": words.prompt(), "n": int(words.digits(9)), words.value(): 1})}
        messages.append({"role": "assistant", "content": None, "tool_calls": [{"id": "c1", "type": "function", "function": call}]})
        messages.append({"role": "tool", "tool_call_id": "c1", "content": f"{words.prompt()} {pick.choice(ours) if ours else ''}"})
    return json.dumps({"model": "m", "messages": messages, "user": words.value()}, ensure_ascii=False).encode()


def refused(screening: Screening, words: Words, seed: int, count: int) -> tuple[Counter[str], list[bytes]]:
    """How many of so many prompts are refused, by error, and those that were."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    errors: Counter[str] = Counter()
    bodies: list[bytes] = []
    ours: list[str] = []
    pick = random.Random(seed)
    for _ in range(count):
        data = body(words, pick, ours)
        try:
            out = outbound(protocol.read(data), screening, "chat")
        except GarimError as error:
            errors[f"{error.code}: {error.message}"] += 1
            bodies.append(data)
        else:
            ours = [entry.surrogate for entry in out.entries[:50]]
    return errors, bodies


def main(count: int = 10_000) -> None:
    """Print how many were refused, and why."""
    done, errors = 0, Counter[str]()
    seed = 0
    while done < count:
        words = Words(seed)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "words.jsonl"
            path.write_text(words.lexicon(), encoding="utf-8")
            screen = Screen(lexicons=[path], key=bytes([seed % 256]) * 32)
            size = min(500, count - done)
            found, bodies = refused(screen.screening, words, seed, size)
        errors += found
        done += size
        seed += 1
        print(f"{done} prompts, {sum(errors.values())} refused", flush=True)
        if bodies and "-v" in sys.argv:
            for n, one in enumerate(bodies):
                Path(f"/tmp/dense-{seed}-{n}.json").write_bytes(one)
            Path(f"/tmp/dense-{seed}.json").write_bytes(bodies[0])
    for error, times in errors.most_common(20):
        print(f"{times:6} {error}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 10_000)
