"""What is noted of an exchange: what for, never a text; sealed under its owner; by every kind of request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from garim.retro.said import said
from garim.retro.uses import HELD, LINES, Asked, Did, Uses, read
from tests.retro import made

TEXT = "온새미물산 Vellichor 정산 배치에서 NullPointerException이 나는데 원인 좀 찾아 주세요. kim@onsaemi.example"


def chat(text: str) -> bytes:
    return json.dumps({"model": "m", "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": text}]}).encode()


def wrote(uses: Uses, store: made.Store) -> None:
    for future in uses.flush(store.history):
        future.result()


def test_what_it_was_for_is_noted_and_not_a_word_of_it(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path)
    uses = Uses(clock=clock)
    uses.left("mina", chat(TEXT), "ab" * 32, let=1, hid=2, answer="t/a")
    uses.did("mina", "t/a", "copied")
    assert uses.pending
    wrote(uses, store)
    lines, damaged = read(store.history, "mina")
    raw = json.dumps([doc.data.decode() for doc in store.history.all("mina", "use").result()])
    nobody = read(store.history, "jo")
    store.close()
    line = next(line for line in lines if isinstance(line, Asked))

    assert (line.purpose, line.language, line.let, line.hid, line.answer, line.sha) == ("fault", "ko", 1, 2, "t/a", "ab" * 8)
    assert [line.did for line in lines if isinstance(line, Did)] == ["copied"] and damaged == 0 and not uses.pending
    assert nobody == ([], 0)
    assert not [word for word in ("온새미", "Vellichor", "onsaemi", "정산", "NullPointer") if word in raw or word in json.loads(raw)[0]]


def test_every_line_is_kept_over_days_and_documents(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path)
    uses = Uses(clock=clock)
    for turn in range(LINES + 50):
        uses.left("", chat("hello"), f"{turn:016x}" * 4)
        if turn % 100 == 0:
            clock.now += 30_000
            wrote(uses, store)
    wrote(uses, store)
    lines, _ = read(store.history, "")
    documents = store.history.all("", "use").result()
    store.close()

    assert len(lines) == LINES + 50 and len({line.sha for line in lines if isinstance(line, Asked)}) == LINES + 50
    assert 2 <= len(documents) < 10


def test_nothing_is_noted_where_that_is_off(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path)
    uses = Uses(clock=clock, on=False)
    uses.left("", chat(TEXT), "ab" * 32)
    uses.did("", "t/a", "copied")
    wrote(uses, store)
    found = store.history.all("", "use").result()
    store.close()

    assert found == [] and not uses.pending


def test_too_much_at_once_is_not_held(tmp_path: Path) -> None:
    """A flood costs lines, never memory."""
    store, clock = made.opened(tmp_path)
    uses = Uses(clock=clock)
    big = chat("x" * (HELD // 2))
    for turn in range(4):
        uses.left("", big, f"{turn:016x}" * 4)
    wrote(uses, store)
    lines, _ = read(store.history, "")
    store.close()

    assert len(lines) == 1


def test_lines_outlive_conversations_and_go_with_the_audit(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path)
    for keep, owner in ((0.0, "ever"), (400 * 86400.0, "year")):
        uses = Uses(keep, clock=clock)
        uses.left(owner, chat("hi"), "ab" * 32)
        wrote(uses, store)
    store.history.put("ever", "message", "t/a", b"x").result()
    assert store.history.forget_idle(0).result() == 1
    assert store.history.forget_idle(-500 * 86400).result() == 0  # idle time is not what ends them
    store.close()


ASKS = {
    "chat": {"messages": [{"role": "user", "content": "one"}, {"role": "assistant", "content": "no"}, {"role": "user", "content": [{"type": "text", "text": "two"}, {"type": "image_url"}]}]},
    "a tool's result is not hers": {"messages": [{"role": "user", "content": "two"}, {"role": "assistant", "content": "x"}, {"role": "user", "content": [{"type": "tool_result", "content": "rows"}]}]},
    "responses, a string": {"input": "two"},
    "responses, items": {"input": [{"role": "user", "content": [{"type": "input_text", "text": "two"}]}, {"type": "function_call_output", "output": "rows"}]},
    "gemini": {"contents": [{"role": "user", "parts": [{"text": "two"}]}, {"role": "model", "parts": [{"text": "no"}]}]},
    "completions": {"prompt": "two"},
    "completions, a list": {"prompt": ["two"]},
}


@pytest.mark.parametrize("name", ASKS)
def test_the_last_thing_that_she_said(name: str) -> None:
    assert said(json.dumps({"model": "m", **ASKS[name]}).encode()).text == "two"


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"{}", b'{"messages": 3}', b'{"messages": [3, null, {"role": "user", "content": 7}]}', b'{"input": [[]]}', b'{"prompt": {"a": 1}}', b'{"contents": [{"role": "user", "parts": [{"inline": 1}]}]}'])
def test_bodies_that_say_nothing(body: bytes) -> None:
    assert said(body) == ("", False)


USER, CALL = {"role": "user", "content": "two"}, {"role": "assistant", "content": None, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "ls", "arguments": "{}"}}]}
RESULT = {"type": "tool_result", "tool_use_id": "c", "content": "a.py"}
ROUNDS = {
    "chat": ({"messages": [USER, CALL, {"role": "tool", "tool_call_id": "c", "content": "a.py"}]}, True),
    "chat, and she says more": ({"messages": [CALL, {"role": "tool", "tool_call_id": "c", "content": "a.py"}, USER]}, False),
    "chat, one that was answered long ago": ({"messages": [CALL, {"role": "tool", "tool_call_id": "c", "content": "a.py"}, {"role": "assistant", "content": "done"}, USER]}, False),
    "anthropic": ({"messages": [USER, {"role": "assistant", "content": [{"type": "tool_use", "id": "c", "name": "ls", "input": {}}]}, {"role": "user", "content": [RESULT]}]}, True),
    "anthropic, with what the program adds": ({"messages": [USER, {"role": "user", "content": [RESULT, {"type": "text", "text": "<system-reminder>todo</system-reminder>"}]}]}, True),
    "anthropic, and she says more": ({"messages": [{"role": "user", "content": [RESULT, {"type": "text", "text": "two"}]}]}, False),
    "responses": ({"input": [USER, {"type": "function_call", "name": "ls"}, {"type": "function_call_output", "call_id": "c", "output": "a.py"}]}, True),
    "gemini": ({"contents": [{"role": "user", "parts": [{"text": "two"}]}, {"role": "user", "parts": [{"functionResponse": {"name": "ls"}}]}]}, True),
    "a plain question": ({"messages": [USER]}, False),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_an_agent_that_goes_on_by_itself_asks_nothing(name: str) -> None:
    body, by_tool = ROUNDS[name]

    assert said(json.dumps({"model": "m", **body}).encode()) == ("two", by_tool)


def test_its_rounds_are_no_questions(tmp_path: Path) -> None:
    """But what was hidden in them is counted, and what is asked again hides nothing for the first time."""
    from garim.retro import Audit, Zones, gather, review

    store, clock = made.opened(tmp_path)
    maker = made.Maker(store, clock)
    counts = {"person": 2}
    for more in ({}, {"agent": True}):
        maker.exchange(clock.now + 10, counts=counts, fresh=counts, **more)
    line = maker.lines[""][0]
    sha = maker.exchange(clock.now + 10, counts=counts, fresh=counts)
    maker.lines[""][-1] = Asked(clock.now, sha, line.purpose, 90, True, "ko", again=True)
    maker.write()
    found = gather(store, Audit("client", ""), "")
    told = review(found, 2026, Zones("UTC"), clock.now).total

    assert (told.exchanges, told.rounds, told.hidden, told.retried) == (2, 1, 4, 1)
    store.close()
