"""Each disguise put on and taken off again, for any surrogate."""

from __future__ import annotations

import base64
import gzip
import random
import unicodedata
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.errors import TooLarge
from garim.text.blobs import blobs
from garim.text.disguises import encode, escapes, folds, wraps

SURROGATE = (
    st.text(st.sampled_from("새론은행각abcXYZ019-_.@/:%&<>'\" "), min_size=2, max_size=24)
    .map(str.strip)
    .filter(lambda s: len(s) > 1)
)
RAW = {
    "json": ["\\ub098\\ub8e8", "\\uB098\\uB8E8", "\\u006e\\u0061", "a\\/b"],
    "percent": ["%EB%82%98", "%eb%82%98", "%6E%61", "a%40b", "%B3%AA"],
    "quoted": ["=EB=82=98=EB=A3=A8", "=B3=AA=B7=E7", "=6E=61", "R=C3=A9"],
    "html": ["&#45208;", "&#xB098;", "&#xb098;", "a&amp;b"],
    "braced": ["\\u{b098}\\u{b8e8}", "\\u{61}b", "\\x{6E}\\x{61}", "\\U0000b098", "\\U0001F600x", "\\u{6e 61}", "\\\\u{61}"],
    "octal": ["\\352\\260\\200", "\\141\\142", "k\\145y", "\\\\141\\\\142", "\\263\\252"],
    "css": ["\\61 \\62 c", "\\61\\62", "\\000061\\000062", "\\AC00 \\B098", "\\b098"],
    "rtf": ["\\'b0\\'a1", "\\'61\\'62", "\\u44032?\\u-21504?", "\\'EA\\'B0\\'80"],
}


def undone(text: str) -> str:
    out, at = [], 0
    for atom in escapes(text):
        out += (text[at : atom.start], atom.plain)
        at = atom.end
    return "".join((*out, text[at:]))


@pytest.mark.parametrize(("form", "raw"), [(form, raw) for form, raws in RAW.items() for raw in raws])
@settings(max_examples=40, deadline=None)
@given(surrogate=SURROGATE)
def test_an_escape_reads_as_what_was_escaped(form: str, raw: str, surrogate: str) -> None:
    if form == "json":
        surrogate = surrogate.replace('"', "")  # a quote stays escaped: the carrier needs it so
    if form in ("braced", "octal", "css", "rtf"):
        surrogate = surrogate.replace('"', "").replace("%", "").replace("&", "").replace("'", "")
    elif form == "quoted":
        surrogate = surrogate.replace("%", "-").replace("&", "-")  # one byte alone is no quoted-printable
    elif form != "percent":
        surrogate = surrogate.replace("%", "").replace("&", "") if form == "json" else surrogate.replace("%", "")
    written = encode(form, surrogate, raw)

    assert undone(written) == surrogate


@settings(max_examples=60, deadline=None)
@given(SURROGATE.filter(lambda s: len(s.encode()) >= 9), st.sampled_from(["QUJD", "QUI=", "QUI", "a-b_"]))
def test_a_blob_reads_as_what_it_holds(surrogate: str, raw: str) -> None:
    written = encode("base64", surrogate, raw)
    found = list(blobs(f"({written})"))

    # The padding of "QUI" is left out as in the original; a bare word of letters is read only with whole groups.
    if not (written.isalpha() and len(written) % 4) and not written.isupper() and not written.islower():
        assert [blob.plain for blob in found] == [surrogate]


