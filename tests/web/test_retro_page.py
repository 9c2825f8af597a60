"""The year in review in a real browser, wide and on a phone: figures and charts of a made year, her word, files, nothing from outside."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.conftest import _upstream, browser, screening
from tests.e2e.test_page import PICTURES, SIZES, Visit
from tests.e2e.upstream import FakeUpstream
from tests.retro import made

__all__ = ["_upstream", "browser", "screening"]
YEAR = datetime.now(UTC).year
BEGIN = datetime(YEAR - 1, 1, 1, tzinfo=UTC).timestamp()
SIZES["wide"] = (1280, 900)


@pytest.fixture(scope="module")
def running(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    """A gateway whose store holds two made years."""
    folder = tmp_path_factory.mktemp("retro")
    store, clock = made.opened(folder, BEGIN, servers.KEY)
    made.year(store, clock, BEGIN, 700, seed=8)
    until = min(time.time() - 100, datetime(YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
    begin = datetime(YEAR, 1, 1, tzinfo=UTC).timestamp()
    made.year(store, clock, begin, 1100, seed=9, span=until - begin)
    store.close()
    with servers.in_thread(servers.settings_for(folder, policy={"timezone": "UTC"}), screening) as gateway:
        yield gateway


@pytest.mark.parametrize(("size", "language", "dark"), [("wide", "ko", False), ("phone", "ko", False), ("phone", "en", True), ("wide", "en", False)])
def test_the_year_in_review(running: servers.Gateway, browser: Browser, tmp_path: Path, size: str, language: str, dark: bool) -> None:
    her = Visit(browser, running.url, PICTURES if PICTURES.name else tmp_path, size=size, language=language, dark=dark)
    her.open("#/retro")
    page = her.page
    expect(page.locator(".figures b").first).not_to_have_text("0")
    shown = int(page.locator(".figures b").first.inner_text().replace(",", ""))
    assert shown == running.call("GET", f"/garim/retro?year={YEAR}&zone={page.locator('#zone').input_value()}").json["total"]["exchanges"] > 900
    page.locator("#against").select_option(str(YEAR - 1))
    expect(page.locator(".keys").first).to_contain_text(str(YEAR - 1))
    assert page.locator("svg rect.then").count() >= 12
    row = page.locator("#exchanges .rows li").first
    expect(row).to_be_visible()
    her.axe("retro")
    her.picture("20-retro")
    page.screenshot(path=tmp_path / f"retro-{size}-{language}.png", full_page=True)
    if PICTURES.name:
        page.set_viewport_size({"width": SIZES[size][0], "height": 4200})
        page.screenshot(path=PICTURES / f"21-retro-whole-{size}-{language}.png")
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    row.locator("select").select_option("learning")
    expect(row.locator(".tag")).to_have_text({"ko": "직접 지정", "en": "your word"}[language])
    with page.expect_download() as got:
        page.get_by_role("button", name="HTML").click()
    assert got.value.suggested_filename == f"garim-year-{YEAR}.html"
    page.locator("#zone").fill("Nowhere/Else")
    page.locator("#zone").press("Enter")
    expect(page.locator(".notice.bad")).to_be_visible()
    page.locator("#zone").fill("Asia/Seoul")
    page.locator("#zone").press("Enter")
    page.locator("#write").click()
    begun = page.locator("#record")
    expect(begun).to_have_value(re.compile(rf"^# .*{YEAR}"))
    assert f"| {YEAR} | {YEAR - 1} | ± |" in begun.input_value() and "Asia/Seoul" in begun.input_value()
    page.locator("#save").click()
    expect(page.locator("#dirty")).to_be_empty()
    her.close()


def test_a_copied_answer_is_noted(browser: Browser, _upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> None:
    """She copies an answer and asks on: the review says so."""
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url}], policy={"timezone": "UTC"})
    with servers.in_thread(settings, screening) as gateway:
        her = Visit(browser, gateway.url, tmp_path)
        her.context.grant_permissions(["clipboard-read", "clipboard-write"])
        her.open()
        her.choose("echo")
        her.write("온새미물산 Vellichor 배포 이후 서버가 자꾸 죽습니다. 원인이 뭘까요?")
        her.send()
        with her.page.expect_response(lambda answer: answer.url.endswith("/did")):
            her.page.locator(".answer").get_by_role("button", name="복사", exact=True).click()
        her.page.locator(".answer").get_by_role("button", name="다시 질문").click()
        expect(her.page.locator(".answer").last).to_have_attribute("aria-busy", "false", timeout=15_000)
        her.page.goto(gateway.url + "/#/retro")
        expect(her.page.locator(".figures b").first).to_have_text("2")
        found = gateway.call("GET", "/garim/retro").json["total"]
        her.page.locator("#only").select_option("all")
        expect(her.page.locator("#exchanges .rows li").first).to_contain_text("배포 이후")
        her.close()

    assert (found["exchanges"], found["copied"], found["kept"], found["retried"], found["answers"]) == (2, 1, 1, 1, 2)
