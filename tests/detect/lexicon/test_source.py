from __future__ import annotations

import json

import pytest

from garim.detect.lexicon.source import Term, read_terms


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_terms_patterns_and_networks() -> None:
    terms, problems = read_terms(
        lines(
            {"term": "Wellenwerk", "kind": "product", "aliases": ["WW Plan"], "means": "hull planning"},
            {"pattern": r"hlw\d{2}", "kind": "host"},
            {"network": "10.4.0.0/16", "kind": "network"},
        ),
        "a.jsonl",
    )
    assert problems == []
    assert terms == [
        Term("Wellenwerk", "product", ("WW Plan",), "hull planning"),
        Term(r"hlw\d{2}", "host", shape="pattern"),
        Term("10.4.0.0/16", "network", shape="network"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_encodings_of_excel(encoding: str) -> None:
    terms, problems = read_terms("term,kind,aliases\n온새미로,org,온새미|OSM\n".encode(encoding), "a.csv")
    assert (terms, problems) == ([Term("온새미로", "org", ("온새미", "OSM"))], [])


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ({"term": "x", "kind": "word"}, "one letter"),
        ({"term": "", "kind": "word"}, "empty"),
        ({"term": "the", "kind": "word"}, "half of every text"),
        ({"term": "에서", "kind": "word"}, "half of every text"),
        ({"term": 5, "kind": "word"}, "not a text"),
        ({"term": "q" * 300, "kind": "word"}, "300 characters"),
        ({"pattern": "(", "kind": "host"}, "does not compile"),
        ({"pattern": ".*", "kind": "host"}, "half of every text"),
        ({"network": "10.0.0.300/8", "kind": "network"}, "CIDR"),
        ({"network": "0.0.0.0/0", "kind": "network"}, "every address"),
        ("9" * 1_100_000, "1100000 characters"),
    ],
)
def test_bad_lines_are_told_and_the_rest_loads(row: object, what: str) -> None:
    terms, problems = read_terms(
        lines({"term": "Wellenwerk", "kind": "product"}, "", row, {"term": "Anchor", "kind": "product"}), "a.jsonl"
    )
    assert [t.term for t in terms] == ["Wellenwerk", "Anchor"]
    assert [(p.file, p.line) for p in problems] == [("a.jsonl", 3)]
    assert what in problems[0].what


@pytest.mark.parametrize(
    ("row", "what"), [({"kind": "produkt"}, "unknown kind; taken for word"), ({"kind": "product", "allways": True}, "looks like always")]
)
def test_a_misspelled_kind_or_field_is_told_and_the_word_is_hidden_all_the_same(row: dict[str, object], what: str) -> None:
    terms, problems = read_terms(lines({"term": "Anchor", **row}), "a.jsonl")
    assert [t.term for t in terms] == ["Anchor"]
    assert [p.line for p in problems] == [1]
    assert what in problems[0].what and "left out" not in str(problems[0])


def test_duplicates_are_told_and_their_aliases_kept() -> None:
    terms, problems = read_terms(
        lines(
            {"term": "Anchor", "kind": "product"},
            {"term": "ANCHOR", "kind": "product"},
            {"term": "anchor", "kind": "product", "aliases": ["Anker"]},
        ),
        "a.jsonl",
    )
    assert [(t.term, t.aliases) for t in terms] == [("Anchor", ("Anker",))]
    assert [p.line for p in problems] == [2]


def test_mixed_encodings_in_one_file() -> None:
    data = '{"term":"온새미로","kind":"org"}\n'.encode() + '{"term":"다솜차트","kind":"product"}\n'.encode("cp949")
    terms, problems = read_terms(data, "a.jsonl")
    assert ([t.term for t in terms], problems) == (["온새미로", "다솜차트"], [])


def test_a_csv_without_a_term_column_is_told() -> None:
    assert read_terms(b"name,what\nx,y\n", "a.csv")[1][0].line == 1
    assert read_terms(b"", "a.csv") == ([], [])


def test_problems_never_hold_the_term() -> None:
    secret = "q" * 300
    assert all(secret not in p.what for p in read_terms(lines({"term": secret, "kind": "word"}), "a")[1])


@pytest.mark.parametrize(("said", "always"), [(True, True), ("true", True), ("Yes", True), (False, False), ("no", False), (None, False)])
def test_a_term_may_say_that_it_is_always_meant(said: object, always: bool) -> None:
    terms, problems = read_terms(lines({"term": "갯벌", "kind": "product", "always": said}), "a")
    assert ([term.always for term in terms], problems) == ([always], [])


def test_always_in_csv_twice_and_misspelled() -> None:
    assert [t.always for t in read_terms("term,kind,always\n갯벌,product,true\n여울,product,\n".encode(), "a")[0]] == [True, False]
    again = lines({"term": "갯벌", "kind": "product"}) + b"\n" + lines({"term": "갯벌", "kind": "product", "always": True})
    assert [t.always for t in read_terms(again, "a")[0]] == [True]
    terms, problems = read_terms(lines({"term": "갯벌", "kind": "product", "always": "allways"}), "a")
    assert terms[0].always and "always" in problems[0].what


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ('{"term": "Wellenwerk", "term": "Tidegate", "kind": "product"}', "term", {"Tidegate", "Wellenwerk"}),
        ('{"kind": "product", "term": "물레", "term": "해솔", "term": "가온"}', "term", {"물레", "해솔", "가온"}),
        ('{"term": "물레", "aliases": ["Mulle"], "kind": "product", "aliases": ["Mqx"]}', "aliases", {"물레", "Mulle", "Mqx"}),
        ('{"term": "물레", "Tidegate": 1, "Tidegate": 2}', "a field", {"물레"}),
    ],
)
def test_a_field_that_stands_twice_is_told_and_all_its_words_are_hidden(line: str, field: str, words: set[str]) -> None:
    """Which of them is meant nobody knows; none is lost, and what the field is not called is not told."""
    terms, problems = read_terms((line + "\n").encode(), "a.jsonl")
    assert {spelling for term in terms for spelling in (term.term, *term.aliases)} == words
    told = [str(p) for p in problems]
    assert f"a.jsonl:1: {field} stands twice in one object" in told and "Tidegate" not in "".join(told)
