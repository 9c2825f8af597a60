"""The engine finds what RE2 alone would find, everywhere, at any length."""

from __future__ import annotations

import random
import re
import re._parser as parser
import sys
import threading
import warnings

import pytest
import re2
import rstr
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.config.patterns import load_engine
from garim.detect.patterns.engine import SECTION, Engine
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds import all_kinds
from garim.errors import BadSettings
from garim.text.views import View
from garim.values import Finding
from tests.detect.patterns.all_engine import all_engine


def kind(name: str, pattern: str, **more: object) -> Kind:
    return Kind(name=name, pattern=pattern, family="code", found=(), ignored=(), **more)  # type: ignore[arg-type]


KINDS = (
    kind("number", r"\d{4}-\d{4}"),
    kind("word", r"acct[0-9]{2}", edges="word"),
    kind("free", r"zz+", edges="none"),
    kind("inner", r"(?i)key=(?P<v>[^\s\"]{4,40})", edges="none"),
    kind("hangul", r"(?:계좌|회원)번호 (?P<v>\d{3,6})"),
    kind("even", r"\d{3}(?: \d{3})?", accept=lambda text: int(text[-1]) % 2 == 0),
    kind("near", r"[A-Z]{2}\d{4}", edges="word", near=("여권", "passport"), reach=12),
    kind("first", r"(?:^|\n)first (?P<v>\d+)$", edges="none"),
    kind("line", r"(?m)^line (?P<v>\d+)$", edges="none"),
    kind("block", r"(?s)BEGIN\n[A-Za-z\n]+\nEND", edges="none"),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(KINDS)


def found(engine: Engine, text: str, hint: str = "") -> list[tuple[str, str]]:
    findings, covered = engine.find(View(text), hint)
    assert covered == len(text)
    return [(f.kind, text[f.start : f.end]) for f in sorted(findings)]


CASES = [
    ("1234-5678", [("number", "1234-5678")]),
    ("01234-5678 1234-56789", []),
    ("1234-5678,1111-2222 3333-4444", [("number", "1234-5678"), ("number", "1111-2222"), ("number", "3333-4444")]),
    ("계좌1234-5678로", [("number", "1234-5678")]),
    ("acct12 xacct13 acct14_ acct15-", [("word", "acct12"), ("word", "acct15")]),
    ("azzzb", [("free", "zzz")]),
    ("KEY=가나다라마바사", [("inner", "가나다라마바사")]),
    ('key="x"', []),
    ("회원번호 12345입니다", [("hangul", "12345")]),
    ("123 456", [("even", "123 456")]),
    ("456 123 456", [("even", "123 456")]),
    ("123", []),
    ("passport AB1234", [("near", "AB1234")]),
    ("여권은 AB1234", [("near", "AB1234")]),
    ("passport ............. AB1234", []),
    ("\ud800 1234-5678 \udfff", [("number", "1234-5678")]),
    ("\x00\u200f1234-5678", [("number", "1234-5678")]),
    ("first 12", [("first", "12")]),
    ("line 1\nline 2\nx line 3\nfirst 4", [("line", "1"), ("line", "2"), ("first", "4")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_kind_stands_between_its_edges(text: str, expected: list[tuple[str, str]], engine: Engine) -> None:
    assert found(engine, text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_without_the_prefilter_the_findings_are_the_same(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(Engine(KINDS, prefilter=False), text) == expected


def test_a_kind_may_grow_over_what_stands_around_it_or_drop_the_span() -> None:
    """Matches inside a grown span are not looked at again."""

    def grow(text: str, start: int, end: int) -> tuple[int, int] | None:
        line = text.find("\n", end)
        return None if text[start] == "0" else (start, line if line >= 0 else len(text))

    engine = Engine([kind("row", r"\d{2}", grow=grow)])
    text = "가나 12 34 56\n07 8\n90"

    assert [text[f.start : f.end] for f in engine.find(View(text)).findings] == ["12 34 56", "90"]


def test_a_hint_stands_for_the_word_that_must_be_near(engine: Engine) -> None:
    assert found(engine, "AB1234", "passportNo") == [("near", "AB1234")]


def test_a_long_text_is_found_in_to_its_last_line(engine: Engine) -> None:
    """Values directly before and after each cut, and one over many of them."""
    line = "회원번호 12345 1234-5678 key=abcdefgh\n"
    block = "BEGIN\n" + "abc\n" * 4500 + "END\n"
    line += "line 7\n"
    text = line * (3 * SECTION // len(line)) + block + line * 100 + "first 9"
    assert len(text.encode()) > 3 * SECTION

    assert sorted(engine.find(View(text)).findings) == sorted(Engine(KINDS, prefilter=False).find(View(text)).findings)
    assert [f.end - f.start for f in engine.find(View(text)).findings if f.kind == "block"] == [len(block) - 1]
    assert len([f for f in engine.find(View(text)).findings if f.kind == "number"]) == text.count("1234-5678")


def test_one_long_line_is_found_in_to_its_end(engine: Engine) -> None:
    text = "x 1234-5678, " * 20_000

    assert len([f for f in engine.find(View(text)).findings if f.kind == "number"]) == 20_000


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('0123456789- zkeyKEY="가회원번호계좌ABacct_\n\ud800\x00'), max_size=80))
def test_the_prefilter_never_loses_a_finding(text: str) -> None:
    assert sorted(WITH.find(View(text)).findings) == sorted(WITHOUT.find(View(text)).findings)


WITH, WITHOUT = Engine(KINDS), Engine(KINDS, prefilter=False)


def test_dump_and_load_give_the_same_engine(engine: Engine) -> None:
    blob = engine.dump()
    loaded = Engine.load(KINDS, blob)

    for text, expected in CASES:
        assert found(loaded, text) == expected


@pytest.mark.parametrize("damage", ["kinds", "magic", "cut"])
def test_an_engine_of_other_kinds_is_not_loaded(damage: str, engine: Engine) -> None:
    blob = engine.dump()
    kinds = KINDS[:-1] if damage == "kinds" else KINDS
    blob = b"x" + blob if damage == "magic" else blob[: len(blob) // 2] if damage == "cut" else blob

    with pytest.raises(ValueError, match="compiled patterns"):
        Engine.load(kinds, blob)


def test_a_pattern_that_is_not_re2_is_refused_by_name() -> None:
    with pytest.raises(BadSettings, match="kind bad"):
        Engine([kind("bad", r"(?=x)")])


def test_threads_share_an_engine(engine: Engine) -> None:
    text, wrong = "1234-5678 " * 400, []

    def run() -> None:
        for _ in range(30):
            if len(engine.find(View(text)).findings) != 400:
                wrong.append(1)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong


def generated(pattern: str, maker: rstr.Rstr) -> list[str]:
    """Texts that a pattern matches by construction, as RE2 confirms."""
    regex, out = re2.compile(pattern.encode()), []
    for _ in range(3):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text = maker.xeger(re.sub(r"\\z", "", pattern))
        except (re.error, parser.error, KeyError, OverflowError, ValueError, IndexError):  # RE2's own syntax
            continue
        if text.isprintable() and len(text) < 2000 and regex.search(text.encode()):
            out.append(text)
    return out


def test_the_prefilter_sees_every_generated_positive_of_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte mode once missed every Korean address; a corpus did not show it, generated positives do."""
    monkeypatch.setattr(sys.modules["rstr.xeger"], "STAR_PLUS_LIMIT", 100)  # other tests ask rstr for longer repeats
    engine, maker = all_engine(), rstr.Rstr(random.Random(7))
    missed, tried = [], 0
    for i, a_kind in enumerate(all_kinds()):
        for text in generated(a_kind.pattern, maker):
            tried += 1
            if i not in engine._candidates(text.encode()):
                missed.append(a_kind.name)

    assert not missed
    assert tried > len(all_kinds())


def test_near_a_reported_end_nothing_is_lost() -> None:
    """All examples of all kinds in one text, and what stands between them: RE2 alone finds the same as it does near the ends."""
    examples = [text.replace("«", "").replace("»", "") for a_kind in all_kinds() for text in (*a_kind.found, *a_kind.ignored)]
    random.Random(3).shuffle(examples)
    whole = " 1 x, ".join(examples)
    alone = Engine(all_kinds(), prefilter=False)
    for text in (whole[:20_000], whole[: 2 * SECTION]):
        assert sorted(all_engine().find(View(text)).findings) == sorted(alone.find(View(text)).findings)


def test_a_finding_never_shows_what_it_found(engine: Engine) -> None:
    finding: Finding = engine.find(View("1234-5678")).findings[0]

    assert "1234" not in finding.why
    assert repr(engine) == "Engine(10 kinds, prefilter on)"


def test_where_hyperscan_has_no_wheel_the_engine_is_slow_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from garim.detect.patterns import engine as module

    monkeypatch.setattr(module, "hyperscan", None)
    bare = Engine(KINDS)

    assert repr(bare) == "Engine(10 kinds, prefilter off)"
    for text, expected in CASES:
        assert found(bare, text) == expected
        assert found(Engine.load(KINDS, bare.dump()), text) == expected


@pytest.mark.parametrize("before", ["get_", "MY_", " ", '"', "="])
def test_a_secret_begins_behind_an_underscore_too(before: str) -> None:
    key = "sk-" + "proj-" + "Zk39fKq0Lw8vTn2XbRa71PdQ" + "Hx52"
    text = f"x{before}{key}()"
    found = load_engine().find(View(text)).findings
    assert any(f.family == "secret" and text[f.start : f.end].startswith("sk-") for f in found)
