"""Her records in a real browser, desktop and phone: written beside last year's, helped with, published, found, on two devices."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.test_page import Visit, until
from tests.e2e.upstream import FakeUpstream

LAST = "# 2025년 회고\n\n온새미물산의 Vellichor 장애를 AI로 풀었다. 결정은 늦었다.\n\n## 계획\n\n- [ ] 매주 리뷰 (2026-03)\n- [ ] 영어\n"
MINE = "# 2026년 회고\n\n온새미물산에서 Vellichor를 만들었다. 온새미물산은 컸다. 010-3382-7719로 전화가 왔다.\n\n## 지난 계획은 어떻게 되었나\n\n- [x] 매주 리뷰 (2026-03) (← 2025년 회고)\n- [ ] 영어 (← 2025년 회고)\n"
PLANTED = ("온새미", "Vellichor", "3382")


@pytest.fixture
def own(_upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> Iterator[servers.Gateway]:
    """A gateway of her own machine with last year's retrospective."""
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url, "models": ["echo*"]}])
    with servers.in_thread(settings, screening) as running:
        running.ask("/garim/records", {"kind": "retrospective", "lang": "ko", "text": LAST, "due": "2026-01-01"})
        yield running


def saved(page: Any) -> None:
    """A new record has its own address, and nothing is unsaved."""
    page.wait_for_url(re.compile(r"#/records/[0-9a-f]{12}$"))
    expect(page.locator("#publish")).to_be_enabled()
    expect(page.locator("#dirty")).to_have_text("")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_written_beside_last_years_helped_published_and_found(browser: Browser, own: servers.Gateway, upstream: FakeUpstream, tmp_path: Path, size: str) -> None:
    visit = Visit(browser, own.url, tmp_path, size=size)
    page = visit.page
    visit.open("#/records")
    expect(page.locator("#due li")).to_have_count(3)
    visit.axe("the list")
    visit.picture("records")
    page.locator(".begin a").first.click()
    expect(page.locator(".beside details")).to_have_count(1)
    expect(page.locator(".beside")).to_contain_text("결정은 늦었다")
    assert "- [ ] 영어 (← 2025년 회고)" in page.locator("#record").input_value()

    page.locator("#record").fill(MINE)
    page.locator("#record").press("Control+s")
    saved(page)

    page.locator("#help").click()
    expect(page.locator("#help-leaves mark").nth(2)).to_be_visible()
    expect(page.locator("#help-leaves mark").first).to_be_in_viewport()
    assert not any(word in page.locator("#help-leaves").inner_text() for word in PLANTED)
    assert upstream.bodies == [] or not any(b"2026" in body for body in upstream.bodies)
    page.locator("#help-send").click()
    expect(page.locator("#help-card button.main", has_text="선택한 자리에 넣기")).to_be_visible(timeout=15_000)
    assert not any(word.encode() in upstream.bodies[-1] for word in PLANTED)
    page.locator("#help-card button", has_text="끝에 추가").click()
    assert page.locator("#record").input_value().count("Vellichor를 만들었다") == 2
    page.locator("#record").fill(MINE + "\n끝.\n")
    page.locator("#save").click()
    expect(page.locator("#dirty")).to_have_text("")
    expect(page.locator("#versions")).to_be_visible()
    visit.axe("a record with help")

    page.locator("#publish").click()
    rows = page.locator(".changes li")
    expect(rows.nth(2)).to_be_visible()
    expect(rows.first).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0  # the bar above it stays
    expect(page.locator("#publish-save")).to_be_disabled()
    rows.filter(has=page.locator("mark", has_text=re.compile("^온새미물산$"))).first.locator("input[type=text]").fill("작은 회사")
    for box in page.locator(".looked").all():
        expect(page.locator("#publish-save")).to_be_disabled()
        box.check()
    expect(page.locator("#published")).to_contain_text("작은 회사에서")
    expect(page.locator("#published")).to_contain_text("작은 회사는 컸다")
    assert "협력사" in page.locator("#orgs").inner_html()
    visit.axe("publishing")
    visit.picture("records-publish")
    page.locator("#publish-card select").select_option("eml")
    with page.expect_download() as came:
        page.locator("#publish-save").click()
    mail = email.message_from_bytes(Path(came.value.path()).read_bytes(), policy=email.policy.default)
    plain = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert re.fullmatch(r"garim-retrospective-\d{4}-\d\d-\d\d\.eml", came.value.suggested_filename)
    assert mail["Subject"] == "2026년 회고" and "작은 회사에서 " in plain and not any(word in plain for word in PLANTED)

    page.locator("a", has_text="← 목록").click()
    page.locator("#find-records").fill("결정을")
    expect(page.locator("#records li")).to_have_count(1)
    expect(page.locator("#records .piece")).to_contain_text("결정은 늦었다")
    visit.close()


