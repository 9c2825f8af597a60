"""A text through every finder and every disguise; a conversation through what was found in it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.detect import scan as scan_module
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.detect.scan import Detector
from garim.errors import Broken, Uncovered
from garim.text.views import Seen, View
from garim.values import Finding
from tests.text.test_views import DISGUISES


def kind(name: str, pattern: str, family: str, **more: object) -> Kind:
    return Kind(name=name, pattern=pattern, family=family, found=(), ignored=(), **more)  # type: ignore[arg-type]


ENGINE = Engine(
    (
        kind("mail", r"[a-z.]{2,20}@[a-z0-9.]{3,40}\.(?:kr|example)", "email", edges="word", rank=70),
        kind("phone", r"01\d-\d{4}-\d{4}", "phone", rank=70),
        kind("id", r"CT-\d{4}-\d{6}", "code", edges="word"),
        kind("pin", r"(?i)pin[:=] ?(?P<v>[a-z0-9]{4,12})", "secret", edges="none", rank=60),
    )
)


class Words:
    """A tiny lexicon: finds its words wherever they stand, in any letter case."""

    def __init__(self, *words: str, rank: int = 60) -> None:
        self.words, self.rank = words, rank

    def find(self, view: View, hint: str) -> Seen:
        out = []
        for word in self.words:
            at = view.lowered.find(word.lower())
            while at >= 0:
                out.append(Finding(at, at + len(word), "product", "stem", word, "a word of ours", rank=self.rank))
                at = view.lowered.find(word.lower(), at + 1)
        return Seen(out, len(view.text))


def spans(detector: Detector, text: str, hint: str = "") -> list[tuple[str, str, str]]:
    return [(f.kind, f.form, text[f.start : f.end]) for f in detector.scan(text, hint)]


NARU = Detector(engine=ENGINE, lexicon=Words("나루터", "naru-01", "나루😀터", "José", "ACME"))


def test_a_plain_text() -> None:
    text = "나루터 장애, jin.o@naru.kr 010-1234-5678로 연락"

    assert spans(NARU, text) == [("product", "", "나루터"), ("mail", "", "jin.o@naru.kr"), ("phone", "", "010-1234-5678")]


@pytest.mark.parametrize(
    ("form", "raw", "value"), [row for row in DISGUISES if row[2] in ("나루터", "나루😀터", "naru-01", "José", "ACME")]
)
def test_what_is_found_plain_is_found_disguised(form: str, raw: str, value: str) -> None:
    text = f"앞 {raw} 뒤"
    (finding,) = NARU.scan(text)

    assert text[finding.start : finding.end] == raw
    assert (finding.form, finding.plain, finding.entity) == (form, value, value)


def test_a_blob_is_one_finding_with_what_it_holds_inside() -> None:
    plain = "id=나루터;pin:abcd99;x"
    raw = base64.b64encode(plain.encode()).decode()
    (finding,) = NARU.scan(f"config: {raw}\n")

    assert (finding.start, finding.end, finding.form, finding.plain) == (8, 8 + len(raw), "base64", plain)
    assert [(f.kind, plain[f.start : f.end]) for f in finding.inner] == [("product", "나루터"), ("pin", "abcd99")]


def test_a_blob_in_a_blob_is_opened() -> None:
    inner = base64.b64encode("x 나루터 y".encode()).decode()
    outer = base64.b64encode(f"conf {inner}".encode()).decode()
    (finding,) = NARU.scan(outer)

    assert [(f.form, f.inner[0].kind) for f in finding.inner] == [("base64", "product")]


def test_two_words_that_meet_at_a_line_end_are_no_finding_without_evidence() -> None:
    assert Detector(engine=ENGINE, lexicon=Words("나루터", rank=45)).scan("나루\n터") == ()
    assert Detector(engine=ENGINE, lexicon=Words("나루")).scan("나\n루") == ()


def test_a_secret_does_not_run_on_into_the_next_sentence() -> None:
    pin = Engine((kind("pin", r"tk-[a-z0-9]{4,12}", "secret", edges="none", rank=80),))

    assert spans(Detector(engine=pin), "use tk-a7k2m9x\nwhy") == [("pin", "", "tk-a7k2m9x")]
    assert spans(Detector(engine=pin), "use tk-a7k2m9x\n4tq2") == [("pin", "wrapped", "tk-a7k2m9x\n4tq2")]


def test_a_name_does_not_run_on_into_a_command() -> None:
    """What stands whole in its line takes no public word of the next one; what a line end broke is one."""
    account = Engine((kind("account", r"[A-Z]{4,9}\\[a-z0-9]{3,20}", "stem", edges="none", rank=54),))

    assert spans(Detector(engine=account), "use VELTRAN\\kmoll\nsnmpwalk -v2c") == [("account", "", "VELTRAN\\kmoll")]
    assert spans(Detector(engine=account), "use VELTRAN\\kmol\nqzx7 now") == [("account", "wrapped", "VELTRAN\\kmol\nqzx7")]


class Short:
    def find(self, view: View, hint: str) -> Seen:
        return Seen([], len(view.text) - 1)


class Wild:
    def find(self, view: View, hint: str) -> Seen:
        return Seen([Finding(0, len(view.text) + 1, "k", "f", "e", "w")], len(view.text))


class Raising:
    def find(self, view: View, hint: str) -> Seen:
        raise RuntimeError(f"canary {view.text}")


@pytest.mark.parametrize(("finder", "error"), [(Short(), Uncovered), (Wild(), Broken), (Raising(), Broken)])
def test_a_finder_that_fails_stops_everything_and_tells_nothing_of_the_text(finder: object, error: type[Broken]) -> None:
    detector = Detector(engine=ENGINE, names=finder)  # type: ignore[arg-type]

    with pytest.raises(error) as caught:
        detector.scan("canary-7719")

    assert type(caught.value) is error
    assert "7719" not in f"{caught.value!r} {caught.value.hint} {caught.value.__cause__}"
    with pytest.raises(error):
        detector.scan("canary-7719")


def test_a_long_text_is_given_in_pieces_and_nothing_is_lost_at_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_module, "PIECE", 1000)
    monkeypatch.setattr(scan_module, "OVERLAP", 64)
    for text in ("나루터 x\n" * 3000, "나루터 " * 3000, "x" * 3000 + "나루터" * 1000):
        assert len(NARU.scan(text)) == text.count("나루터")


def test_results_are_kept_per_text_and_hint_and_bounded() -> None:
    class Counting(Words):
        calls = 0

        def find(self, view: View, hint: str) -> Seen:
            Counting.calls += 1
            return super().find(view, hint)

    detector = Detector(engine=ENGINE, lexicon=Counting("나루터"), cache=1000)
    detector.scan("나루터 one,")
    detector.scan("나루터 one,")
    assert Counting.calls == 1
    detector.scan("나루터 one,", "key")
    assert Counting.calls == 2
    for i in range(100):
        detector.scan(f"text {i},")
    assert detector._size <= 1000
    detector.scan("나루터 one,")
    assert Counting.calls == 103
    assert detector.scan("x" * 2000) == ()


def carried(texts: list[str], detector: Detector = NARU) -> list[list[tuple[str, str, str]]]:
    rows = detector.carry(texts, [detector.scan(text) for text in texts])
    for text, row in zip(texts, rows, strict=True):
        assert all(0 <= f.start < f.end <= len(text) for f in row)
        assert all(a.end <= b.start for a, b in zip(row, row[1:], strict=False))
    return [[(f.kind, f.form, text[f.start : f.end]) for f in row] for text, row in zip(texts, rows, strict=True)]


def test_once_secret_always_secret() -> None:
    texts = [
        "pin: hunter42",
        "try hunter42, HUNTER42 or hunter%34%32",
        "blob " + base64.b64encode(b"p hunter42").decode(),
        "xhunter42",
    ]

    assert carried(texts) == [
        [("pin", "", "hunter42")],
        [("pin", "", "hunter42"), ("pin", "", "HUNTER42"), ("pin", "percent", "hunter%34%32")],
        [("pin", "base64", texts[2][5:])],
        [],
    ]


def test_what_was_judged_an_ordinary_word_does_not_carry() -> None:
    class Once(Words):
        def find(self, view: View, hint: str) -> Seen:
            return super().find(view, hint) if "our" in view.text else Seen([], len(view.text))

    strong, weak = Once("barley"), Once("barley", rank=30)
    texts = ["our Barley", "barley and BarleyService"]

    assert carried(texts, Detector(engine=ENGINE, lexicon=strong))[1] == [("product", "", "barley"), ("product", "", "Barley")]
    assert carried(texts, Detector(engine=ENGINE, lexicon=weak))[1] == []


def test_a_blob_that_holds_a_carried_value_says_where() -> None:
    plain = "the pin hunter42 again"
    texts = ["pin: hunter42", base64.b64encode(plain.encode()).decode()]
    rows = NARU.carry(texts, [NARU.scan(text) for text in texts])

    assert [(f.kind, plain[f.start : f.end]) for f in rows[1][0].inner] == [("pin", "hunter42")]


def test_a_longer_conversation_only_adds() -> None:
    texts = ["a hunter42 b", "c", "pin: hunter42"]

    assert carried(texts[:2]) == [[], []]
    assert carried(texts) == [[("pin", "", "hunter42")], [], [("pin", "", "hunter42")]]
    assert carried(texts[:2]) == [[], []]


ANY = st.text(st.one_of(st.sampled_from("나루터@.kr01-2345\\u%&#;=\n 가\u200b\ud800\x00ａ"), st.characters()), max_size=120)


@settings(max_examples=100, deadline=None)
@given(ANY, st.sampled_from(["나루터", "010-1234-5678", "jin.o@naru.kr", "pin: 8h2kx0"]))
def test_any_text_is_scanned(noise: str, value: str) -> None:
    text = f"{noise}\n{value},\n{noise}"
    row = NARU.scan(text)

    assert all(0 <= f.start < f.end <= len(text) for f in row)
    assert all(a.end <= b.start for a, b in zip(row, row[1:], strict=False))
    at = len(noise) + 1
    covered = {i for f in row for i in range(f.start, f.end)}
    assert set(range(at + (5 if value.startswith("pin") else 0), at + len(value))) <= covered


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("## 배경\n도담은행의 앱이 느리다.\n", "배경\n"), ("참석자\n도담은행 여신팀 방문\n", "참석자\n"), ("서린아 드림\n누리솔은행 여신팀\n", "드림\n"),
        ("Priya Raman\nRetail Credit\nyujin.tak@dodambank.example\n", "Retail Credit\n"), ("Best,\nT. Oakes\nt.oakes@dodambank.example", "\n"),
    ],
)  # fmt: skip
def test_what_a_line_holds_takes_no_word_of_the_line_above(text: str, left: str) -> None:
    """A heading, a greeting or a signature's line stands above a company or an address and is none of it."""
    hidden = Screen(key=bytes(32)).hide(text)

    assert left in hidden.text and hidden.text.count("\n") == text.count("\n")
    assert not [word for word in ("도담은행", "누리솔", "yujin.tak", "dodambank") if word in hidden.text]


