"""Bad input and bad luck on the page, in a real browser: nothing she wrote is lost, nothing is sent twice, nothing runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.e2e import servers
from tests.e2e.test_page import LAST, TEXT, sent, until, visit
from tests.e2e.upstream import FakeUpstream

__all__ = ["visit"]


def left(upstream: FakeUpstream) -> int:
    return len([body for body in upstream.bodies if body])


def test_a_question_that_did_not_get_through_goes_back_where_she_wrote_it(visit: Any, upstream: FakeUpstream) -> None:
    """Sent without a network: it is in the box again, is kept once the network is back, and is sent once."""
    her = visit(size="phone")
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.context.set_offline(True)
    her.page.locator("#send").click()
    expect(her.page.locator(".notice.bad")).to_be_visible()
    for width in (390, 1440):  # what is told covers nothing that she writes in or sends with
        her.page.set_viewport_size({"width": width, "height": 844})
        told, box = (her.page.locator(one).bounding_box() for one in (".notice.bad", "#text"))
        assert told and box and (told["y"] + told["height"] <= box["y"] or told["x"] + told["width"] <= box["x"])
    her.page.set_viewport_size({"width": 390, "height": 844})
    expect(her.page.locator("#text")).to_have_value(TEXT)
    expect(her.page.locator(".question")).to_have_count(0)
    here = her.page.url
    her.page.evaluate("location.hash = '#/t/elsewhere'")
    until(her.page, "url => location.href === url", here)
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.picture("15-offline")
    her.context.set_offline(False)
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.write(TEXT)
    her.send()
    assert left(upstream) == 1
    her.context.close()


def test_a_question_that_got_through_unheard_is_not_sent_twice(visit: Any, upstream: FakeUpstream) -> None:
    """The connection breaks behind the question: pressed again, it is recognised, and its answer is shown."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    her.page.route("**/ask", swallow)
    her.page.locator("#send").click()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.page.unroute("**/ask")
    her.page.locator("#send").click()
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    expect(her.page.locator(".question")).to_have_count(1)
    expect(her.page.locator("#text")).to_have_value("")
    assert left(upstream) == 1
    her.page.reload()
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    expect(her.page.locator("#text")).to_have_value("")
    her.context.close()


def test_what_she_wrote_meanwhile_is_not_overwritten_by_what_comes_back(visit: Any, upstream: FakeUpstream) -> None:
    """A question breaks off while the next is being written: both are there, and either can be sent."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    waiting: list[Route] = []
    her.page.route("**/ask", lambda route: waiting.append(route))
    her.page.locator("#send").click()
    her.page.locator("#text").fill("온새미물산 다음 질문")
    while not waiting:
        her.page.wait_for_timeout(20)
    waiting[0].abort("connectionreset")
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    expect(her.page.locator("#text")).to_have_value("온새미물산 다음 질문")
    her.page.unroute("**/ask")
    her.page.get_by_role("button", name=her.say["retry"]).click()
    expect(her.page.locator(".answer").last).to_contain_text("Vellichor")
    assert left(upstream) == 1
    her.page.reload()
    expect(her.page.locator(".question")).to_have_count(1)
    expect(her.page.locator("#text")).to_have_value("온새미물산 다음 질문")
    her.context.close()


def hold(her: Any) -> list[Route]:
    """Every question from now on, before the server has it."""
    waiting: list[Route] = []
    her.page.route("**/ask", lambda route: waiting.append(route))
    return waiting


def caught(her: Any, waiting: list[Route]) -> Route:
    while not waiting:
        her.page.wait_for_timeout(20)
    return waiting.pop()


@pytest.mark.parametrize("how", ["send", "again", "edit"])
def test_what_she_writes_while_a_question_is_on_its_way_is_looked_at(visit: Any, upstream: FakeUpstream, how: str) -> None:
    """No preview asks for a place that the server does not have yet; once it has it, what she writes goes behind it."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    if how != "send":
        her.send()
    if how == "edit":
        her.page.locator(".question").get_by_role("button", name=her.say["edit"]).click()
        her.write("온새미물산은 어떤가요?")
    refused: list[str] = []
    her.page.on("response", lambda response: refused.append(response.url) if response.status >= 400 else None)
    waiting = hold(her)
    her.page.locator(".answer").get_by_role("button", name=her.say["retry"]).click() if how == "again" else her.page.locator("#send").click()
    route = caught(her, waiting)
    with her.page.expect_response("**/garim/preview") as looked:
        her.page.locator("#text").fill("온새미물산 다음 질문")
    assert looked.value.status == 200
    expect(her.page.locator("#hidden mark")).to_have_count(1)
    route.continue_()
    expect(her.page.locator(".answer").last).to_have_attribute("aria-busy", "false")
    until(her.page, f"import('./store.js').then(m => m.state.saved && !m.state.stale && m.state.draft.parent === {LAST})")
    expect(her.page.locator("#error")).to_have_count(0)
    assert refused == []
    her.page.unroute("**/ask")
    her.send()
    assert len(sent(upstream)) == 3 and sent(upstream)[-1].endswith("다음 질문")
    her.page.reload()
    expect(her.page.locator(".question")).to_have_count(2)
    her.close()


