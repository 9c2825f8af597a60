"""JSON in pieces: strings are handed on undone, all else stays; what is no JSON any more is text again."""

from __future__ import annotations

import json
import time

import pytest

from garim.surrogate.restore import Restorer, Table
from garim.values import Entry

TABLE = Table((Entry("Velmora", 'Na"ra\\e\n나래', "stem", "x"), Entry("9081726", "7151322", "code", "7151322"), Entry("[WORD_k3f9]", "Hwa", "stem", "hwa")))


def restored(text: str, form: str = "text", cut: int = 0) -> str:
    restorer = Restorer(TABLE, form)
    return "".join(restorer.feed(text[at : at + (cut or len(text))]) for at in range(0, len(text), cut or len(text) or 1)) + restorer.finish()


@pytest.mark.parametrize("form", ["text", "json", "value"])
@pytest.mark.parametrize("depth", range(5))
@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_in_json_is_restored_as_what_it_says(form: str, depth: int, ascii_only: bool) -> None:
    node: object = {"a": ["Velmora", {"n": 9081726, "b": True, "c": None, "e": -1.5e-3}], "Velmora": "😀 \t/"}
    wanted: object = {"a": ['Na"ra\\e\n나래', {"n": 7151322, "b": True, "c": None, "e": -1.5e-3}], 'Na"ra\\e\n나래': "😀 \t/"}
    for _ in range(depth):
        node, wanted = {"in": json.dumps(node, ensure_ascii=ascii_only)}, {"in": wanted}
    text = json.dumps(node, ensure_ascii=ascii_only)
    whole = restored(text, form)
    read = json.loads(whole)
    for _ in range(depth):
        read = {"in": json.loads(read["in"])} if not isinstance(read["in"], dict) else read
        read, wanted = read["in"], wanted["in"]  # type: ignore[index]

    assert read == wanted
    assert all(restored(text, form, cut) == whole for cut in (1, 2, 3, 7, 13))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[WORD_k3f9] is [WORD_k3f9]", "Hwa is Hwa"), ("[Velmora](https://evil.net/Velmora) Velmora", None), ('["Velmora"](x) Velmora', None), ("{Velmora}", None), ('{"a": Velmora}', None), ('{"a": "Velmora', None), ('{"a": "x\\', None), ('{"a": "\\ud83d', None),
        ("{}", "{}"), ("[ ]Velmora", None), ('{"a":1}{"b":"Velmora"}', None), ("", ""), ("nullVelmora", None), ('"Velmora"', None), ("[1, 2, 9081726]", "[1, 2, 7151322]"), ('{"a": "line\nVelmora"}', None), ('{"a": "\\q Velmora"}', None),
    ],
)  # fmt: skip
def test_what_is_no_json_is_text(text: str, wanted: str | None) -> None:
    for form in ("text", "json", "value"):
        whole = restored(text, form)

        assert "Velmora" not in whole.replace("evil.net/Velmora", "")
        assert wanted is None or whole == wanted
        assert all(restored(text, form, cut) == whole for cut in (1, 2, 3, 5))


def test_escapes_stay_as_they_came() -> None:
    text = '{"u":"https:\\/\\/x.example\\/\\u00e9","v":"\\uD55C \\u00E9 \\/ Velmora"}'

    assert restored(text).startswith('{"u":"https:\\/\\/x.example\\/\\u00e9","v":"\\uD55C \\u00E9 \\/ ')


def test_long_texts_take_linear_time() -> None:
    began = time.process_time()
    for text in ('{"a":"' + "\\n" * 100_000 + '"}', '{"a":"' + "\\" * 50_001, "[" * 100_000, '["a",' * 20_000, '{"a":"' * 20_000, "[1," * 30_000, '"' * 300_000):
        restored(text, "json")
        restored(text)
    assert time.process_time() - began < 12
