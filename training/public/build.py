"""Compile the public table: counted tables, packages and lists of public words → `src/garim/detect/public/data`.

    python -m training.public.packages packages
    python -m training.public.build --counted ../shared/data/public --packages packages --out src/garim/detect/public/data

The counted tables (`identifiers parts korean code_prefixes`, `.tsv.gz`) are described by a README.md beside them, the
packages in `packages.py`, the lists (`lists/*.txt`) in their heads. What comes from share-alike dictionaries (frequencies,
parts of speech, given names, titles of an encyclopaedia) goes into `usage.bin`, all else into `seen.bin`. See
training/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from garim.detect.public.table import HEAD, LONGEST, MAGIC, VERSION, ZIPF_STEP, ZIPFS, _File, digests, fold
from training.public import world
from training.public.archives import Fact
from training.public.hangul import surfaces
from training.public.packages import READERS, SHARED, distribution, frequencies

SEEN = {
    "numbers": ["families", "part"],
    "flags": [
        "api", "word", "surname", "foreign", "noun", "famous", "brand", "place", "cjk_person", "particle", "ending", "verb",
    ],
}  # fmt: skip
USAGE = {
    "numbers": ["zipf", "abroad"],
    "flags": ["given", "noun", "proper", "ko_person", "ko_place", "other_pos", "foreign", "title", "verb"],
}
SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화창"
PART = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿĀ-ɏ]+|\d+")
COMMON = 30
"""Families that use a part of identifiers, from which it says nothing of one more that has it."""
OTHER_POS = ("MAG", "MAJ", "XR", "VV", "VA", "NNBC", "NNB", "NR", "NP", "MM", "IC", "EC", "EF", "JX", "JKB", "VCP")


class Gathered:
    """Folded word → its record, for one file."""

    def __init__(self, layout: dict[str, list[str]]) -> None:
        self.layout = layout
        self.rows: dict[str, list[int]] = {}

    def put(self, token: str, /, **values: float) -> None:
        """Raise what is known of a token: numbers to the maximum, flags once set stay set."""
        values = {name: value for name, value in values.items() if value}
        key = fold(token)
        if not values or not key or len(key.encode()) > LONGEST or "\n" in key:
            return
        wide = len(self.layout["numbers"])
        row = self.rows.setdefault(key, [0] * (wide + 1))
        for name, value in values.items():
            if name in self.layout["numbers"]:
                at = self.layout["numbers"].index(name)
                row[at] = max(row[at], min(255, round(value * ZIPF_STEP) if name in ZIPFS else int(value)))
            else:
                row[wide] |= 1 << self.layout["flags"].index(name)

    def write(self, path: Path, licence: str, onto: Path | None = None) -> None:
        """The file: head, index of the buckets, entries, records; see `table._File`.

        Args:
            path: Where it goes.
            licence: Of what is in it.
            onto: A file of the same layout but for numbers added at its end: what it says stays, and what is gathered is added.
        """
        old = _File(onto) if onto else None
        bits = old.bits if old else (len(self.rows) // 6).bit_length()
        found = digests(("\n".join(self.rows) + "\n").encode()) >> np.uint64(40 - bits)
        flags = (len(self.layout["flags"]) + 7) // 8
        wide = np.array([[*row[:-1], *row[-1].to_bytes(flags, "little")] for row in self.rows.values()], np.uint8)
        found, first = np.unique(found, return_index=True)  # a collision keeps one of the two
        wide = wide[first]
        if old:
            found, wide = _added(old, found, wide)
        telling = (wide[:, 0] > 1) | wide[:, 1:].any(axis=1)  # one source alone is that source's own
        found, wide = found[telling], wide[telling]
        index = np.searchsorted(found, np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(24)).astype("<u4")
        upper, lower = (found >> np.uint64(8)).astype("<u2"), found.astype(np.uint8)
        body = index.tobytes() + upper.tobytes() + lower.tobytes() + wide.tobytes()
        told = self.layout | {
            "count": len(found), "bits": bits, "deepest": int(np.diff(index.astype(np.int64)).max()),
            "licence": licence, "sha256": sha256(body).hexdigest(),
        }  # fmt: skip
        head = json.dumps(told).encode()
        head += b" " * (-(HEAD.size + len(head)) % 8)
        path.write_bytes(HEAD.pack(MAGIC, VERSION, len(head), zlib.crc32(head)) + head + body)
        print(f"{path.name}: {len(found):,} words, {path.stat().st_size / 2**20:.1f} MB")


def _added(old: _File, found: np.ndarray, wide: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hashes and records of a file with others: the higher number of each, the flags of both."""
    buckets = np.repeat(np.arange(len(old.index) - 1, dtype=np.uint64), old.index[1:].astype(np.int64) - old.index[:-1])
    known = buckets << np.uint64(24) | old.entries.astype(np.uint64) << np.uint64(8) | old.rest.astype(np.uint64)
    every = np.union1d(known, found)
    out, more = np.zeros((2, len(every), wide.shape[1]), np.uint8)
    numbers = len(old.numbers) + wide.shape[1] - old.width  # numbers may have been added at the end
    records = np.insert(old.records, [len(old.numbers)] * (numbers - len(old.numbers)), 0, axis=1)
    out[np.searchsorted(every, known)], more[np.searchsorted(every, found)] = records, wide
    return every, np.concatenate([np.maximum(out[:, :numbers], more[:, :numbers]), out[:, numbers:] | more[:, numbers:]], axis=1)


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a counted table, without its heading."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            yield line.rstrip("\n").split("\t")


