"""Conversations: list, search, read, name, export, delete; drafts.

GET    /garim/talks                  titles, newest first; with `x-garim-find`, of those that hold its words
GET    /garim/talks/{id}             the conversation with its messages and its draft
PUT    /garim/talks/{id}             title, model, leaf; given: she gives it for training, up to where it is, or takes it back
DELETE /garim/talks/{id}
PUT    /garim/talks/{id}/draft       {"draft", "version"} → {"version"}; 409 where another tab changed it
GET    /garim/talks/{id}/export?as=original|left     Markdown
"""

from __future__ import annotations

from asyncio import wrap_future
from typing import Any

import msgspec

from garim.gateway.desk import Call, attached, clash, dump, missing
from garim.gateway.reply import respond
from garim.gateway.thread import DRAFT, GIVEN, MESSAGE, TALK, Draft, Given, Message, Talk, content, path_to
from garim.store.history import ANY, Document
from garim.values import Event

MOST_LISTED = 200
ENCODE = msgspec.json.Encoder()


class Named(msgspec.Struct):
    """What of a conversation can be changed."""

    title: str | None = None
    model: str | None = None
    leaf: str | None = None
    given: bool | None = None


class Written(msgspec.Struct):
    """A draft and the version that it replaces."""

    draft: Draft
    version: int = ANY


async def listed(call: Call) -> bytes:
    """Titles, newest first."""
    history, owner = call.parts.store.history, call.owner
    talks = await wrap_future(history.all(owner, TALK))
    talks.sort(key=lambda talk: -talk.used)
    words = call.find.casefold().split()
    if words:
        texts: dict[str, str] = {}
        for document in await wrap_future(history.all(owner, MESSAGE)):
            talk = document.name.partition("/")[0]
            texts[talk] = texts.get(talk, "") + "\n" + msgspec.json.decode(document.data, type=Message).text.casefold()
        talks = [talk for talk in talks if _holds(talk, texts.get(talk.name, ""), words)]
    return dump({"talks": [_row(talk) for talk in talks[:MOST_LISTED]]})


def _holds(talk: Document, text: str, words: list[str]) -> bool:
    text += "\n" + msgspec.json.decode(talk.data, type=Talk).title.casefold()
    return all(word in text for word in words)


def _row(talk: Document) -> dict[str, Any]:
    said = msgspec.json.decode(talk.data, type=Talk)
    return {"id": talk.name, "title": said.title, "given": said.given, "made": talk.made, "used": talk.used}


async def load_talk(call: Call, name: str) -> tuple[Talk | None, dict[str, Message]]:
    """A conversation of the caller's and its messages by id."""
    history = call.parts.store.history
    found = await wrap_future(history.get(call.owner, TALK, name))
    messages = [
        msgspec.json.decode(document.data, type=Message)
        for document in await wrap_future(history.all(call.owner, MESSAGE, part_of=name))
    ]
    return msgspec.json.decode(found.data, type=Talk) if found else None, {message.id: message for message in messages}


async def keep_message(call: Call, talk: str, message: Message, expect: int = ANY) -> bool:
    """Keep a message; False where `expect` does not hold."""
    name = f"{talk}/{message.id}"
    kept = call.parts.store.history.put(call.owner, MESSAGE, name, ENCODE.encode(message), part_of=talk, expect=expect)
    return await wrap_future(kept) > 0


async def keep_talk(call: Call, name: str, talk: Talk) -> None:
    """Keep a conversation's name, model and place."""
    await wrap_future(call.parts.store.history.put(call.owner, TALK, name, ENCODE.encode(talk)))


async def read(call: Call) -> bytes:
    """The conversation with its messages and its draft; an empty one where there is none yet."""
    name = call.names["id"]
    talk, messages = await load_talk(call, name)
    draft = await wrap_future(call.parts.store.history.get(call.owner, DRAFT, name))
    return dump(
        {
            "id": name,
            "new": talk is None,
            **msgspec.to_builtins(talk or Talk()),
            "messages": [msgspec.to_builtins(message) for message in messages.values()],
            "draft": msgspec.json.decode(draft.data) if draft else {},
            "version": draft.version if draft else 0,
        }
    )


