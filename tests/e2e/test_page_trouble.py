"""Bad input and bad luck on the page, in a real browser: nothing she wrote is lost, nothing is sent twice, nothing runs."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Route, expect

from tests.e2e import servers
from tests.e2e.test_page import TEXT, sent, until, visit
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
