"""Pastes: what machines print and offices fill in, as made training rows."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from training.made import company, generate, paste, shapes

STOCK = paste.pastes()


@pytest.fixture(scope="module")
def made() -> list[dict]:
    return list(paste.rows(7, 2 * len(STOCK), STOCK))


def house(seed: int = 1) -> shapes.House:
    return shapes.House(random.Random(seed), "Iron Bark", habits=random.Random(seed))


def test_every_template_fills_in_every_language_it_names() -> None:
    """No template has a mark without a kind, a form or a pool, whichever language is drawn."""
    for one in STOCK:
        for lang in one.langs:
            home = "ko" if lang == "mixed" else lang if lang in company.PEOPLE else "en"
            row, _ = paste.render(one, random.Random(one.name), lang, company.company(random.Random(lang), home))

            assert row.text.strip(), one.name


def test_spans_are_the_slices_they_name_and_none_overlap(made: list[dict]) -> None:
    """A span's text stands where it says, its core inside it, and no two spans share a character."""
    for row in made:
        end = 0
        for span in sorted(row["sensitive"] + row["optional"], key=lambda s: s["start"]):
            where = f"{row['template']}: {span}"
            assert row["text"][span["start"] : span["end"]] == span["text"] != "", where
            assert span["start"] >= end, where
            assert span["text"] == span["text"].strip(), where
            assert all(core and core in span["text"] and core != span["text"] for core in span.get("core", ())), where
            end = span["end"]


def test_clean_texts_hold_no_span_and_others_do(made: list[dict]) -> None:
    """Texts of clean/ mark nothing; every other folder's rows mark something."""
    folders = {one.name: one.folder for one in STOCK}
    for row in made:
        assert bool(row["sensitive"]) == (folders[row["template"]] != "clean"), row["template"]


def test_an_identifier_is_marked_as_a_whole_token(made: list[dict]) -> None:
    """No letter or digit of a token with a company part stands outside its span."""
    for row in made:
        text = row["text"]
        next_to = {edge for span in row["sensitive"] for edge in (span["start"], -span["end"])}  # fields of fixed width
        for span in row["sensitive"]:
            if span["end"] in next_to or -span["start"] in next_to:
                continue
            if span["type"] in ("IDENTIFIER", "DB_OBJECT", "HOST") and span["text"].isascii():
                before, after = text[max(0, span["start"] - 3) : span["start"]], text[span["end"] : span["end"] + 1]
                assert not re.match(r"[A-Za-z0-9_]", after), (row["template"], span, text[span["start"] - 9 : span["end"] + 9])
                assert not re.search(r"(?<!\\)[A-Za-z0-9_]\Z", re.sub(r"%[0-9A-F]{2}\Z", "", before)), (row["template"], span)


def test_the_same_seed_gives_the_same_rows() -> None:
    """Rows depend on the seed alone."""
    assert list(paste.rows(3, 20, STOCK)) == list(paste.rows(3, 20, STOCK))
    assert [r["text"] for r in paste.rows(3, 20, STOCK)] != [r["text"] for r in paste.rows(4, 20, STOCK)]


@pytest.mark.parametrize("kind", sorted(shapes.sections()))
def test_every_section_makes_names_with_their_core_in_them(kind: str) -> None:
    """Each kind of `shapes.txt` draws in many houses, its core parts stand in it, and no step is left open."""
    for seed in range(12):
        made = house(seed).make(kind)

        assert made.text and not re.search(r"<[@?a-zA-Z9]", made.text), made
        assert all(core in made.text for core in made.core), made


def test_a_house_keeps_to_its_habits() -> None:
    """Kinds marked sticky look alike within a company: tables share length and underscores in two of its texts."""
    first, second = ([re.sub("[A-Za-z]", "a", house(5).make("custno").text) for _ in range(1)] for _ in range(2))

    assert len(first[0]) == len(second[0])


def test_houses_make_up_ways_to_write_ids() -> None:
    """Many houses write the same id in ways that no page lists, each keeping to its own."""
    shapes_seen = set()
    for seed in range(60):
        one = shapes.House(random.Random(seed))
        lengths = {len(one.make("contract").text) for _ in range(3)}
        shapes_seen.add(re.sub("[A-Z]", "A", re.sub("[0-9]", "9", one.make("contract").text)))

        assert len(lengths) == 1

    assert len(shapes_seen) > 15