async def change(call: Call) -> bytes:
    """Name it, choose its model, remember where she was."""
    name, asked = call.names["id"], call.read(Named)
    talk, _ = await load_talk(call, name)
    if talk is None:
        raise missing("conversation")
    for field in ("title", "model", "leaf"):
        value = getattr(asked, field)
        if value is not None:
            setattr(talk, field, value[:300])
    if asked.given is not None:
        talk.given = asked.given
        await _give(call, name, talk)
    await keep_talk(call, name, talk)
    return dump({})


async def _give(call: Call, name: str, talk: Talk) -> None:
    """Put it on the list for training, or take it from there."""
    history, place = call.parts.store.history, f"{call.owner}/{name}"
    said: dict[str, str | int] = {"what": "given" if talk.given else "taken back", "talk": name}
    await wrap_future(call.parts.store.append(Event(event="training", by=call.owner, details=said)))
    if talk.given:
        data = ENCODE.encode(Given(call.owner, name, talk.leaf))
        await wrap_future(history.put(GIVEN, GIVEN, place, data))
    else:
        await wrap_future(history.forget(GIVEN, GIVEN, place))


async def delete(call: Call) -> bytes:
    """Delete it with its messages and its draft."""
    history, name = call.parts.store.history, call.names["id"]
    gone = await wrap_future(history.forget(call.owner, TALK, name))
    gone += await wrap_future(history.forget_part(call.owner, MESSAGE, name))
    gone += await wrap_future(history.forget(call.owner, DRAFT, name))
    await wrap_future(history.forget(GIVEN, GIVEN, f"{call.owner}/{name}"))
    if not gone:
        raise missing("conversation")
    return dump({"deleted": gone})


async def write_draft(call: Call) -> bytes:
    """Keep what she is writing over the version that she read; 409 where another tab changed it, and nothing is kept."""
    name, asked = call.names["id"], call.read(Written)
    data = ENCODE.encode(asked.draft)
    now = await wrap_future(call.parts.store.history.put(call.owner, DRAFT, name, data, part_of=name, expect=asked.version))
    if not now:
        raise clash("draft")
    return dump({"version": now})


HEADS = {"ko": ("질문", "답변"), "en": ("Question", "Answer")}
"""Over what was asked and answered, in the page's language."""


async def export(call: Call) -> None:
    """The path she looks at as Markdown: in her own terms, or as it left and came."""
    name = call.names["id"]
    talk, messages = await load_talk(call, name)
    if talk is None:
        raise missing("conversation")
    as_left, heads = call.query("as") == "left", HEADS.get(call.query("lang"), HEADS["en"])
    parts = [] if as_left else [f"# {talk.title}\n"]
    for message in path_to(messages, talk.leaf or next(reversed(messages), "")):
        if message.role == "assistant":
            call.parts.uses.did(call.owner, f"{name}/{message.id}", "exported")
        own = content(message.text, message.files)
        text = (message.raw if message.role == "assistant" else message.left) if as_left else own
        parts.append(f"## {heads[message.role == 'assistant']}\n\n{text}\n")
    headers = [
        (b"content-type", b"text/markdown; charset=utf-8"),
        attached(call, "conversation-hidden" if as_left else "conversation", "md"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await respond(call.send, 200, "\n".join(parts).encode(), headers)


ROUTES = {
    ("GET", "/garim/talks"): listed,
    ("GET", "/garim/talks/{id}"): read,
    ("PUT", "/garim/talks/{id}"): change,
    ("DELETE", "/garim/talks/{id}"): delete,
    ("PUT", "/garim/talks/{id}/draft"): write_draft,
    ("GET", "/garim/talks/{id}/export"): export,
}
