"""LangChain's own runnables around a chat model that keeps what it got and says it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, FakeListLLM
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.output_parsers import StrOutputParser
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.tools import tool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, Field

from garim import BadInput, Screen
from garim.doors.langchain import with_garim
from tests.doors.conftest import TEXT, planted


class Echo(BaseChatModel):
    """Says the last human message back, as text or, with tools bound, as a tool call; in pieces of `size`."""

    size: int = 3
    blocks: bool = False
    got: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "echo"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        return self.bind(tools=[convert_to_openai_tool(t) for t in tools], **kwargs)

    def _keep(self, messages: list[BaseMessage], stop: Any, kwargs: Any) -> str:
        self.got.append(json.dumps([[m.model_dump() for m in messages], stop, kwargs], ensure_ascii=False))
        return str([m for m in messages if m.type == "human"][-1].content)

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        text = self._keep(messages, stop, kwargs)
        message = AIMessage(text)
        if "tools" in kwargs:
            name = kwargs["tools"][0]["function"]["name"]
            message = AIMessage("", tool_calls=[{"name": name, "args": {"body": text}, "id": "call_1"}])
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        text = self._keep(messages, stop, kwargs)
        if "tools" in kwargs:
            text = json.dumps({"body": text})
        for at in range(0, len(text), self.size):
            piece = text[at : at + self.size]
            if "tools" in kwargs:
                name = None if at else kwargs["tools"][0]["function"]["name"]
                call = tool_call_chunk(name=name, args=piece, id=None if at else "call_1", index=0)
                chunk = AIMessageChunk("", tool_call_chunks=[call])
            elif self.blocks:
                chunk = AIMessageChunk([{"type": "text", "text": piece, "index": 0}])
            else:
                chunk = AIMessageChunk(piece)
            yield ChatGenerationChunk(message=chunk)


@tool
def send_saltmarsh_note(body: str) -> str:
    """Send a note to the Saltmarsh team of 한별해운."""
    return body


class Note(BaseModel):
    """A note for 한별해운."""

    body: str


def left(model: Echo) -> list[str]:
    assert model.got
    return planted("".join(model.got))


def test_invoke(screen: Screen) -> None:
    model = Echo()

    assert with_garim(model, screen).invoke(TEXT).content == TEXT
    assert with_garim(model, screen).invoke([("system", "You work for 한별해운."), ("human", TEXT)]).content == TEXT
    assert left(model) == []


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("blocks", [False, True])
def test_stream(screen: Screen, size: int, blocks: bool) -> None:
    model = Echo(size=size, blocks=blocks)
    chunks = list(with_garim(model, screen).stream(TEXT))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk

    assert whole.text == TEXT
    assert len(chunks) > 1
    assert left(model) == []


async def test_async(screen: Screen) -> None:
    model = Echo()
    screened = with_garim(model, screen)

    assert (await screened.ainvoke(TEXT)).content == TEXT
    assert "".join([chunk.text async for chunk in screened.astream(TEXT)]) == TEXT
    assert [got.content for got in await screened.abatch([TEXT, "hello"])] == [TEXT, "hello"]
    assert left(model) == []


def test_a_chain(screen: Screen) -> None:
    model = Echo()
    chain = ChatPromptTemplate.from_messages([("human", "{text}")]) | with_garim(model, screen) | StrOutputParser()

    assert chain.invoke({"text": TEXT}) == TEXT
    assert "".join(chain.stream({"text": TEXT})) == TEXT
    assert left(model) == []


def test_tools(screen: Screen) -> None:
    model = Echo()
    for screened in (
        with_garim(model, screen).bind_tools([send_saltmarsh_note]),
        with_garim(model.bind_tools([send_saltmarsh_note]), screen),
    ):
        [call] = screened.invoke(TEXT, stop=["한별해운"]).tool_calls
        assert (call["name"], call["args"]) == ("send_saltmarsh_note", {"body": TEXT})
        chunks = list(screened.stream(TEXT))
        whole = chunks[0]
        for chunk in chunks[1:]:
            whole += chunk
        assert [(c["name"], c["args"]) for c in whole.tool_calls] == [("send_saltmarsh_note", {"body": TEXT})]
    assert left(model) == []


def test_a_conversation_with_tools(screen: Screen) -> None:
    model = Echo()
    call = {"name": "send_saltmarsh_note", "args": {"to": "도하랑 과장", "list": [TEXT]}, "id": "call_1", "type": "tool_call"}
    asked: list[BaseMessage] = [
        SystemMessage("You work for 한별해운."),
        HumanMessage([{"type": "text", "text": TEXT}]),
        AIMessage("", tool_calls=[call], additional_kwargs={"note": TEXT}),
        ToolMessage(TEXT, tool_call_id="call_1", artifact={"raw": TEXT}),
        HumanMessage("And now, 도하랑 과장?"),
    ]
    before = [message.model_dump() for message in asked]

    assert with_garim(model, screen).invoke(asked).content == "And now, 도하랑 과장?"
    assert left(model) == []
    assert [message.model_dump() for message in asked] == before, "the caller's messages stay as they were"


def test_structured_output(screen: Screen) -> None:
    model = Echo()
    for screened in (
        with_garim(model, screen).with_structured_output(Note),
        with_garim(model.with_structured_output(Note), screen),
    ):
        assert screened.invoke(TEXT) == Note(body=TEXT)
    assert left(model) == []


def test_a_text_model(screen: Screen) -> None:
    hidden = screen.hide("한별해운").text

    assert with_garim(FakeListLLM(responses=[f"about {hidden}"]), screen).invoke("Tell me of 한별해운") == "about 한별해운"


def test_what_is_no_model_is_refused(screen: Screen) -> None:
    with pytest.raises(BadInput):
        with_garim(StrOutputParser(), screen)
    with pytest.raises(BadInput):
        with_garim(Echo(), screen).with_structured_output(Note, include_raw=True)
    with pytest.raises(BadInput, match="nothing left"):
        with_garim(Echo(), screen).invoke(TEXT, helper=object())
