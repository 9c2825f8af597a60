"""One thing is one thing: however several finders saw it, it has one stand-in in a scope."""

from __future__ import annotations

import re

import pytest

from garim.families.person import latin_surname
from garim.surrogate.draft import Draft
from garim.surrogate.restore import Restorer, Table
from garim.surrogate.same import Same
from garim.text.views import encode
from garim.values import Finding

KEY = b"thirty-two bytes of a test's key"
Mark = tuple[str, str, str, int]
"""Surface, family, part, rank; a stem's kind is `unknown` below rank 60, else `product`."""


def rows_of(text: str, marks: list[Mark]) -> tuple[Finding, ...]:
    out, at = [], 0
    for surface, family, part, rank in marks:
        start = text.index(surface, at)
        at = start + len(surface)
        kind = "person" if family == "person" else "product" if rank >= 60 else "unknown" if family == "stem" else family
        entity = surface if family in ("person", "code") else surface.lower()
        out.append(Finding(start, at, kind, family, entity, "test", part=part, rank=rank))
    return tuple(out)


def write(draft: Draft, *turn: tuple[str, list[Mark]]) -> list[str]:
    """The texts of one turn as they leave; each comes back to the byte."""
    texts = [text for text, _ in turn]
    rows = [rows_of(text, marks) for text, marks in turn]
    draft.hear(texts)
    out = []
    for text, row in zip(texts, draft.settle(texts, rows), strict=True):
        hidden, _ = draft.write(text, row, lambda kind: "natural", encode)
        restorer = Restorer(Table(draft.entries, listed=lambda host: True))
        assert restorer.feed(hidden) + restorer.finish() == text
        out.append(hidden)
    return out


def person(surface: str, part: str = "full", rank: int = 50) -> Mark:
    return surface, "person", part, rank


def stem(surface: str, rank: int = 50) -> Mark:
    return surface, "stem", "", rank


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("나율이랑 봤고 나율님이 승인", [person("나율이"), person("나율")]),
        ("나율님이 승인, 나율이가 다시, 나율씨", [person("나율", "given"), person("나율이"), person("나율", "given")]),
        ("도결이는 휴가, 도결님 대신", [person("도결이", "given"), person("도결", "given")]),
    ],
)
def test_a_name_with_and_without_its_ending_is_one(text: str, marks: list[Mark]) -> None:
    (out,) = write(Draft(KEY), (text, marks))

    names = re.findall(r"([가-힣]{2})(?:이랑|님|이가|씨|이는)", out)
    assert len(names) == len(marks) and len(set(names)) == 1
    assert names[0] not in text


def test_an_ending_that_belongs_to_the_name_stays() -> None:
    (out,) = write(Draft(KEY), ("서이가 왔고 정하율이 갔다", [person("서이"), person("정하율")]))
    assert len(out) == len("서이가 왔고 정하율이 갔다")


@pytest.mark.parametrize("later", [False, True])
def test_given_name_surname_and_full_name_are_one_person(later: bool) -> None:
    first, second = ("탁나율 대리", [person("탁나율")]), ("나율님과 탁 대리", [person("나율", "given"), person("탁", "family")])
    draft = Draft(KEY)
    one, two = (*write(draft, first), *write(draft, second)) if later else write(draft, first, second)

    surname, given = one[0], one[1:3]
    assert two == f"{given}님과 {surname} 대리"


def test_two_people_with_one_given_name_stay_two() -> None:
    text = "탁나율과 봉나율, 나율님"
    (out,) = write(Draft(KEY), (text, [person("탁나율"), person("봉나율"), person("나율", "given")]))
    assert out[0] != out[5]


@pytest.mark.parametrize(
    ("full", "forms"),
    [
        ("탁하민", ["hamin.tak@corp.test", "hm.tak@corp.test", "takhm77@corp.test", "tak.hamin@corp.test"]),
        ("Hamin Tak", ["hamin.tak@corp.test", "hmtak@corp.test"]),
        ("Nora Quell", ["nora.quell@corp.test", "nquell@corp.test", "quelln@corp.test"]),
    ],
)
def test_an_address_follows_the_name_of_its_owner(full: str, forms: list[str]) -> None:
    text = f"{full}: " + " ".join(forms)
    (out,) = write(Draft(KEY), (text, [person(full), *((form, "email", "", 80) for form in forms)]))
    name, *addresses = out.replace(": ", " ").rsplit(" ", len(forms))
    surname = latin_surname(name[0]).lower() if " " not in name else name.lower().split()[1]

    assert [address for address in addresses if surname not in address.partition("@")[0]] == []


def test_an_account_that_a_finder_took_for_a_word_is_its_owner() -> None:
    text = "탁하민 책임, git blame: takhm, hamin"
    (out,) = write(Draft(KEY), (text, [person("탁하민"), stem("takhm"), stem("hamin")]))
    from garim.text.hangul import romanise

    name = out.split()[0]
    assert out.endswith(f", {romanise(name[1:])}")