def compound(token: str, common: set[str]) -> bool:
    """Whether an identifier is put together from three or more parts that very many use: public without a row of its own."""
    parts = PART.findall(token)
    return (
        len(parts) > 2
        and sum(len(part) for part in parts if part.isdigit()) < 4
        and all(part.isdigit() or part.lower() in common for part in parts)
    )


def counted(folder: Path, seen: Gathered, usage: Gathered) -> None:
    """Put the counted tables in."""
    common = {part for part, df, *_ in rows(folder / "parts.tsv.gz") if int(df or 0) >= COMMON}
    for token, df, fold_df, _, labels in rows(folder / "identifiers.tsv.gz"):
        families, api = int(fold_df or df), "a" in labels.lower()
        if api or families > 2 or (families == 2 and not compound(token, common)):
            seen.put(token, families=families, api=api)
    # Their frequencies are wordfreq's, rounded: `packages.frequencies` has them as they are.
    for part, df, _, _, _, flags in rows(folder / "parts.tsv.gz"):
        many = int(df or 0)
        seen.put(part, part=many if many > 1 else 0, word="w" in flags, surname="s" in flags, foreign="f" in flags)
        usage.put(part, given="g" in flags)
    for word, df, _, _, _, pos, _, flags in rows(folder / "korean.tsv.gz"):
        tags = pos.split(",")
        plain = {tag.removeprefix("k").split(":")[0] for tag in tags}
        seen.put(word, families=int(df or 0), surname="s" in flags)
        usage.put(
            word, given="g" in flags, noun="NNG" in plain, proper="NNP" in tags or "kNNP" in tags,
            ko_person="NNP:인명" in tags, ko_place="NNP:지명" in tags, other_pos=bool(plain & set(OTHER_POS)),
        )  # fmt: skip

    for word, _, _, _, _, pos, _, _ in rows(folder / "korean.tsv.gz"):
        if word.endswith("다") and re.search(r"(^|,)k?(VV|VA|VX|VCP|VCN)", pos):
            for form in surfaces(word[:-1]):
                usage.put(form, verb=1)
        if re.search(r"(^|,)(EC|EF|ETM|ETN|EP)", pos):
            seen.put(word, ending=1)
        if re.search(r"(^|,)(J[A-Z]+)", pos):
            seen.put(word, particle=1)


def listed(path: Path, codes: dict[str, int]) -> Iterator[Fact]:
    """A list's words. `# fields: brand families=2` says what is known of those that follow; `~` joins a name's words.

    `coined` among them: a word that is also somebody's name is left out, and so is a word of a name that is an ordinary word.
    Behind `# codes: 100` stand prefixes of numbered public codes, of which there are at least so many.
    """
    values: dict[str, float] = {}
    many = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# fields:"):
            many = 0
            pairs = (field.partition("=") for field in line.split(":")[1].split())
            values = {name: float(value or 1) for name, _, value in pairs}
        elif line.startswith("# codes:"):
            many = int(line.split(":")[1])
        elif many and not line.startswith("#"):
            codes.update((word, max(many, codes.get(word, 0))) for word in line.split())
        elif not line.startswith("#"):
            for word in line.split():
                whole = {name: value for name, value in values.items() if name != "coined"}
                yield word.replace("~", ""), whole if "~" in word or "coined" not in values else whole | {"unnamed": 1}
                if "~" in word:
                    for part in word.split("~"):
                        if len(part) > 2 or "coined" not in values:
                            yield part, values if "coined" in values else values | {"piece": 1}


def person(word: str, usage: Gathered) -> bool:
    """Whether a Hangul word may be the name of anyone: a surname and two syllables, or so said by a dictionary."""
    row = usage.rows.get(fold(word))
    return bool(row and row[-1] >> USAGE["flags"].index("ko_person") & 1) or (len(word) == 3 and word[0] in SURNAMES)


