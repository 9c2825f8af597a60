"""The page in a real browser: desktop and phone, Korean and English, against the real gateway on a real socket.

One server and one browser for all. Pictures of every state are kept where PAGE_PICTURES says, or in the test's folder.
"""

from __future__ import annotations

import json
import os
import re
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from garim.exchange import Screening
from garim.policy.rules import Policy, Rule
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "온새미물산의 tamsil-prd-db03에서 Vellichor가 느려요. 010-3382-7719 🙂 확인 부탁드립니다."
PLANTED = ("온새미", "tamsil", "Vellichor", "3382-7719")
PICTURES = Path(os.environ.get("PAGE_PICTURES", ""))
"""Not a setting of Garim's: where a person who runs this test wants to see the pictures."""
AXE = (Path(__file__).parent.parent / "web/vendor/axe.js").read_text()
SIZES = {"desktop": (1440, 900), "phone": (390, 844), "small": (360, 740)}
expect.set_options(timeout=20_000)  # a machine that does other work is slow, not wrong; speed is measured where it is meant
LAST = "document.querySelector('.answer:last-of-type')?.dataset.message || ''"


def until(page: Page, what: str, given: Any = None, seconds: float = 60) -> None:
    """Wait for what JavaScript says, also where it says so by a promise: `wait_for_function` takes any promise for a yes."""
    end = time.monotonic() + seconds
    while not page.evaluate(what, given):
        assert time.monotonic() < end, f"{what} did not come true"
        page.wait_for_timeout(25)


def bar(milliseconds: float) -> float:
    """A bar that is held by a machine with nothing else to do; ten times as much where others work on it too."""
    calm = os.getloadavg()[0] < (os.cpu_count() or 1) * 0.75
    return milliseconds if calm else milliseconds * 10


WORDS: dict[str, dict[str, str]] = {
    "ko": {"ask": "보내기", "let": "이 대화에서 그대로 전송", "hide": "이 대화에서 가리기", "again": "다시 가리기", "raw": "복원 전 답변 보기", "left": "전송된 내용 보기", "edit": "수정", "retry": "다시 질문", "ours": "사내 용어로 등록", "listen": "음성으로 듣기", "quiet": "듣기 중지", "menu": "메뉴", "remove": "삭제", "own": "원본으로 내보내기", "hidden": "가린 상태로 내보내기"},
    "en": {"ask": "Ask", "let": "Show in this conversation", "hide": "Hide in this conversation", "again": "Hide again", "raw": "Show as received", "left": "Show what left", "edit": "Edit", "retry": "Ask again", "ours": "This is ours", "listen": "Read aloud", "quiet": "Stop reading", "menu": "Menu", "remove": "Delete", "own": "Export in my own words", "hidden": "Export as it left"},
}


BOTH = pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en")])


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
        self._under_way: set[Request] = set()
        self.wrong: list[str] = []
        self.said: list[str] = []
        self._pictures = PICTURES if PICTURES.name else pictures
        self.page.on("request", lambda request: (self.asked.append(request), self._under_way.add(request)))
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, lambda request: self._under_way.discard(request))  # type: ignore[call-overload]
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" and not message.text.startswith("Failed to load resource") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, place: str = "") -> None:
        self.page.goto(self.url + "/" + place)
        if not place:
            expect(self.page.locator("#text")).to_be_visible()

    def write(self, text: str, *, marks: bool = True) -> None:
        self.page.locator("#text").fill(text)
        until(self.page, "text => import('./store.js').then(m => m.state.preview?.forText === text)", text)
        if marks:
            expect(self.page.locator("#hidden mark").first).to_be_visible()

    def choose(self, model: str) -> None:
        self.page.locator("#model").select_option(model)

    def send(self) -> None:
        """Ask and wait for the end of the answer: of the new one, not of the one before it."""
        before = self.page.evaluate(LAST)
        self.page.locator("#send").click()
        until(self.page, f"before => ({LAST}) !== before", before)
        expect(self.page.locator(".answer").last).to_have_attribute("aria-busy", "false")

    def menu(self) -> None:
        """Where it is not there already, open it."""
        if self.size != "desktop":
            self.page.get_by_role("button", name=self.say["menu"], exact=True).click()

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

    def settled(self) -> None:
        """Wait until nothing is asked for any more, and what came is drawn."""
        quiet, end = 0, time.monotonic() + 60
        while quiet < 3:
            assert time.monotonic() < end, [request.url for request in self._under_way]
            self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
            self.page.wait_for_timeout(10)
            quiet = 0 if self._under_way else quiet + 1

    def axe(self, where: str, *rules: str) -> None:
        """No violation of accessibility on the page as it stands, by all rules or some."""
        # Evaluated by the test, not loaded by the page: its policy stays as it is.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(
            "rules => axe.run(document, {resultTypes: ['violations'], ...rules.length && {runOnly: rules}}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3)]))",
            list(rules),
        )
        assert found == [], (where, found)

    def close(self) -> None:
        """Nothing was asked of others, nothing went wrong, nothing is wider than the screen."""
        host = self.url.split("/")[2]
        assert {request.url.split("/")[2] for request in self.asked if not request.url.startswith(("blob:", "data:"))} <= {host}
        assert self.page.evaluate("[document.documentElement, ...document.querySelectorAll('main, .card, .composer')].every(e => e.scrollWidth <= Math.max(e.clientWidth, 1))")
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
    her.axe("as it left")
    her.picture("24-as-it-left")
    her.close()


