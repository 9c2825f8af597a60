"""Long prompts in a process beside: the same answer, errors too, and a way on when it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson
import pytest

from garim.config import Settings
from garim.errors import BadInput
from garim.exchange import Screening
from garim.gateway.beside import Beside, Task, hide
from garim.values import Entry

WAY = ("POST", "/v1/chat/completions")
TEXT = "Vellichor on tamsil-prd-db03"


def fields_of(one: Screening) -> dict[str, object]:
    return {name: getattr(one, name) for name, field in one.__dataclass_fields__.items() if field.init}


@pytest.fixture
async def beside(screening: Screening) -> AsyncIterator[Beside]:
    made = Beside(lambda: screening)
    made.fork()
    yield made
    made.close()


def body(text: str) -> bytes:
    return orjson.dumps({"model": "m", "messages": [{"role": "user", "content": text}]})


async def test_it_gives_what_would_have_been_done_here(beside: Beside, screening: Screening) -> None:
    issued = (Entry("Somewhat", "Whatsome", "stem", "whatsome"),)

    for text in (TEXT, TEXT * 4_000, "plain"):
        assert await beside.hide(Task(*WAY, body(text), issued), screening) == hide(Task(*WAY, body(text), issued), screening)


async def test_errors_come_as_they_are(beside: Beside, screening: Screening) -> None:
    with pytest.raises(BadInput):
        await beside.hide(Task(*WAY, b"{"), screening)


async def test_one_who_leaves_takes_nobody_elses_answer(beside: Beside, screening: Screening) -> None:
    first = asyncio.create_task(beside.hide(Task(*WAY, body(TEXT * 1000)), screening))
    await asyncio.sleep(0)
    first.cancel()
    second = await beside.hide(Task(*WAY, body("second")), screening)

    assert b"second" in second.out.body


async def test_when_it_is_gone_the_work_is_done_here(screening: Screening) -> None:
    def broken() -> Screening:
        raise SystemExit  # ends the process beside, as running out of memory would

    made = Beside(broken)
    made.fork()

    assert b"plain" in (await made.hide(Task(*WAY, body("plain")), screening)).out.body


async def test_whoever_began_by_other_settings_is_served_by_those(screening: Screening) -> None:
    """A request that waited while the settings were read again is hidden by what it began with, not by a mixture."""
    there, here = Screening(**{**fields_of(screening), "key": bytes(32)}), screening
    made = Beside(lambda: there, lambda _: None)
    made.fork()
    old, new = None, Settings()
    task = Task(*WAY, body(TEXT))
    salted = hide(task, there).out.body

    assert salted != hide(task, here).out.body
    assert (await made.hide(task, here, old)).out.body == salted
    await made.reload(new)
    assert (await made.hide(task, here, old)).out.body == hide(task, here).out.body
    assert (await made.hide(task, here, new)).out.body == salted
    made.close()
