"""The official Anthropic client, unchanged but for its base URL, against the gateway on a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anthropic
import pytest

from tests.e2e.servers import Gateway, apart
from tests.e2e.test_openai_sdk import TEXT, nothing_left
from tests.e2e.upstream import FakeUpstream

ASK: dict[str, Any] = {"max_tokens": 99, "messages": [{"role": "user", "content": TEXT}]}
TOOL = {
    "name": "send_note",
    "description": "for Vellichor",
    "input_schema": {"type": "object", "properties": {"body": {"type": "string"}}},
}


@pytest.fixture
def client(gateway: Gateway) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(base_url=gateway.url, api_key="unused", max_retries=0) as made:
        yield made


def test_messages(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    got = client.messages.create(model="echo", system="You work for 온새미물산.", **ASK)

    assert got.content[0].text == TEXT
    assert nothing_left(upstream)


def test_messages_stream(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    with client.messages.stream(model="echo.3", **ASK) as stream:
        assert "".join(stream.text_stream) == TEXT
        assert stream.get_final_message().stop_reason == "end_turn"
    assert nothing_left(upstream)


def test_messages_async(gateway: Gateway, upstream: FakeUpstream) -> None:
    async def asked() -> tuple[Any, str]:
        async with anthropic.AsyncAnthropic(base_url=gateway.url, api_key="unused", max_retries=0) as client:
            got = await client.messages.create(model="echo", **ASK)
            async with client.messages.stream(model="echo.2", **ASK) as stream:
                return got, "".join([piece async for piece in stream.text_stream])

    got, text = apart(asked())
    assert got.content[0].text == text == TEXT


def test_tools(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    got = client.messages.create(model="tools", tools=[TOOL], **ASK)

    assert got.content[0].input["body"] == TEXT
    assert nothing_left(upstream)


def test_tools_stream(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    with client.messages.stream(model="tools.3", tools=[TOOL], **ASK) as stream:
        whole = stream.get_final_message()

    assert whole.content[0].input["body"] == TEXT
    assert whole.content[1].input["words"] == TEXT.split()
    assert nothing_left(upstream)


def test_count_tokens(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    assert client.messages.count_tokens(model="echo", messages=ASK["messages"]).input_tokens > 0
    assert nothing_left(upstream)


def test_models(client: anthropic.Anthropic) -> None:
    assert "smollm2-135m" in [model.id for model in client.models.list()]


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("e400", anthropic.BadRequestError),
        ("e429", anthropic.RateLimitError),
        ("e500", anthropic.InternalServerError),
        ("html", anthropic.InternalServerError),
    ],
)
def test_errors(client: anthropic.Anthropic, upstream: FakeUpstream, model: str, error: type[anthropic.APIStatusError]) -> None:
    with pytest.raises(error):
        client.messages.create(model=model, **ASK)
    assert len(upstream.bodies) == 1


def test_a_cut_stream_is_an_error(client: anthropic.Anthropic, upstream: FakeUpstream) -> None:
    with pytest.raises(anthropic.APIError), client.messages.stream(model="cut", **ASK) as stream:
        for _ in stream:
            pass
