"""Law 5: our own words are known when they return, a real value that equals one gets its own, and nothing of it stops the talk."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from garim import Screen, exchange
from garim.errors import GuardTripped
from garim.exchange import Screening
from garim.surrogate.restore import Restorer
from tests.laws import talks

FIRST = "나래 is slow on hanbyeol-prd-db01 (10.48.7.21) for 도하랑 과장, harang.do@hanbyeol.internal, BKG-771, 010-3382-7719. Saltmarsh too."


@pytest.fixture
def screening(screen: Screen) -> Screening:
    return talks.cold(screen.screening)


def asked(*messages: tuple[str, Any]) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": role, "content": content} for role, content in messages]}


def left(screening: Screening, body: dict[str, Any]) -> tuple[list[Any], exchange.Outbound]:
    out = talks.sent(screening, "chat", body)
    return [message["content"] for message in orjson.loads(out.body)["messages"]], out


def restored(screening: Screening, text: str, out: exchange.Outbound) -> str:
    restorer = Restorer(exchange.table_of(out.entries, screening))
    return restorer.feed(text) + restorer.finish()


@pytest.mark.parametrize("role", ["assistant", "tool"])
def test_what_left_comes_back_as_it_left(screening: Screening, role: str) -> None:
    """In what the model says unrestored, and in a file that was written with it: left as it is, restored for the user."""
    (first,), _ = left(screening, asked(("user", FIRST)))
    said = first.replace("10.49.104.29", "that host")
    middle = [("assistant", "I wrote it down.")] if role == "tool" else []
    texts, out = left(screening, asked(("user", FIRST), *middle, (role, said), ("user", "go on")))

    assert texts[0] == first
    assert texts[-2] == said
    assert "나래" in restored(screening, said, out) and "BKG-771" in restored(screening, said, out)


def test_an_address_that_the_model_said_is_ours_when_a_tool_gives_it_back(screening: Screening) -> None:
    (first,), out = left(screening, asked(("user", "ping 10.48.7.21")))
    ours = first.split()[-1]
    texts, out = left(screening, asked(("user", "ping 10.48.7.21"), ("assistant", f"pinging {ours}"), ("tool", f"{ours} is up")))

    assert texts[1:] == [f"pinging {ours}", f"{ours} is up"]
    assert restored(screening, texts[2], out) == "10.48.7.21 is up"


@pytest.mark.parametrize("role", ["user", "tool"])
def test_a_real_value_that_equals_one_gets_its_own(screening: Screening, role: str) -> None:
    """Another address of the subnet: nobody outside has said it."""
    (first,), _ = left(screening, asked(("user", "ping 10.48.7.21")))
    ours = first.split()[-1]
    texts, out = left(screening, asked(("user", "ping 10.48.7.21"), ("assistant", "done"), (role, f"and {ours} too"), ("user", f"10.48.7.21 or {ours}?")))

    assert ours not in texts[2] and texts[3].split()[0] == ours and texts[3].split()[2] != f"{ours}?"
    assert [restored(screening, text, out) for text in texts] == ["ping 10.48.7.21", "done", f"and {ours} too", f"10.48.7.21 or {ours}?"]
    again, _ = left(screening, asked(("user", "ping 10.48.7.21"), ("assistant", "done"), (role, f"and {ours} too"), ("user", f"10.48.7.21 or {ours}?"),
                                     ("assistant", f"{ours} it is"), ("user", "why?")))  # fmt: skip
    assert again[:4] == texts and again[4] == texts[3].split()[2].rstrip("?") + " it is"


def test_a_name_that_holds_our_word_is_read_beside_it(screening: Screening) -> None:
    """A tool's output with a new name made of our word: the word stays, what is new and the company's is hidden."""
    (first,), _ = left(screening, asked(("user", "hanbyeol-prd-db01")))
    coined = first.split("-")[0]
    texts, _ = left(screening, asked(("user", "hanbyeol-prd-db01"), ("assistant", f"see {coined}_cache"), ("tool", f"{coined}-stg-web03 belongs to Saltmarsh")))

    assert texts[1] == f"see {coined}_cache" and texts[2].startswith(f"{coined}-") and "Saltmarsh" not in texts[2]


def test_a_history_that_was_begun_without_garim(screening: Screening) -> None:
    """The model's own earlier texts name originals: they are hidden like all others."""
    texts, out = left(screening, asked(("user", "who owns it?"), ("assistant", "한별해운 is owned by 도하랑, Saltmarsh team"), ("user", "and Saltmarsh?")))

    assert not any(word in text for text in texts for word in ("나래", "도하랑", "altmarsh"))
    assert restored(screening, texts[1], out) == "한별해운 is owned by 도하랑, Saltmarsh team"