@BOTH
def test_what_she_decides_holds_and_changes_nothing_before(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    """Let through, hidden again, hidden by selection; in the next turns too; kept over a reload."""
    her = visit(size=size, language=language)
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
    until(her.page, "import('./store.js').then(m => m.state.saved)")
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


@BOTH
def test_edit_retry_and_branches(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    her = visit(size=size, language=language)
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.send()
    her.page.locator(".answer").get_by_role("button", name=her.say["retry"]).click()
    expect(her.page.locator(".answer .branches")).to_contain_text("2/2")
    her.page.locator(".question").get_by_role("button", name=her.say["edit"]).click()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.axe("editing")
    her.write("온새미물산은 어떤가요?")
    her.send()
    assert len(sent(upstream)) == 1
    expect(her.page.locator(".question")).to_contain_text("어떤가요")
    her.page.locator(".question .branches button").first.click()
    expect(her.page.locator(".question")).to_contain_text("느려요")
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    her.axe("branches")
    her.picture("4-branches")
    her.close()


@BOTH
def test_a_broken_stream_is_told_and_what_she_wrote_is_kept(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    """An answer that breaks off does not look like one that ended; an upstream's error is told; stop stops."""
    her = visit(size=size, language=language)
    her.open()
    her.choose("cut")
    her.write(TEXT)
    her.send()
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    expect(her.page.locator(".question .text")).to_have_text(TEXT)
    her.page.reload()
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    her.axe("broken")
    her.picture("23-broken")
    her.choose("wait")
    her.write("온새미물산은요?")
    her.page.locator("#send").click()
    expect(her.page.locator("#stop")).to_be_visible()
    her.axe("waiting")
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
    expect(her.page.get_by_role("button", name="보내기")).to_be_visible()
    her.close()


def test_the_policy_forbids_what_is_not_ours(gateway: servers.Gateway) -> None:
    """No inline script, no other origin, no frame around it."""
    answer = gateway.call("GET", "/")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-inline" not in policy and "http" not in policy.replace("https:", "http:").split("script-src")[-1].split(";")[0]
    assert b"<script>" not in answer.body and b"style=" not in answer.body


@pytest.fixture(scope="module")
def own(_upstream: FakeUpstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[servers.Gateway, Path]]:
    """A company's own Garim, as a process: what is taught and connected on the page is written there."""
    folder = tmp_path_factory.mktemp("own")
    toml = f'[screen]\nlexicons = ["words.jsonl"]\nnames = "off"\nlegend = "ko"\n[store]\nurl = "sqlite:///garim.db"\n[gateway]\n[[upstream]]\nname = "chat"\nurl = "{_upstream.url}"\nmodels = ["echo", "markdown"]\n'
    with servers.as_process(folder, toml) as running:
        yield running, folder


@pytest.fixture
def hers(browser: Browser, own: tuple[servers.Gateway, Path], tmp_path: Path) -> Iterator[Any]:
    made: list[Visit] = []

    def make(**how: Any) -> Visit:
        made.append(Visit(browser, own[0].url, tmp_path, **how))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


MINUTES = """온새미물산 주간 회의록
참석: 서하진 과장(010-3382-7719), 박도윤 대리
1. Vellichor 이관: tamsil-prd-db03에서 11월 30일까지 끝낸다.
2. 모라벨 프로젝트는 12월에 시작한다. 예산은 42억.
"""


def in_force(gateway: servers.Gateway, word: str) -> None:
    """Ask until a taught word is loaded, which takes two seconds: what left before keeps the stand-in that it had."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = gateway.call("POST", "/garim/hide", json.dumps({"text": f"{word} 이관"})).json["findings"]
        if any(one["kind"] not in ("person", "unknown", "told", "org", "place") for one in found):
            return
    raise AssertionError("the taught word was not loaded")


@pytest.mark.parametrize(("size", "language", "word"), [("desktop", "ko", "모라벨"), ("phone", "ko", "박도윤"), ("phone", "en", "서하진")])
def test_a_new_users_path(hers: Any, own: tuple[servers.Gateway, Path], upstream: FakeUpstream, size: str, language: str, word: str) -> None:
    """Open, paste minutes, un-hide a word, teach a word, ask, follow up, reload, export: with nothing but the page."""
    her = hers(size=size, language=language)
    her.open()
    her.page.locator("#text").click()
    her.page.evaluate("text => { const t = document.getElementById('text'); t.setRangeText(text); t.dispatchEvent(new Event('input', {bubbles: true})) }", MINUTES)
    expect(her.page.locator("#hidden mark").first).to_be_visible()
    expect(her.page.locator("#hidden .legend")).to_contain_text("archive")
    her.page.locator("#hidden [data-mark=hidden]", has_text="-prd-").or_(her.page.locator("#hidden [data-mark=hidden]").nth(2)).first.click()
    her.act("let")
    expect(her.page.locator("#hidden .kept").first).to_be_visible()
    let_through = her.page.locator("#hidden .kept").first.inner_text()
    her.page.evaluate(f"const t = document.getElementById('text'); t.focus(); t.setSelectionRange(t.value.indexOf('{word}'), t.value.indexOf('{word}') + 3)")
    her.act("ours")
    expect(her.page.locator("#hidden")).not_to_contain_text(word)
    in_force(own[0], word)
    her.picture("5-taught")
    stands = "word => import('./store.js').then(({ state: { preview: p } }) => p.findings.find((f) => p.source.slice(f[0], f[1]) === word)[3])"
    her.page.evaluate("import('./store.js').then(m => m.set({notice: null}))")
    her.point(her.page.evaluate(stands, word))
    her.act("let")  # what she said last holds at once, though the word is the company's by now
    expect(her.page.locator("#hidden")).to_contain_text(word)
    her.page.locator("#hidden .kept", has_text=word).first.click()
    her.act("again")
    expect(her.page.locator("#hidden")).not_to_contain_text(word)
    her.choose("echo")
    her.send()
    left = sent(upstream)
    assert word not in left[-1] and let_through in left[-1] and "온새미" not in json.dumps(left, ensure_ascii=False)
    expect(her.page.locator(".answer").last).to_contain_text(word)
    her.write(f"{word}은 누가 맡나요?")
    her.send()
    assert word not in json.dumps(sent(upstream), ensure_ascii=False) and sent(upstream)[: len(left)] == left
    her.page.reload()
    expect(her.page.locator(".question")).to_have_count(2)
    her.menu()
    her.page.locator(".talks li.here button").click()
    with her.page.expect_download() as loading:
        her.page.get_by_role("button", name=her.say["own"]).click()
    exported = Path(loading.value.path()).read_text()
    with her.page.expect_download() as loading:
        her.page.get_by_role("button", name=her.say["hidden"]).click()
    hidden = Path(loading.value.path()).read_text()
    assert word in exported and "온새미" in exported and word not in hidden and "온새미" not in hidden
    her.axe("menu")
    her.close()


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en"), ("small", "en")])
def test_company_words(hers: Any, size: str, language: str, tmp_path: Path) -> None:
    """Find, add with a warning, take out, import with a look first, try a text."""
    her = hers(size=size, language=language)
    her.open("#/words")
    rows = her.page.locator("#words li")
    expect(rows.first).to_be_visible()
    her.page.locator("input[name=term]").fill("Grace")
    her.page.locator("select[name=kind]").select_option("product")
    her.page.locator("form .main").click()
    expect(her.page.locator(".notice")).to_contain_text("Grace")
    her.page.locator("input[type=search]").last.fill("grace")
    expect(rows).to_have_count(1)
    lexicon = tmp_path / "more.jsonl"
    lexicon.write_text('{"term": "Quillmoor", "kind": "project"}\n{"term": "Vellichor", "kind": "product"}\nnonsense\n')
    her.page.locator("input[type=file]").set_input_files(lexicon)
    expect(her.page.locator("#import")).to_contain_text("Quillmoor")
    her.page.locator("#import .main").click()
    expect(her.page.locator("#import")).to_have_count(0)
    her.page.locator("input[type=search]").last.fill("quillmoor")
    expect(rows).to_have_count(1)
    her.page.locator("#bench").fill("Vellichor 010-3382-7719")
    her.page.locator(".card:has(#bench) .main").click()
    expect(her.page.locator("#benched li")).to_have_count(2)
    her.axe("words")
    her.picture("6-words")
    rows.get_by_role("button").click()
    expect(rows).to_have_count(0)
    her.close()


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en")])
def test_what_happened(visit: Any, gateway: servers.Gateway, upstream: FakeUpstream, size: str, language: str) -> None:
    """Figures, a chart, one record whole, and whether the chain holds; never a text."""
    gateway.chat(TEXT)
    her = visit(size=size, language=language)
    her.open("#/record")
    expect(her.page.locator(".chart rect").last).to_be_visible()
    her.page.locator("#verify").click()
    expect(her.page.locator("#proof")).to_have_class("")
    told = her.page.locator(".figures div:has(b):nth-child(4) .faint").last
    before = int(re.sub(r"\D", "", told.inner_text()))
    # The second is on no record, for nothing left.
    assert [gateway.chat("x", model="e400").status, gateway.call("POST", "/v1/chat/completions", b"{").status] == [400, 400]
    her.page.locator(".desk select").select_option("7")
    expect(told).to_have_text(re.compile(rf"\b{before + 2}\b"))
    her.page.locator("tbody button").first.click()
    expect(her.page.locator("tbody dl dt[title=outbound_sha256]")).to_contain_text("SHA-256")
    expect(her.page.locator("tbody dl")).not_to_contain_text("own_ms")
    assert [word for word in PLANTED if word in her.page.locator("main").inner_html()] == []
    her.axe("record")
    her.picture("7-record")
    her.close()


@pytest.mark.parametrize(("size", "language", "model"), [("desktop", "ko", "all"), ("phone", "en", "e400")])
def test_first_run_connects_a_model(hers: Any, own: tuple[servers.Gateway, Path], upstream: FakeUpstream, size: str, language: str, model: str) -> None:
    """The key is tried, models are chosen, garim.toml is written, the model answers; a wrong address is told in words."""
    her = hers(size=size, language=language)
    her.open("#/setup")
    her.page.locator("input[name=name]").fill(size)
    her.page.locator("input[name=url]").fill("http://127.0.0.1:9")
    her.page.locator("form .main").click()
    expect(her.page.locator("form [role=alert]")).to_be_visible()
    her.page.locator("input[name=url]").fill(upstream.url)
    her.page.locator("input[name=key]").fill("tok-4711")
    her.page.locator("form .main").click()
    expect(her.page.locator(".models input").first).to_be_visible()
    for name in her.page.locator(".models .check").all_inner_texts():
        her.page.get_by_label(name.strip(), exact=True).uncheck()
    expect(her.page.locator("form .main")).to_be_disabled()  # none chosen is not all
    for name in her.page.locator(".models .check").all_inner_texts():
        her.page.get_by_label(name.strip(), exact=True).set_checked(name.strip() == model)
    her.axe("setup")
    her.picture("8-setup")
    her.page.locator("form .main").click()
    expect(her.page.locator("#wrote .toml")).to_contain_text(f'models = ["{model}"]')
    written = (own[1] / "garim.toml").read_text()
    assert "tok-4711" not in written and f'key_file = "keys/{size}-' in written
    assert [(path.stat().st_mode & 0o77, path.read_text()) for path in (own[1] / "keys").glob(f"{size}-*")] == [(0, "tok-4711\n")]
    her.axe("connected")
    her.page.locator("#wrote .main").click()
    her.choose(model)
    her.write("온새미물산은요?")
    her.send()
    assert upstream.heads[-1]["authorization"] == "Bearer tok-4711"
    her.close()


def test_files_by_drop_and_pictures_refused(visit: Any, upstream: FakeUpstream) -> None:
    from tests.documents.test_documents import docx

    her = visit(size="phone")
    her.open()
    her.choose("echo")
    her.page.locator("#file").set_input_files([{"name": "회의록.docx", "mimeType": "application/octet-stream", "buffer": docx()}])
    expect(her.page.locator(".files .file")).to_contain_text("회의록.docx")
    expect(her.page.locator("#hidden mark").first).to_be_visible()
    assert "Vellichor" not in her.shown
    data = her.page.evaluate_handle("() => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array([137,80,78,71,13,10,26,10])], 'notes.txt')); return d; }")
    her.page.dispatch_event(".composer", "drop", {"dataTransfer": data})
    expect(her.page.locator(".notice.bad")).to_contain_text("이미지")
    her.picture("9-files")
    her.send()
    assert "ellichor" not in sent(upstream)[-1] and "회의록.docx" in sent(upstream)[-1]
    her.close()


@BOTH
def test_pictures_leave_as_they_are_where_policy_says_so(browser: Browser, upstream: FakeUpstream, screening: Screening, tmp_path: Path, size: str, language: str) -> None:
    """She is told so before; the bytes are what leaves; the words beside are hidden; the record says that a picture passed."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": upstream.url}])
    with servers.in_thread(settings, replace(screening, allow=frozenset({"images"}))) as running:
        her = Visit(browser, running.url, tmp_path, size=size, language=language)
        her.open()
        her.choose("echo")
        her.page.locator("#file").set_input_files([{"name": "screen.txt", "mimeType": "text/plain", "buffer": picture}])
        expect(her.page.locator("#hidden .legend")).to_contain_text({"ko": "그대로 전송", "en": "leaves as it is"}[language])
        her.write("Vellichor 화면입니다")
        her.axe("picture")
        her.picture("14-image")
        her.send()
        text, image = sent(upstream)[-1]
        assert "ellichor" not in text["text"] and image["image_url"]["url"] == "data:image/png;base64," + b64encode(picture).decode()
        records = json.loads(running.call("GET", "/garim/record/list").body)["records"]
        assert [row["rules"] for row in records if row.get("status") == "sent"] == [["[policy] allow images: 1"]]
        her.page.reload()
        expect(her.page.locator(".question .file")).to_contain_text("screen.txt")
        her.close()


