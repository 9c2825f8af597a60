"""Law 9: one listed thing has one stand-in, in every compound, script and spelling, and in every text of a scope."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from garim import Screen
from garim.text import coin

TERMS = (
    ("다온누리", "DAONNURI", ()),
    ("ZEPHLOR", "제플로르", ()),
    ("보람뫼", "Borammoe", ("BRMO",)),
    ("Quellin", "QLN", ()),
    ("미르재", "MIREUJAE", ("MRJ",)),
)
PLACES = (
    "ticket {UP}-2231", "see /display/{UP}", "{low}-pg01", "{low}_ro", "host {low}-pg01.corp.local",
    "{low}.co.kr", "ops@{low}.io", "{low}_batch_run", "{Cap}Client", "{UP}_ORDER_TB", "com.{low}.order", "s3://{low}-backup/x",
    "ssh admin@{low}-pg01", "/opt/{low}/bin",
)  # fmt: skip


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path: Path = tmp_path_factory.mktemp("words") / "words.jsonl"
    rows = [{"term": term, "kind": "project", "aliases": [alias, *more]} for term, alias, more in TERMS]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return Screen(lexicons=[path], key=b"k" * 32)


def stand_ins(screen: Screen, lines: list[str], word: str) -> dict[str, str]:
    """What a word became in each line, in lower case; what stands before it in the line stays as it is."""
    hidden = screen.hide("\n".join(lines))
    assert hidden.restore(hidden.text) == "\n".join(lines)
    out = {}
    for line, new in zip(lines, hidden.text.split("\n"), strict=True):
        at = line.lower().find(word.lower())
        if at < 0:
            continue  # what keeps lines apart: a mail address that is broken over two lines is one
        met = re.match(r"[A-Za-z]+?(?=Client|[^A-Za-z]|$)", new[at:])
        assert new.startswith(line[:at]) and met, new
        out[line] = met[0].lower()
    return out


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term[0])
@pytest.mark.parametrize("which", ["latin", "short"])
def test_a_term_is_one_word_in_every_compound(listed: Screen, term: tuple[str, str, tuple[str, ...]], which: str) -> None:
    spelled = [word for word in (term[0], term[1], *term[2]) if word.isascii()]
    word = spelled[0] if which == "latin" else spelled[-1]
    forms = {"UP": word.upper(), "low": word.lower(), "Cap": word.capitalize()}
    lines = [line for place in PLACES for line in (place.format(**forms), "--")]

    found = stand_ins(listed, lines, word)

    assert len(set(found.values())) == 1 and word.lower() not in found.values(), found


@pytest.mark.parametrize("term", [term for term in TERMS if any("가" <= c <= "힣" for c in "".join(term[:2]))][:3], ids=lambda term: term[0])
def test_its_two_scripts_sound_alike(listed: Screen, term: tuple[str, str, tuple[str, ...]]) -> None:
    korean, latin = sorted(term[:2], key=str.isascii)
    hidden = listed.hide(f"{korean} 배포, {latin}-2231, {latin.lower()}-pg01.corp.local")

    said, ticket, host = hidden.text.split(", ")
    new = ticket.split("-")[0].lower()
    assert coin.hangul_of(new) == said.split(" ")[0]
    assert host.startswith(f"{new}-pg01")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("first", "then", "word"),
    [
        ("users:\n  - name: serin.oh\n    email: serin.oh@muladam.io\n", 'resource "aws_iam_user" "u" {\n  name = "serin.oh"\n}', "serin.oh"),
        ("SELECT * FROM QPO_SETL_HST a JOIN QPO_CUST_MST b ON 1=1; -- qpo 팀 김도훈 과장", "김도훈 과장님, qpo_setl_hst 파티션 추가 스크립트 좀 봐주세요. QPO_CUST_MST 는 그대로.", "qpo"),
        ("owner: hana.shin", "메일 hana.shin@zorvek.io 로 주세요", "hana.shin"),
        ("담당 김도훈 과장 (dhkim@muldam.co.kr)", "도훈 과장님께 4417번으로. dhkim 계정 잠김", "dhkim"),
        ("계좌 110-234-567890 로 입금", "110-234-567890 이 반려됐대요", "110-234-567890"),
        ("NOREVA-2231 확인 부탁드립니다. noreva-web03 재기동은 했습니다", "노레바 배포, noreva-pg01.corp.local", "noreva"),
    ],
)  # fmt: skip
def test_two_texts_of_one_scope_say_the_same(turned: bool, first: str, then: str, word: str) -> None:
    """What was hidden in one text is hidden in the next, as the same."""
    screen = Screen(key=b"k" * 32)
    texts = (then, first) if turned else (first, then)
    hidden = [screen.hide(text, "one") for text in texts]

    for text, one in zip(texts, hidden, strict=True):
        assert screen.restore(one.text, "one") == text
    assert not re.search(rf"(?i)(?<![a-z0-9 ]){re.escape(word)}(?![a-z0-9])", hidden[1].text)
    new = {entry.original.lower(): entry.surrogate.lower() for entry in hidden[0].entries}
    if "@" in first + then and "." in word:
        whose = [entry for one in hidden for entry in one.entries if entry.family in ("person", "email")]
        assert len({entry.surrogate.partition("@")[0] for entry in whose if "." in entry.surrogate.partition("@")[0]}) == 1
    assert all(new.get(entry.original.lower(), entry.surrogate.lower()) == entry.surrogate.lower() for entry in hidden[1].entries)


def test_a_listed_word_that_is_somebodys_name_too_is_the_listed_one_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps({"term": "세린", "kind": "project", "aliases": ["SERIN"]}), encoding="utf-8")
    text = Screen(lexicons=[path], key=b"k" * 32).hide("SERIN-2231 on serin-pg01, mail serin.oh@muladam.io").text

    ticket, host, mail = re.match(r"([A-Z]+)-\d+ on ([a-z]+)-pg01, mail ([a-z]+)[.]", text).groups()  # type: ignore[union-attr]
    assert ticket.lower() == host == mail != "serin"
