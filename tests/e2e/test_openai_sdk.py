"""The official OpenAI client, unchanged but for its base URL, against the gateway on a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel

from tests.e2e.servers import Gateway, apart
from tests.e2e.upstream import FakeUpstream

TEXT = "Why is Vellichor slow on tamsil-prd-db03? 온새미물산의 담당자는 010-2931-4478."
PLANTED = ["ellichor", "tamsil", "온새미", "2931"]
TOOL = {
    "type": "function",
    "function": {
        "name": "send_note",
        "description": "Send a note to the Vellichor team",
        "parameters": {"type": "object", "properties": {"body": {"type": "string", "description": "text for 온새미물산"}}},
    },
}


class Note(BaseModel):
    """A structured answer."""

    body: str


@pytest.fixture
def client(gateway: Gateway) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=gateway.url + "/v1", api_key="unused", max_retries=0) as made:
        yield made


def nothing_left(upstream: FakeUpstream) -> bool:
    sent = b"".join(upstream.bodies).decode().lower()
    return bool(sent) and not [value for value in PLANTED if value in sent]


def test_chat(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    got = client.chat.completions.create(model="echo", messages=[{"role": "user", "content": TEXT}])

    assert got.choices[0].message.content == TEXT
    assert got.usage is not None
    assert nothing_left(upstream)


def test_chat_stream(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    pieces = client.chat.completions.create(model="echo.3", stream=True, messages=[{"role": "user", "content": TEXT}])

    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == TEXT
    assert nothing_left(upstream)


def test_chat_async(gateway: Gateway, upstream: FakeUpstream) -> None:
    async def asked() -> tuple[Any, str]:
        async with openai.AsyncOpenAI(base_url=gateway.url + "/v1", api_key="unused", max_retries=0) as client:
            got = await client.chat.completions.create(model="echo", messages=[{"role": "user", "content": TEXT}])
            stream = await client.chat.completions.create(model="echo.2", stream=True, messages=[{"role": "user", "content": TEXT}])
            return got, "".join([piece.choices[0].delta.content or "" async for piece in stream])

    got, text = apart(asked())
    assert got.choices[0].message.content == text == TEXT
    assert nothing_left(upstream)


def test_tools(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    import json

    got = client.chat.completions.create(model="tools", tools=[TOOL], messages=[{"role": "user", "content": TEXT}])  # type: ignore[call-overload]
    calls = got.choices[0].message.tool_calls

    assert json.loads(calls[0].function.arguments)["body"] == TEXT
    assert nothing_left(upstream)


def test_tools_stream(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    import json

    stream = client.chat.completions.create(
        model="tools.3", stream=True, tools=[TOOL], messages=[{"role": "user", "content": TEXT}]
    )  # type: ignore[call-overload]
    arguments = ["", ""]
    for piece in stream:
        for call in piece.choices[0].delta.tool_calls or []:
            arguments[call.index] += call.function.arguments or ""

    assert json.loads(arguments[0])["body"] == TEXT
    assert json.loads(arguments[1])["words"] == TEXT.split()
    assert nothing_left(upstream)


def test_structured_output(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    asked = Note(body=TEXT).model_dump_json()
    got = client.chat.completions.parse(model="echo", response_format=Note, messages=[{"role": "user", "content": asked}])

    assert got.choices[0].message.parsed == Note(body=TEXT)
    assert nothing_left(upstream)


def test_responses(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    got = client.responses.create(model="echo", input=TEXT, store=False)

    assert got.output_text == TEXT
    assert nothing_left(upstream)


def test_responses_stream(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    text = ""
    for event in client.responses.create(model="echo.3", input=TEXT, stream=True, store=False):
        if event.type == "response.output_text.delta":
            text += event.delta

    assert text == TEXT
    assert nothing_left(upstream)


def test_embeddings(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    assert client.embeddings.create(model="echo", input=[TEXT], encoding_format="float").data[0].embedding == [0.5]
    client.embeddings.create(model="echo", input=[TEXT], encoding_format="float")

    assert len(set(upstream.bodies)) == 1
    assert nothing_left(upstream)


def test_models(client: openai.OpenAI) -> None:
    assert "smollm2-135m" in [model.id for model in client.models.list()]


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("e400", openai.BadRequestError),
        ("e429", openai.RateLimitError),
        ("e500", openai.InternalServerError),
        ("html", openai.InternalServerError),
        ("cut", openai.InternalServerError),
    ],
)
def test_errors(client: openai.OpenAI, upstream: FakeUpstream, model: str, error: type[openai.APIStatusError]) -> None:
    with pytest.raises(error):
        client.chat.completions.create(model=model, messages=[{"role": "user", "content": TEXT}])
    assert len(upstream.bodies) == 1


def test_a_cut_stream_is_an_error(client: openai.OpenAI, upstream: FakeUpstream) -> None:
    with pytest.raises(openai.APIError):
        for _ in client.chat.completions.create(model="cut", stream=True, messages=[{"role": "user", "content": TEXT}]):
            pass