def test_a_name_of_ordinary_technical_words_is_optional() -> None:
    """A table or class without a company part may be hidden or not; with one it must be."""
    made = [shapes.House(random.Random(seed)).make("table") for seed in range(200)]

    assert any(one.optional for one in made) and any(one.core for one in made)
    assert all(one.optional == (not one.core and not re.search("[0-9]{3}", one.text)) for one in made)


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        ("{code:a}_WH_ETL", ["_WH_ETL"]),
        ("x={sys:a}-mart;", ["-mart"]),
        ("at {pkg:a}.web.Handler.run(Handler.java:3)", [".web.Handler.run"]),
        ("www.{domain:a}/x", ["www."]),
        ("cat {path:a}/app.log.", ["/app.log"]),
    ],
)
def test_a_span_grows_to_the_ends_of_its_token(body: str, hidden: list[str]) -> None:
    """Where text runs on after what was filled in, the span covers it and the filled part is its core."""
    one = paste.Paste("t", ("en",), body, "machine")
    row, _ = paste.render(one, random.Random(1), "en", company.company(random.Random(2), "en"), bare=True)
    spans = [row.text[s.start : s.end] for s in row.spans]

    assert len(spans) == 1 and all(part in spans[0] for part in hidden)
    assert row.spans[0].core and row.spans[0].core[0] != spans[0]


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("b64", lambda text: base64.b64decode(text).decode()),
        ("pct", unquote),
        ("uni", lambda text: text.encode().decode("unicode_escape")),
    ],
)
def test_an_encoded_value_is_one_span_that_says_what_it_means(form: str, read: Callable[[str], str]) -> None:
    """Base64, percent and \\u forms are marked whole, without a core, and decode to the plain value of the same key."""
    one = paste.Paste("t", ("ko",), f"{{person:a.{form}}} {{person:a}}", "machine")
    row, _ = paste.render(one, random.Random(3), "ko", company.company(random.Random(2), "ko"), bare=True)
    coded, plain = (row.text[s.start : s.end] for s in row.spans)

    assert read(coded) == plain and coded != plain


def test_pastes_are_cut_fenced_and_led_with_their_spans_in_place(made: list[dict]) -> None:
    """Some rows stand in a fence, some are pieces, and a line about whose they are may come before or after."""
    texts = [row["text"] for row in made]

    assert any("\n```" in text for text in texts) and any(re.search("(?m)^> ", text) for text in texts)
    one = paste.Paste("t", ("en",), "{~ask sql}\n" + "\n".join(f"line {n} {{table:a}}" for n in range(12)), "machine")
    lengths = {
        paste.render(one, random.Random(seed), "en", company.company(random.Random(2), "en"))[0].text.count("line ")
        for seed in range(40)
    }

    assert 12 in lengths and min(lengths) < 9


def test_a_template_of_two_languages_speaks_one_at_a_time() -> None:
    """Alternatives of another language, or after `{%` of another place, are never drawn."""
    one = paste.Paste("t", ("ko", "en"), "{=사번|ID} {=이름|name} {%부서|unit} {=READY|DONE}", "tables")
    for lang, words in (("ko", "사번 이름 부서"), ("en", "ID name unit")):
        for seed in range(9):
            row, _ = paste.render(one, random.Random(seed), lang, company.company(random.Random(2), lang), bare=True)

            assert words in row.text


def test_a_surname_with_a_title_is_one_span() -> None:
    """Where only surname and title stand, the span covers both; a title behind a full name stays outside."""
    one = paste.Paste("t", ("ko",), "{person:a.ftitle}님, {person:a} {person:a.title}님", "machine")
    row, _ = paste.render(one, random.Random(3), "ko", company.company(random.Random(2), "ko"), bare=True)
    first, second = [row.text[s.start : s.end] for s in row.spans][-2:]

    assert re.search("(과장|대리|팀장|차장|책임|부장|수석)$", first) and second[0] == first[0] and " " not in second


def test_a_wrong_mark_is_told_with_the_template_and_the_mark() -> None:
    """A kind that does not exist stops the template and names it."""
    one = paste.Paste("bad-one", ("en",), "{nosuchkind:a}", "machine")
    with pytest.raises(paste.BadPaste, match="bad-one.*nosuchkind"):
        paste.render(one, random.Random(1), "en", company.company(random.Random(2), "en"), bare=True)