@BOTH
def test_an_answer_is_read_aloud(visit: Any, size: str, language: str) -> None:
    """By this machine's voice; originals are spoken, code is not; the first sound follows the first sentence at once."""
    her = visit(size=size, language=language)
    her.open()
    her.choose("markdown")
    her.write("온새미물산의 Vellichor가 느립니다. 왜 그럴까요?")
    her.send()
    spoken: list[str] = []
    her.page.on("request", lambda request: spoken.append(json.loads(request.post_data or "{}").get("input", "")) if "/audio/speech" in request.url else None)
    began = her.page.evaluate("performance.now()")
    her.page.get_by_role("button", name=her.say["listen"]).click()
    until(her.page, "import('./speech.js').then(m => m.heard.first > 0)")
    first = her.page.evaluate("import('./speech.js').then(m => m.heard.first)")
    expect(her.page.get_by_role("button", name=her.say["quiet"])).to_be_visible()
    her.axe("read aloud")
    her.page.get_by_role("button", name=her.say["quiet"]).click()
    assert "Vellichor" in " ".join(spoken) and "SELECT" not in " ".join(spoken)
    assert first - began < bar(1000)
    her.close()


ALOUD = {
    "응답은 **2.4초**입니다. `sm-erp-was02.seon.internal`을 보세요! 끝": ["응답은  2.4초 입니다.", "sm-erp-was02.seon.internal을 보세요!", "끝"],
    "Version 3.5 is out... see [the notes](https://docs.example/3.5). Really?! Yes": ["Version 3.5 is out...", "see the notes.", "Really?!", "Yes"],
    "## 결론\n\n1. 10.20.0.7은 정상\n2. TB_SM_STOCK_D 확인\n\n| a | b |\n|---|---|\n| 1.5 | 2 |\n": ["결론", "10.20.0.7은 정상", "TB SM STOCK D 확인", "a   b", "1.5   2"],
    "그렇습니다。다음！ 예": ["그렇습니다。", "다음！", "예"],
}  # fmt: skip


