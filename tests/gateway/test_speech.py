"""Reading aloud over a socket: this machine's voice, and an upstream's."""

from __future__ import annotations

import io
import json
import os
import select
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from garim.exchange import Screening
from garim.models.espeak import Espeak
from tests.e2e.servers import Gateway, in_thread, settings_for
from tests.e2e.upstream import FakeUpstream

PATH = "/v1/audio/speech"
needs_voice = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (make system)")


@pytest.fixture
def alone(tmp_path: Path, screening: Screening) -> Iterator[Gateway]:
    """A gateway without upstreams."""
    with in_thread(settings_for(tmp_path), screening) as running:
        yield running


def ask(gateway: Gateway, **fields: Any) -> Any:
    return gateway.ask(PATH, {"model": "espeak", "input": "안녕하세요", "voice": "alloy", **fields})


@needs_voice
def test_the_openai_client_gets_a_sound(gateway: Gateway, upstream: FakeUpstream) -> None:
    """The original words are spoken, and the upstream that takes any name hears nothing."""
    client = openai.OpenAI(base_url=f"{gateway.url}/v1", api_key="unused", max_retries=0)

    reply = client.audio.speech.create(model="espeak", voice="alloy", input="온새미물산 회의", response_format="wav", speed=1.2)

    with wave.open(io.BytesIO(reply.content)) as file:
        assert file.getnframes() > 10_000
    assert "nothing left" in reply.response.headers["x-garim-note"]
    assert upstream.bodies == []


@needs_voice
@pytest.mark.parametrize("model", ["tts-1", "tts-1-hd", "gpt-4o-mini-tts"])
@pytest.mark.parametrize("voice", ["alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse", "marin", "cedar"])
def test_usual_names_of_models_and_voices_are_this_machines_where_no_upstream_has_them(alone: Gateway, model: str, voice: str) -> None:
    answer = ask(alone, model=model, voice=voice, input="예")
    assert (answer.status, answer.headers["content-type"]) == (200, "audio/wav")
    assert "nothing left" in answer.headers["x-garim-note"]


def test_the_text_is_on_no_command_line_and_a_caller_that_leaves_ends_the_process(alone: Gateway, tmp_path: Path) -> None:
    pipe, program = tmp_path / "told", tmp_path / "slow-voice"
    os.mkfifo(pipe)
    program.write_text(f'#!/bin/sh\necho "$$ $*" > {pipe}\nexec sleep 60\n')
    program.chmod(0o700)
    assert alone.app is not None
    alone.app._speech._voice = Espeak(str(program))
    body = json.dumps({"model": "espeak", "input": "a quiet word"}).encode()
    with alone.connect() as client:
        head = f"POST {PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body)
        pid, *arguments = pipe.read_text().split()

        assert arguments == ["-v", "en-us", "-s", "175", "-b", "1", "--stdin", "--stdout"]
        handle = os.pidfd_open(int(pid))
    try:
        assert select.select([handle], [], [], 20)[0], "the process outlived its caller"
    finally:
        os.close(handle)


def test_an_upstreams_voice_gets_surrogates_and_its_sound_passes(gateway: Gateway, upstream: FakeUpstream) -> None:
    answer = gateway.ask(PATH, {"model": "sound", "input": "온새미물산 회의", "voice": "alloy", "response_format": "mp3"})

    assert (answer.status, answer.headers["content-type"]) == (200, "audio/mpeg")
    assert answer.body == b"ID3" + bytes(range(256))
    sent = json.loads(upstream.bodies[-1])
    assert (sent["model"], sent["voice"], sent["response_format"]) == ("sound", "alloy", "mp3")
    assert "온새미" not in sent["input"] and sent["input"].endswith("회의")


def test_an_upstream_without_a_voice_is_an_error(gateway: Gateway, upstream: FakeUpstream) -> None:
    answer = gateway.ask(PATH, {"model": "tts-1", "input": "hello", "voice": "alloy"})
    assert (answer.status, answer.json["error"]["code"]) == (404, "upstream_failed")
    assert len(upstream.bodies) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"response_format": "mp3"}, 415),
        ({"speed": 9}, 400),
        ({"voice": "nobody"}, 400),
        ({"input": ""}, 400),
        ({"input": 7}, 400),
        ({"model": "tts-9"}, 404),
        ({"model": None}, 400),
    ],
)
def test_what_is_refused(alone: Gateway, fields: dict[str, Any], status: int) -> None:
    answer = ask(alone, **fields)
    assert answer.status == status, answer.body
    assert answer.json["error"]["message"] and answer.json["error"]["hint"]


def test_not_installed_off_and_no_json(alone: Gateway, tmp_path: Path, screening: Screening) -> None:
    assert alone.app is not None
    alone.app._speech._voice = Espeak("no-such-espeak")
    assert (ask(alone).status, "apt-get" in ask(alone).json["error"]["hint"]) == (503, True)
    assert alone.call("POST", PATH, b"{").status == 400
    assert alone.call("GET", PATH).status == 405
    with in_thread(settings_for(tmp_path, speech={"engine": "off"}), screening) as off:
        assert ask(off).status == 404
