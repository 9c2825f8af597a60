"""The page in a real browser: desktop and phone, Korean and English, against the real gateway on a real socket.

One server and one browser for all. Pictures of every state are kept where GARIM_PICTURES says, or in the test's folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "온새미물산의 tamsil-prd-db03에서 Vellichor가 느려요. 010-3382-7719 🙂 확인 부탁드립니다."
PLANTED = ("온새미", "tamsil", "Vellichor", "3382-7719")
PICTURES = Path(os.environ.get("GARIM_PICTURES", ""))
"""Not a setting of Garim's: where a person who runs this test wants to see the pictures."""
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required".split()
AXE = (Path(__file__).parent.parent / "web/vendor/axe.js").read_text()
SIZES = {"desktop": (1440, 900), "phone": (390, 844), "small": (360, 740)}
WORDS: dict[str, dict[str, str]] = {
    "ko": {"ask": "물어보기", "let": "이 대화에서 보이기", "hide": "이 대화에서 가리기", "again": "다시 가리기", "raw": "받은 그대로 보기", "left": "나간 글 보기", "edit": "고치기", "retry": "다시 묻기", "ours": "우리 회사 말입니다"},
    "en": {"ask": "Ask", "let": "Show in this conversation", "hide": "Hide in this conversation", "again": "Hide again", "raw": "Show as received", "left": "Show what left", "edit": "Edit", "retry": "Ask again", "ours": "This is ours"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """One visit to the page, with what the browser asked for and complained about."""

    def __init__(self, browser: Browser, url: str, pictures: Path, *, size: str = "desktop", language: str = "ko", dark: bool = False) -> None:
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale={"ko": "ko-KR", "en": "en-US"}[language], color_scheme="dark" if dark else "light"
        )
        self.page: Page = self.context.new_page()
        self.url, self.size, self.language, self.say = url, size, language, WORDS[language]
        self.asked: list[Request] = []
        self.wrong: list[str] = []
        self.said: list[str] = []
        self._pictures = PICTURES if PICTURES.name else pictures
        self.page.on("request", lambda request: self.asked.append(request))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, place: str = "") -> None:
        self.page.goto(self.url + "/" + place)
        if not place:
            expect(self.page.locator("#text")).to_be_visible()

    def write(self, text: str, *, marks: bool = True) -> None:
        self.page.locator("#text").fill(text)
        if marks:
            expect(self.page.locator("#hidden mark").first).to_be_visible()

    def choose(self, model: str) -> None:
        self.page.locator("#model").select_option(model)

    def send(self) -> None:
        """Ask and wait for the end of the answer."""
        self.page.locator("#send").click()
        expect(self.page.locator(".answer").last).to_have_attribute("aria-busy", "false", timeout=15_000)

    def point(self, text: str) -> None:
        """Press the place that reads so in the preview."""
        self.page.locator("#hidden [data-mark]", has_text=text).first.click()
        expect(self.page.locator(".point")).to_be_visible()

    def act(self, name: str) -> None:
        self.page.locator(".point").get_by_role("button", name=self.say[name], exact=True).click()

    @property
    def shown(self) -> str:
        """What the preview shows."""
        return self.page.locator("#hidden .block").all_inner_texts() and "".join(self.page.locator("#hidden .block").all_inner_texts()) or ""

    def picture(self, name: str) -> None:
        self._pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._pictures / f"{name}-{self.size}-{self.language}.png")

    def axe(self, where: str) -> None:
        """No violation of accessibility on the page as it stands."""
        # Evaluated by the test, not loaded by the page: its policy stays as it is.
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3)]))")
        assert found == [], (where, found)

    def close(self) -> None:
        """Nothing was asked of others, nothing went wrong, nothing is wider than the screen."""
        host = self.url.split("/")[2]
        assert {request.url.split("/")[2] for request in self.asked if not request.url.startswith(("blob:", "data:"))} <= {host}
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert self.wrong == []
        self.context.close()


@pytest.fixture
def visit(browser: Browser, gateway: servers.Gateway, tmp_path: Path) -> Iterator[Any]:
    made: list[Visit] = []

    def make(**how: Any) -> Visit:
        made.append(Visit(browser, gateway.url, tmp_path, **how))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