@settings(max_examples=60, deadline=None)
@given(SURROGATE, st.sampled_from(["나루\n터", "naru-\n  w04", "a@\r\nb.kr", "a.\nb"]))
def test_a_wrapped_surrogate_has_the_line_end_of_its_original(surrogate: str, raw: str) -> None:
    written = encode("wrapped", surrogate, raw)

    assert written.count("\n") == 1
    assert "\n".join(part.lstrip(" ") if i else part for i, part in enumerate(written.replace("\r", "").split("\n"))).replace(
        "\n", ""
    ).replace(" ", "") == surrogate.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("\\ud83d alone", []),
        ("\\ud83d\\ude00", [(0, 12, "😀")]),
        ("100% sure, 5%20", [(12, 15, " ")]),
        ("%ff%fe", []),
        ("&nosuch; &lt;", [(9, 13, "<")]),
        ("C:\\users\\docs", []),
        ("\\033[1m bold \\000 \\x{7} \\u{d800} \\u{110000}", []),
        ("\\u{61}\\u{62 63}", [(0, 6, "a"), (6, 15, "bc")]),
        ("\\141\\062", [(0, 4, "a"), (4, 8, "2")]),
        ("\\61 \\62 c", [(0, 4, "a"), (4, 8, "b")]),
        ("\\'61\\'b0\\'a1 \\u44032?", [(0, 4, "a"), (4, 12, "가"), (13, 21, "가")]),
        ("C:\\data\\2024\\face", []),
    ],
)
def test_what_is_an_escape_and_what_is_not(text: str, atoms: list[tuple[int, int, str]]) -> None:
    assert [(a.start, a.end, a.plain) for a in escapes(text)] == atoms


@pytest.mark.parametrize("text", ["привет мир", "ελληνικά", "“quoted” — text…", "가나다", "日本語", "👩‍👩‍👧 ok"[:1]])
def test_ordinary_writing_is_not_folded(text: str) -> None:
    assert [a for a in folds(text) if a.form in ("lookalike", "nfd", "hidden")] == []


@pytest.mark.parametrize(
    "text",
    [
        "끝났습니다.\n다음",
        "done.\nNext",
        "x = 1;\ny",
        "a,\nb",
        "a\n\nb",
        "\na",
        "a\n",
        "user=vlr_app\nhost.pw=x",
        "user: vlr\n  pw: x",
    ],
)
def test_a_line_end_that_breaks_no_word_joins_nothing(text: str) -> None:
    assert list(wraps(text)) == []


def test_composition_is_undone_and_redone() -> None:
    raw = unicodedata.normalize("NFD", "각시나루")

    assert "".join(a.plain for a in folds(raw)) == "각시나루"
    assert encode("nfd", "각시나루", "x") == raw


@pytest.mark.parametrize(
    "unit",
    [
        "\\u",
        "\\",
        "\\1",
        "\\14",
        "\\61",
        "\\u{",
        "\\x{6 ",
        "\\'6",
        "\\u-",
        "\\U0",
        "%E",
        "&#",
        "\u0410",
        "\u200b",
        "a\n",
        "A1b2",
        "=",
        "\u1100",
        "-\n",
        "\u0301",
    ],
)
def test_any_length_is_linear(unit: str) -> None:
    """A hundred thousand of anything that could begin a disguise is done at once."""
    text = unit * 100_000
    assert len(escapes(text)) + len(folds(text)) + len(list(wraps(text))) + len(list(blobs(text))) >= 0


def test_a_line_below_a_blob_that_is_no_part_of_it() -> None:
    """Wrapped base64 is read over its lines; a word on the line below a blob does not hide it."""
    said = "https://osknor.example.com/823216?q=quill and more of it"
    blob = base64.b64encode(said.encode()).decode().rstrip("=")

    assert [b.plain for b in blobs(f"{blob}\nDebimo 93524290")] == [said]
    assert [b.plain for b in blobs(f"{blob[:64]}\n{blob[64:]}\nDebimo 93524290")] == [said]
    assert [b.plain for b in blobs(f"{blob[:64]}\n{blob[64:]}")] == [said]


SAID = "접속 jin@naru.example 나루터 배포는 내일\n"


def deflated(said: str, level: int = 9) -> bytes:
    """Packed without a head, as drawings and requests of SAML are."""
    packer = zlib.compressobj(level, wbits=-15)
    return packer.compress(said.encode()) + packer.flush()


