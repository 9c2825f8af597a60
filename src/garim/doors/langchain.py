"""with_garim(model, screen): a LangChain model whose every prompt is hidden and every answer restored.

    chain = prompt | with_garim(ChatOpenAI(model="…"), screen) | StrOutputParser()

What it takes and gives is what the model takes and gives: invoke, ainvoke, stream, astream, batch; `bind_tools` and
`with_structured_output` too. Messages, tool calls, tool results, tools that are bound and options of a call pass the same
exchange. The model's own callbacks see what left; tracing of the chain around it sees the originals.

Source: https://python.langchain.com/api_reference/core/runnables.html
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from garim.doors import check_trust, hide_chat, restorers
from garim.errors import BadInput
from garim.wire.openai import feed, nested
from garim.wire.reply import Channels, restored, whole

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from garim.screen import Screen
    from garim.wire.reply import Restorer

ROLES = {"human": "user", "ai": "assistant", "AIMessageChunk": "assistant", "system": "system", "tool": "tool"}
OURS = frozenset(("artifact", "usage_metadata", "tool_call_chunks", "chunk_position"))
"""Fields of a message that no model gets."""


def with_garim(model: Any, screen: Screen, *, trust: str = "outside") -> Runnable[Any, Any]:
    """A runnable like `model`, through which nothing confidential leaves.

    Args:
        model: A chat model or text model, one with tools or options bound, or a chain that begins with one.
        screen: Finders, policy and key.
        trust: outside | inside | local: where the model runs, for policy.

    Raises:
        BadInput: It is nothing of that.
        BadSettings: `trust` is none of the three.
    """
    from langchain_core.language_models import BaseLanguageModel
    from langchain_core.runnables import RunnableBinding, RunnableSequence
    from langchain_core.runnables.config import merge_configs

    check_trust(trust)
    if isinstance(model, RunnableSequence):
        chain: Runnable[Any, Any] = _first(model, lambda first: with_garim(first, screen, trust=trust))
        return chain
    inside, config = model, None
    options: dict[str, Any] = {}
    while isinstance(inside, RunnableBinding):
        if inside.config_factories:
            raise BadInput("with_garim takes a model before its listeners are bound", hint="with_garim(model, screen).bind(…)")
        options = {**inside.kwargs, **options}
        config = merge_configs(inside.config, config)
        inside = inside.bound
    if not isinstance(inside, BaseLanguageModel):
        raise BadInput("with_garim takes a model", hint="prompt | with_garim(model, screen) | parser")
    made: Runnable[Any, Any] = _screened()(inside, options, config, lambda body: _ask(body, screen, trust))
    return made


class Ask(NamedTuple):
    """A prompt that may leave, and the way back."""

    prompt: Any
    options: dict[str, Any]
    restore: Callable[[str], Restorer]


def _ask(body: tuple[Any, dict[str, Any]], screen: Screen, trust: str) -> Ask:
    """Hide a prompt and the options of its call."""
    from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage, convert_to_messages, message_chunk_to_message
    from langchain_core.prompt_values import PromptValue

    said, options = body
    if isinstance(said, PromptValue):
        said = said.to_messages()
    messages = [HumanMessage(said)] if isinstance(said, str) else convert_to_messages(said)
    messages = [message_chunk_to_message(m) if m.type.endswith("Chunk") else m for m in messages]
    # What begins with ls_ speaks to tracing only, and is taken out by langchain before the call.
    sent = {key: value for key, value in options.items() if not key.startswith("ls_")}
    dumped = [{"role": ROLES.get(m.type, "user"), **m.model_dump(exclude=set(OURS))} for m in messages]
    new, out = hide_chat({"messages": dumped, "options": sent}, screen, trust)
    hidden: list[BaseMessage] = []
    for node in new["messages"][len(new["messages"]) - len(messages) :]:
        message = messages[len(hidden)]
        del node["role"]
        if "artifact" in type(message).model_fields:
            node["artifact"] = None
        hidden.append(message.model_copy(update=node))
    if len(new["messages"]) > len(messages):
        hidden.insert(0, SystemMessage(new["messages"][0]["content"]))
    prompt: Any = hidden[-1].text if isinstance(body[0], str) and len(hidden) == 1 else hidden
    return Ask(prompt, dict(zip(sent, new["options"].values(), strict=True)), restorers(out, screen))


def _answer(said: Any, restore: Callable[[str], Restorer]) -> Any:
    """A whole answer, restored."""
    if isinstance(said, str):
        return whole(restore, said)
    fields = ("content", "additional_kwargs", "tool_calls", "invalid_tool_calls")
    return said.model_copy(update={key: restored(getattr(said, key), restore, key) for key in fields if hasattr(said, key)})


class Pieces:
    """A streamed answer on its way back: chunk in, chunk out."""

    def __init__(self, restore: Callable[[str], Restorer]) -> None:
        self._channels = Channels(restore)
        self._kinds: dict[Any, str] = {}

    def feed(self, chunk: Any) -> Any:
        """The chunk with what can no longer change; the last one carries what was held."""
        if isinstance(chunk, str):
            return self._channels.feed("", chunk)
        node: dict[str, Any] = {
            "content": _blocks(chunk.content),
            "additional_kwargs": _copy(chunk.additional_kwargs),
            "tool_call_chunks": [{"arguments": call["args"] or "", **call} for call in getattr(chunk, "tool_call_chunks", ())],
        }
        for call in node["tool_call_chunks"]:
            del call["args"]
        for place, block in enumerate(node["content"] if isinstance(node["content"], list) else ()):
            self._kinds.setdefault(block.get("index", place), block.get("type", "text"))
        feed(node, (), self._channels)
        new = _chunk(chunk, node)
        last = self.finish() if getattr(chunk, "chunk_position", None) == "last" else None
        return new if last is None else new + last

    def finish(self) -> Any:
        """A chunk with what was held; None where nothing was."""
        from langchain_core.messages import AIMessageChunk

        last: Any = None
        for channel, rest in self._channels.close():
            if channel == "":
                return rest
            node = nested(channel, rest)
            for block in node["content"] if isinstance(node.get("content"), list) else ():
                block["type"] = self._kinds.get(block["index"], "text")
            made = _chunk(AIMessageChunk(content=""), {"content": "", "additional_kwargs": {}, "tool_call_chunks": [], **node})
            last = made if last is None else last + made
        return last


def _blocks(content: Any) -> Any:
    """A chunk's content as blocks whose JSON stands under `arguments`."""
    if isinstance(content, str):
        return content
    blocks = [_copy(block) if isinstance(block, dict) else {"type": "text", "text": block} for block in content]
    for block in blocks:
        if "partial_json" in block:
            block["arguments"] = block.pop("partial_json")
            block["partial"] = True
    return blocks


