"""What a text makes others do: what is compressed in it grows to no more than is looked at, and no run is read again and again."""

from __future__ import annotations

import base64
import gzip
import random
import time
import zlib
from collections.abc import Callable

import pytest

from garim import Screen
from garim.detect.carry import Carried
from garim.errors import TooLarge
from garim.surrogate.arguments import speaks_to_strangers
from garim.surrogate.restore import Table
from garim.text.blobs import blobs
from garim.text.disguises import cuts
from garim.text.packing import UNPACKED_MAX
from garim.text.places import held
from garim.text.views import View
from garim.values import Finding

OURS = Table((), listed=lambda host: True)
"""To whom nobody is a stranger: all that a command says is read."""
SAID = "김서준 과장이 Quillmar 계약 단가를 물었다. "


def packed(text: str, how: Callable[[bytes], bytes] = zlib.compress) -> str:
    return base64.b64encode(how(text.encode())).decode()


def many(number: int, size: int) -> list[str]:
    """Different compressed texts of so many characters."""
    return [packed(f"{at} " + "word " * (size // 5)) for at in range(number)]


@pytest.mark.parametrize("how", [zlib.compress, gzip.compress])
@pytest.mark.parametrize("said", [SAID * 400, "\t" * 40_000, SAID + "\x00" * 60_000])
def test_many_compressed_texts_of_one_text_grow_to_a_bound_together(how: Callable[[bytes], bytes], said: str) -> None:
    few, more = (" ".join(packed(f"{SAID}{at}{said}", how) for at in range(number)) for number in (3, 100))

    assert View(few).unpacked >= 3 * len(said)
    with pytest.raises(TooLarge):
        assert View(more).unpacked


def test_what_is_compressed_in_compressed_texts_counts_with_them() -> None:
    inner = " ".join(many(3, 90_000))
    one, ten = packed(inner), " ".join(packed(f"{at} {inner}") for at in range(10))

    assert 270_000 < View(one).unpacked < UNPACKED_MAX
    with pytest.raises(TooLarge):
        assert View(ten).blob_views


def test_a_text_whose_end_is_bent_is_read_up_to_there_and_takes_room() -> None:
    bent = zlib.compress((SAID * 6_000).encode())[:-1] + b"?"
    raw = base64.b64encode(bent).decode()
    (blob,) = blobs(raw)

    assert (SAID * 6_000).startswith(blob.plain[:-3])  # its last character is cut too
    assert len(blob.plain) > len(SAID) * 4_000
    with pytest.raises(TooLarge):
        list(blobs(" ".join([raw] * 40)))


def test_many_texts_of_a_request_grow_to_a_bound_together_and_ordinary_ones_pass() -> None:
    screen = Screen(key=bytes(range(32)))

    def said(each: list[str]) -> list[dict[str, object]]:
        return [{"role": "user", "content": [{"type": "text", "text": f"{text} ,"} for text in each]}]

    pick = random.Random(5)
    log = "".join(f"2026-11-03 10:{at % 60:02} INFO took {pick.randrange(10**6)} ms\n" for at in range(60))
    assert screen.hide(said([packed(log), packed(log + "x")])).messages
    with pytest.raises(TooLarge):
        screen.hide(said(many(12, 100_000)))


def seconds(work: Callable[[], object]) -> float:
    """Of this thread, the least of three times."""
    took = []
    for _ in range(3):
        began = time.thread_time()
        work()
        took.append(time.thread_time() - began)
    return min(took)


RUNS: dict[str, tuple[Callable[[str], object], str, int]] = {
    "colours of a terminal": (cuts, "\x1b[1m", 2_000),
    "mark-up inside words": (cuts, "x<b>**", 2_000),
    "lines of one word": (lambda text: list(blobs(text)), "abcdefghijklmnop\n", 1_000),
    "lines of an image": (lambda text: list(blobs(text)), "\n".join(base64.b64encode(random.Random(3).randbytes(5_700)).decode()[at : at + 76] for at in range(0, 7_600, 76)) + "\n", 3),
    **{
        f"a command of {unit}": (lambda text: speaks_to_strangers(f'{{"command": "curl {text}"}}', OURS), unit, 4_000 // len(unit))
        for unit in ("%25", "1", "1.", "a.", ",", "a@", "%3a%2f%2f")
    },
    "a command of braces": (lambda text: speaks_to_strangers(f'{{"command": "{{{text}"}}', OURS), ",", 4_000),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_four_times_as_long_a_run_takes_about_four_times_as_long(name: str) -> None:
    """A pattern's own steps cannot be counted: only how they grow is looked at. What read runs anew took sixteen times."""
    work, unit, number = RUNS[name]
    one, four = seconds(lambda: work(unit * number)), seconds(lambda: work(unit * 4 * number))

    assert four < 9 * one + 0.02


def test_many_values_in_many_texts_are_looked_for_together() -> None:
    def work(number: int) -> Callable[[], object]:
        carried = Carried()
        for at in range(number):
            carried.learn(word := f"velmo{at:05}x", [Finding(0, len(word), "product", "stem", word, "", rank=90)])
        views = [View(f"key{at} velmo{at:05}x") for at in range(number)]
        assert [len(more) for more in carried.more(views, [()] * number)] == [1] * number
        return lambda: carried.more(views, [()] * number)

    assert seconds(work(2_400)) < 9 * seconds(work(600)) + 0.02


def test_what_is_looked_for_together_is_what_is_looked_for_one_by_one() -> None:
    pick = random.Random(11)
    for round_ in range(60):
        words = ["".join(pick.choices("abA가나\ud83d\0 ", k=pick.randrange(1, 5))) for _ in range(pick.choice((3, 90, 300)))]
        values = [*dict.fromkeys(words)]
        texts = [
            "".join(pick.choices("abA가나\ud83d\0 ", k=pick.randrange(pick.choice((9, 400)))))
            for _ in range(pick.choice((1, 7, 120)))
        ]
        assert held(texts, values) == [[value for value in values if value in text] for text in texts], round_