@pytest.mark.parametrize("ends", ["lost", "refused", "stopped"])
def test_an_answer_that_never_began_is_none(visit: Any, upstream: FakeUpstream, ends: str) -> None:
    """Asked again without a network, by a call that is refused, or stopped at once: she is where she was, and goes on from there."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.send()
    waiting = hold(her)
    her.page.locator(".answer").get_by_role("button", name=her.say["retry"]).click()
    route = caught(her, waiting)
    if ends == "stopped":
        her.page.locator("#stop").click()
    elif ends == "lost":
        route.abort("connectionreset")
    else:
        route.fulfill(status=429, json={"error": {"type": "busy", "code": "over_limit", "message": "too many", "hint": ""}})
    expect(her.page.locator("#send")).to_be_visible()
    if ends != "stopped":  # that it was lost, or by now that it is back; or why it was refused
        expect(her.page.locator(".notice")).to_be_visible()
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    expect(her.page.locator(".branches")).to_have_count(0)
    her.page.unroute("**/ask")
    her.write("온새미물산 다음 질문")
    expect(her.page.locator("#error")).to_have_count(0)
    her.send()
    assert left(upstream) == 2 and len(sent(upstream)) == 3
    her.close()


def test_a_question_that_is_stopped_before_the_server_has_it_is_in_the_box_again(visit: Any, upstream: FakeUpstream) -> None:
    """Nothing of it is lost by a reload, and it is sent once."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    waiting = hold(her)
    her.page.locator("#send").click()
    caught(her, waiting)
    here = her.page.url
    her.page.evaluate("location.hash = '#/t/elsewhere'")  # where she cannot go as long as it is nowhere else
    until(her.page, "url => location.href === url", here)
    her.page.locator("#stop").click()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    expect(her.page.locator(".question")).to_have_count(0)
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.unroute("**/ask")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value(TEXT)
    her.write(TEXT)
    her.send()
    assert left(upstream) == 1
    her.close()


def test_what_left_is_shown_before_the_model_says_a_word(visit: Any, upstream: FakeUpstream) -> None:
    """She stops an answer that has not begun: what of her question is outside by then is told, without a reload."""
    her = visit(language="en")
    her.open()
    her.choose("wait")
    her.write(TEXT)
    her.page.locator("#send").click()
    shown = her.page.locator(".question").get_by_role("button", name=her.say["left"])
    expect(shown).to_be_visible()
    her.page.locator("#stop").click()
    expect(her.page.locator("#send")).to_be_visible()
    shown.click()
    assert her.page.locator(".question .left").inner_text() == sent(upstream)[-1]
    expect(her.page.locator(".answer")).to_contain_text("outside")
    her.close()