def test_all_of_an_answer_is_read_aloud_wherever_its_pieces_end(visit: Any) -> None:
    """Numbers and names with dots are whole; what is read of the beginning is never another sentence once more has come."""
    her = visit()
    her.open()
    cut = "text => import('./speech.js').then(({ sentences }) => [sentences(text, true), ...Array.from(text, (_, n) => sentences(text.slice(0, n), false))])"
    for text, said in ALOUD.items():
        whole, *parts = her.page.evaluate(cut, text)
        assert whole == said
        assert [part for part in parts if part != whole[: len(part)]] == []
    her.close()


def test_an_answer_that_still_streams_is_read_aloud_by_the_sentence(browser: Browser, _upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> None:
    """Pressed while it comes: within a second of its first whole sentence there is sound, long before the answer ends."""
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url, "models": ["stall.60"], "timeout": 60.0}])
    with servers.in_thread(settings, screening) as running:
        her = Visit(browser, running.url, tmp_path, size="phone", language="en")
        her.open()
        her.write("온새미물산의 Vellichor가 느립니다. 원인은 인덱스입니다. " + "그 밖의 내용은 아직 쓰고 있습니다. " * 20)
        her.page.locator("#send").click()
        took, status, seconds = her.page.evaluate(
            """async () => { const { state } = await import('./store.js'), speech = await import('./speech.js'); let whole = 0;
            for (;;) { const answer = [...state.talk.messages.values()].findLast(m => m.role === 'assistant');
            [...document.querySelectorAll('.answer[aria-busy=true] .tools [aria-pressed=false]')].at(-1)?.click();
            if (!whole && answer && speech.sentences(answer.text, false).length) whole = performance.now();
            if (speech.heard.first) return [speech.heard.first - whole, answer.status, speech.heard.seconds];
            await new Promise(requestAnimationFrame); } }"""
        )
        print(f"first sound {took:.0f} ms after the first whole sentence")
        assert status == "running" and took < bar(1000) and 0.8 < seconds < 5
        her.page.locator("#stop").click()
        expect(her.page.locator(".answer")).to_have_attribute("aria-busy", "false")
        her.close()


