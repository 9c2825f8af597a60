"""The library's door: hide a text or a conversation, restore what comes back.

screen = Screen.open("garim.toml")          # or Screen(lexicons=["words.jsonl"], key=b"…32 bytes…")
hidden = screen.hide("주문은 김서준 과장님께")
answer = hidden.restore(ask_a_model(hidden.text))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self, overload

import orjson

import garim.exchange as exchange
from garim.config import InMemory, Loader, Scopes, Settings, Stored, read
from garim.config.given import NAME, settled
from garim.detect.lexicon.source import Problem
from garim.errors import BadInput, BadSettings, ReviewNeeded
from garim.exchange.steps import Effect, HideTexts, Keep, Load, drive, kept_texts, texts_hidden
from garim.surrogate.restore import Restorer
from garim.values import Entry, Slot
from garim.wire import protocols


class Found(NamedTuple):
    """One span that was hidden, as a user of the library sees it."""

    start: int
    """First code point of the span in the text as it came."""
    end: int
    kind: str
    surrogate: str
    """What stands in its place."""
    why: str
    """The reason, in general terms."""
    slot: int = 0
    """Which text of a conversation; 0 for a single text."""


class Hidden:
    """A text or conversation after hiding, and the way back."""

    def __init__(
        self,
        hidden: exchange.Hidden,
        *,
        messages: list[dict[str, Any]] | None,
        screening: exchange.Screening,
    ) -> None:
        """Made by `Screen.hide`."""
        self._hidden, self._screening = hidden, screening
        self.messages = messages if messages is not None else []
        """The conversation with surrogates, in the form it came; empty for a single text."""
        self.legend = ""
        """One line of general meanings for the model; "" unless the setting asks for it."""

    def __repr__(self) -> str:
        return f"Hidden({len(self.entries)} surrogates)"

    @property
    def text(self) -> str:
        """The text with surrogates; of a conversation, its texts joined by newlines."""
        return "\n".join(self._hidden.texts)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was issued. Confidential."""
        return self._hidden.entries

    @property
    def findings(self) -> list[Found]:
        """What was hidden, in order."""
        rows = zip(self._hidden.findings, self._hidden.surrogates, strict=True)
        return [
            Found(f.start, f.end, f.kind, name, f.why, slot)
            for slot, (row, names) in enumerate(rows)
            for f, name in zip(row, names, strict=True)
        ]

    def restore(self, reply: str) -> str:
        """Put the originals back into a whole reply."""
        restorer = self.restorer()
        return restorer.feed(reply) + restorer.finish()

    def restorer(self) -> Restorer:
        """A restorer for one reply that arrives in pieces: `feed(piece)`, then `finish()` once."""
        return Restorer(exchange.table_of((*self.entries, *self._hidden.home), self._screening), escape="text")


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation read by the wire, and how to give it back."""

    request: Any

    @classmethod
    def read(cls, messages: Sequence[Mapping[str, Any]]) -> Self:
        """Messages in OpenAI or Anthropic form."""
        blocks = {
            block.get("type")
            for message in messages
            if isinstance(message.get("content"), list)
            for block in message["content"]
            if isinstance(block, Mapping)
        }
        path = "/v1/messages" if blocks & {"tool_use", "tool_result", "document", "thinking"} else "/v1/chat/completions"
        protocol = protocols.find("POST", path, {})
        if protocol is None:
            raise BadInput("no protocol reads this conversation")
        try:
            body = orjson.dumps({"model": "m", "messages": list(messages)})
        except TypeError:
            raise BadInput("the messages hold something that is not JSON", hint="use plain dicts, lists and strings") from None
        return cls(protocol.read(body))

    def write(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The messages with these texts in the slots' places."""
        out: list[dict[str, Any]] = orjson.loads(self.request.write(texts))["messages"]
        return out


