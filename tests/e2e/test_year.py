"""A person's years with Garim, from end to end through a running gateway: work, look back, write, publish, leave, decide again.

The clock of the store is set from month to month; all else is as it is used.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

YEAR = time.gmtime().tm_year
PLANTED = ("온새미", "Vellichor", "tamsil", "도하랑", "3382")
QUESTIONS = [
    "온새미물산 Vellichor 배포 이후 서버가 자꾸 죽습니다. 원인이 뭘까요?",
    "tamsil-prd-db03에서 고객별 합계를 구하는 SQL을 써 줘",
    "Draft an email to Onsaemi Trading about a late delivery",
    "파이썬으로 CSV를 JSON으로 바꾸는 함수 작성해줘",
]
RETROSPECTIVE = """# {year}년 회고

## AI를 어디에 썼나

온새미물산에서 Vellichor 장애를 자주 물었다. 도하랑 과장님께 배운 것이 가장 컸다. 밤에 tamsil-prd-db03이 죽으면 010-3382-7719로 전화가 왔다.

## 계획

- [ ] 매주 리뷰하기 ({next})

"""
FIVE = "# 자리를 옮기며\n\n## 왜 떠나는가\n\n새로운 결정이 필요했다.\n\n## 무엇을 배웠나\n\nVellichor를 끝까지 만들었다.\n\n## 무엇이 아쉬운가\n\n도하랑 과장님께 늦게 말했다.\n\n## 계획\n\n- [ ] 반년은 듣기만 하기\n\n## 동료들에게\n\n고마웠습니다.\n"


@pytest.fixture
def house(_upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> Iterator[servers.Gateway]:
    _upstream.clear()
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url, "models": ["echo*"]}], policy={"timezone": "UTC"})
    with servers.in_thread(settings, screening) as running:
        yield running


def test_years(house: servers.Gateway, upstream: FakeUpstream) -> None:
    def at(year: int, month: int, day: int = 15) -> None:
        moment = datetime(year, month, day, 9, tzinfo=UTC).timestamp()
        house.store.book.wall = lambda: moment

    def get(path: str, find: str = ""):  # type: ignore[no-untyped-def]
        answer = house.call("GET", path, headers={"x-garim-find": quote(find)})
        assert answer.status == 200, answer.body
        return answer.json

    def begin(kind: str, text: str, due: str = "") -> str:
        answer = house.ask("/garim/records", {"kind": kind, "lang": "ko", "text": text, "due": due})
        assert answer.status == 200, answer.body
        name: str = answer.json["id"]
        return name

    # Last December's retrospective, with a plan.
    at(YEAR - 1, 12)
    last = begin("retrospective", RETROSPECTIVE.format(year=YEAR - 1, next=f"{YEAR}-06"), f"{YEAR}-12-01")

    # A year's work through the gateway: one question a month.
    for month in range(1, 12):
        at(YEAR, month)
        ask = {"id": "q", "answer": "a", "text": QUESTIONS[month % len(QUESTIONS)], "model": "echo"}
        assert house.ask(f"/garim/talks/m{month}/ask", ask).status == 200
    assert not any(word.encode() in body for body in upstream.bodies for word in PLANTED)

    # December: the review, and three corrections of it.
    at(YEAR, 12)
    before = get(f"/garim/retro?year={YEAR}")
    rows = get(f"/garim/retro/list?year={YEAR}")["exchanges"]
    for row in rows[:3]:
        assert house.call("PUT", f"/garim/retro/exchanges/{row['number']}", json.dumps({"purpose": "learning"})).status == 200
    after = get(f"/garim/retro?year={YEAR}")
    assert before["total"]["exchanges"] == after["total"]["exchanges"] == 11
    assert dict(after["purposes"])["learning"] == 3 + sum(row["purpose"] == "learning" for row in rows[3:])

    # The retrospective is due, is written beside last year's, and is asked about what that planned.
    assert [(item["what"], item["text"]) for item in get("/garim/records")["due"]] == [("plan", f"매주 리뷰하기 ({YEAR}-06)"), ("review", f"{YEAR - 1}년 회고")]
    fresh = get("/garim/records/begin?kind=retrospective&lang=ko")
    assert [row["id"] for row in fresh["beside"]] == [last]
    asked = f"- [ ] 매주 리뷰하기 ({YEAR}-06) (← {YEAR - 1}년 회고)"
    assert asked in fresh["text"]
    told = get(f"/garim/records/begin?kind=retrospective&lang=ko&year={YEAR}")["text"]
    assert told.startswith(f"# {YEAR}년 회고\n\n## {YEAR}년 AI 사용 돌아보기\n") and "| 보낸 질문 | 11 |" in told and asked in told
    text = RETROSPECTIVE.format(year=YEAR, next=f"{YEAR + 1}-03") + f"## 지난 계획은 어떻게 되었나\n\n{asked.replace('[ ]', '[x]')}\n"
    mine = begin("retrospective", text, fresh["due"])
    assert [item["text"] for item in get("/garim/records")["due"]] == []

    # A model shortens one paragraph: seen first, hidden when it leaves, put in its place.
    paragraph = text.split("\n\n")[2]
    prompt = house.ask(f"/garim/records/{mine}/prompt", {"way": "shorten", "text": paragraph}).json["prompt"]
    seen = house.ask("/garim/preview", {"talk": "help", "draft": {"text": prompt}}).json
    assert house.ask("/garim/talks/help/ask", {"id": "q", "answer": "a", "text": prompt, "model": "echo"}).status == 200
    left = upstream.bodies[-1].decode()
    assert json.loads(left)["messages"][-1]["content"] == seen["text"] and not any(word in left for word in PLANTED)
    answer = get("/garim/talks/help")["messages"][-1]["text"]
    assert paragraph in answer  # the model of the test says what it was told, in her own words again
    shorter = text.replace(paragraph, paragraph.split(". ")[0] + ".")
    assert house.call("PUT", f"/garim/records/{mine}", json.dumps({"text": shorter, "version": 1})).json == {"version": 2}

    # Published in general words; the first version still holds everything.
    house.call("PUT", f"/garim/records/{mine}", json.dumps({"text": text, "version": 2}))
    look = house.ask(f"/garim/records/{mine}/look", {}).json
    page = house.ask(f"/garim/records/{mine}/publish", {"seen": look["seen"], "form": "html"}).body.decode()
    assert not any(word in page for word in PLANTED) and "자사에서 자사 서비스 장애를 자주 물었다." in page

    # June: another department, five headings.
    at(YEAR + 1, 6)
    headings = [line for line in get("/garim/records/begin?kind=departure&lang=ko")["text"].splitlines() if line.startswith("## ")]
    assert headings[:5] == [line for line in FIVE.splitlines() if line.startswith("## ")]
    leaving = begin("departure", FIVE)

    # Two years later, beside the next decision; what was only used is long gone.
    at(YEAR + 3, 6)
    house.store.history.forget_idle(0.0).result()
    assert get("/garim/talks")["talks"] == []
    decision = get("/garim/records/begin?kind=decision&lang=ko")
    assert [row["id"] for row in decision["beside"]] == [leaving] and decision["beside"][0]["text"] == FIVE
    assert "- [ ] 반년은 듣기만 하기 (← 자리를 옮기며)" in decision["text"]
    assert [row["id"] for row in get("/garim/records", "결정을")["records"]] == [leaving]
    listed = get("/garim/records")
    assert {row["id"] for row in listed["records"]} == {last, mine, leaving} and listed["lost"] == []
