"""The official clients, wrapped, against a model's side on a real socket."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import httpx as older
import httpx2 as httpx
import openai
import pytest
from pydantic import BaseModel

import garim
from garim import Screen
from garim.config import read
from tests.doors.conftest import TEXT, nothing_left, planted
from tests.e2e.upstream import Chat, FakeUpstream

ASK: Any = [{"role": "user", "content": TEXT}]
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "send_note",
        "description": "Send a note to the Saltmarsh team",
        "parameters": {"type": "object", "properties": {"body": {"type": "string", "description": "for 한별해운"}}},
    },
}
CLAUDE_TOOL: Any = {"name": "send_note", "description": "for Saltmarsh", "input_schema": {"type": "object", "properties": {}}}


class Note(BaseModel):
    """A structured answer."""

    body: str


@pytest.fixture
def client(upstream: FakeUpstream, screen: Screen) -> Iterator[openai.OpenAI]:
    with garim.wrap(openai.OpenAI(base_url=upstream.url + "/v1", api_key="k", max_retries=0), screen) as made:
        yield made


@pytest.fixture
def claude(upstream: FakeUpstream, screen: Screen) -> Iterator[anthropic.Anthropic]:
    with garim.wrap(anthropic.Anthropic(base_url=upstream.url, api_key="k", max_retries=0), screen) as made:
        yield made


def test_the_type_stays_and_the_key_is_sent(client: openai.OpenAI, claude: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    assert type(client) is openai.OpenAI
    assert type(claude) is anthropic.Anthropic
    client.chat.completions.create(model="echo", messages=ASK)
    assert upstream.heads[0]["authorization"] == "Bearer k"


def test_chat(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    got = client.chat.completions.create(model="echo", messages=ASK)

    assert got.choices[0].message.content == TEXT
    assert nothing_left(upstream)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_chat_stream(client: openai.OpenAI, upstream: FakeUpstream, size: int) -> None:
    pieces = client.chat.completions.create(model=f"echo.{size}", stream=True, messages=ASK)

    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == TEXT
    assert nothing_left(upstream)


def test_chat_stream_helper(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    with client.chat.completions.stream(model="echo.3", messages=ASK) as stream:
        assert stream.get_final_completion().choices[0].message.content == TEXT
    assert nothing_left(upstream)


async def test_chat_async(upstream: FakeUpstream, screen: Screen) -> None:
    async with garim.wrap(openai.AsyncOpenAI(base_url=upstream.url + "/v1", api_key="k", max_retries=0), screen) as client:
        got = await client.chat.completions.create(model="echo", messages=ASK)
        stream = await client.chat.completions.create(model="echo.2", stream=True, messages=ASK)
        text = "".join([piece.choices[0].delta.content or "" async for piece in stream])
        answered = await client.responses.create(model="echo", input=TEXT)
        with pytest.raises(openai.BadRequestError, match="nothing left"):
            await client.images.generate(prompt=TEXT)

    assert got.choices[0].message.content == text == answered.output_text == TEXT
    assert len(upstream.bodies) == 3
    assert nothing_left(upstream)


def test_tools(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    got = client.chat.completions.create(model="tools", tools=[TOOL], messages=ASK)
    stream = client.chat.completions.create(model="tools.3", stream=True, tools=[TOOL], messages=ASK)
    arguments = ["", ""]
    for piece in stream:
        for call in piece.choices[0].delta.tool_calls or []:
            assert call.function
            arguments[call.index] += call.function.arguments or ""

    calls: Any = got.choices[0].message.tool_calls
    assert json.loads(calls[0].function.arguments)["body"] == json.loads(arguments[0])["body"] == TEXT
    assert nothing_left(upstream)


def test_structured_output(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    asked: Any = [{"role": "user", "content": Note(body=TEXT).model_dump_json()}]

    assert client.chat.completions.parse(model="echo", response_format=Note, messages=asked).choices[0].message.parsed == Note(
        body=TEXT
    )
    assert client.responses.parse(model="echo", text_format=Note, input=asked).output_parsed == Note(body=TEXT)
    assert nothing_left(upstream)


def test_responses_stream(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    text = ""
    for event in client.responses.create(model="echo.3", input=TEXT, stream=True):
        if event.type == "response.output_text.delta":
            text += event.delta

    assert text == TEXT
    assert nothing_left(upstream)


@pytest.mark.parametrize("stream", [False, True])
def test_a_conversation_kept_upstream_comes_back(upstream: FakeUpstream, words: Path, stream: bool) -> None:
    screen = Screen(lexicons=[words], key=bytes(range(32)))
    with garim.wrap(openai.OpenAI(base_url=upstream.url + "/v1", api_key="k", max_retries=0), screen) as client:
        first = client.responses.create(model="echo", input=TEXT, stream=stream)
        for _ in first if stream else []:
            pass
        later = client.responses.create(model="first", input="And what now?", previous_response_id="resp_1")
        stored = client.responses.retrieve("resp_1")
        named = client.responses.create(model="first", input="And now?", previous_response_id="resp_other")

    assert later.output_text == stored.output_text == TEXT
    assert named.output_text != TEXT, "what another conversation was asked with does not come back in this one"


def test_embeddings_agree(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    for _ in range(2):
        assert client.embeddings.create(model="echo", input=[TEXT], encoding_format="float").data[0].embedding == [0.5]

    assert len(set(upstream.bodies)) == 1
    assert nothing_left(upstream)


def test_messages(claude: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    got: Any = claude.messages.create(model="echo", system="You work for 한별해운.", max_tokens=9, messages=ASK)
    with claude.messages.stream(model="echo.3", max_tokens=9, messages=ASK) as stream:
        assert "".join(stream.text_stream) == TEXT
        assert stream.get_final_message().stop_reason == "end_turn"

    assert got.content[0].text == TEXT
    assert nothing_left(upstream)


def test_messages_tools(claude: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    got: Any = claude.messages.create(model="tools", tools=[CLAUDE_TOOL], max_tokens=9, messages=ASK)
    with claude.messages.stream(model="tools.3", tools=[CLAUDE_TOOL], max_tokens=9, messages=ASK) as stream:
        streamed: Any = stream.get_final_message()

    assert got.content[0].input["body"] == streamed.content[0].input["body"] == TEXT
    assert nothing_left(upstream)


def test_count_tokens(claude: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    assert claude.messages.count_tokens(model="echo", messages=ASK).input_tokens > 0
    assert nothing_left(upstream)


async def test_messages_async(upstream: FakeUpstream, screen: Screen) -> None:
    async with garim.wrap(anthropic.AsyncAnthropic(base_url=upstream.url, api_key="k", max_retries=0), screen) as claude:
        got: Any = await claude.messages.create(model="echo", max_tokens=9, messages=ASK)
        async with claude.messages.stream(model="echo.2", max_tokens=9, messages=ASK) as stream:
            text = "".join([piece async for piece in stream.text_stream])

    assert got.content[0].text == text == TEXT
    assert nothing_left(upstream)


def test_what_is_not_read_does_not_leave(client: openai.OpenAI, claude: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    again = client.with_options(max_retries=2)
    with pytest.raises(openai.BadRequestError, match="nothing left"):
        again.images.generate(prompt=TEXT)
    with pytest.raises(openai.BadRequestError, match="nothing left"):
        client.files.create(file=("a.txt", TEXT.encode()), purpose="assistants")
    with pytest.raises(openai.BadRequestError, match="nothing left"):
        client.chat.completions.create(model="echo", messages=ASK, extra_query={"note": TEXT})
    with pytest.raises(openai.APIStatusError, match="images"):
        picture: Any = [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA"}}]
        client.chat.completions.create(model="echo", messages=[{"role": "user", "content": picture}])
    with pytest.raises(anthropic.BadRequestError, match="nothing left"):
        claude.messages.batches.create(requests=[])
    assert upstream.bodies == []


def test_websockets_are_closed(client: openai.OpenAI) -> None:
    for one in (client, client.with_options(timeout=3)):
        assert str(one.websocket_base_url).startswith("garim:")


def test_policy_refuses(upstream: FakeUpstream, tmp_path: Path, words: Path) -> None:
    (tmp_path / "garim.toml").write_text(
        f'[screen]\nlexicons = ["{words}"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n'
        '[policy]\nrules = [{ name = "stays in", kinds = ["*"], route = "inside" }]\n'
    )
    screen = Screen(settings=read(tmp_path / "garim.toml", {}))
    plain = openai.OpenAI(base_url=upstream.url + "/v1", api_key="k")
    with pytest.raises(openai.BadRequestError, match="inside") as caught:
        garim.wrap(plain, screen).chat.completions.create(model="echo", messages=ASK)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["code"] == "refused"
    assert upstream.bodies == []

    got = garim.wrap(plain, screen, trust="inside").chat.completions.create(model="echo", messages=ASK)
    assert got.choices[0].message.content == TEXT
    [record] = screen.scopes.store.page(0).result()  # type: ignore[attr-defined]
    assert json.loads(record.text)["protocol"] == "chat"


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("e400", openai.BadRequestError),
        ("e429", openai.RateLimitError),
        ("e500", openai.InternalServerError),
        ("html500", openai.InternalServerError),
        ("html", openai.InternalServerError),
        ("half", openai.InternalServerError),
        ("redirect", openai.APIStatusError),
        ("cut", openai.APIConnectionError),
    ],
)
def test_errors(client: openai.OpenAI, upstream: FakeUpstream, model: str, error: type[openai.APIError]) -> None:
    with pytest.raises(error) as caught:
        client.chat.completions.create(model=model, messages=ASK)
    assert len(upstream.bodies) == 1
    if model == "e400":
        assert TEXT in str(caught.value)


def test_a_cut_stream_is_an_error(client: openai.OpenAI, claude: anthropic.Anthropic) -> None:
    broken = (openai.APIError, httpx.TransportError)
    with pytest.raises(broken):
        for _ in client.chat.completions.create(model="cut", stream=True, messages=ASK):
            pass
    with (
        pytest.raises((anthropic.APIError, httpx.TransportError)),
        claude.messages.stream(model="cut", max_tokens=9, messages=ASK) as stream,
    ):
        for _ in stream:
            pass
    with pytest.raises(openai.APIError, match="before its end"):
        for _ in client.chat.completions.create(model="empty", stream=True, messages=ASK):
            pass


def test_compressed_replies(screen: Screen) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        text = asked["messages"][-1]["content"]
        data = b"".join(Chat.events(text, [], 3)) if asked.get("stream") else json.dumps(Chat.whole(text, [])).encode()
        kind = "text/event-stream" if asked.get("stream") else "application/json"
        return httpx.Response(200, headers={"content-encoding": "gzip", "content-type": kind}, content=gzip.compress(data))

    plain = openai.OpenAI(api_key="k", max_retries=0, http_client=httpx.Client(transport=httpx.MockTransport(answer)))
    client = garim.wrap(plain, screen)
    stream = client.chat.completions.create(model="m", messages=ASK, stream=True)

    assert client.chat.completions.create(model="m", messages=ASK).choices[0].message.content == TEXT
    assert "".join(piece.choices[0].delta.content or "" for piece in stream) == TEXT


async def test_the_older_httpx(upstream: FakeUpstream, screen: Screen) -> None:
    given: Any = {"base_url": upstream.url + "/v1", "api_key": "k", "max_retries": 0}
    with garim.wrap(openai.OpenAI(http_client=older.Client(), **given), screen) as client:
        stream = client.chat.completions.create(model="echo.3", messages=ASK, stream=True)
        assert "".join(piece.choices[0].delta.content or "" for piece in stream) == TEXT
    async with garim.wrap(openai.AsyncOpenAI(http_client=older.AsyncClient(), **given), screen) as later:
        assert (await later.chat.completions.create(model="echo", messages=ASK)).choices[0].message.content == TEXT
    assert nothing_left(upstream)


def test_raw_responses(client: openai.OpenAI) -> None:
    raw = client.chat.completions.with_raw_response.create(model="echo", messages=ASK)

    assert raw.headers["x-request-id"] == "req-1"
    assert raw.parse().choices[0].message.content == TEXT


def test_anything_else_is_no_client(screen: Screen) -> None:
    with pytest.raises(garim.BadInput):
        garim.wrap(object(), screen)
    with pytest.raises(garim.BadSettings):
        garim.wrap(openai.OpenAI(api_key="k"), screen, trust="everywhere")


def test_importing_garim_imports_no_door() -> None:
    code = (
        "import sys, garim; print(sorted({'httpx', 'httpx2', 'openai', 'mcp', 'langchain_core', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_planted_values_are_told_apart() -> None:
    assert len(planted(TEXT)) == 5


def test_policy_wants_somebody_else_to_see_it(upstream: FakeUpstream, tmp_path: Path, words: Path) -> None:
    (tmp_path / "garim.toml").write_text(
        f'[screen]\nlexicons = ["{words}"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n'
        '[policy]\nrules = [{ name = "look first", kinds = ["*"], review = "other" }]\n'
    )
    screen = Screen(settings=read(tmp_path / "garim.toml", {}))
    plain = openai.OpenAI(base_url=upstream.url + "/v1", api_key="k", max_retries=0)
    with pytest.raises(openai.ConflictError, match="somebody else"):
        garim.wrap(plain, screen).chat.completions.create(model="echo", messages=ASK)
    assert upstream.bodies == []