class Screen:
    """Finders, policy, key and memory of one company, ready to hide texts. Safe to share between threads."""

    def __init__(
        self,
        *,
        lexicons: Iterable[str | Path] = (),
        key: bytes | None = None,
        settings: Settings | None = None,
    ) -> None:
        """
        Args:
            lexicons: Paths of JSONL or CSV lexicons, beside those of `settings`.
            key: 32 bytes; absent, the key of the settings, the environment or the key file.
            settings: As `config.read` gives them; absent, the defaults.

        Raises:
            BadSettings: A lexicon cannot be read, the key is too short, a setting is wrong.
        """
        if key is not None and len(key) < 32:
            raise BadSettings(f"the key has {len(key)} bytes", hint="give 32 random bytes: secrets.token_bytes(32)")
        self.settings = settings or Settings()
        self._loader = Loader(self.settings, lexicons=[Path(p) for p in lexicons], key=key)
        self.scopes: Scopes = Stored(settings, self._loader.keys) if settings is not None else InMemory()
        """What was issued under a name: in the sealed store, or in this process where no settings name one."""

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """A screen as a settings file says; the environment's GARIM_… variables win over it.

        Args:
            path: The file, which is yours by being named; None looks for garim.toml where the program runs, which may have come
                with a clone: unless `garim trust` was said of it, it can only add protection. A program has nobody to tell
                what does not hold, so what asks for more is not opened.

        Raises:
            BadSettings: The file is missing or wrong, or was only found and asks for more than protection.
        """
        if path is not None:
            return cls(settings=read(Path(path)))
        if not Path(NAME).exists():
            raise BadSettings(f"{NAME} is not there", hint="give its path, or make Screen() without for the defaults")
        settings = settled(None, Path.cwd())
        if settings.left:
            what = f"{NAME} was only found here and not named, so it can only add protection; it says {settings.left[0][:100]}"
            raise BadSettings(what, hint=f'if it is yours: Screen.open("{NAME}"), or `garim trust {NAME}`')
        return cls(settings=settings)

    @property
    def problems(self) -> Sequence[Problem]:
        """Lines of lexicons that say nothing that could be read, and were left out."""
        return self._loader.problems

    @property
    def screening(self) -> exchange.Screening:
        """What one exchange needs, as of now: swapped whole when a lexicon's file changes."""
        return self._loader.current()

    @overload
    def hide(self, text: str, scope: str | None = None) -> Hidden: ...
    @overload
    def hide(self, text: Sequence[Mapping[str, Any]], scope: str | None = None) -> Hidden: ...
    def hide(self, text: str | Sequence[Mapping[str, Any]], scope: str | None = None) -> Hidden:
        """Hide a text, or a conversation in OpenAI or Anthropic form.

        Args:
            text: Plain text, or a list of messages.
            scope: A name under which the surrogates are remembered, so that `restore` finds them later; it must not
                itself name a person.

        Raises:
            BadInput: It cannot be read.
            Refused: Policy says that it may not leave.
            Broken: A finder or the vault failed. Nothing was given out.
        """
        screening = self.screening
        if isinstance(text, str):
            talk, texts = None, HideTexts([Slot(text, role="user")], again=True)
        else:
            talk = _Talk.read(text)
            request = talk.request
            texts = HideTexts(request.slots, request.turns, request.groups)

        def do(effect: Effect) -> Any:
            if isinstance(effect, Load):
                return self.scopes.get(*effect.scopes)
            if isinstance(effect, Keep):
                return self.scopes.put(effect.scope, effect.entries)
            return texts_hidden(effect, screening) if isinstance(effect, HideTexts) else None

        hidden = drive(kept_texts(texts, scope or "", None), do)
        if hidden.decision.review == "other":
            hint = "ask through the gateway, where a reviewer can agree to it"
            raise ReviewNeeded(f"policy: {hidden.decision.decided}: somebody else must see this before it leaves", hint=hint)
        messages = talk.write(hidden.texts) if talk else None
        out = Hidden(hidden, messages=messages, screening=screening)
        if screening.legend:
            out.legend = exchange.legend_line(hidden, screening)
        return out

    def restore(self, reply: str, scope: str) -> str:
        """Put the originals of a scope back into a reply.

        Raises:
            BadInput: The scope is unknown or forgotten.
        """
        entries = self.scopes.get(scope)
        if not entries and not self.scopes.holds(scope):
            raise BadInput("this scope holds nothing", hint="hide under the same --scope first, with the same key and store")
        restorer = Restorer(exchange.table_of(entries, self.screening), escape="text")
        return restorer.feed(reply) + restorer.finish()
