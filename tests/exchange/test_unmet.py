"""What of a conversation is known already: the gateway works on the rest where it keeps nobody waiting."""

from __future__ import annotations

import json
from typing import Any

import pytest

from garim import Screen
from garim.exchange import Screening
from garim.exchange.steps import Task, hidden, unmet_of
from garim.values import Told
from garim.wire import protocols

PATH = "/v1/chat/completions"


@pytest.fixture(scope="module")
def screening() -> Screening:
    return Screen(key=bytes(range(32))).screening


def asked(*said: str, **more: Any) -> Task:
    messages = [{"role": "assistant" if at % 2 else "user", "content": text} for at, text in enumerate(said)]
    return Task("POST", PATH, json.dumps({"model": "m", "messages": messages, **more}).encode())


def unmet(task: Task, screening: Screening) -> list[str]:
    protocol = protocols.find("POST", PATH, {})
    assert protocol is not None
    return unmet_of(protocol.read(task.body), task, screening, protocol)


def hide(task: Task, screening: Screening) -> bytes:
    protocol = protocols.find("POST", PATH, {})
    assert protocol is not None
    return hidden(task, screening, protocol).out.body


def test_only_what_is_new_is_unmet(screening: Screening) -> None:
    first, longer = asked("unmet one"), asked("unmet one", "two", "three")
    assert unmet(first, screening) == ["unmet one"]
    hide(first, screening)

    assert unmet(first, screening) == []
    assert unmet(longer, screening) == ["two", "three"]
    hide(longer, screening)
    assert unmet(longer, screening) == []


def test_an_edited_beginning_is_unmet_and_so_is_what_another_was_told(screening: Screening) -> None:
    task = asked("edited one", "two", "three")
    hide(task, screening)

    assert unmet(asked("edited ONE", "two", "three"), screening) == ["edited ONE", "two", "three"]
    assert unmet(task._replace(told=(Told("two", "hide"),)), screening) == ["edited one", "two", "three"]
    assert unmet(task._replace(asked=task.asked._replace(client="another")), screening) == ["edited one", "two", "three"]


@pytest.mark.parametrize("turns", [1, 3])
def test_where_the_state_is_gone_all_is_unmet(screening: Screening, turns: int) -> None:
    """An answer asked for again: the turns before are known, what they led to is not kept any more."""
    said = [f"again {turns} {at}" for at in range(7)]
    for end in range(1, len(said) + 1, 2):
        hide(asked(*said[:end]), screening)
    left = unmet(asked(*said[:turns]), screening)

    assert left in ([], said[:turns])
    assert hide(asked(*said[:turns]), screening) == hide(asked(*said[:turns]), screening)
