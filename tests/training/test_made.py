"""Made training texts: spans, particles, slots and the seed."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from training.made import generate, josa, pools
from training.made.disturb import apply
from training.made.render import Mark
from training.made.slots import IDS, shaped
from training.made.template import BadTemplate, parse

ROOT = Path(__file__).resolve().parents[2]
STOCK = generate.templates()


@pytest.fixture(scope="module")
def made() -> list[dict]:
    return list(generate.rows(11, max(600, int(2.2 * len(STOCK))), STOCK))


def test_every_span_is_the_slice_it_names_and_none_overlap(made: list[dict]) -> None:
    """A span's text stands where it says, its core inside it, and no two spans share a character."""
    for row in made:
        end = 0
        for span in sorted(row["sensitive"] + row["optional"], key=lambda s: s["start"]):
            where = f"{row['template']}: {span}"
            assert row["text"][span["start"] : span["end"]] == span["text"] != "", where
            assert span["start"] >= end, where
            assert span["text"] == span["text"].strip(), where
            assert all(core and core in span["text"] for core in span.get("core", ())), where
            end = span["end"]


def test_no_slot_or_mark_of_the_template_language_is_left(made: list[dict]) -> None:
    """Texts hold no slot, alternative, composed span, optional mark or doubtful particle."""
    left = re.compile(
        r"\{(person|customer|foreign|org|us|product|project|host|id|n|josa|ask|aside|date|time)[:.}]|<<[A-Z?]|>>$|\[\[[^\]\n]*\||^\?\?|[을은이과](\([를은가와]\))|\(으\)|\(이\)",
        re.M,
    )
    for row in made:
        hit = left.search(row["text"])
        assert hit is None, f"{row['template']}: {hit} in {row['text']}"


def test_every_template_is_used_and_clean_ones_are_clean(made: list[dict]) -> None:
    """Every template comes up, a clean one without spans, any other with at least one."""
    clean = {t.name for t in STOCK if "clean" in t.flags}
    assert {t.name for t in STOCK} == {row["template"] for row in made}
    for row in made:
        assert (not row["sensitive"]) == (row["template"] in clean), row["template"]


def test_what_is_kept_stands_outside_the_spans(made: list[dict]) -> None:
    for row in made:
        inside = [(s["start"], s["end"]) for s in row["sensitive"]]
        for word in row["keep"]:
            assert any(
                all(not (a < m.end() and m.start() < b) for a, b in inside) for m in re.finditer(re.escape(word), row["text"])
            ), row["id"]


def test_the_export_is_imperfect(made: list[dict]) -> None:
    """About a quarter of the rows come without a lexicon, the others list part of the names that occur and others that do not."""
    rows = [r for r in made if r["sensitive"]]
    bare = sum(not r["lexicon"] for r in rows) / len(rows)
    assert 0.15 < bare < 0.35
    seen = listed = absent = 0
    for row in rows:
        terms = {t for e in row["lexicon"] for t in (e["term"], *e["aliases"])}
        if terms:
            names = {s["text"] for s in row["sensitive"] if s["type"] in ("PERSON", "ORG", "PRODUCT_INTERNAL", "PROJECT")}
            seen, listed = seen + len(names), listed + len(names & terms)
            absent += sum(t not in row["text"] for t in terms)
    assert 0.2 < listed / seen < 0.7
    assert absent > len(rows)


def test_a_company_shares_its_names_between_texts(made: list[dict]) -> None:
    texts: dict[str, list[set[str]]] = {}
    for row in made:
        texts.setdefault(row["org"], []).append({s["text"] for s in row["sensitive"]})
    shared = [len(set.union(*sets)) < sum(map(len, sets)) for sets in texts.values() if len(sets) > 5]
    assert sum(shared) > 0.9 * len(shared)