def test_a_question_that_broke_off_is_kept_when_she_sends_the_next_first(visit: Any, upstream: FakeUpstream) -> None:
    """The next one is a branch beside it: the one that is only on this page is told of when she leaves, and can be sent."""
    her = visit()
    her.open()
    her.choose("echo")
    her.write(TEXT)
    waiting = hold(her)
    her.page.locator("#send").click()
    route = caught(her, waiting)
    her.page.locator("#text").fill("온새미물산 다음 질문")
    route.abort("connectionreset")
    expect(her.page.locator(".answer [role=alert]")).to_be_visible()
    her.page.unroute("**/ask")
    her.write("온새미물산 다음 질문")
    her.send()
    assert left(upstream) == 1 and sent(upstream)[-1].endswith("다음 질문")
    here = her.page.url
    her.page.evaluate("location.hash = '#/t/elsewhere'")
    until(her.page, "url => location.href === url", here)
    her.page.locator(".question .branches button").first.click()
    expect(her.page.locator(".question .text")).to_have_text(TEXT)
    her.page.get_by_role("button", name=her.say["retry"]).click()
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    assert left(upstream) == 2
    her.page.reload()
    expect(her.page.locator(".question .branches")).to_contain_text("/2")
    her.close()


def test_pressed_twice_it_is_sent_once(visit: Any, upstream: FakeUpstream) -> None:
    """Twice by key and by button, while the preview is still on its way."""
    her = visit()
    her.open()
    her.choose("echo")
    her.page.locator("#text").fill(TEXT)
    her.page.evaluate(
        """() => { const t = document.getElementById('text'), key = () => t.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true}));
        key(); key(); document.getElementById('send').click(); }"""
    )
    expect(her.page.locator(".answer")).to_have_attribute("aria-busy", "false")
    her.page.wait_for_timeout(500)
    assert left(upstream) == 1
    expect(her.page.locator(".question")).to_have_count(1)
    her.close()


def test_an_answer_whose_connection_went_silent_is_taken_from_the_server(visit: Any, upstream: FakeUpstream) -> None:
    """A phone that changes its network hears nothing more: when it is back, the answer is there, asked once."""
    her = visit(size="phone")
    her.open()
    her.choose("echo")
    her.write(TEXT)
    her.page.evaluate(
        """() => { const real = window.fetch; window.fetch = (path, how) => { if (!String(path).endsWith('/ask')) return real(path, how);
        window.came = real(path, {...how, signal: undefined}).then(r => r.text()); return Promise.resolve(new Response(new ReadableStream({start(to) {
        how.signal.addEventListener('abort', () => to.error(new DOMException('', 'AbortError'))); }}))); }; }"""
    )
    her.page.locator("#send").click()
    expect(her.page.locator(".answer")).to_have_attribute("aria-busy", "true")
    her.page.evaluate("window.came.then(() => 1)")
    her.page.evaluate("dispatchEvent(new Event('online'))")
    expect(her.page.locator(".answer")).to_have_attribute("aria-busy", "false")
    expect(her.page.locator(".answer")).to_contain_text("Vellichor")
    assert left(upstream) == 1
    her.close()


def test_that_nothing_is_to_be_hidden_is_not_said_before_it_was_looked_at(visit: Any) -> None:
    """While the server is slow, the page says that it looks; never that a text is clean."""
    her = visit(size="phone")
    her.open()
    waiting: list[Route] = []
    her.page.route("**/garim/preview", lambda route: waiting.append(route))
    her.page.locator("#text").fill(TEXT)
    expect(her.page.locator("#counted")).to_have_text("확인 중…")
    expect(her.page.locator("#hidden")).to_have_attribute("aria-busy", "true")
    her.axe("looking")
    for route in waiting:
        route.continue_()
    expect(her.page.locator("#counted")).to_contain_text("4곳을 가렸습니다")
    expect(her.page.locator("#hidden")).to_have_attribute("aria-busy", "false")
    her.close()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("place", "call"), [("record", "**/garim/record?*"), ("words", "**/garim/words?*"), ("retro", "**/garim/retro?*"), ("review", "**/garim/reviews")])