def test_rows_repeat_with_new_people_and_keys_hold_within_a_row() -> None:
    """`{{rows}}` draws anew for keys with r and `*`; one key is one person in its row."""
    body = "{{rows 5 5}}\n{person:r}|{person:r.roman}|{email:r}\n{{/rows}}\n"
    row, _ = paste.render(
        paste.Paste("t", ("ko",), body, "tables"), random.Random(4), "ko", company.company(random.Random(4), "ko")
    )
    lines = row.text.split("\n")[:5]

    assert len({line.split("|")[0] for line in lines}) > 3


def test_a_listed_word_that_stands_unmarked_stands_only_in_clean_texts(made: list[dict]) -> None:
    """Where a text speaks of the company, what its export lists is marked at every place; a word's other sense is for clean texts."""
    for row in made:
        if not row["sensitive"]:
            continue
        taken = [(span["start"], span["end"]) for span in row["sensitive"] + row["optional"]]
        for entry in row["lexicon"]:
            for hit in re.finditer(rf"(?<![A-Za-z0-9가-힣]){re.escape(entry['term'])}(?![A-Za-z0-9가-힣])", row["text"]):
                assert any(a < hit.end() and hit.start() < b for a, b in taken), (row["template"], entry, hit)


@pytest.mark.parametrize(("some", "others"), [(0, 5), (5, 0), (1, 9), (40, 80), (7, 6)])
def test_rows_of_both_kinds_stand_among_each_other(some: int, others: int) -> None:
    """A file's beginning holds talk and pastes in the share of the whole, and no row is lost or twice."""
    rows = list(
        generate.mixed(iter({"id": f"m{n}"} for n in range(some)), some, iter({"id": f"p{n}"} for n in range(others)), others)
    )
    names = [str(row["id"]) for row in rows]

    assert sorted(names) == sorted([f"m{n}" for n in range(some)] + [f"p{n}" for n in range(others)])
    for n in range(len(names)):
        assert abs(sum(name[0] == "m" for name in names[:n]) - n * some / (some + others)) <= 1


@pytest.mark.parametrize("lang", ["ko", "en", "de", "ja"])
def test_made_logs_keep_to_one_way_of_writing(lang: str) -> None:
    """The lines of a made log begin alike, differ in what they say, and logs differ from each other."""
    one = paste.Paste("t", (lang,), "{~lines}", "machine")
    starts = set()
    for seed in range(25):
        row, _ = paste.render(one, random.Random(seed), lang, company.company(random.Random(seed), lang), bare=True)
        lines = row.text.split("\n")
        shapes_of = {re.sub("[0-9]", "9", line)[:5] for line in lines if not line.startswith("[")}
        starts.add(re.sub("[0-9]", "9", lines[0])[:8])

        assert len(lines) > 1 and len(shapes_of) <= 1

    assert len(starts) > 5


@pytest.mark.parametrize("lang", ["ko", "en", "de", "ja"])
def test_made_tables_have_random_columns_and_mark_each_cell(lang: str) -> None:
    """Tables drawn from the pool of columns differ, hold something to hide, and leave no mark of the language open."""
    one = paste.Paste("t", (lang,), "{~grid}", "tables")
    texts = set()
    for seed in range(25):
        row, _ = paste.render(one, random.Random(seed), lang, company.company(random.Random(seed), lang), bare=True)
        texts.add(row.text.split("\n")[0])

        assert len([span for span in row.spans if not span.optional]) > 1

    assert len(texts) > 15


def test_made_settings_come_in_many_forms_and_hold_public_ones_too() -> None:
    """Configurations differ in form and keys; values that are nobody's stay unmarked."""
    one = paste.Paste("t", ("en",), "{~settings}", "machine")
    first = set()
    for seed in range(40):
        row, _ = paste.render(one, random.Random(seed), "en", company.company(random.Random(seed), "en"), bare=True)
        first.add(re.sub("[A-Za-z0-9]+", "a", row.text.split("\n")[0])[:4])

        assert any(not span.optional for span in row.spans)
        assert sum(span.end - span.start for span in row.spans) < len(row.text)

    assert len(first) >= 5