def test_a_signed_block_that_holds_an_original_is_refused_by_name(screening: Screening) -> None:
    """It cannot be written anew; the message names the field and nothing of the value. One found later stops nothing."""
    sealed = [{"type": "thinking", "thinking": "Saltmarsh is theirs", "signature": "ErUB3" + "Cq9xKzP0" * 6}, {"type": "text", "text": "ok"}]
    body = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Saltmarsh?"}, {"role": "assistant", "content": sealed}]}

    with pytest.raises(GuardTripped, match=r"messages\[1\]\.content\[0\]\.thinking holds a value of kind project") as caught:
        talks.sent(screening, "messages", body)
    assert "altmarsh" not in caught.value.message and caught.value.status < 500
    body["messages"] = [{"role": "user", "content": "hi"}, *body["messages"][1:], {"role": "user", "content": "Saltmarsh?"}]  # type: ignore[index]
    assert b"Saltmarsh is theirs" in talks.sent(screening, "messages", body).body


def test_a_tool_that_is_renamed_in_the_middle(screening: Screening) -> None:
    """Its new name is hidden as the old one was, and what left before keeps its words."""

    def body(name: str, *more: dict[str, Any]) -> dict[str, Any]:
        tool = {"type": "function", "function": {"name": name, "description": "reads Saltmarsh", "parameters": {"type": "object", "properties": {}}}}
        return {"model": "m", "tools": [tool], "messages": [{"role": "user", "content": "read Saltmarsh"}, *more]}

    def call(name: str, content: str = "") -> dict[str, Any]:
        function = {"name": name, "arguments": "{}"}
        return {"role": "assistant", "content": content, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}

    first = orjson.loads(talks.sent(screening, "chat", body("saltmarsh_read")).body)
    later = orjson.loads(talks.sent(screening, "chat", body("saltmarsh_fetch", call("saltmarsh_read"), {"role": "user", "content": "again"})).body)

    assert later["messages"][0] == first["messages"][0]
    stem = first["tools"][0]["function"]["name"].removesuffix("_read")
    assert later["tools"][0]["function"]["name"] == f"{stem}_fetch" and "altmarsh" not in stem
    assert later["messages"][1]["tool_calls"][0]["function"]["name"] == f"{stem}_read"


def test_two_clients_with_one_conversation(screening: Screening) -> None:
    """They go on differently from the same beginning, one on each replica."""
    base = [("user", FIRST), ("assistant", "ok")]
    one, _ = left(screening, asked(*base, ("user", "서예린 대리")))
    two, _ = left(talks.cold(screening), asked(*base, ("user", "Cobble on 10.48.9.9")))
    three, _ = left(screening, asked(*base, ("user", "Cobble on 10.48.9.9")))

    assert one[:2] == two[:2] == three[:2] and two == three


def test_no_value_stays_inside_another(screening: Screening) -> None:
    """An account in a registry's host; a phone that is itself one of those that reach nobody."""
    texts, out = left(screening, asked(("user", "account 778812345678: 778812345678.dkr.ecr.ap-northeast-2.amazonaws.com/narae:1.2, call (415) 555-0137")))

    assert "77881234" not in texts[0] and "(415) 555-01" not in texts[0]
    assert restored(screening, texts[0], out).endswith("narae:1.2, call (415) 555-0137")