def sent(upstream: FakeUpstream) -> list[str]:
    """The texts of the last request that left."""
    bodies = [json.loads(body) for body in upstream.bodies if body]
    return [message["content"] for message in bodies[-1]["messages"]]


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "ko"), ("desktop", "en"), ("phone", "en")])
def test_write_look_change_ask_read(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    """She sees what would leave, changes it, it is what leaves, and she reads the answer in her own words; then goes on."""
    her = visit(size=size, language=language)
    her.open()
    her.axe("fresh")
    her.write(TEXT)
    assert [word for word in PLANTED if word in her.shown] == []
    assert her.shown.strip().endswith("🙂 확인 부탁드립니다.")
    her.page.locator("#hidden mark.who, #hidden mark").last.click()
    her.axe("pointed")
    her.picture("1-pointed")
    her.page.keyboard.press("Escape")
    looked = her.shown
    her.choose("markdown")
    her.send()
    assert sent(upstream) == [looked.strip("\n")]
    answer = her.page.locator(".answer").last
    expect(answer.locator("table td").first).to_have_text("1")
    expect(answer.locator(".code .hljs-keyword").first).to_have_text("SELECT")
    for word in PLANTED:
        expect(answer).to_contain_text(word)
    assert her.page.evaluate("window.bad") is None and her.page.locator(".answer img, .answer script").count() == 0
    assert answer.locator("a").evaluate_all("links => links.map(link => [link.host, link.rel.includes('noopener'), link.innerText])") == [
        ["docs.oracle.com", True, "docs (docs.oracle.com)"]
    ]
    her.axe("answered")
    her.picture("2-answered")
    answer.get_by_role("button", name=her.say["raw"]).click()
    assert [word for word in PLANTED if word in answer.inner_text()] == []
    her.page.locator(".question").get_by_role("button", name=her.say["left"]).click()
    assert [word for word in PLANTED if word in her.page.locator(".question").inner_text()] == []
    her.close()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_she_decides_holds_and_changes_nothing_before(visit: Any, upstream: FakeUpstream, size: str) -> None:
    """Let through, hidden again, hidden by selection; in the next turns too; kept over a reload."""
    her = visit(size=size)
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.send()
    first = sent(upstream)[0]
    her.write("Vellichor 계약 금액은 42억입니다. 온새미물산과 상의했나요?")
    stand_in = her.page.locator("#hidden mark").first.inner_text()
    her.point(stand_in)
    her.act("let")
    expect(her.page.locator("#hidden .kept")).to_have_text("Vellichor")
    her.page.evaluate("const t = document.getElementById('text'); t.focus(); t.setSelectionRange(t.value.indexOf('42억'), t.value.indexOf('42억') + 3)")
    expect(her.page.locator(".point")).to_contain_text("42억")
    her.picture("3-selected")
    her.act("hide")
    expect(her.page.locator("#hidden")).not_to_contain_text("42억")
    her.page.wait_for_function("import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value("Vellichor 계약 금액은 42억입니다. 온새미물산과 상의했나요?")
    expect(her.page.locator("#hidden .kept")).to_have_text("Vellichor")
    her.send()
    second = sent(upstream)
    assert second[0] == first and "Vellichor" not in second[0] + second[1]
    assert "Vellichor" in second[2] and "42억" not in second[2] and "온새미" not in second[2]
    her.write("vellichor와 42억을 다시 봐 주세요", marks=False)
    expect(her.page.locator("#hidden .kept")).to_have_text("vellichor")
    expect(her.page.locator("#hidden")).not_to_contain_text("42억")
    her.point("vellichor")
    her.act("again")
    expect(her.page.locator("#hidden .kept")).to_have_count(0)
    her.send()
    third = sent(upstream)
    assert third[: len(second)] == second and "vellichor" not in third[-1].lower()
    her.close()


def test_edit_retry_and_branches(visit: Any, upstream: FakeUpstream) -> None:
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.send()
    her.page.locator(".answer").get_by_role("button", name=her.say["retry"]).click()
    expect(her.page.locator(".answer .branches")).to_contain_text("2/2")
    her.page.locator(".question").get_by_role("button", name=her.say["edit"]).click()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.write("온새미물산은 어떤가요?")
    her.send()
    assert len(sent(upstream)) == 1
    expect(her.page.locator(".question")).to_contain_text("어떤가요")
    her.page.locator(".question .branches button").first.click()
    expect(her.page.locator(".question")).to_contain_text("느려요")
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    her.picture("4-branches")
    her.close()


def test_a_broken_stream_is_told_and_what_she_wrote_is_kept(visit: Any, upstream: FakeUpstream) -> None:
    """An answer that breaks off does not look like one that ended; an upstream's error is told; stop stops."""
    her = visit()
    her.open()
    her.choose("cut")
    her.write(TEXT)
    her.send()
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    expect(her.page.locator(".question .text")).to_have_text(TEXT)
    her.page.reload()
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    her.choose("wait")
    her.write("온새미물산은요?")
    her.page.locator("#send").click()
    expect(her.page.locator("#stop")).to_be_visible()
    assert upstream.bodies
    her.page.locator("#stop").click()
    expect(her.page.locator("#send")).to_be_visible()
    assert upstream.gone.wait(10)
    her.close()


def test_english_and_back(visit: Any) -> None:
    """One button changes every word of the page; the choice stays."""
    her = visit()
    her.open()
    her.page.locator("#language").click()
    expect(her.page.get_by_role("heading", name="What leaves")).to_be_visible()
    her.page.reload()
    expect(her.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert her.page.evaluate("document.documentElement.lang") == "en"
    her.page.locator("#language").click()
    expect(her.page.get_by_role("button", name="물어보기")).to_be_visible()
    her.close()


def test_the_policy_forbids_what_is_not_ours(gateway: servers.Gateway) -> None:
    """No inline script, no other origin, no frame around it."""
    answer = gateway.call("GET", "/")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-inline" not in policy and "http" not in policy.replace("https:", "http:").split("script-src")[-1].split(";")[0]
    assert b"<script>" not in answer.body and b"style=" not in answer.body