@pytest.mark.parametrize(
    ("form", "packed", "said"),
    [
        ("gzip", gzip.compress(SAID.encode(), mtime=0), SAID),
        ("gzip", gzip.compress(SAID.encode(), mtime=0) * 2, SAID * 2),
        ("gzip", gzip.compress(SAID.encode() * 40, mtime=0)[:-8], SAID * 40),
        ("zlib", zlib.compress(SAID.encode()), SAID),
        ("zlib", zlib.compress(SAID.encode(), 1), SAID),
        ("zlib", zlib.compress(SAID.encode(), 9), SAID),
        ("deflate", deflated(SAID), SAID),
        ("deflate", deflated(SAID, 1), SAID),
    ],
)
def test_a_compressed_text_is_read_and_written(form: str, packed: bytes, said: str) -> None:
    for raw in (
        base64.b64encode(packed).decode(),
        base64.urlsafe_b64encode(packed).decode().rstrip("="),
        base64.encodebytes(packed).decode().strip(),
    ):
        assert [(blob.form, blob.plain, blob.start) for blob in blobs(f"run {raw} now")] == [(form, said, 4)]
        written = encode(form, "바뀐 글 Saeron", raw)
        assert [(blob.form, blob.plain) for blob in blobs(f"run {written} now")] == [(form, "바뀐 글 Saeron")]


def test_compressed_bytes_are_no_text_and_what_swells_is_refused() -> None:
    assert list(blobs(base64.b64encode(gzip.compress(random.Random(3).randbytes(9_000))).decode())) == []
    assert list(blobs(base64.b64encode(gzip.compress(b"\0" * 3_000_000)).decode())) == []
    assert [blob.plain for blob in blobs(base64.b64encode(b"x^2 + y^2 = z^2").decode())] == ["x^2 + y^2 = z^2"]
    with pytest.raises(TooLarge):
        list(blobs(" ".join(base64.b64encode(deflated(f"{at}" + "a" * 60_000)).decode() for at in range(40))))
    with pytest.raises(TooLarge):
        list(blobs("run " + base64.b64encode(gzip.compress("나루터 ".encode() * 2_000_000, 9)).decode()))


def test_tag_characters_spell_what_models_read() -> None:
    said = "".join(chr(0xE0000 + ord(c)) for c in "Quorvex")
    assert [atom.plain for atom in folds(f"hi {said} ok")] == ["Quorvex"]


@pytest.mark.parametrize("mark", ["0x", "0X", "\\x", "\\\\x", "X'"])
def test_hexadecimal_literals_of_databases_are_read(mark: str) -> None:
    (blob,) = blobs(f"VALUES (1, {mark}{'홍길동 900101'.encode().hex()});")
    assert (blob.form, blob.plain) == ("hex", "홍길동 900101")


@pytest.mark.parametrize("drawn", ["🅿🅻🅸🅽🆃🅷", "🅟🅛🅘🅝🅣🅗", "🄿🄻🄸🄽🅃🄷", "ᴘʟɪɴᴛʜ", "ᵖˡⁱⁿᵗʰ"])
def test_letters_drawn_otherwise_read_as_letters(drawn: str) -> None:
    assert "".join(atom.plain for atom in folds(drawn)).casefold() == "plinth"


def test_phonetic_spellings_stay_as_they_are() -> None:
    assert not folds("ˈlɪnəks, ˈɹaɪt, pʰɪn")


@pytest.mark.parametrize(("raw", "plain"), [("ㅎㅏㄴㅂㅕㄹㅎㅐㅇㅜㄴ", "한별해운"), ("ㄴㅏㄹㅜ", "나루"), ("ㄲㅗㅊㅂㅏㅌ", "꽃밭"), ("ㅋㅋㅋ ㅠㅠ ㅇㅇ ㄱㅅ", ""), ("초성 ㄱㅏ 나", ""), ("ㅏㅎㅏ", "")])
def test_letters_of_hangul_one_behind_the_other_are_read_as_syllables(raw: str, plain: str) -> None:
    assert "".join(atom.plain for atom in folds(raw) if atom.form == "jamo") == plain
    assert not plain or encode("jamo", plain, raw) == raw


def test_letters_of_hangul_take_linear_time_and_come_back(screen: Screen) -> None:
    text = "과제 ㅎㅏㄴㅂㅕㄹㅎㅐㅇㅜㄴㅇㅡㄹ 일정, 한별해운"
    hidden = screen.hide(text)

    assert "ㅎㅏㄴㅂㅕㄹ" not in hidden.text and hidden.restore(hidden.text) == text
    assert len(folds("ㅎㅏㄴ" * 60_000)) == 60_000
