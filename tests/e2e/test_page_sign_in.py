"""Signing in on the page by the company's account, in a real browser, with an identity provider on a real socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.provider import CLIENT, Provider
from tests.e2e.test_page import TEXT, Visit, sent, until
from tests.e2e.upstream import FakeUpstream


def free() -> int:
    """A port that nobody has: the provider must know the page's address before the page is there."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def company(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[servers.Gateway, Provider]]:
    place = f"127.0.0.1:{free()}"
    with Provider() as provider:
        provider.back = {f"http://{place}/garim/session/end"}
        oidc = {"issuer": provider.url, "audience": CLIENT, "page": f"http://{place}", "team_claim": "groups", "teams": ["loans"], "rights": {"officers": ["audit"]}}
        settings = servers.settings_for(tmp_path_factory.mktemp("company"), upstream=[{"name": "chat", "url": _upstream.url}], oidc=oidc)
        with servers.in_thread(settings, screening, place) as running:
            yield running, provider


@pytest.mark.parametrize(("size", "language"), [("phone", "ko"), ("desktop", "en")])
def test_she_signs_in_and_again_and_loses_nothing(browser: Browser, company: tuple[servers.Gateway, Provider], upstream: FakeUpstream, tmp_path: Path, size: str, language: str) -> None:
    """There and back, where she was; when it ran out, in another window, and what she wrote is still there and is kept."""
    gateway, provider = company
    her = Visit(browser, gateway.url, tmp_path, size=size, language=language)
    her.page.goto(gateway.url + "/#/records")
    expect(her.page.locator("#company")).to_be_visible()
    expect(her.page.locator("input[name=key]")).to_have_count(0)
    her.axe("sign-in")
    her.picture("13-sign-in")
    her.page.locator("#company").click()
    her.page.get_by_role("link", name="mina").click()
    expect(her.page.locator("#find-records")).to_be_visible()
    assert her.page.url == gateway.url + "/#/records"
    her.open()
    her.choose("echo")
    her.write(TEXT)
    until(her.page, "import('./store.js').then(m => m.state.saved)")

    her.context.clear_cookies()
    her.page.locator("#text").fill(TEXT + " Vellichor")
    expect(her.page.locator("#company")).to_be_visible()
    with her.context.expect_page() as opening:
        her.page.locator("#company").click()
    opening.value.get_by_role("link", name="mina").click()
    expect(her.page.locator("dialog")).to_have_count(0)
    expect(her.page.locator("#text")).to_have_value(TEXT + " Vellichor")
    until(her.page, "import('./store.js').then(m => m.state.saved)")
    her.page.reload()
    expect(her.page.locator("#text")).to_have_value(TEXT + " Vellichor")
    her.send()
    assert "ellichor" not in sent(upstream)[-1]

    kept = [cookie for cookie in her.context.cookies() if cookie["name"].startswith("garim")]
    assert [(cookie["name"], cookie["httpOnly"], cookie["sameSite"]) for cookie in kept] == [("garim", True, "Strict")]
    assert not [request.url for request in her.asked if "eyJ" in request.url] and provider.wrong == []
    her.context.close()


def test_somebody_else_sees_nothing_of_hers(browser: Browser, company: tuple[servers.Gateway, Provider], tmp_path: Path) -> None:
    """Where another person signs in on her open page, it begins anew: her text is neither shown to them nor kept as theirs."""
    gateway, _ = company
    page = (her := Visit(browser, gateway.url, tmp_path, size="phone")).page
    page.goto(gateway.url)
    page.locator("#company").click()
    page.get_by_role("link", name="no", exact=True).click()
    expect(page.locator("#told")).to_contain_text("did not let you in")
    page.locator("a").click()
    page.locator("#company").click()
    page.get_by_role("link", name="mina").click()
    her.write(TEXT)
    hers = page.url.split("/")[-1]
    her.context.clear_cookies()
    page.locator("#text").fill(TEXT + " 더")
    with her.context.expect_page() as opening:
        page.locator("#company").click()
    opening.value.get_by_role("link", name="jo").click()
    expect(page.locator("#text")).to_have_value("")
    until(page, "import('./store.js').then(m => m.state.me?.name === 'person:jo')")
    page.wait_for_timeout(1000)
    assert page.evaluate("id => fetch(`garim/talks/${id}`).then(r => r.json()).then(talk => talk.draft.text || '')", hers) == ""
    her.context.close()


def test_a_way_back_that_is_not_hers_is_refused(company: tuple[servers.Gateway, Provider]) -> None:
    """Without the browser's own state, with another's, with a code that was used, or with a token of another visit: no cookie."""
    gateway, provider = company
    begun = gateway.call("GET", "/garim/session/begin")
    cookie = {"cookie": begun.headers["set-cookie"].split(";")[0]}
    place = begun.headers["location"]
    asked = dict(pair.split("=", 1) for pair in place.split("?")[1].split("&"))
    assert begun.status == 303 and asked["code_challenge_method"] == "S256" and "code_verifier" not in place

    def back(code: str, state: str, headers: dict[str, str]) -> str:
        answer = gateway.call("GET", f"/garim/session/end?code={code}&state={state}", headers=headers)
        assert answer.status == 303
        return answer.headers["location"] if "garim=eyJ" not in answer.headers["set-cookie"] and "ZXlK" not in answer.headers["set-cookie"] else "in"

    provider.codes["one"] = {"who": "mina", "nonce": "another", "code_challenge": asked["code_challenge"], "redirect_uri": f"{gateway.url}/garim/session/end"}
    assert "elsewhere" in back("one", asked["state"], {})
    assert "browser" in back("one", "stranger", cookie)
    assert "another_visit" in back("one", asked["state"], cookie)
    assert "did_not_take_the_code" in back("one", asked["state"], cookie)
    provider.codes["two"] = {**asked, "who": "mina", "redirect_uri": f"{gateway.url}/garim/session/end"}
    assert back("two", asked["state"], cookie) == "in"
    provider.wrong.clear()