@pytest.mark.parametrize("said", ["가온님께는 알렸습니다.", "민수 과장님께도 전달했습니다.", "소라 대리님께는 제가 말할게요."])
def test_a_person_who_is_told_something_too(said: str) -> None:
    """께 with 는, 도 and 만 behind it is what 께 is."""
    assert said.split("님")[0].split()[0] not in Screen(key=bytes(32)).hide(said).text


@pytest.mark.parametrize("host", ["example.com", "example.org", "localhost.localdomain.example.net", "gmail.com", "github.com"])
@pytest.mark.parametrize("text", ["rua=mailto:reports@{}\nWhen should I", "see www.{}\nThen restart it", "cc: team@{}\nand mail us"])
def test_an_address_that_is_everybodys_ends_with_its_line(text: str, host: str) -> None:
    """The word below is no part of it."""
    screen = Screen(key=bytes(32))
    hidden = screen.hide(text.format(host))

    assert hidden.text.partition("\n")[2] == text.partition("\n")[2]
    assert hidden.restore(hidden.text) == text.format(host)


@pytest.mark.parametrize("word", ["WHERE", "ORDER BY TB_QXR_VOLT_L.ID", "join", "Set x = 1", "AND"])
@pytest.mark.parametrize("table", ["TB_QXR_VOLT_L", "TB_QXR_ZEN_M", "tb_qxr_zen_m", "TB_QXR_OMBRA_D"])
def test_a_keyword_below_a_table_is_no_part_of_it(tmp_path: Path, table: str, word: str) -> None:
    """A company's way to name tables does not join two lines."""
    words = tmp_path / "words.jsonl"
    words.write_text('{"term": "TB_QXR_VOLT_L", "kind": "db_object"}\n{"term": "TB_QXR_ZEN_M", "kind": "db_object"}\n', "utf-8")
    screen = Screen(lexicons=[words], key=bytes(32))
    for gap in ("\n", "\n  ", "\r\n\t"):
        hidden = screen.hide(f"DELETE FROM {table}{gap}{word} CARD_NO = 1")

        assert "qxr" not in hidden.text.lower()
        assert f"{gap}{word.split()[0]} " in hidden.text
