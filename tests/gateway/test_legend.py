"""The legend: what Garim itself puts before a conversation tells no listed word and nothing that would be hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import openai
import pytest

import garim
from garim import Screen
from garim.config import Loader, Settings
from garim.config.taught import add, checked
from garim.exchange import hide, legend_line
from garim.values import Slot, Told
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

LISTED: list[dict[str, Any]] = [
    {"term": "솔바람", "kind": "project"},
    {"term": "Thistledown", "kind": "project", "aliases": ["TSD"]},
    {"term": "물푸레은행", "kind": "org", "aliases": ["Mulpure Bank"]},
    {"term": "anchor", "kind": "product"},
    {"term": "서예린", "kind": "person", "aliases": ["Yerin Seo"]},
]
PHONE = "-".join(("010", "3382", "7719"))
TELLING = [
    "솔바람 승인 내역",
    "솔바람의 승인 내역",
    "신규솔바람승인내역",
    "솔 바람 승인 내역",
    "approvals of solbaram",
    "승인 내역 (Solbaram)",
    "approvals of thistle-down",
    "ThistledownApproval list",
    "list of the TSD",
    "물푸레 승인 내역",
    "물푸레은행에서 온 승인 내역",
    "mulpure approvals",
    "the anchor approvals",
    "anchor의 승인 내역",
    "승인 내역, 담당 서예린",
    "approvals, ask Yerin Seo",
    f"승인 내역 문의 {PHONE}",
    "approvals on 10.48.7.21",
]
ASKED = "SELECT * FROM TB_SLB_APRV_L"


def loader(folder: Path, means: str, *more: dict[str, Any], lang: str = "ko", **screen: Any) -> Loader:
    table = {"term": "TB_SLB_APRV_L", "kind": "db_object", "means": means}
    (folder / "words.jsonl").write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in (table, *LISTED, *more)))
    said = {"lexicons": ["words.jsonl"], "legend": lang, "names": "rules", **screen}
    settings = msgspec.convert({"screen": said, "store": {"url": "sqlite:///garim.db"}, "base": str(folder)}, Settings)
    return Loader(settings, key=servers.KEY)


def told(made: Loader, text: str = ASKED, decided: tuple[Told, ...] = ()) -> str:
    screening = made.current()
    return legend_line(hide([Slot(text, role="user")], screening, told=decided), screening)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("means", TELLING)
def test_a_meaning_that_holds_what_would_be_hidden_is_not_told(tmp_path: Path, means: str, lang: str) -> None:
    assert told(loader(tmp_path, means, lang=lang)) == ""


@pytest.mark.parametrize("means", ["승인 내역", "approval list", "컨테이너 예약 시스템", "move to a new data centre", "모바일 뱅킹 앱", "솔직한 바람"])
def test_a_general_meaning_is_told(tmp_path: Path, means: str) -> None:
    assert means in told(loader(tmp_path, means))


def test_a_taught_word_stands_in_no_meaning(tmp_path: Path) -> None:
    """Nor does what a list of words of another's makes one."""
    made = loader(tmp_path, "달빛 승인 내역")
    assert "달빛" in told(made)
    add(made.taught, [checked({"term": "달빛", "kind": "project"})])

    assert told(loader(tmp_path, "달빛 승인 내역")) == ""


def test_what_a_person_hides_in_her_conversation_stands_in_no_meaning(tmp_path: Path) -> None:
    """What no list knows: she hides a word of the meaning that she also writes."""
    made = loader(tmp_path, "승인 내역")

    assert "승인" in told(made, f"승인 내역이 느려요. {ASKED}")
    assert told(made, f"승인 내역이 느려요. {ASKED}", (Told("승인", "hide"),)) == ""


def test_two_meanings_of_one_stem_are_none(tmp_path: Path) -> None:
    """In one list or in two; the same meaning twice is one."""
    other = {"term": "TB_SLB_CNTR_L", "kind": "db_object", "means": "계약 내역"}
    assert told(loader(tmp_path, "승인 내역", other)) == ""
    assert told(loader(tmp_path, "승인 내역", other), "SELECT * FROM TB_SLB_CNTR_L") == ""
    assert "승인 내역" in told(loader(tmp_path, "승인 내역", {**other, "means": "승인 내역"}))

    made = loader(tmp_path, "승인 내역")
    add(made.taught, [checked(other)])
    assert told(loader(tmp_path, "승인 내역")) == ""


def test_style_general_tells_no_listed_word(tmp_path: Path) -> None:
    """It writes the meaning into the text itself."""
    screening = loader(tmp_path, "솔바람 승인 내역", style="general").current()

    assert "솔바람" not in hide([Slot(ASKED, role="user")], screening).texts[0]


QUESTIONS = [f"{ASKED} 가 느려요", f"솔바람 프로젝트의 {ASKED} 가 느려요", f"Why is {ASKED} slow? Project: 솔바람, Thistledown"]


@pytest.fixture(scope="module")
def telling(_upstream: FakeUpstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    folder = tmp_path_factory.mktemp("telling")
    upstreams = [{"name": "chat", "url": _upstream.url}, {"name": "claude", "url": _upstream.url, "protocol": "anthropic"}]
    system = {"term": "나래", "kind": "product", "means": "예약 시스템"}
    screening = loader(folder, "솔바람 승인 내역", system).current()
    with servers.in_thread(servers.settings_for(folder, upstream=upstreams), screening) as running:
        yield running


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/v1/responses"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_call_is_answered_and_its_first_line_tells_no_listed_word(
    telling: servers.Gateway, upstream: FakeUpstream, path: str, question: str
) -> None:
    """The line stands there, for the other word; the answer comes back in the asker's own words."""
    question += " (나래)"
    asked = {"input": question} if path.endswith("responses") else {"messages": [{"role": "user", "content": question}]}
    answer = telling.ask(path, {"model": "echo", "max_tokens": 99, **asked})
    left = json.dumps([json.loads(body) for body in upstream.bodies], ensure_ascii=False).casefold()

    assert answer.status == 200 and question in json.dumps(answer.json, ensure_ascii=False)
    assert "예약 시스템입니다" in left and not [word for word in ("솔바람", "slb", "나래", "thistledown") if word in left]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wrapped_client_tells_no_listed_word(tmp_path: Path, upstream: FakeUpstream, question: str) -> None:
    screen = Screen(settings=loader(tmp_path, "솔바람 승인 내역").settings)
    with garim.wrap(openai.OpenAI(base_url=upstream.url + "/v1", api_key="k", max_retries=0), screen) as client:
        got = client.chat.completions.create(model="echo", messages=[{"role": "user", "content": question}])

    assert got.choices[0].message.content == question
    assert "솔바람" not in json.dumps(json.loads(upstream.bodies[0]), ensure_ascii=False)
    assert screen.hide(question).legend == ""
