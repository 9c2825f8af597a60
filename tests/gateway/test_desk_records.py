"""The page's calls for records: hers alone, two devices, publishing, out and in."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from icalendar import Calendar

from garim.exchange import Screening
from garim.web import __file__ as web
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "# 온새미물산을 떠나며\n\nVellichor를 만든 결정은 좋았다. 010-3382-7719\n\n## 계획\n\n- [ ] 쉬기 (2020-01)\n"
KEYS = {"mina": "mina-key", "jo": "jo-key"}


def put(gateway: servers.Gateway, path: str, document: Any) -> servers.Answer:
    return gateway.call("PUT", path, json.dumps(document))


@pytest.fixture
def hers(_upstream: FakeUpstream, screening: Screening, tmp_path: Any) -> Iterator[servers.Gateway]:
    """A gateway of her own machine, empty."""
    with servers.in_thread(servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url}]), screening) as running:
        yield running


def begin(gateway: servers.Gateway, **more: str) -> str:
    answer = gateway.ask("/garim/records", {"kind": "departure", "lang": "ko", "text": TEXT, **more})
    assert answer.status == 200, answer.body
    name: str = answer.json["id"]
    return name


def test_begin_find_change_and_look_back(hers: servers.Gateway) -> None:
    name = begin(hers, due="2020-06-01")
    listed = hers.call("GET", "/garim/records").json
    found = hers.call("GET", "/garim/records", headers={"x-garim-find": "%EA%B2%B0%EC%A0%95%EC%9D%84"}).json["records"]  # 결정을
    changed = put(hers, f"/garim/records/{name}", {"text": TEXT + "끝", "version": 1})
    late = put(hers, f"/garim/records/{name}", {"text": "전화기에서", "version": 1}).json
    one = hers.call("GET", f"/garim/records/{name}").json

    assert [row["title"] for row in listed["records"]] == ["온새미물산을 떠나며"] and listed["lost"] == []
    assert [(item["what"], item["day"], item["past"]) for item in listed["due"]] == [("plan", "2020-01-31", True), ("review", "2020-06-01", True)]
    assert [row["id"] for row in found] == [name] and "결정은" in found[0]["piece"]
    assert changed.json == {"version": 2} and one["text"] == TEXT + "끝" and [row["version"] for row in one["versions"]] == [1]
    assert late["version"] == 2 and hers.call("GET", f"/garim/records/{late['copy']}").json["text"] == "전화기에서"
    assert hers.call("GET", f"/garim/records/{name}?version=1").json["text"] == TEXT
    assert hers.call("DELETE", f"/garim/records/{name}", "{}").status == 200 and hers.call("GET", f"/garim/records/{name}").status == 404


def test_a_new_one_has_the_earlier_beside_it(hers: servers.Gateway) -> None:
    name = begin(hers)
    weekly = begin(hers, kind="template", title="주간", text="# {year} 주간\n")
    decision = hers.call("GET", "/garim/records/begin?kind=decision&lang=ko").json
    own = hers.call("GET", f"/garim/records/begin?kind={weekly}&lang=ko").json

    assert [row["id"] for row in decision["beside"]] == [name] and decision["beside"][0]["text"] == TEXT
    assert decision["text"].startswith("# 결정:") and "- [ ] 쉬기 (2020-01) (← 온새미물산을 떠나며)" in decision["text"]
    assert own["text"].endswith(" 주간\n") and "{" not in own["text"] and hers.call("GET", "/garim/records").json["templates"] == [{"id": weekly, "title": "주간"}]
    assert (own["kind"], decision["kind"]) == ("주간", "decision")


def test_publish_is_what_was_looked_at(hers: servers.Gateway) -> None:
    name = begin(hers)
    seen = hers.ask(f"/garim/records/{name}/look", {}).json
    words = [TEXT.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in seen["changes"]]
    verdicts = {str(words.index("온새미물산")): "작은 회사", str(words.index("Vellichor")): None}
    again = hers.ask(f"/garim/records/{name}/look", {"verdicts": verdicts}).json
    wanted = {"verdicts": verdicts, "seen": seen["seen"], "form": "html"}
    page = hers.ask(f"/garim/records/{name}/publish", wanted)

    assert seen["left"] == [] and "온새미" not in seen["text"] and "Vellichor" not in seen["text"]
    assert again["text"].startswith("# 작은 회사를 떠나며") and again["seen"] == seen["seen"]
    assert page.status == 200 and "작은 회사를 떠나며" in page.body.decode() and "Vellichor를" in page.body.decode() and re.search(r'"garim-\w+-\d{4}-\d\d-\d\d\.html"$', page.headers["content-disposition"])
    assert hers.ask(f"/garim/records/{name}/publish", {**wanted, "seen": "0" * 12}).status == 409
    put(hers, f"/garim/records/{name}", {"text": TEXT + "Vellichor", "version": 1})
    assert hers.ask(f"/garim/records/{name}/publish", wanted).status == 409  # the text is another by now
    assert hers.ask(f"/garim/records/{name}/publish", {**wanted, "form": "docx"}).status == 400
    assert hers.ask(f"/garim/records/{name}/look", {"verdicts": {"x": None}}).status == 400
    assert hers.ask(f"/garim/records/{name}/look", {"verdicts": {"99": None}}).status == 400


def test_help_is_a_prompt_that_leaves_hidden(hers: servers.Gateway, upstream: FakeUpstream) -> None:
    name = begin(hers)
    prompt = hers.ask(f"/garim/records/{name}/prompt", {"way": "shorten", "text": TEXT}).json["prompt"]
    seen = hers.ask("/garim/preview", {"talk": "records", "draft": {"text": prompt}}).json["text"]
    hers.ask("/garim/talks/h1/ask", {"id": "q1", "answer": "a1", "text": prompt, "model": "echo"})

    assert json.loads(upstream.bodies[-1])["messages"][-1]["content"] == seen
    assert "온새미" not in seen and "Vellichor" not in seen and "절반" in seen
    assert hers.ask(f"/garim/records/{name}/prompt", {"way": "sing", "text": "x"}).status == 400


def test_out_and_in_again(hers: servers.Gateway, gateway: servers.Gateway) -> None:
    name = begin(hers)
    data = hers.call("GET", "/garim/records/archive").body
    done = gateway.call("POST", "/garim/records/archive", data, {"content-type": "application/zip"}).json
    calendar = hers.call("GET", "/garim/records/calendar").body

    assert zipfile.ZipFile(io.BytesIO(data)).read(f"{name}/1.md").decode() == TEXT
    assert (done["new"], done["own"], done["same"]) == (1, False, 0)
    assert gateway.call("GET", f"/garim/records/archive?origin={done['store']}").body == data
    assert "쉬기".encode() not in calendar and len(Calendar.from_ical(calendar).walk("VEVENT")) == 1
    assert gateway.call("POST", "/garim/records/archive", b"no", {"content-type": "application/zip"}).status == 400
    assert gateway.call("POST", "/garim/records/archive", data, {"content-type": "text/plain"}).status == 415


@pytest.fixture
def company(_upstream: FakeUpstream, screening: Screening, tmp_path: Any) -> Iterator[servers.Gateway]:
    clients = [{"name": name, "key_sha256": sha256(key.encode()).hexdigest(), "rights": ["admin", "audit", "review", "restore"], "team": "db", "share": "team"} for name, key in KEYS.items()]
    with servers.in_thread(servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url}], gateway={"clients": clients}), screening) as running:
        yield running


def test_nobody_else_reads_it_by_any_call(company: servers.Gateway) -> None:
    """Not a colleague of her team, not with every right, not by the id; and nothing of hers is in his search or archive."""
    hers, his = ({"x-garim-key": key} for key in KEYS.values())
    name = company.ask("/garim/records", {"kind": "departure", "lang": "ko", "text": TEXT, "due": "2020-01-01"}, hers).json["id"]
    calls = [
        company.call("GET", f"/garim/records/{name}", None, his),
        company.call("GET", f"/garim/records/{name}?version=1", None, his),
        company.call("PUT", f"/garim/records/{name}", json.dumps({"text": "x", "version": 1}), his),
        company.call("DELETE", f"/garim/records/{name}", "{}", his),
        company.ask(f"/garim/records/{name}/look", {}, his),
        company.ask(f"/garim/records/{name}/publish", {"seen": "x"}, his),
        company.ask(f"/garim/records/{name}/prompt", {"way": "draft", "text": "x"}, his),
    ]
    listed = company.call("GET", "/garim/records", None, his).json
    out = company.call("GET", "/garim/records/archive", None, his).body

    assert [answer.status for answer in calls] == [404] * len(calls)
    assert listed["records"] == listed["due"] == listed["lost"] == []
    assert company.call("GET", "/garim/records", None, {**his, "x-garim-find": "%EA%B2%B0%EC%A0%95"}).json["records"] == []
    assert company.call("GET", "/garim/records/begin?kind=decision&lang=ko", None, his).json["beside"] == []
    assert zipfile.ZipFile(io.BytesIO(out)).namelist() == ["records.json"] and b"VEVENT" not in company.call("GET", "/garim/records/calendar", None, his).body
    assert company.call("GET", "/garim/records", None, {}).status == 401
    assert company.call("GET", f"/garim/records/{name}", None, hers).json["text"] == TEXT


def test_the_audit_hears_acts_and_no_word(company: servers.Gateway) -> None:
    key = {"x-garim-key": KEYS["mina"]}
    name = company.ask("/garim/records", {"kind": "departure", "lang": "ko", "text": TEXT}, key).json["id"]
    seen = company.ask(f"/garim/records/{name}/look", {}, key).json["seen"]
    company.ask(f"/garim/records/{name}/publish", {"seen": seen}, key)
    audit = [json.loads(record.text) for record in company.store.page(-1).result()]
    said = [(row["by"], row["details"]["what"]) for row in audit if row.get("event") == "record"]

    assert said == [("mina", "begun"), ("mina", "published")]
    assert not any(word in json.dumps(audit, ensure_ascii=False) for word in ("온새미", "Vellichor", "떠나며", "쉬기"))


def test_both_languages_of_the_page_say_the_same() -> None:
    import re
    from pathlib import Path

    korean, english = (Path(web).parent / "lang/records.js").read_text().split("export const en")

    def keys(text: str) -> list[str]:
        return re.findall(r"(?:^  |, |\{ )(\w+): ", re.sub(r'"[^"]*"|`[^`]*`', '""', text))

    assert keys(korean) == keys(english)
