"""Words cut by what nobody reads or what is mark-up: read where they are listed, come back to the byte, and clean texts stay."""

from __future__ import annotations

import json

import pytest

from garim import Screen
from garim.text.disguises import cuts
from garim.text.spelled import spelled
from garim.text.views import View

WORDS = [
    {"term": "너울", "kind": "product", "aliases": ["NOUL", "Noul"]},
    {"term": "Quillmar", "kind": "org", "aliases": ["퀼마르"]},
    {"term": "TB_NO_UL_M", "kind": "db_object"},
    {"term": "도하랑", "kind": "person"},
]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path = tmp_path_factory.mktemp("cuts") / "words.jsonl"
    path.write_text("\n".join(json.dumps(word, ensure_ascii=False) for word in WORDS), encoding="utf-8")
    return Screen(lexicons=[path], key=bytes(range(32)))


INSIDE = [
    "\x80", "\x85", "\x9b", "\x9b1m", "\u2800", "\u20dd", "\u20e3", "\ue000", "\uf8ff", "\U000f0001", "\U0010fffd", "\ufdd0", "\ufffe", "\ufffb",
    "\x1b[38;2;10;20;30m", "\x1b[4:3m", "\x1b[K", "\x1b]8;;http://x.example\x1b\\", "\x1b]0;title\x07", "\x1b(B", "\x1bPq\x1b\\", "\x1b7",
    "</b>", '</span><span class="x">', "<wbr>", "<wbr/>", "<!-- -->", "<EM>", "**", "***", "~~", "`", "**~~", "}\\textbf{",
    "-\n", "-\r\n    ", "\u00ad\n", "\u2010\n> ", "\\\n", "=\n", "=\r\n", "\u2028", "\x0b", "\x0c", "&#x200b;", "&ZeroWidthSpace;", "\b", "\u200b\u2060",
    "\u20dd\u20e3", "\ue000</i>\ue001", "**\x1b[1m", "' || '", '"+"', "' . '", "'+ '",
]  # fmt: skip


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("word", ["NOUL", "noul", "너울", "Quillmar", "QUILLMAR", "도하랑"])
def test_a_listed_word_is_read_through_what_cuts_it(screen: Screen, word: str, inside: str) -> None:
    """Wherever the cut is, beside the word itself, twice over, in the middle of a text and at its ends."""
    for at in range(1, len(word)):
        cut = word[:at] + inside + word[at:]
        for text in (f"please fix {cut} in the batch", cut, f"{word} and {cut}, {cut}는"):
            hidden = screen.hide(text)
            assert cut not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "write",
    [
        lambda word: "".join(f"&#{ord(c):012d};" for c in word), lambda word: "".join(f"&#x{ord(c):010x};" for c in word),
        lambda word: "".join(f"&#{ord(c)}" for c in word) + " ", lambda word: "".join(f"&#x{ord(c):06x}" for c in word) + " ",
        lambda word: "".join(f"&amp;#0{ord(c)};" for c in word), lambda word: "".join(f"&#X{ord(c):X}" for c in word) + ".",
        lambda word: "\ue000".join(word), lambda word: "".join(f"{c}\u20dd" for c in word), lambda word: f"<b>{word[:1]}</b>{word[1:]}",
        lambda word: f"**{word[:1]}**{word[1:]}", lambda word: "".join(f"\\x{b:02x}" for b in word.encode()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["NOUL", "너울", "Quillmar"])
def test_a_listed_word_is_read_in_every_writing(screen: Screen, word: str, write) -> None:  # type: ignore[no-untyped-def]
    text = f"a {write(word)} b"
    hidden = screen.hide(text)

    assert write(word).strip(" .") not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("written", ["0x4e4f554c", "0X4E4F554C", "4e4f554c", "4E4F554C", "=0x6e6f756c;", "(4e6f756c)", "x'4e4f554c'", "0xeb8488ec9ab8"])
def test_the_hex_of_a_short_listed_word(screen: Screen, written: str) -> None:
    text = f"select {written} from t; NOUL"
    hidden = screen.hide(text)

    assert written not in hidden.text and hidden.restore(hidden.text) == text


def test_an_escaped_joint_is_a_joint(screen: Screen) -> None:
    """LaTeX and Markdown write an underscore behind a backslash."""
    text = "see TB\\_NO\\_UL\\_M and TB_NO_UL_M"
    hidden = screen.hide(text)

    assert "NO" not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("part", ["НВ", "ТВ_НВ", "С", "АВС", "NOUL_НВ"])
def test_a_whole_part_of_an_identifier_is_folded(part: str) -> None:
    """Cyrillic letters that are drawn like Latin ones, between joints."""
    text = f"TB_{part}_M"
    latin = text.translate(str.maketrans("НВТСАО", "HBTCAO"))

    assert latin in [view.text for view in View(text).others]


CLEAN = [
    "∑ x⃗ + ŷ ≤ ∫ f(x)dx, a⃝ b̲ and 𝑓(𝑥) = 𝒶²", "مرحبا‌بك في البرنامج‍", "👩‍👩‍👧 family 🏳️‍🌈 1️⃣2️⃣ 👍🏽", "Привет, мир: с_a и о-b",
    "\x1b[32mPASS\x1b[0m src/\x1b[1mmain\x1b[22m.py \x1b]8;;http://a.example\x1b\\docs\x1b]8;;\x1b\\", "日本語の文章は\n改行で切れる。漢字か\nな",
    "中文的句子在\n这里换行", "\ue0b0 main \ue0a0 src\ue0b0test", "it\x92s a \x93quote\x94 word\x97word", "a**b + c*d `x`y ~~z~~ 2**10",
    '<b>bold</b>ly and <code>x</code>s <span class="n">user</span><span class="o">.</span><span class="n">name</span>', "for-\nmatting and hy-\nphen",
    "x=\ny=\nz=3", "a\\_b \\textbf{bo}ld $x_{1}$", "&#1 &#x41 a&#39;b &copy 2024", "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙", "4e4f a1b2c3 deadbe 0xdeadbe commit a1b2c3d4",
    "if a <b and c> d: x<b>y", "한글은\n줄이 바뀌어도\n그대로", "l'été\u00a0: naïve café", "हिन्दी में लिखा", "ภาษาไทย", "नमस्ते\u200dदुनिया",
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_clean_texts_stay(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


@pytest.mark.parametrize("text", ["no **ul** no", "a <b> NO </b> UL", "NO - UL", "no\nul", "x = NO\n\nUL", "NO<td>UL</td>", "NO<p>UL", "C:\\no\\ul", "0x4e4f"])
def test_what_stands_apart_is_not_joined(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


@pytest.mark.parametrize("unit", ["**", "a**", "a<b ", "<b>", "a<!-- ", "\ue000", "a\u20dd", "a\x1b]8;", "\x9b1;", "-\n", "=\n", "`", "~~", "}\\textbf{", "a\\_", "4e4f55", "&#0", "&#x0"])
def test_any_length_is_linear(unit: str) -> None:
    """A hundred thousand of anything that may be a cut is done at once: one that was tried in two ways would never end."""
    for text in (unit * 100_000, "a" + unit * 100_000, "a" + unit * 100_000 + "b"):
        assert len(cuts(text)) + len(list(spelled(text))) >= 0
