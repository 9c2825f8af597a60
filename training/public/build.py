"""Compile the public table: counted tables and lists of public words → `src/garim/detect/public/data`.

    python training/public/build.py --counted ../shared/data/public --out src/garim/detect/public/data

The counted tables (`identifiers parts korean code_prefixes`, `.tsv.gz`) are described by a README.md beside them. What
comes from share-alike dictionaries (frequencies, parts of speech, given names) goes into `usage.bin`, all else into
`seen.bin`. See training/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import blake2b, sha256
from pathlib import Path

import numpy as np

from garim.detect.public.table import HEAD, LONGEST, MAGIC, VERSION, ZIPF_STEP, fold, hashes

WEIGHTS = [int.from_bytes(blake2b(f"garim public {n}".encode(), digest_size=8).digest()) | 1 for n in range(LONGEST)]
BITS = 18
SEEN = {"numbers": ["families", "part"], "flags": ["api", "word", "surname", "foreign"]}
USAGE = {"numbers": ["zipf"], "flags": ["given", "noun", "proper", "ko_person", "ko_place", "other_pos"]}
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
        if not values or not key or len(key) > LONGEST or "\n" in key:
            return
        wide = len(self.layout["numbers"])
        row = self.rows.setdefault(key, [0] * (wide + 1))
        for name, value in values.items():
            if name in self.layout["numbers"]:
                at = self.layout["numbers"].index(name)
                row[at] = max(row[at], min(255, round(value * ZIPF_STEP) if name == "zipf" else int(value)))
            else:
                row[wide] |= 1 << self.layout["flags"].index(name)

    def write(self, path: Path, licence: str) -> None:
        """The file: head, index of the buckets, entries, records; see `table._File`."""
        digests = hashes("\n".join(self.rows) + "\n", np.array(WEIGHTS, np.uint64)) >> np.uint64(32 - BITS)
        flags = (len(self.layout["flags"]) + 7) // 8
        wide = np.array([[*row[:-1], *row[-1].to_bytes(flags, "little")] for row in self.rows.values()], np.uint8)
        digests, first = np.unique(digests, return_index=True)  # a collision keeps one of the two
        wide = wide[first]
        index = np.searchsorted(digests, np.arange((1 << BITS) + 1, dtype=np.uint64) << np.uint64(32)).astype("<u4")
        body = index.tobytes() + digests.astype("<u4").tobytes() + wide.tobytes()
        told = self.layout | {
            "count": len(digests), "bits": BITS, "deepest": int(np.diff(index.astype(np.int64)).max()),
            "licence": licence, "sha256": sha256(body).hexdigest(), "weights": WEIGHTS,
        }  # fmt: skip
        head = json.dumps(told).encode()
        head += b" " * (-(HEAD.size + len(head)) % 8)
        path.write_bytes(HEAD.pack(MAGIC, VERSION, len(head), zlib.crc32(head)) + head + body)
        print(f"{path.name}: {len(digests):,} words, {path.stat().st_size / 2**20:.1f} MB")


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a counted table, without its heading."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            yield line.rstrip("\n").split("\t")


def counted(folder: Path, seen: Gathered, usage: Gathered) -> None:
    """Put the counted tables in."""
    for token, df, fold_df, _, labels in rows(folder / "identifiers.tsv.gz"):
        families, api = int(fold_df or df), "a" in labels.lower()
        if families > 1 or api:
            seen.put(token, families=families, api=api)
    for part, df, _, _, zipf, flags in rows(folder / "parts.tsv.gz"):
        many = int(df or 0)
        seen.put(part, part=many if many > 1 else 0, word="w" in flags, surname="s" in flags, foreign="f" in flags)
        usage.put(part, zipf=float(zipf or 0), given="g" in flags)
    for word, df, _, _, zipf, pos, _, flags in rows(folder / "korean.tsv.gz"):
        tags = pos.split(",")
        plain = {tag.removeprefix("k").split(":")[0] for tag in tags}
        seen.put(word, families=int(df or 0), surname="s" in flags)
        usage.put(
            word, zipf=float(zipf or 0), given="g" in flags, noun="NNG" in plain, proper="NNP" in tags or "kNNP" in tags,
            ko_person="NNP:인명" in tags, ko_place="NNP:지명" in tags, other_pos=bool(plain & set(OTHER_POS)),
        )  # fmt: skip


def main() -> None:
    """Read the arguments, gather, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counted", type=Path, required=True, help="folder of the counted tables")
    parser.add_argument("--out", type=Path, required=True, help="folder of the compiled table")
    chosen = parser.parse_args()
    seen, usage = Gathered(SEEN), Gathered(USAGE)
    counted(chosen.counted, seen, usage)
    chosen.out.mkdir(parents=True, exist_ok=True)
    seen.write(chosen.out / "seen.bin", "Apache-2.0")
    usage.write(chosen.out / "usage.bin", "CC BY-SA 4.0")
    codes = sorted((prefix, count) for prefix, count, *_ in rows(chosen.counted / "code_prefixes.tsv.gz"))
    lines = ["# prefix of numbered public codes\tdistinct codes", *("\t".join(row) for row in codes)]
    (chosen.out / "code_prefixes.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