@pytest.mark.parametrize(("hangul", "latin"), [("탁하민", "Hamin Tak"), ("배현아", "Hyuna Bae"), ("정여은", "Yeoun Jung"), ("최승현", "Choi Seunghyun")])
def test_a_korean_name_in_both_scripts_is_one_person(hangul: str, latin: str) -> None:
    from garim.text.hangul import romanise

    (out,) = write(Draft(KEY), (f"{hangul} 책임. {latin} said so.", [person(hangul), person(latin)]))
    assert romanise(out[1:3]).capitalize() in out


@pytest.mark.parametrize(
    ("text", "marks", "family"),
    [
        ("여운 서버, 여운님, 여운", [stem("여운", 85), person("여운"), person("여운", "given")], "stem"),
        ("Velcor AG ships. Velcor님", [stem("Velcor AG", 70), person("Velcor")], "stem"),
        ("Velcor and Velcor_api, Velcor", [person("Velcor"), stem("Velcor"), stem("Velcor")], "stem"),
        ("Nora Quell said. Quell left", [person("Nora Quell", rank=60), stem("Quell")], "person"),
    ],
)
def test_one_word_is_somebody_or_something(text: str, marks: list[Mark], family: str) -> None:
    draft = Draft(KEY)
    draft.hear([text])
    (row,) = draft.settle([text], [rows_of(text, marks)])

    assert {finding.family for finding in row} == {family}
    (out,) = write(Draft(KEY), (text, marks))
    word = marks[-1][0]
    assert word not in out
    stand_ins = re.findall(r"[A-Z][a-z]+|[가-힣]{2}(?=[님 ]|$)", out)
    assert len(set(stand_ins)) < len(stand_ins)


def test_what_was_settled_stays_for_the_conversation() -> None:
    draft = Draft(KEY)
    (first,) = write(draft, ("Velcor님", [person("Velcor")]))
    (second,) = write(draft, ("Velcor server, Velcor", [stem("Velcor", 85), stem("Velcor", 85)]))
    assert second == f"{first[:-1]} server, {first[:-1]}"


def test_another_spelling_of_a_word_in_hangul_is_the_word() -> None:
    (out,) = write(Draft(KEY), ("벼루내 서버 byurunae-api", [stem("벼루내", 85), stem("byurunae")]))
    from garim.text.hangul import romanise

    hangul, _, latin = out.split()
    assert romanise(hangul) == latin.removesuffix("-api")


def test_a_fork_knows_what_its_draft_knew() -> None:
    draft = Draft(KEY)
    (full,) = write(draft, ("탁나율 대리", [person("탁나율")]))
    twin = draft.fork()
    assert write(twin, ("나율님", [person("나율", "given")])) == [f"{full[1:3]}님"]
    assert write(draft, ("나율님", [person("나율", "given")])) == [f"{full[1:3]}님"]


def test_a_name_of_several_words_is_one_name() -> None:
    """What is hidden in it in prose is hidden in it in SQL, in any case, in later turns too; other names stay."""
    prose, sql = "TB_ACNT_MST 테이블", "select a.acnt from own.tb_acnt_mst a, tb_acnt_mst2 b, ACNT_MST c"
    row = (Finding(0, 2, "unknown", "stem", "tb", "x"), Finding(3, 7, "unknown", "stem", "acnt", "x"))
    same = Same()
    (first, second), _ = same.settle([prose, sql], [row, ()])

    assert first == row and [(sql[f.start : f.end], f.entity) for f in second] == [("tb", "tb"), ("acnt", "acnt")]
    later, _ = same.fork().settle(["Tb_Acnt_Mst 는?"], [()])
    assert [(f.start, f.end) for f in later[0]] == [(0, 2), (3, 7)]


def test_what_is_hidden_whole_somewhere_is_hidden_whole() -> None:
    """The whole name goes before a word of it; a word that stands alone is no name of several."""
    text = "HULL_PLAN, hull_plan and hull"
    row = (Finding(0, 4, "word", "stem", "hull", "x"), Finding(11, 20, "db_object", "stem", "hull_plan", "x"))
    (told,), _ = Same().settle([text], [row])
    assert [(f.start, f.end, f.entity) for f in told] == [(0, 9, "hull_plan"), (11, 20, "hull_plan")]


@pytest.mark.parametrize("name", ["TB_LN_ACNT", "tb_ln_acnt", "IX_LN_ACNT", "PK_ACNT_LN", "VW_RP_LN_ACNT"])
@pytest.mark.parametrize("seen", [False, True])
def test_a_name_of_an_earlier_text_is_the_same_name_in_the_next(name: str, seen: bool) -> None:
    """Its words of two letters too, beside one that is known, whether something of the name was found this time or not; by
    themselves, and where nothing known stands beside them, they are anybody's."""
    first = Draft(KEY)
    (before,) = write(first, ("insert into TB_LN_ACNT", [stem("LN"), stem("ACNT")]))
    ln, acnt = before.removeprefix("insert into TB_").lower().split("_")
    draft = Draft(KEY, issued=first.entries)
    draft.recall(first.entries)
    part = next(word for word in name.split("_") if word.lower() == "acnt")
    (out,) = write(draft, (f"see {name} and LN_RT, X_LN, LN", [stem(part)] if seen else []))

    wanted = name.lower().replace("ln", ln).replace("acnt", acnt)
    assert out.lower() == f"see {wanted} and ln_rt, x_ln, ln"
