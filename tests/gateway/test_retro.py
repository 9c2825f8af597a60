"""The year in review at the gateway: real exchanges of the page and of other clients, and nobody sees another's."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

FAULT = "온새미물산 Vellichor 배포 이후 서버가 자꾸 죽습니다. 원인이 뭘까요?"
KEYS = {name: f"key-of-{name}" for name in ("mina", "jo", "ann")}
YEAR = time.gmtime().tm_year


def head(name: str) -> dict[str, str]:
    return {"x-garim-key": KEYS[name]}


@pytest.fixture
def house(_upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> Iterator[servers.Gateway]:
    """A gateway that three people call, with a place outside and one inside."""
    _upstream.clear()
    clients = [{"name": name, "team": "loans", "key_sha256": sha256(key.encode()).hexdigest(), "rights": ["audit"] if name == "ann" else []} for name, key in KEYS.items()]
    upstreams = [{"name": "far", "url": _upstream.url, "models": ["echo*"]}, {"name": "near", "url": _upstream.url, "models": ["house*"], "trust": "inside"}]
    settings = servers.settings_for(tmp_path, upstream=upstreams, gateway={"clients": clients}, policy={"timezone": "UTC"})
    with servers.in_thread(settings, screening) as running:
        yield running


def ask(gateway: servers.Gateway, name: str, talk: str, **more: Any) -> None:
    body = {"id": "q1", "answer": "a1", "text": FAULT, "model": "echo", **more}
    assert gateway.ask(f"/garim/talks/{talk}/ask", body, head(name)).status == 200


def year(gateway: servers.Gateway, name: str, **query: object) -> Any:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    answer = gateway.call("GET", f"/garim/retro?{asked}", headers=head(name))
    assert answer.status == 200, answer.body
    return answer.json


def some(rows: list[list[Any]]) -> dict[str, int]:
    return {name: count for name, count in rows if count}


def test_exchanges_of_the_page_and_of_others_are_in_her_year(house: servers.Gateway) -> None:
    ask(house, "mina", "t1", told=[{"word": "Vellichor", "action": "keep"}, {"word": "배포", "action": "hide"}])
    ask(house, "mina", "t1", id="", answer="a2", parent="q1", text="")
    ask(house, "mina", "t1", id="q2", answer="a3", parent="a2", text="Draft an email to a customer about a late delivery")
    house.call("POST", "/garim/talks/t1/did", json.dumps({"message": "a3", "did": "copied"}), head("mina"))
    house.chat("파이썬으로 CSV를 JSON으로 바꾸는 함수 작성해줘", model="house-1", headers=head("mina"))
    found = year(house, "mina")
    total = found["total"]

    assert (total["exchanges"], total["outside"], found["damaged"]) == (4, 3, 0)
    assert some(found["purposes"]) == {"fault": 2, "writing": 1, "code": 1}
    assert some(found["languages"]) == {"ko": 3, "en": 1}
    assert some(found["places"]) == {"outside": 3, "inside": 1}
    assert (total["changed"], total["let"], total["hid"]) == (1, 1, 1)
    assert (total["answers"], total["retried"], total["copied"], total["kept"]) == (3, 1, 1, 2)  # a2 was gone on from, a3 copied
    assert total["hidden"] == sum(count for _, count in found["kinds"]) > 0
    assert (found["year"], found["zone"], found["years"]) == (YEAR, "UTC", [YEAR])


def test_a_conversation_that_is_sent_again_is_hidden_once(house: servers.Gateway) -> None:
    """Pages and clients send all of it with every question: what was hidden before is not hidden anew."""
    ask(house, "mina", "t1")
    first = year(house, "mina")
    ask(house, "mina", "t1", id="q2", answer="a2", parent="a1", text="그러면 무엇부터 볼까요?")
    ask(house, "mina", "t1", id="q3", answer="a3", parent="a2", text="10.20.30.40도 볼까요?")
    after = year(house, "mina")
    said = [{"role": "user", "content": FAULT}, {"role": "assistant", "content": "네"}, {"role": "user", "content": "짧게 다시 설명해 줘"}]
    house.ask("/v1/chat/completions", {"model": "house-1", "messages": said}, head("ann"))
    alone = year(house, "ann")["total"]

    assert first["total"]["hidden"] > 0 and (after["total"]["exchanges"], alone["exchanges"]) == (3, 1)
    assert (after["total"]["hidden"], alone["hidden"]) == (first["total"]["hidden"] + 1, 0)
    assert after["total"]["hidden"] == sum(count for _, count in after["kinds"])


def test_what_was_done_by_hand_counts_once(house: servers.Gateway) -> None:
    """Behind a question that failed without a word, and in a question that was edited, it is not done again."""
    done, more = {"word": "배포", "action": "hide"}, {"word": "서버", "action": "hide"}
    ask(house, "mina", "t1", told=[done], model="nobody's")  # does not leave
    ask(house, "mina", "t1", id="q2", answer="a2", parent="a1", text="다시 묻습니다", told=[more])
    first = year(house, "mina")["total"]
    ask(house, "mina", "t1", id="q3", answer="a3", text=FAULT, told=[done])
    ask(house, "mina", "t1", id="q4", answer="a4", text=FAULT + " 고쳐 씀", told=[done, more])
    ask(house, "mina", "t1", id="q5", answer="a5", text=FAULT + " 또 고쳐 씀", told=[done, more])
    total = year(house, "mina")["total"]

    assert (first["changed"], first["hid"], first["let"]) == (1, 1, 0)
    assert (total["exchanges"], total["changed"], total["hid"], total["let"]) == (4, 3, 3, 0)


def test_an_agents_rounds_are_no_questions(house: servers.Gateway) -> None:
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "ls", "arguments": "{}"}}]}
    said = [{"role": "user", "content": FAULT}, call, {"role": "tool", "tool_call_id": "c", "content": "10.20.30.40"}]
    for messages in (said[:1], said):
        assert house.ask("/v1/chat/completions", {"model": "echo", "messages": messages}, head("mina")).status == 200
    found = year(house, "mina")

    assert (found["total"]["exchanges"], found["total"]["rounds"], some(found["purposes"])) == (1, 1, {"fault": 1})
    assert found["total"]["hidden"] == sum(count for _, count in found["kinds"]) and dict(found["kinds"])["ipv4"] == 1
    assert len(house.call("GET", "/garim/retro/list", headers=head("mina")).json["exchanges"]) == 1


def test_nobody_sees_anothers_year(house: servers.Gateway) -> None:
    """Not with a key of her own, not with the right to audit, not by asking for it by name."""
    ask(house, "mina", "t1")
    number = house.call("GET", "/garim/retro/list", headers=head("mina")).json["exchanges"][0]["number"]
    for other in ("jo", "ann"):
        assert year(house, other, client="mina", owner="mina")["total"]["exchanges"] == 0
        assert house.call("GET", "/garim/retro/list?owner=mina", headers=head(other)).json["exchanges"] == []
        assert house.call("PUT", f"/garim/retro/exchanges/{number}", '{"purpose": "sql"}', head(other)).status == 404
        assert house.call("POST", "/garim/talks/t1/did", '{"message": "a1", "did": "copied"}', head(other)).status == 404
        assert "원인" not in house.call("GET", "/garim/retro/export?form=md", headers=head(other)).body.decode()
    assert house.call("GET", "/garim/retro").status == 401
    assert some(year(house, "mina")["purposes"]) == {"fault": 1}


def test_her_word_on_what_it_was_for(house: servers.Gateway) -> None:
    ask(house, "mina", "t1")
    row = house.call("GET", "/garim/retro/list", headers=head("mina")).json["exchanges"][0]
    assert row["purpose"] == "fault" and row["text"].startswith("온새미물산 Vellichor") and row["talk"] == "t1" and not row["corrected"]
    path = f"/garim/retro/exchanges/{row['number']}"
    assert house.call("PUT", path, '{"purpose": "learning"}', head("mina")).status == 200
    after = house.call("GET", "/garim/retro/list?only=learning", headers=head("mina")).json["exchanges"][0]

    assert (after["purpose"], after["corrected"], after["sure"]) == ("learning", True, True)
    assert some(year(house, "mina")["purposes"]) == {"learning": 1}
    assert house.call("PUT", path, '{"purpose": "gossip"}', head("mina")).status == 400
    assert house.call("PUT", path, '{"purpose": ""}', head("mina")).status == 200
    assert some(year(house, "mina")["purposes"]) == {"fault": 1}


def test_what_it_was_for_outlives_the_conversation(house: servers.Gateway) -> None:
    """A year is longer than conversations are kept: with its text gone, an exchange still counts for what it was."""
    ask(house, "mina", "t1")
    year(house, "mina")
    assert house.call("DELETE", "/garim/talks/t1", "{}", head("mina")).status == 200
    house.store.history.forget_idle(-1).result()

    assert some(year(house, "mina")["purposes"]) == {"fault": 1}
    assert house.call("GET", "/garim/retro/list", headers=head("mina")).json["exchanges"][0]["text"] == ""


def test_conversations_from_before_are_read_once(house: servers.Gateway) -> None:
    """Exchanges of a Garim that noted nothing yet: what they were for is told from the history, and kept."""
    ask(house, "mina", "t1", told=[{"word": "Vellichor", "action": "keep"}])
    ask(house, "mina", "t1", id="", answer="a2", parent="q1", text="")
    time.sleep(1.2)
    for document in house.store.history.all("mina", "use").result():
        house.store.history.forget("mina", "use", document.name).result()
    first = year(house, "mina")
    house.call("DELETE", "/garim/talks/t1", "{}", head("mina"))
    second = year(house, "mina")

    for found in (first, second):
        assert some(found["purposes"]) == {"fault": 2}
        assert (found["total"]["let"], found["total"]["retried"], found["total"]["answers"]) == (1, 1, 2)


def test_exports_are_files_that_run_nothing(house: servers.Gateway) -> None:
    ask(house, "mina", "t1")
    for form, kind, begin in (("md", "text/markdown", b"# "), ("html", "text/html", b"<!doctype html>"), ("png", "image/png", b"\x89PNG")):
        answer = house.call("GET", f"/garim/retro/export?form={form}&lang=en&year={YEAR}", headers=head("mina"))
        assert answer.status == 200 and answer.headers["content-type"].startswith(kind) and answer.body.startswith(begin)
        assert answer.headers["content-disposition"] == f'attachment; filename="garim-year-{YEAR}.{form}"'
        assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("query", ["year=26", "year=9999", "year=x", "zone=Nowhere", "zone=../x", "against=1", "year=2026%00"])
def test_what_cannot_be_asked_is_told(house: servers.Gateway, query: str) -> None:
    answer = house.call("GET", f"/garim/retro?{query}", headers=head("mina"))

    assert answer.status == 400 and answer.json["error"]["code"] == "bad_input" and answer.json["error"]["hint"]
    assert house.call("GET", "/garim/retro/export?form=exe", headers=head("mina")).status == 400
    assert house.call("GET", "/garim/retro/export?lang=xx", headers=head("mina")).status == 400


@pytest.mark.parametrize(("lang", "told"), [("ko", "2019년에 보낸 질문이 없습니다."), ("en", "No exchanges in 2019.")])
def test_what_is_missing_is_told_in_her_language(house: servers.Gateway, lang: str, told: str) -> None:
    assert house.call("GET", f"/garim/retro?year=2019&lang={lang}", headers=head("mina")).json["notes"][0] == told


def test_a_text_is_nowhere_but_in_the_conversation(house: servers.Gateway) -> None:
    """Neither the audit nor what is noted of an exchange says what was said, nor what it was for: that is hers."""
    ask(house, "mina", "t1")
    year(house, "mina")
    audit = "".join(record.text for record in house.store.page(-1).result())
    notes = b"".join(document.data for document in house.store.history.all("mina", "use").result())

    for word in ("온새미", "Vellichor", "원인"):
        assert word not in audit and word.encode() not in notes
    assert '"fault"' not in audit and b'"fault"' in notes
    assert '"trust":"outside"' in audit


def test_a_teams_sums_are_for_the_team(house: servers.Gateway) -> None:
    """Three people are too few; another team's is for whoever has the right to audit."""
    for name in KEYS:
        ask(house, name, "t1")
    own = house.call("GET", "/garim/retro/team", headers=head("mina"))

    assert own.status == 200 and own.json["team"] == "loans" and own.json["exchanges"] is None
    assert all(count is None for _, count in own.json["months"]) and "mina" not in own.body.decode()
    assert house.call("GET", "/garim/retro/team?team=cards", headers=head("mina")).status == 403
    assert house.call("GET", "/garim/retro/team?team=cards", headers=head("ann")).status == 200
    assert house.call("GET", "/garim/retro/team").status == 401
