"""How well the public table tells own names from public words: the curve over the number of families asked for.

    python -m training.public.measure [--show 40]

Own names are made here from a fixed seed: coined words and arbitrary letters in the forms that tables, hosts, packages, codes
and Korean names have, and compounds of abbreviations that everyone uses, told apart. Public prose is what packages installed
in this interpreter say of themselves (their METADATA), fenced code and addresses left out.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from importlib.metadata import distributions

from garim.detect.public import judge
from garim.detect.public.table import Table

TOKEN = re.compile(r"[가-힣]{2,}|[^\W가-힣]*[^\W\d_가-힣][^\W가-힣]*")
LEFT = re.compile(r"```.*?```|`[^`]*`|https?://\S+|[\w.+-]+@[\w.-]+|[0-9a-f]{7,}|\S*/\S*|<[^>]*>|&\w+;|\w+\.\w[\w.]*", re.S)
GENERIC = "cust mst dtl hist seq yn ln cntr acct amt prd stg db svc api batch job user order item log file code".split()


def _word(pick: random.Random) -> str:
    """A coined word of two or three syllables."""
    heads, tails = "b d g k l m n p r s t v z br dr gr kr pl sk tr vr zh qu".split(), ["", "", "n", "l", "r", "x", "sk", "m"]
    return "".join(pick.choice(heads) + pick.choice("aeiouy") for _ in range(pick.choice([2, 2, 3]))) + pick.choice(tails)


def _letters(pick: random.Random, count: int) -> str:
    return "".join(pick.choice("bcdfghjklmnpqrstvwxz") for _ in range(count))


def _hangul(pick: random.Random, count: int) -> str:
    """Syllables with the finals that names have: none, ㄴ ㄹ ㅁ ㅇ."""
    return "".join(
        chr(0xAC00 + pick.randrange(19) * 588 + pick.randrange(21) * 28 + pick.choice([0, 0, 4, 8, 16, 21])) for _ in range(count)
    )


def own(seed: int = 7) -> dict[str, list[str]]:
    """Kind → a hundred names of it that nobody has published."""
    pick = random.Random(seed)
    made: dict[str, list[str]] = {"table": [], "host": [], "code": [], "identifier": [], "hangul": [], "abbreviations": []}
    for _ in range(100):
        word, part, other = _word(pick), pick.choice(GENERIC), pick.choice(GENERIC)
        tables = f"TB_{word.upper()}_{part.upper()}", f"{word}_{part}_{other}", f"T_{_letters(pick, 4).upper()}_{part.upper()}"
        made["table"].append(pick.choice(tables))
        host = f"{word}{pick.choice(['prd', 'db', 'was', 'ap'])}{pick.randrange(1, 30):02}"
        made["host"].append(pick.choice([host, f"{_letters(pick, 4)}{pick.choice(GENERIC)}0{pick.randrange(1, 9)}"]))
        codes = f"{_letters(pick, 1)}{pick.randrange(10**4, 10**6)}", f"{_letters(pick, 3)}{pick.randrange(10**3, 10**5)}"
        made["code"].append(pick.choice([*codes, f"{_letters(pick, 2)}{pick.randrange(1000, 9999)}{_letters(pick, 1)}"]).upper())
        classes = f"{word.capitalize()}{part.capitalize()}Service", f"{word}{other.capitalize()}"
        made["identifier"].append(pick.choice([*classes, f"get{word.capitalize()}{part.capitalize()}"]))
        made["hangul"].append(
            _hangul(pick, pick.choice([2, 3, 3, 4])) + pick.choice(["", "은행", "시스템", "에서", "을", "카드는"])
        )
        made["abbreviations"].append("_".join(pick.sample(GENERIC, 3)).upper())
    return made


def prose() -> list[str]:
    """The descriptions of the packages installed here, without code, addresses and markup."""
    found = []
    for package in distributions():
        text = (package.read_text("METADATA") or "").partition("\n\n")[2]
        if len(text) > 500:
            found.append(LEFT.sub(" ", text))
    return sorted(set(found))


def main() -> None:
    """Print the curve, and the unknown tokens of public prose where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0, help="how many unknown tokens of public prose to print")
    shown = parser.parse_args().show
    print(Table.open().verify())
    names, texts = own(), prose()
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} descriptions, {size / 1000:,.0f} kB; {sum(map(len, names.values()))} own names\n")
    print("families | own names unknown, % by kind" + " " * 54 + "| unknown tokens in 10 kB of public prose")
    for least in (1, 2, 3, 5, 10, 20):
        judge.LEAST = least
        for cached in (judge._unknown, judge._hangul, judge._steps, judge._joined):
            cached.cache_clear()
        caught = {kind: sum(not judge.public(name) for name in some) for kind, some in names.items()}
        strange = Counter(token for text in texts for token in TOKEN.findall(text) if not judge.public(token))
        told = "  ".join(f"{kind} {count}" for kind, count in caught.items())
        print(f"{least:8} | {told:86} | {sum(strange.values()) / size * 10_000:.2f} ({len(strange)} distinct)")
        if least == 2 and shown:
            print("          ", " ".join(f"{token}:{count}" for token, count in strange.most_common(shown)))
            missed = [name for kind, some in names.items() if kind != "abbreviations" for name in some if judge.public(name)]
            print("           own, taken for public:", " ".join(missed))


if __name__ == "__main__":
    main()
