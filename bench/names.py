"""Names and personal data in running text: what stays, what is hidden that is nobody's, what it costs.

`python -m bench.names [--names rules|model] [--part ko en posts news mixed klue code speed] [--show N [--way W]]`; one table
with the bars beside. A run of every part with both finders is kept in bench/results/names.jsonl. See bench/personal/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
from collections import Counter
from pathlib import Path

from bench.personal.parts import PARTS, Miss, Row
from bench.personal.speed import open_screen

RESULTS = Path(__file__).parent / "results" / "names.jsonl"
FINDERS = ("rules", "model")


def reached(value: float, bar: str) -> str:
    """A mark: whether a figure reaches its bar."""
    if not bar:
        return " "
    sign, limit = bar.split()
    return "+" if (value >= float(limit) if sign == "≥" else value <= float(limit)) else "-"


def table(columns: dict[str, list[Row]]) -> None:
    """One line a figure, one column a finder."""
    print(f"{'part':6} {'what':62}" + "".join(f"{name:>11}" for name in columns) + "   bar       best peer")
    for rows in zip(*columns.values(), strict=True):
        first = rows[0]
        values = "".join(f"{row.value:10.{1 if abs(row.value) >= 10 else 3}f}{reached(row.value, row.bar)}" for row in rows)
        print(f"{first.part:6} {first.what:62}{values}   {first.bar:9} {first.peer}")


def keep(columns: dict[str, list[Row]]) -> None:
    """Write the figures down."""
    head = {"date": datetime.date.today().isoformat(), "machine": platform.processor() or platform.machine()}
    with RESULTS.open("w", encoding="utf-8") as file:
        for rows in zip(*columns.values(), strict=True):
            told = {name: round(row.value, 4) for name, row in zip(columns, rows, strict=True)}
            file.write(json.dumps({**head, "part": rows[0].part, "what": rows[0].what.strip(), **told, "bar": rows[0].bar}, ensure_ascii=False) + "\n")


def show(name: str, misses: list[Miss], number: int, way: str) -> None:
    """What went wrong, every way of it, then examples spread over all of them, or over those of one way."""
    print(f"== {name}: " + ", ".join(f"{kind} {times}" for kind, times in Counter(kind for kind, *_ in misses).most_common()))
    misses = [miss for miss in misses if way in miss[0]]
    step = max(1, len(misses) // number)
    for kind, what, text in misses[::step][:number]:
        print(f"  {kind}: {what!r} in {text[:300]!r}")


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="bench.names", description=__doc__)
    parser.add_argument("--names", choices=FINDERS, help="only this finder; both if absent")
    parser.add_argument("--part", nargs="+", choices=list(PARTS), default=list(PARTS), help="only these parts")
    parser.add_argument("--show", type=int, default=0, help="how many misses of each part to print; the texts are invented")
    parser.add_argument("--way", default="", help='of these only the ones of one way: "MISS PERSON", "FALSE", "(lower)"')
    asked = parser.parse_args()
    finders = [asked.names] if asked.names else list(FINDERS)
    columns: dict[str, list[Row]] = {}
    for finder in finders:
        screen, columns[finder] = open_screen(finder), []
        for part in asked.part:
            rows, misses = PARTS[part](screen)
            columns[finder] += rows
            if asked.show and misses:
                show(f"{part}, {finder}", misses, asked.show, asked.way)
    table(columns)
    if not asked.names and asked.part == list(PARTS):
        keep(columns)


if __name__ == "__main__":
    main()