class Ordinary:
    """Words and people's names, which a word of a company's or town's name must not be if it is to be known alone."""

    def __init__(self, seen: Gathered, usage: Gathered, names: Iterable[str]) -> None:
        self.seen, self.usage = seen.rows, usage.rows
        self.names = {fold(name) for name in names}
        self.word = sum(1 << SEEN["flags"].index(flag) for flag in ("word", "foreign"))
        self.seen_mask = sum(1 << SEEN["flags"].index(flag) for flag in ("word", "surname", "foreign", "cjk_person"))
        self.usage_mask = sum(1 << USAGE["flags"].index(flag) for flag in ("given", "ko_person"))

    def named(self, word: str) -> bool:
        """Whether a word is somebody's name."""
        key = fold(word)
        seen, usage = self.seen.get(key), self.usage.get(key)
        return bool(
            key in self.names or (seen and seen[-1] & self.seen_mask & ~self.word) or (usage and usage[-1] & self.usage_mask)
        )

    def __contains__(self, word: str) -> bool:
        key = fold(word)
        seen, usage = self.seen.get(key), self.usage.get(key)
        return bool(
            self.named(word)
            or (seen and seen[-1] & self.word)
            or (usage and usage[0] >= 3 * ZIPF_STEP)
            or ("가" <= key[:1] <= "힣" and len(key) == 3 and key[0] in SURNAMES)
        )


def coined(facts: Iterable[Fact], ordinary: Ordinary) -> Iterator[Fact]:
    """Facts without those that are said only of coined words and are of an ordinary one."""
    for word, values in facts:
        if not ("coined" in values and word in ordinary) and not ("unnamed" in values and ordinary.named(word)):
            yield word, {name: value for name, value in values.items() if name not in ("coined", "unnamed")}


def put(facts: Iterable[Fact], into: Gathered) -> int:
    """Put what a reader yields in; how many there were."""
    count = 0
    for word, values in facts:
        if "piece" in values:
            row = into.rows.get(fold(word))
            if row and row[-1] >> into.layout["flags"].index("word") & 1:
                continue  # Insurance says nothing of brands, though many have it in their names
            values = {name: value for name, value in values.items() if name != "piece"}
        into.put(word, **values)
        count += 1
    return count


def main() -> None:
    """Read the arguments, gather, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counted", type=Path, required=True, help="folder of the counted tables")
    sources = parser.add_mutually_exclusive_group(required=True)
    sources.add_argument("--packages", type=Path, help="folder of the packages that packages.py fetched")
    sources.add_argument("--onto", type=Path, help="folder of a compiled table: what the lists say is added, what it says stays")
    parser.add_argument("--lists", type=Path, default=Path(__file__).parent / "lists", help="folder of lists")
    parser.add_argument(
        "--names", type=Path, nargs="*", default=[], help="lists of package names, one a line, a registry's widely used"
    )
    parser.add_argument("--contents", type=Path, nargs="*", default=[], help="Contents-*.gz of Debian's mirrors")
    parser.add_argument("--out", type=Path, required=True, help="folder of the compiled table")
    chosen = parser.parse_args()
    codes = {prefix: int(count) for prefix, count, *_ in rows(chosen.counted / "code_prefixes.tsv.gz")}
    if chosen.onto:
        told = (line.split("\t") for line in (chosen.onto / "code_prefixes.tsv").read_text(encoding="utf-8").splitlines()[1:])
        codes |= {prefix: max(int(count), codes.get(prefix, 0)) for prefix, count in told}
    seen, usage = Gathered(SEEN), Gathered(USAGE)
    counted(chosen.counted, seen, usage)
    for reader in READERS if chosen.packages else ():
        print(f"{reader.__name__}: {put(reader(chosen.packages), seen):,}")
    for reader in SHARED if chosen.packages else (frequencies,):
        known = ((word, values) for word, values in reader(chosen.packages) if "title" not in values or not person(word, usage))
        print(f"{reader.__name__}: {put(known, usage):,}")
    for path in chosen.names:
        names = (name for line in path.read_text(encoding="utf-8").split() for name in (line, line.rsplit("/", 1)[-1]))
        print(f"{path.name}: {put(((name, {'families': 2}) for name in names), seen):,}")
    for path in chosen.contents:
        print(f"{path.name}: {put(distribution(path), seen):,}")
    ordinary = Ordinary(seen, usage, world.people(chosen.packages) if chosen.packages else ())
    for path in sorted(chosen.lists.glob("*.txt")):
        print(f"{path.name}: {put(coined(listed(path, codes), ordinary), seen):,}")
    for readers, into in ((world.READERS, seen), (world.SHARED, usage)) if chosen.packages else ():
        for reader in readers:
            before = len(into.rows)
            count = put(coined(list(reader(chosen.packages)), ordinary), into)
            print(f"{reader.__name__}: {count:,}, {len(into.rows) - before:,} rows more")
    chosen.out.mkdir(parents=True, exist_ok=True)
    seen.write(chosen.out / "seen.bin", "Apache-2.0", chosen.onto and chosen.onto / "seen.bin")
    usage.write(chosen.out / "usage.bin", "CC BY-SA 4.0", chosen.onto and chosen.onto / "usage.bin")
    lines = ["# prefix of numbered public codes\tdistinct codes", *(f"{prefix}\t{codes[prefix]}" for prefix in sorted(codes))]
    (chosen.out / "code_prefixes.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
