"""A long conversation: hundreds of surrogates, short ones too, are known when they come back, and the guard looks at what changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from garim import Screen
from garim.exchange import Screening
from garim.exchange.steps import Read, Task, hidden
from garim.text.places import BEGUN
from garim.wire import protocols

PATH = "/v1/chat/completions"
WORDS = [f"{a}{b}{c}" for a in ("quin", "tor", "vel", "mar", "zan", "bel", "fos", "dru") for b in ("ba", "do", "ki", "lu") for c in ("lex", "rim", "sun", "tam")]
SHORT = ["나래", "한별", "Oxu"]


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    path = tmp_path_factory.mktemp("many") / "words.jsonl"
    path.write_text("\n".join(json.dumps({"term": word, "kind": "product", "always": True}, ensure_ascii=False) for word in (*WORDS, *SHORT)))
    return Screen(lexicons=[path], key=bytes(range(32))).screening


def sent(messages: list[dict[str, Any]], screening: Screening) -> Read:
    protocol = protocols.find("POST", PATH, {})
    assert protocol is not None
    body = json.dumps({"model": "m", "messages": messages}, ensure_ascii=False).encode()
    return hidden(Task("POST", PATH, body), screening, protocol)


def test_of_hundreds_each_is_known_when_it_comes_back(screening: Screening) -> None:
    first = {"role": "user", "content": "We run " + ", ".join((*WORDS, *SHORT))}
    out = sent([first], screening).out
    ours = {entry.original: entry.surrogate for entry in out.entries}
    assert len(ours) > BEGUN
    said = [ours[word] for word in (*SHORT, WORDS[3], WORDS[-1])]
    answer = {"role": "assistant", "content": " and ".join(said)}
    longer = sent([first, answer, {"role": "user", "content": f"go on with {said[0]}, {SHORT[0]} and {WORDS[3]}"}], screening).out
    messages = json.loads(longer.body)["messages"]

    assert messages[1]["content"] == answer["content"]
    assert messages[2]["content"] == f"go on with {said[0]}, {ours[SHORT[0]]} and {ours[WORDS[3]]}"


def test_what_changed_beside_the_texts_is_looked_at_again(screening: Screening) -> None:
    first = {"role": "user", "content": "quinbalex is slow"}
    call = {"id": "call_1234abcd", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    talk = [first, {"role": "assistant", "content": None, "tool_calls": [call]}, {"role": "tool", "tool_call_id": "call_1234abcd", "content": "ok"}]
    sent(talk, screening)
    sent(talk, screening)
    sealed = {"role": "assistant", "content": None, "reasoning": {"encrypted_content": "x"}, "tool_calls": [call]}
    changed = sent([first, sealed, talk[2]], screening).out

    assert b"quinbalex" not in changed.body
    protocol = protocols.find("POST", "/v1/messages", {"anthropic-version": ""})
    assert protocol is not None
    seal = "Ab1" * 20

    def asked(signature: str) -> bytes:
        made = {"role": "assistant", "content": [{"type": "thinking", "thinking": "so", "signature": signature}, {"type": "text", "text": "ok"}]}
        messages = [{"role": "user", "content": "account 4821775309, quinbalex"}, made, {"role": "user", "content": "on"}]
        return json.dumps({"model": "m", "max_tokens": 9, "messages": messages}).encode()

    def again(signature: str) -> Read:
        return hidden(Task("POST", "/v1/messages", asked(signature)), screening, protocol)

    for _ in range(2):  # what stayed behind once stays behind again
        bad, good = (again(signature).out.body for signature in (seal + "quinbalex" + "9Z", seal))
        assert b"quinbalex" not in bad and b'"signature"' not in bad
        assert b'"signature": "' + seal.encode() in good
