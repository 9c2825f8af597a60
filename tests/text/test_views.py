"""What a disguised text says, where it stands, and how a surrogate takes the same disguise."""

from __future__ import annotations

import base64
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.text.fold import fold
from garim.text.views import View, encode
from garim.values import Finding


def seen(text: str, value: str) -> list[tuple[str, str]]:
    """Form and raw span of each place where an undisguised view shows the value."""
    out = []
    for view in View(text).others:
        at = view.text.find(value)
        if at >= 0:
            finding = view.lead_back(Finding(at, at + len(value), "k", "f", value, "w"))
            if finding is not None:
                out.append((finding.form, text[finding.start : finding.end]))
    return out


def escaped(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[i : i + 2], 'big'):04x}" for i in range(0, len(units), 2))


def percent(text: str, codec: str = "utf-8") -> str:
    return "".join(f"%{b:02X}" for b in text.encode(codec))


WIDE = str.maketrans({i: i + 0xFEE0 for i in range(0x21, 0x7F)})
NFD = unicodedata.normalize("NFD", "나루터")
DISGUISES = [
    ("json", escaped("나루터"), "나루터"),
    ("json", "https:\\/\\/naru.example\\/x", "https://naru.example/x"),
    ("json", escaped("나루😀터"), "나루😀터"),
    ("json", escaped("나루터").replace("\\ub", "\\uB"), "나루터"),
    ("percent", percent("나루터"), "나루터"),
    ("percent", percent("나루터").lower(), "나루터"),
    ("percent", percent("나루터", "cp949"), "나루터"),
    ("percent", "jin%40naru.example", "jin@naru.example"),
    ("percent", percent("naru"), "naru"),
    ("html", "&#45208;&#47336;&#53552;", "나루터"),
    ("html", "&#xB098;&#xB8E8;&#xD130;", "나루터"),
    ("html", "&#xb098;&#xb8e8;&#xd130;", "나루터"),
    ("html", "Naru &amp; Co", "Naru & Co"),
    ("wide", "ｎａｒｕ－０１", "naru-01"),
    ("wide", "㈜나루", "(주)나루"),
    ("nfd", NFD, "나루터"),
    ("nfd", "Jose\u0301", "José"),
    ("hidden", "나\u200b루\u00ad터", "나루터"),
    ("hidden", "na\u200b\u2060ru", "naru"),
    ("hidden", "na\u202eru", "naru"),
    ("lookalike", "n\u0430ru", "naru"),
    ("lookalike", "\u0410\u0421\u041c\u0415", "ACME"),
    ("dash", "010\u20111234\u20135678", "010-1234-5678"),
    ("wrapped", "나루\n터", "나루터"),
    ("wrapped", "naru8sd-\n  w04", "naru8sd-w04"),
    ("wrapped", "jin.o@\r\nnaru.co.kr", "jin.o@naru.co.kr"),
    ("percent+percent", percent("나루터").replace("%", "%25"), "나루터"),
    ("json+wide", escaped("ｎａｒｕ"), "naru"),
    ("percent+hidden", percent("나루") + "\u200b" + percent("터"), "나루터"),
]


@pytest.mark.parametrize(("form", "raw", "value"), DISGUISES)
def test_a_disguise_is_seen_through_and_leads_back(form: str, raw: str, value: str) -> None:
    assert (form, raw) in seen(f"앞 {raw} 뒤", value)


@pytest.mark.parametrize(("form", "raw", "value"), DISGUISES)
def test_it_is_seen_in_the_midst_of_a_long_text(form: str, raw: str, value: str) -> None:
    text = "plain words on a line.\n" * 300 + f"앞 {raw} 뒤" + "\nplain words on a line." * 300
    views = View(text).others

    assert (form, raw) in seen(text, value)
    if form != "wrapped":
        assert all(len(view.text) < 1000 for view in views if not view.joins_lines)


@pytest.mark.parametrize(("form", "raw", "value"), DISGUISES)
@pytest.mark.parametrize("surrogate", ["새론은행", "saeron", "sae-1@ron.example"])
def test_a_surrogate_in_a_disguise_reads_as_itself(form: str, raw: str, value: str, surrogate: str) -> None:
    written = encode(form, surrogate, raw)
    views = [View(f"앞 {written} 뒤"), *View(f"앞 {written} 뒤").others]

    assert any(surrogate in view.text for view in views)


@pytest.mark.parametrize(
    ("form", "raw", "value"),
    [row for row in DISGUISES if row[0].split("+")[-1] not in ("hidden", "lookalike") and "\u0301" not in row[1] and "㈜" not in row[1] and "\u2011" not in row[1] and "\\uB" not in row[1]],
)
def test_the_original_written_again_is_the_original(form: str, raw: str, value: str) -> None:
    """Hex case, escape style, charset and the place of a line break are kept."""
    assert encode(form, value, raw) == raw


@pytest.mark.parametrize(
    ("form", "raw"),
    [
        ("base64", base64.b64encode("접속 jin@naru.example 암호 x".encode()).decode()),
        ("base64", base64.urlsafe_b64encode("??>>접속 나루터?>".encode()).decode().rstrip("=")),
        ("base64", base64.b64encode("나루터".encode()).decode()),
        ("base64", base64.encodebytes(("나루터 접속 " * 30).encode()).decode().rstrip("\n")),
        ("hex", "나루터".encode().hex()),
        ("hex", "나루터".encode().hex().upper()),
    ],
)
def test_a_blob_says_what_it_holds_and_is_written_again(form: str, raw: str) -> None:
    (blob,) = View(f"x: {raw} y").blobs

    assert (blob.form, blob.start, blob.end) == (form, 3, 3 + len(raw))
    assert encode(form, blob.plain, raw) == raw


@pytest.mark.parametrize(
    "text",
    [
        "HaeoreumInterestCalculatorService",
        "a_long_snake_case_identifier_name",
        "12345678901234567890",
        "d41d8cd98f00b204e9800998ecf8427e",
        base64.b64encode(random.Random(3).randbytes(9_000)).decode(),
        "=" * 50,
        "",
    ],
)
def test_what_does_not_decode_to_text_is_no_blob(text: str) -> None:
    assert View(text).blobs == ()


def test_plain_text_has_no_other_view() -> None:
    view = View("SELECT name FROM t;\n-- 나루터 은행,\n" * 20)

    assert view.others == ()
    assert view.back(3, 5) == (3, 5, "", "EC")


def test_a_finding_over_a_gap_leads_nowhere() -> None:
    text = "%EA%B0%80" + " x" * 500 + "%EB%82%98"
    (view,) = View(text).others

    assert view.back(0, len(view.text)) is None


def test_a_word_at_the_edge_of_a_window_is_not_cut() -> None:
    text = "y" * 300 + "%EA%B0%80" + "z" * 300
    (view,) = View(text).others

    assert view.text == "y" * 300 + "가" + "z" * 300


def test_lower_case_keeps_every_offset() -> None:
    assert fold("İstanbul GARAM") == "İstanbul garam"


ANY = st.text(st.one_of(st.sampled_from("\\u%&#;x0aF=\n-가ᄀ\u0301\u200b\ud800\x00ａ"), st.characters()), max_size=60)


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_any_span_of_any_view_leads_into_the_text(text: str) -> None:
    for view in View(text).others:
        for start in range(len(view.text)):
            for end in (start + 1, len(view.text)):
                back = view.back(start, end)
                if back is not None:
                    assert 0 <= back[0] < back[1] <= len(text)
                    if not back[2]:
                        assert text[back[0] : back[1]] == view.text[start:end]
                    encode(back[2], "새론 x", text[back[0] : back[1]])
