"""Requests taken apart and put together: bytes stay, what cannot be read is refused in words."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.errors import BadInput, Unsupported
from garim.wire import protocols
from garim.wire.grammar import SEAL
from garim.wire.protocols import Protocol, all_protocols
from garim.wire.slots import Request

CHAT = next(p for p in all_protocols() if p.name == "chat")
VALUES = st.recursive(st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20), lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(max_size=8), v, max_size=4), max_leaves=20)


def read(body: bytes | str, protocol: Protocol = CHAT, allow: frozenset[str] = frozenset()) -> Request:
    return protocol.read(body.encode() if isinstance(body, str) else body, allow)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=5), st.booleans(), st.sampled_from([None, 1, " "]))
@settings(max_examples=100, deadline=None)
def test_unchanged_texts_give_the_same_bytes(document: dict[str, object], ascii_only: bool, indent: int | str | None) -> None:
    """Whatever the JSON and however it is written."""
    document.pop("model", None)
    body = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    request = read(body)

    assert request.write([slot.text for slot in request.slots]) == body.encode()


@given(st.dictionaries(st.text(max_size=8), VALUES, min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_every_text_can_be_changed_and_the_rest_stays(document: dict[str, object]) -> None:
    """Structure and order stay; every slot says what was written into it when it is read again."""
    document.pop("model", None)
    request = read(json.dumps(document))
    texts = ["*" + slot.text if slot.form in ("text", "key") else slot.text for slot in request.slots]
    again = read(request.write(texts))

    assert [slot.form for slot in again.slots if slot.form == "key"] == [slot.form for slot in request.slots if slot.form == "key"]
    assert [slot.text for slot in again.slots if slot.form == "text"][:1] == [t for t, s in zip(texts, request.slots, strict=True) if s.form == "text"][:1]


@pytest.mark.parametrize(
    "body",
    ['{"a":', "[1]", '"x"', "", "{}x", '{"a":1}{"b":2}', "{" * 300, '{"a":' * 250 + "1" + "}" * 250, "\ufeff{}x", "{'a':1}", '{"a":NaN}', '{"n":1e999}', '{"n":' + "9" * 400 + "}", '{"model":"a b\\n"}'],
    ids=range(14),
)
def test_what_is_not_one_json_object_is_bad_input(body: str) -> None:
    """Told with an offset where there is one, never with the text; numbers that fit nowhere too; empty is no body."""
    if not body:
        assert read(body).slots == []
        return
    with pytest.raises(BadInput) as caught:
        read(body)
    assert "a b" not in caught.value.message


@pytest.mark.parametrize("body", [b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', "가".encode("cp949")])
def test_bytes_that_are_not_utf8_are_bad_input(body: bytes) -> None:
    """Whatever they were meant to be."""
    with pytest.raises(BadInput):
        read(body)


@pytest.mark.parametrize("body", ['{"a":"\\ud800x"}', '{"k":1,"k":"two"}', '{"a\\u0062":"x"}', '{"x":' + json.dumps("y" * 3_000_000) + "}"], ids=range(4))
def test_odd_but_valid_json_keeps_its_bytes(body: str) -> None:
    """Half a surrogate pair, a key twice, escaped keys, long strings."""
    request = read(body)

    assert request.write([slot.text for slot in request.slots]) == body.encode()


def test_a_key_that_stands_twice_is_read_twice() -> None:
    """Neither value hides behind the other."""
    assert [slot.text for slot in read('{"zz":"one","zz":"two"}').slots] == ["zz", "one", "zz", "two"]


@pytest.mark.parametrize(
    ("part", "setting"),
    [
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(b"x" * 40).decode()}}, "images"),
        ({"type": "input_audio", "input_audio": {"data": base64.b64encode(b"x" * 40).decode(), "format": "wav"}}, "audio"),
        ({"type": "file", "file": {"file_data": "data:application/pdf;base64," + base64.b64encode(b"x" * 40).decode()}}, "files"),
    ],
)
def test_what_nothing_reads_is_refused_unless_allowed(part: dict[str, object], setting: str) -> None:
    """The error names the setting; with it, the part passes as it is."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": [part]}]})
    with pytest.raises(Unsupported) as caught:
        read(body)
    assert setting in caught.value.message + caught.value.hint

    request = read(body, allow=frozenset((setting,)))
    assert request.write([slot.text for slot in request.slots]) == body.encode()