@pytest.mark.parametrize(
    ("word", "mark", "after"),
    [
        ("박지은", "이(가)", "이"),
        ("민수", "이(가)", "가"),
        ("한솔", "(으)", ""),
        ("등대", "(으)", ""),
        ("마중", "(으)", "으"),
        ("가을", "을(를)", "을"),
        ("Atlas", "은(는)", "는"),
        ("Slack", "을(를)", "을"),
        ("Jin", "이(가)", "이"),
        ("Hazel", "과(와)", "과"),
        ("Grace", "은(는)", "는"),
        ("June", "은(는)", "은"),
        ("SQL", "(으)", ""),
        ("VPN", "을(를)", "을"),
        ("db03", "을(를)", "을"),
        ("A-12", "을(를)", "를"),
        ("A-17", "으로(로)", "로"),
        ("“가온”", "과(와)", "과"),
        ("보람", "(이)", "이"),
        ("바다", "(이)", ""),
        ("가을", "아(야)", "아"),
        ("하나", "아(야)", "야"),
        ("Apple", "이(가)", "이"),
        ("Rose", "을(를)", "를"),
    ],
)
def test_particles_agree(word: str, mark: str, after: str) -> None:
    assert josa.agree(mark, word) == after


@pytest.mark.parametrize(
    ("pair", "word", "form"),
    [
        ("이/가", "산", "이"),
        ("으로/로", "서울", "로"),
        ("으로/로", "부산", "으로"),
        ("아/야", "민지", "야"),
        ("이랑/랑", "지은", "이랑"),
        ("이에요/예요", "바다", "예요"),
    ],
)
def test_pairs_of_particles(pair: str, word: str, form: str) -> None:
    assert josa.choose(pair, word) == form


def test_marks_move_with_edits() -> None:
    text = "가나 다라 마바"
    assert apply(text, [Mark(3, 5, "PERSON"), Mark(0, 8, "ORG", ((6, 8),))], [(2, 3, ""), (5, 6, "__")]) == (
        "가나다라__마바",
        [Mark(2, 4, "PERSON"), Mark(0, 8, "ORG", ((6, 8),))],
    )


def test_no_particle_stands_bare_behind_a_slot() -> None:
    """In Korean templates a particle that depends on the word before it is written so that it can agree."""
    bare = re.compile(r"\}(은|는|이|가|을|를|과|와|으로|로|이랑|랑|이에요|예요|이라고|라고|이가)(?=[\s,.?!)\"'~…]|$)", re.M)
    for room in generate.ROOMS:
        for path in sorted((generate.HERE / room).glob("*.txt")):
            for block in path.read_text(encoding="utf-8").split("\n=== "):
                if block.removeprefix("=== ").startswith(("ko", "mixed")):
                    hit = bare.search(block)
                    assert hit is None, f"{path.name}: {block[max(0, hit.start() - 30) : hit.end() + 10]}"


def test_shapes_of_ids_are_drawn_whole() -> None:
    for kind, (_, shapes) in IDS.items():
        for shape in shapes:
            assert not set(shaped(Random(1), shape, "QV")) & set("#P") - set("V"), (kind, shape)


def test_a_bracket_that_never_closes_is_refused() -> None:
    for text in ("<<HOST:abc", "[[a|b"):
        with pytest.raises(BadTemplate):
            parse(text)


def test_words_of_the_pools_are_clean_lists() -> None:
    for path in pools.HERE.glob("*.txt"):
        assert pools.lines(path.stem), path.name


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs in two processes with different hash seeds write the same file; another seed writes another."""
    for name, seed, salt in (("a", "5", "1"), ("b", "5", "2"), ("c", "6", "1")):
        subprocess.run(
            [sys.executable, "training/made/generate.py", "--seed", seed, "--count", "60", "--out", str(tmp_path / name)],
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": salt, "PATH": ""},
        )
    a, b, c = ((tmp_path / n).read_bytes() for n in "abc")
    assert a == b != c
    assert all(
        {"id", "org", "text", "sensitive", "optional", "keep", "lexicon"} <= set(json.loads(line))
        for line in gzip.decompress(a).splitlines()
    )
