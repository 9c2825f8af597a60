"""How fast replies are restored and surrogates are minted: MB/s of UTF-8, µs per surrogate. Best of 7, CPU time."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from time import process_time

from garim.surrogate.automaton import KEPT
from garim.surrogate.mint import Minter
from garim.surrogate.restore import Restorer, Table
from garim.surrogate.table import spellings
from garim.values import Entry, Finding

KEY = b"a key for the bench, 32 bytes..."
NAMES = [
    a + b for a, b in product("bram corv dulk fent garm holv junk kest larn mort".split(), "ano ewick illen oday umber".split())
]
ENGLISH = "The service writes its log, then the scheduler picks the next job and so on until nothing is left to do. "
KOREAN = "배치가 끝나면 원장 테이블을 다시 읽고 잔액을 맞춘 뒤 결과를 파일로 남깁니다. 그 다음 단계는 검증입니다. "


def best(run: Callable[[], object], times: int = 7) -> float:
    """Seconds of the fastest run."""
    taken = []
    for _ in range(times):
        start = process_time()
        run()
        taken.append(process_time() - start)
    return min(taken)


def finding(name: str) -> Finding:
    """A company word."""
    return Finding(0, 0, "org", "stem", name, "bench")


def restoring(entries: tuple[Entry, ...]) -> dict[str, float]:
    """MB/s and the latency of one small piece of a stream."""
    table, out = Table(entries), {}
    for language, plain in (("english", ENGLISH), ("korean", KOREAN)):
        hits = "".join(plain * 3 + f"`{e.surrogate}_client` and {e.surrogate} " for e in entries)
        for name, text in (("no hits", plain * 5000), ("natural hits", hits * 10)):
            size = len(text.encode())

            def whole(text: str = text) -> str:
                restorer = Restorer(table)
                return restorer.feed(text) + restorer.finish()

            out[f"restore {language}, {name}, MB/s"] = size / best(whole) / 1e6
    pieces = [hits[at : at + 4] for at in range(0, 20_000, 4)]

    def stream() -> None:
        restorer = Restorer(table)
        for piece in pieces:
            restorer.feed(piece)

    out["stream of 4-character pieces, µs/piece"] = best(stream) / len(pieces) * 1e6
    return out


def building(entries: tuple[Entry, ...]) -> dict[str, float]:
    """Milliseconds to make a Table."""

    def cold() -> None:
        spellings.cache_clear()
        KEPT.clear()
        Table(entries)

    def grown() -> None:
        KEPT.clear()
        Table(entries)

    return {
        "table of 50 new entries, ms": best(cold) * 1e3,
        "table of 50 entries seen before in another set, ms": best(grown) * 1e3,
        "table of the same 50 entries, ms": best(lambda: Table(entries)) * 1e3,
    }


def minting() -> dict[str, float]:
    """Microseconds per surrogate: of a new word, of one that another request had, of one that this request had."""
    Minter(KEY).surrogate(finding("warm"), "warm")
    words = [finding(f"{name}{tail}") for name in NAMES for tail in ("ix", "ora", "eth", "yn", "os")]
    start = process_time()
    minter = Minter(KEY)
    for word in words:
        minter.surrogate(word, word.entity)
    new = process_time() - start

    def again() -> None:
        other = Minter(KEY)
        for word in words:
            other.surrogate(word, word.entity)

    def same() -> None:
        for word in words:
            minter.surrogate(word, word.entity)

    return {
        "mint a new word, µs": new / len(words) * 1e6,
        "mint a word of an earlier request, µs": best(again) / len(words) * 1e6,
        "mint a word of this request, µs": best(same) / len(words) * 1e6,
    }


def main() -> None:
    """Print all figures."""
    minter = Minter(KEY)
    for name in NAMES:
        minter.surrogate(finding(name), name.capitalize())
    for what, value in {**restoring(minter.entries), **building(minter.entries), **minting()}.items():
        print(json.dumps({"what": what, "value": round(value, 3)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