def _copy(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(value) for value in node] if isinstance(node, list) else node


def _chunk(like: Any, node: dict[str, Any]) -> Any:
    """A chunk of the same type with a node's texts."""
    for block in node["content"] if isinstance(node["content"], list) else ():
        if block.pop("partial", block.get("type") == "input_json_delta") and "arguments" in block:
            block["partial_json"] = block.pop("arguments")
    skipped = ("tool_calls", "invalid_tool_calls", "tool_call_chunks")
    fields = {key: getattr(like, key) for key in type(like).model_fields if key not in skipped}
    fields |= {"content": node["content"], "additional_kwargs": node["additional_kwargs"]}
    if "tool_call_chunks" in type(like).model_fields:
        calls = [{**call, "args": call["arguments"]} for call in node["tool_call_chunks"]]
        keys = ("name", "args", "id", "index")
        fields["tool_call_chunks"] = [{"type": "tool_call_chunk", **{key: call.get(key) for key in keys}} for call in calls]
    return type(like)(**fields)


def _first(model: Any, change: Callable[[Any], Any]) -> Any:
    """A model changed, or a chain whose first step is."""
    from langchain_core.runnables import RunnableSequence

    if not isinstance(model, RunnableSequence):
        return change(model)
    first, *rest = model.steps
    return RunnableSequence(change(first), *rest)


def _more(model: Any, inside: Any) -> dict[str, Any]:
    """The options that a model has bound to another."""
    if getattr(model, "bound", None) is not inside:
        raise BadInput("this form of a model cannot be screened", hint="with_garim(model, screen) without include_raw")
    return dict(model.kwargs)


@cache
def _screened() -> Any:  # noqa: C901
    """The runnable's class: its base is langchain's."""
    from langchain_core.runnables import Runnable
    from langchain_core.runnables.config import merge_configs

    class Screened(Runnable[Any, Any]):
        def __init__(self, inside: Any, options: dict[str, Any], config: Any, ask: Callable[..., Ask]) -> None:
            self._inside, self._options, self._config, self._ask = inside, options, config, ask

        def _with(self, model: Any) -> Any:
            return Screened(self._inside, {**self._options, **_more(model, self._inside)}, self._config, self._ask)

        def bind_tools(self, tools: Any, **options: Any) -> Any:
            """The same with tools: they are hidden too."""
            return _first(self._inside.bind_tools(tools, **options), self._with)

        def with_structured_output(self, schema: Any, **options: Any) -> Any:
            """The same with an answer in a given form: its schema is hidden too."""
            return _first(self._inside.with_structured_output(schema, **options), self._with)

        def _configured(self, config: Any) -> Any:
            return merge_configs(self._config, config)

        def invoke(self, input: Any, config: Any = None, **kwargs: Any) -> Any:  # noqa: A002
            ask = self._ask((input, {**self._options, **kwargs}))
            return _answer(self._inside.invoke(ask.prompt, self._configured(config), **ask.options), ask.restore)

        async def ainvoke(self, input: Any, config: Any = None, **kwargs: Any) -> Any:  # noqa: A002
            ask = await to_thread(self._ask, (input, {**self._options, **kwargs}))
            said = await self._inside.ainvoke(ask.prompt, self._configured(config), **ask.options)
            return _answer(said, ask.restore)

        def stream(self, input: Any, config: Any = None, **kwargs: Any) -> Iterator[Any]:  # noqa: A002
            ask = self._ask((input, {**self._options, **kwargs}))
            pieces = Pieces(ask.restore)
            for chunk in self._inside.stream(ask.prompt, self._configured(config), **ask.options):
                yield pieces.feed(chunk)
            if last := pieces.finish():
                yield last

        async def astream(self, input: Any, config: Any = None, **kwargs: Any) -> AsyncIterator[Any]:  # noqa: A002
            ask = await to_thread(self._ask, (input, {**self._options, **kwargs}))
            pieces = Pieces(ask.restore)
            async for chunk in self._inside.astream(ask.prompt, self._configured(config), **ask.options):
                yield pieces.feed(chunk)
            if last := pieces.finish():
                yield last

    return Screened
