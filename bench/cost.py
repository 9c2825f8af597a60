"""What a text of one kind of anything costs, and whether twice as much costs twice as much: `python -m bench.cost [SHAPE …]`.

    python -m bench.cost                      every shape, one JSON line each: CPU seconds at n, 2n and 4n characters, and both ratios
    python -m bench.cost x digits             those alone
    python -m bench.cost --characters 20000   n; a shape that takes longer than --limit seconds at one size is not tried at the next
    python -m bench.cost x --profile          where the time goes at 4n
    python -m bench.cost --door reply         hide | talk | body | arguments | reply | json: see DOORS

Whoever sends a prompt chooses its shape: one that costs more than in proportion stops everybody's requests. CPU time of one
thread, of hiding the whole text with every finder, one listed word and one listed network.
"""

from __future__ import annotations

import argparse
import base64
import cProfile
import json
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from garim import Screen
from garim.errors import GarimError
from garim.exchange import outbound
from garim.exchange.bodies import table_of
from garim.surrogate.restore import Restorer
from garim.wire import protocols

WORD = {"term": "Quillmar", "kind": "org", "aliases": ["퀼마르"]}
NETWORK = {"network": "10.20.0.0/16", "kind": "network"}


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _random(letters: str) -> Callable[[int], str]:
    return lambda size: "".join(random.Random(size).choices(letters, k=size))