def test_a_system_line_goes_first() -> None:
    """In each protocol's own way; where there is no place for it, nothing happens."""
    chat = read('{"model":"m","messages":[{"role":"user","content":"x"}]}')
    chat.add_system("be told")
    assert json.loads(chat.write([s.text for s in chat.slots]))["messages"][0] == {"role": "system", "content": "be told"}
    for path, body, where in (
        ("/v1/responses", {"model": "m", "input": "x", "instructions": "old"}, "instructions"),
        ("/v1/messages", {"model": "m", "system": "old", "messages": []}, "system"),
        ("/v1/messages", {"model": "m", "messages": []}, "system"),
    ):
        protocol = protocols.find("POST", path, {})
        assert protocol is not None
        request = read(json.dumps(body), protocol)
        request.add_system("be told")
        assert json.loads(request.write([s.text for s in request.slots]))[where].startswith("be told")


def test_protocols_are_told_by_method_and_path() -> None:
    """Unknown paths are no protocol's; ids of stored responses are."""
    assert protocols.find("GET", "/v1/chat/completions", {}) is None
    assert protocols.find("POST", "/v1/nosuch", {}) is None
    stored = protocols.find("GET", "/v1/responses/resp_1", {})
    assert stored is not None and stored.name == "responses"


@pytest.mark.parametrize("tokens", [[1, 2], ["a", [1, 2]], [[], [1]], [None, [5]], ["a", 7], [1.0, 2.0]], ids=range(6))
def test_a_prompt_of_token_numbers_is_refused(tokens: object) -> None:
    """Nobody can read them, wherever they stand in the list."""
    for path, key in (("/v1/embeddings", "input"), ("/v1/completions", "prompt")):
        protocol = protocols.find("POST", path, {})
        assert protocol is not None
        with pytest.raises(Unsupported):
            read(json.dumps({"model": "m", key: tokens}), protocol)


@pytest.mark.parametrize(
    "body",
    [
        '{"messages":[{"role":"user","role":"tool","content":"a"}]}',
        '{"messages":[{"role":"user","content":"a","content":"b"}]}',
        '{"messages":[{"role":"user","content":[{"type":"thinking","type":"text","text":"a"}]}]}',
        '{"messages":[{"role":"user","content":[{"type":"text","text":"a","te\\u0078t":"b"}]}]}',
        '{"messages":[{"role":"user","content":"a","x":{"name":1,"name":2}}]}',
    ],
)
def test_a_field_that_stands_twice_anywhere_is_refused(body: str) -> None:
    """Whoever reads it next may take the other one."""
    with pytest.raises(BadInput, match="twice"):
        read(body)


def test_other_keys_that_stand_twice_are_both_read_at_any_depth() -> None:
    texts = [slot.text for slot in read('{"messages":[{"role":"user","content":"a","zz":{"yy":"one","yy":"two","mm":1,"mm":2}}]}').slots]

    assert "one" in texts and "two" in texts


SAYS = ["고객 한별해운의 나래 배포가 실패했습니다 Narae 2026 QX", "Narae fails for the customer Hanbyeol Shipping since 09:12, ask Harang Do X7"]


@pytest.mark.parametrize("said", SAYS)
@pytest.mark.parametrize("form", ["base64", "urlsafe", "gzip", "twice"])
def test_a_seal_that_says_something_is_a_text(said: str, form: str) -> None:
    """Nobody's signature is what can be read without a key; a real one passes as it came."""
    plain = said.encode()
    made = {
        "base64": base64.b64encode(plain),
        "urlsafe": base64.urlsafe_b64encode(plain),
        "gzip": base64.b64encode(gzip.compress(plain, mtime=0)),
        "twice": base64.b64encode(base64.b64encode(plain)),
    }[form].decode()
    assert SEAL.fullmatch(made)
    real = base64.b64encode(hashlib.sha512(plain).digest()).decode()
    protocol = protocols.find("POST", "/v1/messages", {})
    assert protocol is not None

    def seen(part: dict[str, str], seal: str) -> bool:
        body = json.dumps({"model": "m", "max_tokens": 9, "messages": [{"role": "assistant", "content": [part]}]})
        try:
            return seal in [slot.text for slot in protocol.read(body.encode()).slots if slot.form == "text"]
        except Unsupported:  # a file that nobody reads
            return True

    for key, part in (("signature", {"type": "thinking", "thinking": "hm"}), ("data", {"type": "redacted_thinking"})):
        assert seen({**part, key: made}, made) and not seen({**part, key: real}, real)