def test_two_devices_and_what_was_not_saved(browser: Browser, own: servers.Gateway, tmp_path: Path) -> None:
    """The phone is told that the laptop was faster, and both texts are there; leaving a page keeps what stood in it."""
    name = own.call("GET", "/garim/records").json["records"][0]["id"]
    laptop, phone = Visit(browser, own.url, tmp_path), Visit(browser, own.url, tmp_path, size="phone")
    for visit in (laptop, phone):
        visit.open(f"#/records/{name}")
        expect(visit.page.locator("#record")).to_have_value(LAST)
    laptop.page.locator("#record").fill("노트북에서")
    laptop.page.locator("#save").click()
    expect(laptop.page.locator(".notice")).to_contain_text("버전 2")
    phone.page.locator("#record").fill("전화기에서")
    phone.page.locator("#save").click()
    expect(phone.page.locator(".notice")).to_contain_text("두 글을 모두 보관했습니다")
    expect(phone.page.locator("#record")).to_have_value("전화기에서")
    phone.picture("records-two")
    phone.page.locator("a.tag").click()
    expect(phone.page.locator("#record")).to_have_value("노트북에서")

    laptop.page.locator("#record").fill("나가면서 저장")
    laptop.page.locator("a", has_text="← 목록").click()
    expect(laptop.page.locator("#records li")).to_have_count(2)
    until(laptop.page, "async (path) => (await (await fetch(path)).json()).text === '나가면서 저장'", f"garim/records/{name}")
    laptop.close()
    phone.close()


def test_what_leaving_a_page_could_not_save_is_told_and_not_lost(browser: Browser, own: servers.Gateway, tmp_path: Path) -> None:
    """Where another device was faster she is told; where nobody answers, her text stands there again when she comes back."""
    name = own.call("GET", "/garim/records").json["records"][0]["id"]
    visit = Visit(browser, own.url, tmp_path)
    page = visit.page
    visit.open(f"#/records/{name}")
    expect(page.locator("#record")).to_have_value(LAST)
    own.call("PUT", f"/garim/records/{name}", json.dumps({"text": "전화기에서", "version": 1}))
    page.locator("#record").fill("노트북에서")
    page.locator("a", has_text="← 목록").click()
    expect(page.locator(".notice")).to_contain_text("두 글을 모두 보관했습니다")
    assert sorted(row["version"] for row in own.call("GET", "/garim/records").json["records"]) == [1, 2]

    visit.open(f"#/records/{name}")
    expect(page.locator("#record")).to_have_value("전화기에서")
    page.route(f"**/garim/records/{name}", lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    page.locator("#record").fill("끊긴 사이에")
    with page.expect_event("requestfailed"):  # else the way may be open again before it was tried
        page.locator("a", has_text="← 목록").click()
    expect(page.locator(".notice")).to_be_visible()
    page.unroute_all()
    page.locator("#records a").filter(has_text="2025년 회고").filter(has_not_text="기기").click()
    expect(page.locator("#record")).to_have_value("끊긴 사이에")
    expect(page.locator("#dirty")).not_to_have_text("")
    page.locator("#save").click()
    expect(page.locator(".notice")).to_contain_text("버전 3")
    visit.close()


def test_english_and_a_damaged_record(browser: Browser, own: servers.Gateway, tmp_path: Path) -> None:
    name = own.call("GET", "/garim/records").json["records"][0]["id"]
    own.call("PUT", f"/garim/records/{name}", json.dumps({"text": "second", "version": 1}))
    own.ask("/garim/records", {"kind": "decision", "lang": "en", "text": "# Decision: stay\n"})
    from tests.store.conftest import execute

    place = own.store.book.seal.place(("page", "", "record", name)).hex()
    execute(f"sqlite:///{tmp_path}/garim.db", f"UPDATE garim_page SET sealed = X'00' WHERE name = X'{place}'")
    visit = Visit(browser, own.url, tmp_path, language="en")
    visit.open("#/records")
    expect(visit.page.locator("#records li")).to_have_count(1)
    expect(visit.page.locator("#lost")).to_contain_text("is damaged and does not open")
    visit.page.locator("#lost a").click()
    visit.page.locator(".card button", has_text="version 1").click()
    expect(visit.page.locator("#record")).to_have_value(LAST)
    visit.picture("records-damaged")
    visit.page.locator("#save").click()
    expect(visit.page.locator(".notice")).to_contain_text("Saved as version 3")
    visit.page.locator("a", has_text="← All").click()
    expect(visit.page.locator("#records li")).to_have_count(2)
    expect(visit.page.locator("#lost")).to_have_count(0)
    visit.close()