def _base64(size: int) -> str:
    said = " ".join(f"step {number} of the batch ended" for number in range(size // 20))
    return base64.b64encode(said.encode()).decode()[:size]


def _hex(size: int) -> str:
    return _base64(size).encode().hex()[:size]


def _log(size: int) -> str:
    made = "".join(f"2026-03-02 10:2{n % 10}:41,{n % 900 + 100} INFO [worker-{n % 7}] c.n.batch.Runner - step {n} done in {n * 37 % 901} ms " for n in range(size // 80 + 1))
    return made[:size]


def _json(size: int) -> str:
    made = json.dumps([{"id": n, "name": f"step {n}", "ok": n % 2 == 0} for n in range(size // 40 + 1)])
    return made[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "x": _repeated("x"),
    "X": _repeated("X"),
    "xX": _repeated("xX"),
    "backslash": _repeated("\\"),
    "digits": _repeated("7"),
    "digits_0to9": _repeated("1234567890"),
    "hex_digits": _repeated("a1"),
    "dots": _repeated("."),
    "percent": _repeated("%41"),
    "entities": _repeated("&#x41;"),
    "units": _repeated("\\u0041"),
    "octal": _repeated("\\101"),
    "a@": _repeated("a@"),
    "a.": _repeated("a."),
    "a-": _repeated("a-"),
    "a_": _repeated("a_"),
    "a/": _repeated("a/"),
    "a:": _repeated("a:"),
    "a=": _repeated("a="),
    "A_space": _repeated("A "),
    "Aa_space": _repeated("Aa "),
    "(": _repeated("("),
    "[]": _repeated("[]"),
    "<b>": _repeated("<b>"),
    "-": _repeated("-"),
    "quote": _repeated('"'),
    "apostrophe": _repeated("'"),
    "blank": _repeated(" "),
    "newline": _repeated("\n"),
    "a_newline": _repeated("a\n"),
    "crlf": _repeated("\r\n"),
    "tab": _repeated("\t"),
    "hangul": _repeated("가"),
    "hangul_random": _random("가람솔한별나래온새미도윤서준하린지우민채은김박이"),
    "hangul_spaced": _repeated("가 "),
    "names": _repeated("김서준 "),
    "names_joined": _repeated("김서준"),
    "kana": _repeated("ア"),
    "cjk": _repeated("漢"),
    "open_objects": _repeated('{"'),
    "open_arrays": _repeated("["),
    "commas": _repeated("1,"),
    "semicolons": _repeated("a;"),
    "tabs": _repeated("a\t"),
    "pipes": _repeated("|"),
    "cyrillic": _repeated("А"),
    "zero_width": _repeated("\u200b"),
    "zero_width_a": _repeated("a\u200b"),
    "marks": _repeated("e\u0301"),
    "jamo": _repeated("\u1100\u1161"),
    "control": _repeated("\x00"),
    "colour": _repeated("\x1b[1m"),
    "fullwidth": _repeated("Ａ"),
    "emoji": _repeated("😀"),
    "base64": _base64,
    "hex": _hex,
    "random_letters": _random("abcdefghijklmnopqrstuvwxyz"),
    "random_mixed": _random("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    "random_words": _random("abcdefghijklmnopqrstuvwxyz     "),
    "log_line": _log,
    "json_line": _json,
    "address": _repeated("10.20.3.7 "),
    "url": _repeated("http://a.b/"),
    "one_url": lambda size: "https://a.example/" + "a" * (size - 18),
    "word_then_x": lambda size: "password=" + "x" * (size - 9),
    "slashes": _repeated("/"),
    "slashes_blank": _repeated("\\" * 200 + " "),
    "percent_twice": lambda size: "%" + "25" * (size // 2),
    "ampersands": lambda size: "&" + "amp;" * (size // 4),
    "zeros": lambda size: "&#x" + "0" * size,
    "open_links": _repeated("]("),
    "openings": _repeated("http:"),
    "hosts": _repeated("https://" + "a" * 1000 + " "),
    "mails": lambda size: "mailto:" + "a" * size,
    "base_tags": _repeated("<base "),
    "equals": _repeated("="),
    "spaced": _repeated("a b "),
    "pairs": _repeated("4e "),
    "pairs_0x": _repeated("0x4e, "),
    "quoted": _repeated("=4E"),
    "chars": _repeated("CHR(65)||"),
    "listed": _repeated("'a',"),
    "x_escapes": _repeated("\\x4e"),
    "braced": _repeated("\\u{4e}"),
    "css": _repeated("\\4e "),
    "rtf": _repeated("\\'b0"),
    "stars": _repeated("a**"),
    "tags": _repeated("a<b>"),
    "tag_open": _repeated("a<b "),
    "comments": _repeated("a<!-- "),
    "enclosed": _repeated("a\u20dd"),
    "private": _repeated("a\ue000"),
    "c1": _repeated("a\x9b1;"),
    "osc": _repeated("a\x1b]8;"),
    "soft_ends": _repeated("a=\n"),
    "hyphens": _repeated("a-\n"),
    "cuts": lambda size: "a" + "**<b>\ue000" * (size // 6),
    "addresses_odd": _repeated("0x0a.1."),
    "key_block": lambda size: "-----BEGIN PRIVATE KEY-----\n" + "A" * (size - 28),
}


def _hide(screen: Screen, text: str) -> None:
    screen.hide(text)


def _talk(screen: Screen, text: str) -> None:
    """A second turn, with what was found in the first one carried on."""
    half = len(text) // 2
    screen.hide([{"role": "user", "content": text[:half]}, {"role": "assistant", "content": "yes"}, {"role": "user", "content": text[half:]}])


def _body(screen: Screen, text: str) -> None:
    """The bytes of a request, and the guard's look at them."""
    _outbound(screen, {"role": "user", "content": text})


def _arguments(screen: Screen, text: str) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "run", "arguments": json.dumps({"cmd": text}, ensure_ascii=False)}}
    _outbound(screen, {"role": "assistant", "content": None, "tool_calls": [call]})


def _outbound(screen: Screen, message: dict[str, object]) -> None:
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    data = json.dumps({"model": "m", "messages": [message]}, ensure_ascii=False).encode()
    outbound(protocol.read(data), screen.screening, "chat")


def _reply(screen: Screen, text: str, escape: str = "text") -> None:
    """What a model answers, in pieces of a few characters, with a surrogate at its end."""
    hidden = screen.hide("ask Quillmar")
    restorer = Restorer(table_of(hidden.entries, screen.screening), escape)
    text += hidden.text
    for at in range(0, len(text), 7):
        restorer.feed(text[at : at + 7])
    restorer.finish()


DOORS: dict[str, Callable[[Screen, str], None]] = {
    "hide": _hide,
    "talk": _talk,
    "body": _body,
    "arguments": _arguments,
    "reply": _reply,
    "json": lambda screen, text: _reply(screen, json.dumps({"cmd": text}), "json"),
}


def main() -> None:
    """Print one line a shape; exit code 1 where two doublings cost more than --most times as much each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shapes", nargs="*", help="which; absent, all")
    parser.add_argument("--characters", type=int, default=40_000)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--most", type=float, default=2.2)
    parser.add_argument("--door", choices=DOORS, default="hide")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.jsonl"
        words.write_text(f"{json.dumps(WORD, ensure_ascii=False)}\n{json.dumps(NETWORK)}", encoding="utf-8")
        screen = Screen(lexicons=[words], key=bytes(range(32)))
        for size in (200, 2_000):  # compiled and mapped before anything is timed
            screen.hide(_log(size) + _json(size))
        for name in asked.shapes or SHAPES:
            times: list[float] = []
            for times_as_much in (1, 2, 4):
                times.append(_seconds(DOORS[asked.door], screen, SHAPES[name](asked.characters * times_as_much)))
                if times[-1] > asked.limit:
                    break
            ratios = [round(after / before, 2) for before, after in zip(times, times[1:], strict=False)]
            # What a section more or less costs is no growth: over both doublings together.
            worst = max(worst, (times[-1] / times[0]) ** 0.5 if len(times) == 3 and times[-1] > 0.05 else 0.0)
            print(json.dumps({"shape": name, "s": [round(one, 3) for one in times], "ratios": ratios}), flush=True)
            if asked.profile:
                profile = cProfile.Profile()
                profile.runcall(_seconds, DOORS[asked.door], screen, SHAPES[name](asked.characters * 2 ** (len(times) - 1) + 1))  # no text twice: what was found is kept
                pstats.Stats(profile).sort_stats("tottime").print_stats(14)
    print(json.dumps({"worst_ratio": round(worst, 2)}))
    sys.exit(worst > asked.most)


def _seconds(door: Callable[[Screen, str], None], screen: Screen, text: str) -> float:
    began = time.process_time()
    try:
        door(screen, text)
    except GarimError as error:
        print(f"refused: {error.code}", file=sys.stderr)
    return time.process_time() - began


if __name__ == "__main__":
    main()
