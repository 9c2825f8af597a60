"""The page in a real browser: desktop and phone, Korean and English, against the real gateway on a real socket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "온새미물산의 tamsil-prd-db03에서 Vellichor가 느려요. 010-3382-7719 🙂 확인 부탁드립니다."
PLANTED = ("온새미", "tamsil", "Vellichor", "3382-7719")
PICTURES = Path(os.environ.get("GARIM_PICTURES", ""))
"""Not a setting of Garim's: where a person who runs this test wants to see the pictures."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[(1280, 860), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ko-KR")
    yield context.new_page()
    context.close()


def test_paste_look_ask_read(page: Page, gateway: servers.Gateway, upstream: FakeUpstream, tmp_path: Path) -> None:
    """She sees what would leave, it is what leaves, and she reads the answer in her own words."""
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(gateway.url + "/")
    expect(page.get_by_role("heading", name="내 글")).to_be_visible()
    page.locator("#text").fill(TEXT)
    expect(page.locator("#hidden mark").first).to_be_visible()
    shown = page.locator("#hidden").inner_text()
    assert [word for word in PLANTED if word in shown] == []
    assert shown.endswith("🙂 확인 부탁드립니다.")
    page.locator("#hidden mark").first.click()
    expect(page.locator("#why")).to_contain_text(":")
    expect(page.locator("#model option").first).to_be_attached()
    page.evaluate("document.getElementById('model').replaceChildren(new Option('echo', 'echo'))")
    page.get_by_role("button", name="물어보기").click()
    expect(page.locator("#answer")).to_have_text(TEXT, timeout=15_000)
    width = page.evaluate("innerWidth")
    page.screenshot(path=(PICTURES if PICTURES.name else tmp_path) / f"page-{width}.png", full_page=True)

    left = upstream.bodies[-1].decode()
    assert [word for word in PLANTED if word in left] == []
    assert {url.split("/")[2] for url in asked} == {gateway.url.split("/")[2]}
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_english_and_back(page: Page, gateway: servers.Gateway) -> None:
    """One button changes every word of the page; the choice stays."""
    page.goto(gateway.url + "/")
    page.locator("#language").click()
    expect(page.get_by_role("heading", name="What would leave")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("#language").click()
    expect(page.get_by_role("button", name="물어보기")).to_be_visible()


def test_a_broken_stream_is_told(page: Page, gateway: servers.Gateway) -> None:
    """An answer that breaks off does not look like one that ended."""
    page.goto(gateway.url + "/")
    page.locator("#text").fill(TEXT)
    page.evaluate("document.getElementById('model').replaceChildren(new Option('cut', 'cut'))")
    expect(page.locator("#send")).to_be_enabled()
    page.locator("#send").click()
    expect(page.locator("#error")).to_be_visible(timeout=15_000)


def test_the_policy_forbids_what_is_not_ours(gateway: servers.Gateway) -> None:
    """No inline script, no other origin, no frame around it."""
    answer = gateway.call("GET", "/")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-inline" not in policy and "http" not in policy.replace("https:", "http:").split("script-src")[-1].split(";")[0]
    assert b"<script>" not in answer.body and b"style=" not in answer.body