def test_a_room_that_is_on_its_way_says_so(visit: Any, place: str, call: str, language: str) -> None:
    """Nothing blank and no 0 while the server works; where it cannot be had, nothing says any more that it comes."""
    her = visit(language=language)
    her.open()
    waiting, held = list[Route](), True

    def answer(route: Route) -> None:
        route.continue_() if language == "ko" else route.fulfill(status=503, json={"error": {"type": "x", "code": "store_busy", "message": "busy", "hint": ""}})

    her.page.route(call, lambda route: waiting.append(route) if held else answer(route))
    her.page.evaluate("place => { location.hash = `#/${place}`; }", place)
    busy, word = her.page.locator("main[aria-busy=true], main [aria-busy=true]"), {"ko": "불러오는 중…", "en": "Loading…"}[language]
    expect(busy).to_have_count(1)
    expect(her.page.locator("main [role=status]", has_text=word)).to_be_visible()
    her.axe(f"{place} on its way")
    her.picture(f"25-loading-{place}")
    while not waiting:
        her.page.wait_for_timeout(20)
    held = False
    for route in waiting:
        answer(route)
    expect(busy).to_have_count(0)
    expect(her.page.locator("main")).not_to_contain_text(word)
    her.close()


def test_ten_megabytes_are_told_to_be_too_much_and_are_still_there(visit: Any, upstream: FakeUpstream) -> None:
    """A paste of 10 MB becomes a file; the page stays alive, says what is wrong in her language, and sends nothing."""
    her = visit()
    her.open()
    took = her.page.evaluate(
        """async () => { const line = '2026-11-30 tamsil-prd-db03 Vellichor 010-3382-7719 요청 처리 지연\\n', text = line.repeat(1e7 / line.length + 1).slice(0, 1e7);
        const data = new DataTransfer(); data.setData('text/plain', text); const box = document.getElementById('text'); box.focus();
        const began = performance.now(); box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        await new Promise(requestAnimationFrame); return performance.now() - began; }"""
    )
    expect(her.page.locator(".files .file")).to_contain_text("10,000,000")
    expect(her.page.locator("#error")).to_contain_text("2,000,000", timeout=60_000)
    print(f"10 MB: {took:.0f} ms until the page was drawn again")
    her.axe("10 MB")
    her.page.locator("#send").click()
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator(".files .file")).to_contain_text("10,000,000", timeout=60_000)
    assert left(upstream) == 0
    her.page.locator(".files .icon").click()
    her.write(TEXT)
    expect(her.page.locator("#error")).to_have_count(0)
    her.context.close()


def test_a_text_that_was_cut_through_an_emoji_is_looked_at_kept_and_sent(visit: Any, upstream: FakeUpstream) -> None:
    """Half a pair is no text that JSON in UTF-8 can hold: it alone is replaced, nothing else of hers is lost."""
    her = visit(size="phone")
    her.open()
    her.choose("echo")
    her.page.evaluate("""() => { const t = document.getElementById('text'); t.value = 'Vellichor \\ud83d 정리 \\\\ud83d'; t.dispatchEvent(new Event('input', {bubbles: true})); }""")
    expect(her.page.locator("#hidden mark")).to_have_count(1)
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value("Vellichor \ufffd 정리 \\ud83d")
    her.send()
    assert sent(upstream)[-1].endswith(" \ufffd 정리 \\ud83d") and "ellichor" not in sent(upstream)[-1]
    assert left(upstream) == 1
    her.close()


def test_scripts_in_a_question_are_words(visit: Any, gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """HTML in a prompt is text in the preview, in the question, in the title, and on the review of what left."""
    her = visit()
    her.open()
    her.choose("echo")
    evil = "<img src=x onerror='window.bad=1'><script>window.bad=1</script> Vellichor [x](javascript:window.bad=1) </textarea><b>굵게"
    her.write(evil)
    her.send()
    expect(her.page.locator(".question .text")).to_have_text(evil)
    her.page.locator(".question").get_by_role("button", name=her.say["left"]).click()
    her.page.reload()
    expect(her.page.locator(".question .text")).to_have_text(evil)
    assert her.page.evaluate("window.bad") is None
    assert her.page.locator("main img, main script, .talks img, .answer a").count() == 0
    assert "ellichor" not in json.dumps(sent(upstream))
    her.close()
