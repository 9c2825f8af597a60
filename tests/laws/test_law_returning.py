"""Law 5: our own words are known when they return, a real value that equals one gets its own, and nothing of it stops the talk."""

from __future__ import annotations

import base64
import json
import random
from typing import Any

import orjson
import pytest

from garim import Screen, exchange
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


SEAL = "ErUB3" + "Cq9xKzP0" * 6
WORDS = "Saltmarsh_and_his_Booking_Table_2026_of_Hanbyeol"
SEALED: list[dict[str, Any]] = [
    {"type": "thinking", "thinking": "Saltmarsh is theirs", "signature": SEAL}, {"type": "thinking", "thinking": "ask 도하랑 과장님 010-3382-7719", "signature": SEAL},
    {"type": "thinking", "thinking": "the key of Vexolitha is kept by 곽서진 대리님", "signature": SEAL}, {"type": "thinking", "thinking": "hm", "signature": "Saltmarsh/" + SEAL},
    {"type": "redacted_thinking", "data": SEAL + "Saltmarsh" + SEAL}, {"type": "redacted_thinking", "data": WORDS}, {"type": "redacted_thinking", "data": "A1" + "ourplanforthewintersaleoftheharbour" * 2},
]  # fmt: skip


@pytest.mark.parametrize("block", SEALED, ids=range(len(SEALED)))
@pytest.mark.parametrize("others", [((), ()), (({"type": "text", "text": "a"},), ({"type": "text", "text": "b"},)), ((), ({"type": "text", "text": "b"},)), (({"type": "text", "text": "a"},), ())])
def test_a_signed_block_with_an_original_stays_behind(screening: Screening, block: dict[str, Any], others: tuple[tuple[Any, ...], tuple[Any, ...]]) -> None:
    """Whoever signed it: a signature can be forged, or of a talk that was begun without Garim. All beside it leaves as it came."""
    known = {"type": "thinking", "thinking": "the index is missing", "signature": SEAL}
    content = [*others[0], block, block, *others[1]]
    talk = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": content}, {"role": "user", "content": "go on"}, {"role": "assistant", "content": [known]}]
    out = talks.sent(screening, "messages", {"model": "m", "max_tokens": 9, "messages": talk, "stream": True})
    sent = json.loads(out.body)

    assert sent["messages"][1]["content"] == ([*others[0], *others[1]] or [{"type": "text", "text": "-"}])
    assert sent["messages"][2:] == talk[2:] and sent["stream"] is True


def test_a_sealed_item_of_responses_stays_behind_too(screening: Screening) -> None:
    items = [{"role": "user", "content": "hi"}, {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "x"}], "encrypted_content": SEAL + "/Saltmarsh"}, {"role": "user", "content": "go on"}]
    good = {**items[1], "encrypted_content": SEAL}
    sent = json.loads(talks.sent(screening, "responses", {"model": "m", "input": [*items, good]}).body)

    assert sent["input"] == [items[0], items[2], good]


def test_seals_as_upstreams_draw_them_pass() -> None:
    """And what the model thought of our surrogates: see the replay. Here: that chance spells no word."""
    from garim.exchange.hide import LETTERS, WINDOW

    dice = random.Random(5)
    for _ in range(40):
        seal = base64.b64encode(dice.randbytes(1500)).decode()
        assert max(sum(map(str.islower, seal[at : at + WINDOW])) for at in range(len(seal))) < LETTERS


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


@pytest.mark.parametrize("word", ["Saltmarsh", "한별해운"])
def test_numbers_in_a_list_that_spell_a_word_are_read_in_arguments_and_results(screening: Screening, word: str) -> None:
    """A Buffer of Node, an array of bytes: no number of it is one to hide, all together are."""
    plain = {"m": [[1, 2, 3], [100, 200, 300, 400, 500]], "e": [101, 102, 103, 104, 105]}
    given = {"type": "Buffer", "data": list(word.encode()), **plain}
    call = {"id": "call_1", "type": "function", "function": {"name": "put", "arguments": json.dumps(given)}}
    talk = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": None, "tool_calls": [call]}, {"role": "tool", "tool_call_id": "call_1", "content": json.dumps(given)}]
    out = talks.sent(screening, "chat", {"model": "m", "messages": talk})
    _, said, told = orjson.loads(out.body)["messages"]
    for text in (said["tool_calls"][0]["function"]["arguments"], told["content"]):
        read = json.loads(text)
        assert {key: read[key] for key in plain} == plain and word[:2] not in bytes(read["data"]).decode()
        assert json.loads(restored(screening, text, out)) == given
