"""What is personal or secret in a reply and not ours is hidden, at any cut, and JSON stays JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.config.patterns import load_engine
from garim.detect.patterns.kinds import all_kinds
from garim.detect.scan import Detector
from garim.surrogate.redact import HARD, MOST, Redactor
from garim.surrogate.restore import Table
from garim.values import Entry

DETECTOR = Detector(all_kinds(), engine=load_engine(), cache=0)
ENTRIES = (
    Entry("010-0000-1234", "010-2345-6789", "phone", "01023456789"),
    Entry("saeron", "onsaemi", "stem", "onsaemi"),
    Entry("bora@saeron.example", "yeonwoo@onsaemi.co.kr", "email", "yeonwoo@onsaemi.co.kr"),
)
TOKEN = "ghp_" + "h8Kq2LmZx7Rw4TnBv9Yd3Pc6Sf1Gj5Aa0EuC"
PEM = "-----BEGIN RSA PRIVATE " + "KEY-----\n" + "\n".join(("MIIEpAIBAAKCAQEA7bq" + "k9Zt3" * 9)[:64] for _ in range(25))
PEM += "\n-----END RSA PRIVATE " + "KEY-----"
FILL = "word " * (MOST // 5 - 3)


def redact(text: str, cuts: Sequence[int] = (), escape: str = "text") -> str:
    redactor = Redactor(Table(ENTRIES), DETECTOR.scan, escape)
    edges = [0, *sorted(cuts), len(text)]
    return "".join([redactor.feed(text[a:b]) for a, b in zip(edges, edges[1:], strict=False)]) + redactor.finish()


def test_what_is_ours_comes_back_and_what_is_not_is_hidden() -> None:
    text = f"Call saeron at 010-0000-1234 or bora@saeron.example, not 010-9876-5432, mina@other-firm.co.kr; token {TOKEN}."

    assert redact(text) == (
        "Call onsaemi at 010-2345-6789 or yeonwoo@onsaemi.co.kr, not [removed: phone number], [removed: e-mail address]; "
        "token [removed: secret]."
    )


def test_the_label_is_in_the_replys_language() -> None:
    assert redact("연락처는 010-9876-5432 입니다") == "연락처는 [삭제됨: 전화번호] 입니다"


def test_hosts_and_company_words_stay() -> None:
    text = "See https://docs.python.org/3/ and db-prd-07.other.co.kr, JIRA-4411, commit 8f14e45f."
    assert redact(text) == text


@pytest.mark.parametrize("ahead", range(MOST - 40, MOST + 12, 3))
def test_nothing_is_cut_at_the_end_of_a_block(ahead: int) -> None:
    """A number that stands over the place where a long line is parted is hidden whole."""
    text = ("word " * ahead)[:ahead] + " tel +82 10 9876 5432 " + FILL
    out = redact(text, range(0, len(text), 5))
    assert "9876" not in out and "5432" not in out and out.endswith(FILL)


def test_a_private_key_is_hidden_over_all_its_lines() -> None:
    text, (first, *_, last) = f"Here:\n{PEM}\nDone.", PEM.splitlines()
    for size in (1, 7, 1000):
        assert redact(text, range(0, len(text), size)) == f"Here:\n{first}\n[removed: secret]\n{last}\nDone."


def test_a_long_token_is_hidden_whole() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJhYmMi" * 90 + "." + "Ab3dEf6hIj9k" * 8
    out = redact(f"{FILL}\nbearer {token} end", range(0, 2500, 11))
    assert token[40:80] not in out and out.endswith(" end")


def test_it_holds_back_a_line_and_no_more() -> None:
    """A user reads along: a line that ended is let go, and of one that does not end no more than a bound is held."""
    redactor = Redactor(Table(ENTRIES), DETECTOR.scan)
    assert redactor.feed("first line\nsecond") == "first line\n"
    sent = "".join(redactor.feed("word ") for _ in range(2000))
    assert 10_000 - len(sent) < 2 * MOST
    redactor = Redactor(Table(ENTRIES), DETECTOR.scan)
    assert len(redactor.feed("a" * 3 * HARD)) >= HARD


@pytest.mark.parametrize("value", ["010-9876-5432", "x\nmina@other-firm.co.kr", 'say "mina@other-firm.co.kr"\\', "tab\t010-9876-5432\\n"])
def test_json_stays_json(value: str) -> None:
    text = json.dumps({"to": value, "n": [1, None], "card": 4111111111111111, "ours": "010-0000-1234"})
    for cuts in ((), range(len(text))):
        read = json.loads(redact(text, cuts, "json"))
        assert "9876" not in read["to"] and "mina" not in read["to"] and "removed" in read["to"]
        assert read["ours"] == "010-2345-6789" and read["n"] == [1, None]
        assert read["card"] == "[removed: card number]"


@pytest.mark.parametrize("text", ["\\" * 500_001, '"' * 300_000, "a" * 300_000, "-----BEGIN " * 30_000])
def test_spiteful_text_comes_back_in_linear_time(text: str) -> None:
    assert redact(text, (), "json") == redact(text) == text


PIECES = st.one_of(
    st.sampled_from([e.surrogate for e in ENTRIES]),
    st.sampled_from(["010-9876-5432", "mina@other-firm.co.kr", TOKEN, "900101-1234568", "4111 1111 1111 1111", FILL, "a" * 600, "가" * 300, PEM]),
    st.sampled_from([" ", "\n", '"', "\\", '\\"', "\\n", "{", ": ", ",", "-----BEGIN", "password: ", "생년월일 1990-01-02", "\ufdd0", "은 ", "@"]),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join), st.data(), st.sampled_from(("text", "json")))
def test_any_cut_gives_the_same(text: str, data: st.DataObject, escape: str) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    whole = redact(text, (), escape)
    assert redact(text, cuts, escape) == whole
    assert redact(text, range(0, len(text), 3), escape) == whole


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-9, 10**16), st.text(max_size=9),
        st.sampled_from(["mina@other-firm.co.kr", "\nmina@other-firm.co.kr\t", "010-9876-5432", "\\010-9876-5432", TOKEN, PEM, "4111111111111111"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(VALUES, st.booleans())
def test_any_json_stays_json(value: object, ascii_only: bool) -> None:
    json.loads(redact(json.dumps(value, ensure_ascii=ascii_only), (), "json"))