def test_nothing_confidential_stays_in_the_browser(visit: Any, gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """Canaries: in no storage, cache, cookie, address or console line of the browser, and in nothing that left."""
    her = visit()
    her.open()
    her.choose("markdown")
    her.write(TEXT)
    her.send()
    her.write("온새미물산 초안, 아직 보내지 않은 Vellichor")
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    for place, box in (("", ".side input[type=search]"), ("#/words", "main input[type=search]"), ("#/records", "main input[type=search]")):
        if place:  # what she looks for is hers, too
            her.page.evaluate("place => { location.hash = place; }", place)
        her.page.locator(box).fill("온새미 Vellichor")
        her.page.wait_for_timeout(300)
        her.settled()
    her.page.locator(".talks a").first.click()
    expect(her.page.locator("#text")).to_have_value("온새미물산 초안, 아직 보내지 않은 Vellichor")
    kept = her.page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, document.title,
        await indexedDB.databases(), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length, history.state])"""
    )
    seen = [kept, *her.said, *(unquote(request.url) for request in her.asked), *(body.decode() for body in upstream.bodies)]
    assert [(word, text[:200]) for word in PLANTED for text in seen if word in text] == []
    her.close()


def test_long_and_hostile_pastes(visit: Any) -> None:
    """5,000 lines stay smooth; its beginning shows at once, and after a keystroke only what changed is asked for."""
    her = visit()
    her.open()
    lines = "\n".join(f"2026-11-{1 + n % 28:02d} 10:{n % 60:02d} INFO tamsil-prd-db03 Vellichor request {n} took {n % 97} ms" for n in range(5000))
    first = her.page.evaluate(
        """async lines => { const { state } = await import('./store.js'); const t = document.getElementById('text');
        const began = performance.now(); t.value = lines; t.dispatchEvent(new Event('input', {bubbles: true}));
        while (!document.querySelector('#hidden .block mark')) await new Promise(requestAnimationFrame);
        return performance.now() - began; }""",
        lines,
    )
    until(her.page, "import('./store.js').then(m => m.state.preview && !m.state.preview.provisional)")
    took = her.page.evaluate(
        """async () => { const { state } = await import('./store.js'); const t = document.getElementById('text');
        t.setSelectionRange(0, 0); const began = performance.now(); t.setRangeText('온새미물산 '); t.dispatchEvent(new Event('input', {bubbles: true}));
        while (!document.querySelector('#hidden .block mark') || state.preview.forText !== t.value) await new Promise(requestAnimationFrame);
        return performance.now() - began; }"""
    )
    assert "온새미" not in her.page.locator("#hidden .block").first.inner_text()
    assert took < bar(300) and first < bar(1000), (first, took)
    print(f"5,000 lines: first marks {first:.0f} ms after the paste, preview {took:.0f} ms after a keystroke")
    her.context.close()


def test_two_tabs_and_a_lost_server(visit: Any, browser: Browser, gateway: servers.Gateway) -> None:
    her = visit()
    her.open()
    her.write("온새미물산 첫째 탭")
    until(her.page, "import('./store.js').then(m => m.state.saved && m.state.version > 0 && m.state.draft.text.includes('첫째'))")
    other = her.context.new_page()
    other.goto(her.page.url)
    expect(other.locator("#text")).to_have_value("온새미물산 첫째 탭")
    other.locator("#text").fill("온새미물산 둘째 탭")
    until(other, "import('./store.js').then(m => m.state.saved)")
    her.page.locator("#text").fill("온새미물산 첫째 탭, 더 씀")
    expect(her.page.locator(".notice")).to_contain_text("다른 탭")
    her.page.get_by_role("button", name="이 내용 유지").click()
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    expect(her.page.locator("#text")).to_have_value("온새미물산 첫째 탭, 더 씀")
    her.wrong.clear()
    her.context.set_offline(True)
    her.page.locator("#text").fill("온새미물산 서버 없이 씀")
    expect(her.page.locator(".notice")).to_contain_text("연결할 수 없습니다")
    her.context.set_offline(False)
    her.page.locator("#text").press("End")
    her.page.locator("#text").type("!")
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value("온새미물산 서버 없이 씀!")
    her.context.close()


def test_a_server_that_dies_in_mid_stream(browser: Browser, upstream: FakeUpstream, tmp_path: Path) -> None:
    """What she asked and what she wrote since are there when it is back, the answer says that it broke off, nothing is sent twice."""
    toml = f'[screen]\nlexicons = ["words.jsonl"]\nnames = "off"\n[store]\nurl = "sqlite:///garim.db"\n[gateway]\n[[upstream]]\nname = "chat"\nurl = "{upstream.url}"\nmodels = ["echo", "wait"]\n'
    with servers.as_process(tmp_path, toml) as running:
        her = Visit(browser, running.url, tmp_path)
        her.open()
        her.choose("wait")
        her.write("Vellichor 문의 하나")
        her.page.locator("#send").click()
        expect(her.page.locator("#stop")).to_be_visible()
        while not upstream.bodies:
            her.page.wait_for_timeout(50)
        assert running.process is not None
        running.process.kill()
        expect(her.page.locator("#text")).to_have_value("Vellichor 문의 하나")
        her.page.locator("#text").fill("Vellichor 그 뒤에 쓴 글")
        expect(her.page.locator(".notice.bad")).to_be_visible()
        expect(her.page.locator("#counted")).to_have_text("")
        her.page.locator("#send").click()
        expect(her.page.locator("#text")).to_have_value("Vellichor 그 뒤에 쓴 글")
    (tmp_path / "garim.toml").write_text(toml.replace("[gateway]\n", f'[gateway]\nbind = "127.0.0.1:{running.port}"\n'))
    again = servers.serve(tmp_path / "garim.toml")
    try:
        until(her.page, "import('./store.js').then(m => m.state.saved)")
        her.page.reload()
        expect(her.page.locator(".question")).to_have_text(re.compile("문의 하나"))
        expect(her.page.locator(".answer [role=alert]")).to_be_visible()
        expect(her.page.locator("#text")).to_have_value("Vellichor 그 뒤에 쓴 글")
        assert len([body for body in upstream.bodies if body]) == 1
        her.choose("echo")
        her.send()
        assert sent(upstream)[-1].endswith("그 뒤에 쓴 글") and "ellichor" not in json.dumps(sent(upstream))
        her.context.close()
    finally:
        again.terminate()
        again.communicate(timeout=40)


def test_sign_in_expires_and_nothing_is_lost(browser: Browser, _upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> None:
    """Where clients are configured: a key is asked for; when it is good no more, what she wrote is still there."""
    key = "key-of-" + "mina"
    client = {"name": "mina", "key_sha256": sha256(key.encode()).hexdigest()}
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url}], gateway={"clients": [client]})
    with servers.in_thread(settings, screening) as running:
        her = Visit(browser, running.url, tmp_path, size="small", dark=True)
        her.page.goto(running.url + "/")
        field = her.page.get_by_label("Garim 키")
        expect(field).to_be_visible()
        her.axe("sign-in")
        field.fill("wrong")
        field.press("Enter")
        expect(her.page.locator("dialog [role=alert]")).to_be_visible()
        expect(her.page.locator("dialog")).not_to_contain_text("만료")
        field.fill(key)
        field.press("Enter")
        her.write(TEXT)
        her.axe("dark")
        her.picture("10-dark")
        her.page.reload()
        expect(her.page.locator("#text")).to_have_value(TEXT)
        her.context.clear_cookies()
        her.page.locator("#text").fill(TEXT + " 더")
        expect(field).to_be_visible()
        field.fill(key)
        field.press("Enter")
        expect(field).not_to_be_visible()
        expect(her.page.locator("#text")).to_have_value(TEXT + " 더")
        expect(her.page.locator("#hidden")).to_contain_text("더")
        her.close()


def test_all_by_keyboard(visit: Any, upstream: FakeUpstream) -> None:
    """Write, go to a hidden place, read why, let another one through, send: without a mouse."""
    her = visit(language="en")
    her.open()
    her.choose("echo")
    her.page.locator("#text").focus()
    her.page.keyboard.insert_text(TEXT)
    expect(her.page.locator("#hidden mark").first).to_be_visible()
    for _ in range(12):
        her.page.keyboard.press("Tab")
        if her.page.evaluate("document.activeElement.dataset.mark") == "hidden":
            break
    her.page.keyboard.press("Enter")
    expect(her.page.locator(".point")).to_be_visible()
    until(her.page, "document.querySelector('.point').contains(document.activeElement)")
    her.page.keyboard.press("Escape")
    expect(her.page.locator(".point")).to_have_count(0)
    her.page.locator("#hidden mark").last.focus()
    her.page.keyboard.press(" ")
    until(her.page, "document.querySelector('.point')?.contains(document.activeElement)")
    while her.page.evaluate("document.activeElement.textContent") != her.say["let"]:
        her.page.keyboard.press("Tab")
    her.page.keyboard.press("Enter")
    expect(her.page.locator("#hidden .kept")).to_have_text("010-3382-7719")
    her.page.locator("#text").focus()
    her.page.keyboard.press("Control+Enter")
    expect(her.page.locator(".answer").last).to_have_attribute("aria-busy", "false", timeout=15_000)
    assert "Vellichor" not in sent(upstream)[-1] and "3382-7719" in sent(upstream)[-1]
    her.close()


@BOTH
def test_the_back_button_and_many_conversations(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    """Back and forth between conversations, found by their words; what she had begun is still there."""
    her = visit(size=size, language=language)
    her.open()
    her.choose("echo")
    her.write("온새미물산 zebrawood 하나")
    her.send()
    her.write("쓰다 만 글 온새미물산")
    her.menu()
    her.page.locator(".side > a.main").click()
    expect(her.page.locator(".question")).to_have_count(0)
    expect(her.page.locator("#text")).to_have_value("")
    her.page.go_back()
    expect(her.page.locator("#text")).to_have_value("쓰다 만 글 온새미물산")
    expect(her.page.locator(".question")).to_have_count(1)
    her.menu()
    her.page.locator("input[type=search]").fill("zebrawood")
    expect(her.page.locator(".talks li")).to_have_count(1)
    her.page.once("dialog", lambda dialog: dialog.accept())
    her.page.locator(".talks li button").click()
    her.page.get_by_role("button", name=her.say["remove"]).click()
    expect(her.page.locator(".talks li")).to_have_count(0)
    her.close()


def test_first_paint_and_weight(visit: Any) -> None:
    """The page is there at once, and light."""
    her = visit()
    her.open()
    paint, weight = her.page.evaluate(
        """() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.transferSize, 0)]"""
    )
    wrong = her.context.new_cdp_session(her.page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {one["errorId"] for one in wrong} <= {"in-incognito"}  # as this test's window is: a phone's can install it
    print(f"first paint {paint:.0f} ms, {weight / 1024:.1f} KB on the first visit")
    assert weight < 80 * 1024
    assert paint < bar(1000)
    two = ("온새미물산 서하진 과장 010-3382-7719 tamsil-prd-db03 오늘 회의에서 Vellichor 이관을 논의했습니다. " * 30)[:900]
    took = her.page.evaluate(
        """async text => { const { state } = await import('./store.js'); const t = document.getElementById('text'); const out = [];
        for (let n = 0; n < 5; n++) { const began = performance.now(); t.value = text + n; t.dispatchEvent(new Event('input', {bubbles: true}));
        while (state.preview?.forText !== text + n) await new Promise(requestAnimationFrame); out.push(performance.now() - began - 80); } return out; }""",
        two,
    )
    print(f"2 KB preview {sorted(took)[2]:.0f} ms after the pause of 80 ms (median of 5)")
    assert sorted(took)[2] < bar(100), took
    her.close()


def test_a_second_pair_of_eyes(browser: Browser, _upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> None:
    """Policy wants a reviewer: it waits, she sees the difference, hides a word more, agrees; then it leaves. Or she refuses."""
    keys = {"mina": "key-of-" + "mina", "jo": "key-of-" + "jo"}
    clients = [{"name": name, "key_sha256": sha256(key.encode()).hexdigest(), "rights": ["review"] if name == "jo" else []} for name, key in keys.items()]
    seen = replace(screening, policy=Policy([Rule(name="phones are seen first", kinds=("kr_phone*",), review="other")]))
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": _upstream.url}], gateway={"clients": clients})

    def enter(name: str, size: str) -> Visit:
        one = Visit(browser, running.url, tmp_path, size=size)
        one.page.goto(running.url + "/")
        one.page.get_by_label("Garim 키").fill(keys[name])
        one.page.keyboard.press("Enter")
        expect(one.page.locator("#text")).to_be_visible()
        return one

    with servers.in_thread(settings, seen) as running:
        her, jo = enter("mina", "phone"), enter("jo", "desktop")
        for question, agree in (("Vellichor 문의 010-3382-7719 예산 42억", True), ("Vellichor 또 010-3382-7719", False)):
            _upstream.clear()
            her.choose("echo")
            her.write(question)
            her.send()
            expect(her.page.locator(".answer .tools a.button").last).to_be_visible()
            assert _upstream.bodies == []
            her.axe("waits")
            her.picture("11-waits")
            jo.page.goto(running.url + "/#/record")
            jo.page.goto(running.url + "/#/review")
            card = jo.page.locator(".review")
            expect(card.locator(".paper").first).to_contain_text("010-3382-7719")
            assert "3382-7719" not in card.locator(".paper").last.inner_text()
            jo.axe("review")
            jo.picture("12-review")
            if agree:
                card.locator("textarea[name=hide]").fill("42억")
                card.get_by_role("button", name="승인").click()
            else:
                card.locator("textarea[name=why]").fill("고객 번호는 빼 주세요")
                card.get_by_role("button", name="반려").click()
            expect(card.locator("textarea")).to_have_count(0)
            her.page.locator(".answer .tools .main").last.click()
            if agree:
                expect(her.page.locator(".answer").last).to_contain_text("42억")
                assert "42억" not in sent(_upstream)[-1] and "3382-7719" not in sent(_upstream)[-1]
            else:
                expect(her.page.locator(".answer").last).to_contain_text("고객 번호는 빼 주세요")
                assert _upstream.bodies == []
        her.close()
        jo.close()
