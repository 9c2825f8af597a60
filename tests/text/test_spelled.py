"""Words spelled character by character: what they say, and how a surrogate is spelled in their manner."""

from __future__ import annotations

import base64
import json
import quopri
import time

import pytest

from garim import Screen
from garim.text.spelled import ENCODERS, spelled
from garim.text.views import View, encode

WORD, HANGUL = "hanbyeol", "한별해운"


def spellings(word: str) -> dict[str, str]:
    raw = word.encode()
    return {
        "blanks": " ".join(word), "dots": ".".join(word), "dashes": "-".join(word), "underscores": "_".join(word), "pairs": raw.hex(" "), "digits": f"0x{raw.hex()}", "colons": raw.hex(":").upper(), "0x": ", ".join(f"0x{b:02x}" for b in raw),
        "x": "".join(f"\\x{b:02x}" for b in raw), "quoted": "".join(f"={b:02X}" for b in raw), "chr": "||".join(f"CHR({ord(c)})" for c in word), "chr, spaced": " + ".join(f"chr({ord(c)})" for c in word), "codes": f"String.fromCharCode({','.join(str(ord(c)) for c in word)})",
        "list": json.dumps(list(word), ensure_ascii=False), "list, narrow": str(list(word)), "utf-16": base64.b64encode(f"see {word} now".encode("utf-16-le")).decode(), "utf-16, big": base64.b64encode(f"see {word} now".encode("utf-16-be")).decode(),
        "base64, wrapped": "\n".join(base64.b64encode(f"the table of {word} is slow today".encode()).decode()[at : at + 20] for at in range(0, 60, 20)),
    }  # fmt: skip


CASES = [(word, name) for word in (WORD, HANGUL) for name in spellings(word)]


@pytest.mark.parametrize(("word", "name"), CASES, ids=[f"{w} {n}" for w, n in CASES])
def test_a_listed_word_does_not_leave_spelled(screen: Screen, word: str, name: str) -> None:
    """It is read, it is replaced in the same manner, and it comes back as it stood."""
    written = spellings(word)[name]
    for text in (f"look: {written} !", f"first line\n{written}\nlast line", f'{{"v": {json.dumps(written)}}}'):
        hidden = screen.hide(text)
        assert written not in hidden.text and word not in View(hidden.text).everything
        assert hidden.restore(hidden.text) == text


def test_quoted_printable_of_a_mail(screen: Screen) -> None:
    text = quopri.encodestring(f"안녕하세요 {HANGUL} 담당자님".encode()).decode()

    assert "한별" not in View(screen.hide(text).text).everything


def test_json_in_json_of_hangul(screen: Screen) -> None:
    for depth in range(1, 5):
        text = HANGUL
        for _ in range(depth):
            text = json.dumps({"a": text})
        hidden = screen.hide(text)
        said = hidden.text
        for _ in range(depth):
            said = json.loads(said)["a"]
        assert "한별" not in said and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("text", ["a b c d e f g", "1.2.3.4.5", "그 수 는 더 큰 수 다", "x = [\"a\", \"b\", \"c\", \"d\"]", "chr(65)||chr(66)||chr(67)", "\\x00\\x01\\x02\\x03", "=3D=3D=20=20", "aGVsbG8gd29ybGQ=", "00 01 02 03 04 05 06"])
def test_what_only_looks_so_stays(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


@pytest.mark.parametrize("form", ENCODERS)
def test_each_form_is_written_as_it_is_read(form: str) -> None:
    # The hex of a longer word is a blob, see test_disguises.py.
    said, other = ("salt", "velmo") if form == "digits" else ("saltmarsh", "velmora")
    read = [(written, run) for written in spellings(said).values() for run in spelled(written) if run.form == form]
    for written, run in read:
        again = written[: run.start] + encode(form, other, written[run.start : run.end]) + written[run.end :]
        assert [one.plain for one in spelled(again)] == [other]
    assert read


def test_long_texts_take_linear_time() -> None:
    began = time.process_time()
    for text in ("a " * 200_000, "a.b-" * 100_000, "=41" * 100_000, "\\x41" * 100_000, "chr(65)||" * 50_000, "'a'," * 100_000, "41 " * 100_000, "\\" * 300_000, "(" * 300_000):
        list(spelled(text))
    assert time.process_time() - began < 6
