"""What she looks at on the page, in a real browser: the two texts, reasons, files, words, reviews, the record."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import garim
from garim.exchange import Screening
from garim.policy.rules import Policy, Rule
from garim.store import evidence
from tests.documents import test_documents as made
from tests.e2e import servers
from tests.e2e.test_page import TEXT, Visit, hers, own, sent, until, visit
from tests.e2e.upstream import FakeUpstream

__all__ = ["hers", "own", "visit"]
SIZES = pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en"), ("small", "ko")])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_two_texts_scroll_together(visit: Any, size: str) -> None:
    """Whichever she moves, by wheel or from the keyboard, wherever the focus is, the other follows; neither fights back."""
    her = visit(size=size)
    her.open()
    her.write("\n".join(f"{n} 온새미물산 tamsil-prd-db03 Vellichor 010-3382-77{n % 90 + 10}" for n in range(300)))
    her.page.evaluate("document.getElementById('text').scrollTop = 0")
    share = """() => ['text', 'hidden'].map(id => document.getElementById(id)).map(e => e.scrollTop / (e.scrollHeight - e.clientHeight))"""
    for place, far in (("#hidden", 1800), ("#text", 900), ("#hidden", -1500)):
        her.page.locator(place).hover(position={"x": 40, "y": 40})
        before = her.page.evaluate(share)
        her.page.mouse.wheel(0, far)
        until(her.page, f"before => {{ const [one, other] = ({share})(); return one !== before[0] && other !== before[1] && Math.abs(one - other) < 0.02 && 0.02 < one && one < 0.95; }}", before)
        one, other = her.page.evaluate(share)
        her.page.wait_for_timeout(200)
        assert her.page.evaluate(share) == [one, other]
        if far < 0:
            break
    her.close()


def test_a_place_tells_its_reason_under_the_pointer_and_the_focus(visit: Any) -> None:
    her = visit()
    her.open()
    her.write(TEXT)
    mark = her.page.locator("#hidden mark").last
    mark.hover()
    expect(her.page.locator("#counted")).to_have_text("전화번호 · 전화번호 형식입니다")
    her.page.locator("#text").hover()
    expect(her.page.locator("#counted")).to_contain_text("4곳을 가렸습니다")
    her.page.locator("#hidden mark").first.focus()
    expect(her.page.locator("#counted")).to_have_text("회사 · 등록된 사내 용어입니다")
    assert "등록된 사내 용어입니다" in str(her.page.locator("#hidden mark").first.get_attribute("aria-label"))
    her.close()


@SIZES
def test_once_for_the_conversation_and_locked(browser: Browser, upstream: FakeUpstream, screening: Screening, tmp_path: Path, size: str, language: str) -> None:
    """Shown in this text only, it is hidden in the next; hidden, it stays so until she shows it; what policy locks has no button."""
    once = {"ko": "이번만 그대로 전송", "en": "Show in this text only"}[language]
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": upstream.url}])
    with servers.in_thread(settings, replace(screening, locked=lambda kind: kind == "kr_rrn")) as running:
        her = Visit(browser, running.url, tmp_path, size=size, language=language)
        her.open()
        her.choose("echo")
        her.write(TEXT + " 900101-1234567")
        her.point(her.page.locator("#hidden mark").first.inner_text())
        her.page.get_by_role("button", name=once, exact=True).click()
        expect(her.page.locator("#hidden .kept")).to_have_text("온새미")
        her.page.evaluate("const t = document.getElementById('text'), at = t.value.indexOf('확인'); t.focus(); t.setSelectionRange(at, at + 2)")
        her.act("hide")
        expect(her.page.locator("#hidden")).not_to_contain_text("확인")
        her.page.locator("#hidden mark", has_text=re.compile(r"^\d{6}-\d{7}$")).click()
        expect(her.page.locator(".point")).to_contain_text({"ko": "회사 정책상", "en": "Policy does not"}[language])
        assert her.page.locator(".point .actions").count() == 0
        her.axe("locked")
        her.picture("16-locked")
        her.page.keyboard.press("Escape")
        her.send()
        assert "온새미" in sent(upstream)[-1] and "확인" not in sent(upstream)[-1] and "900101" not in sent(upstream)[-1]
        her.write("온새미물산 확인")
        expect(her.page.locator("#hidden")).not_to_contain_text("온새미")
        her.point(her.page.locator("#hidden mark").last.inner_text())
        her.page.get_by_role("button", name=once, exact=True).click()
        expect(her.page.locator("#hidden .kept")).to_have_text("확인")
        her.send()
        assert sent(upstream)[-1].endswith("확인") and "온새미" not in sent(upstream)[-1]
        her.close()


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file, and wait until it was read or refused."""
    page.evaluate("import('./store.js').then(m => m.set({notice: null}))")
    held = page.evaluate_handle(
        "([name, data]) => { const d = new DataTransfer(); d.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name)); return d; }", [name, b64encode(data).decode()]
    )
    page.dispatch_event(".composer", "drop", {"dataTransfer": held})
    expect(page.locator(".files .file, .notice.bad").last).to_be_visible()


READ = {
    "회의.docx": made.docx(), "명단.xlsx": made.xlsx(), "발표.pptx": made.pptx(), "공문.hwpx": made.hwpx(), "minutes.pdf": made.pdf(),
    "명단.csv": "이름,제품\n서하진,Vellichor\n".encode("cp949"), "app.log": b"2026 tamsil-prd-db03 Vellichor timeout\n", "job.py": "# Vellichor\n".encode("utf-16"),
    "lies.docx": b"Vellichor is plain text\n", "lies.pdf": made.docx(), "page.svg": b"<svg><script>window.bad=1</script><text>Vellichor</text></svg>",
}  # fmt: skip
REFUSED = {
    "data.txt": bytes(range(256)) * 20, "old.hwp": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "lies.txt": b"%PDF-1.4\n broken", "empty.txt": b"", "photo.csv": b"\xff\xd8\xff\xe0" + bytes(99),
}  # fmt: skip


@SIZES
def test_files_by_drop_are_what_their_bytes_are(visit: Any, upstream: FakeUpstream, size: str, language: str) -> None:
    """Office, HWPX, PDF, CP949, UTF-16, whatever the name says; what cannot be read is refused in her language, with what to do."""
    her = visit(size=size, language=language)
    her.open()
    for name, data in READ.items():
        drop(her.page, name, data)
        expect(her.page.locator(".files .file")).to_contain_text(name)
        expect(her.page.locator("#hidden mark").first).to_be_visible()
        assert "ellichor" not in her.shown and name in her.shown, name
        her.page.locator(".files .icon").click()
        expect(her.page.locator("#hidden mark")).to_have_count(0)
    for name, data in REFUSED.items():
        drop(her.page, name, data)
        said = her.page.locator(".notice.bad").inner_text()
        assert her.page.locator(".files .file").count() == 0
        assert not (language == "ko" and re.search(r"\b(this|cannot|empty|file)\b", said.replace(name, ""))), said
    her.axe("files")
    her.picture("17-refused")
    assert her.page.evaluate("window.bad") is None
    her.close()


@SIZES
def test_an_import_brings_all_that_it_showed(hers: Any, own: tuple[servers.Gateway, Path], tmp_path: Path, size: str, language: str) -> None:
    """Terms, patterns and networks, CSV as Excel writes it in Korea; notes are no faults; words that no text had are found."""
    her = hers(size=size, language=language)
    her.open("#/words")
    chooser = her.page.locator("input[type=file]")
    lines = tmp_path / "more.jsonl"
    mark, net = f"{size}q", {"desktop": 91, "phone": 92, "small": 93}[size]
    lines.write_text(f'{{"term": "{mark}moor", "kind": "project"}}\n{{"pattern": "{mark}-(prd|stg)-[a-z]+", "kind": "host"}}\n{{"network": "10.{net}.0.0/16", "kind": "network"}}\n{{"term": "{mark}zed", "kind": "gizmo"}}\nbad\n')
    chooser.set_input_files(lines)
    expect(her.page.locator("#import .tag").first).to_contain_text("4")
    expect(her.page.locator("#import .tag").nth(2)).to_contain_text("1")
    if language == "ko":
        expect(her.page.locator("#import")).to_contain_text("종류를 알 수 없어")
    her.axe("import")
    her.picture("18-import")
    her.page.locator("#import .main").click()
    expect(her.page.locator("#import")).to_have_count(0)
    taught = (own[1] / "taught.jsonl").read_text()
    assert f'"pattern": "{mark}-' in taught and f'"network": "10.{net}' in taught
    sheet = tmp_path / "명단.csv"
    sheet.write_bytes(f"term,kind\r\n갈매{mark},product\r\n".encode("cp949"))
    chooser.set_input_files(sheet)
    expect(her.page.locator("#import")).to_contain_text(f"갈매{mark}")
    her.page.locator("#never").check()
    her.page.locator(".find input").last.fill(mark)
    expect(her.page.locator("#words li")).to_have_count(3)
    for n in range(3, 0, -1):
        expect(her.page.locator("#words li")).to_have_count(n)
        her.page.locator("#words li button").first.click()
    expect(her.page.locator("#words li")).to_have_count(0)
    her.close()


@pytest.fixture(scope="module")
def company(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[servers.Gateway, dict[str, str]]]:
    """A company with a keeper, an officer who reviews and a colleague; a model with a price; phones are seen first."""
    keys = {name: f"key-of-{name}" for name in ("mina", "jo")}
    rights = {"mina": [], "jo": ["admin", "audit", "review"]}
    clients = [{"name": name, "team": "loans", "key_sha256": sha256(key.encode()).hexdigest(), "rights": rights[name]} for name, key in keys.items()]
    seen = replace(screening, policy=Policy([Rule(name="전화번호 확인", kinds=("kr_phone*",), review="other")]))
    settings = servers.settings_for(tmp_path_factory.mktemp("company"), upstream=[{"name": "chat", "url": _upstream.url, "price_in": 1000.0, "price_out": 2000.0}], gateway={"clients": clients})
    with servers.in_thread(settings, seen) as running:
        yield running, keys


@pytest.fixture
def enter(browser: Browser, company: tuple[servers.Gateway, dict[str, str]], tmp_path: Path) -> Iterator[Any]:
    opened: list[Visit] = []

    def go(name: str, **how: Any) -> Visit:
        gateway, keys = company
        one = Visit(browser, gateway.url, tmp_path, **how)
        opened.append(one)
        one.page.goto(gateway.url + "/")
        one.page.locator("input[name=key]").fill(keys[name])
        one.page.keyboard.press("Enter")
        expect(one.page.locator("#text")).to_be_visible()
        return one

    yield go
    for one in opened:
        one.context.close()


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en")])
def test_a_colleague_proposes_and_the_keeper_merges(enter: Any, size: str, language: str) -> None:
    """This is ours, this is public: proposed where she may not, hidden for her at once, taken or declined on the keeper's page."""
    her, jo = enter("mina", size=size, language=language), enter("jo", size=size, language=language)
    word = f"quil{size}moor"
    her.write(f"Vellichor and {word}")
    her.page.evaluate("word => { const t = document.getElementById('text'), at = t.value.indexOf(word); t.focus(); t.setSelectionRange(at, at + word.length); }", word)
    her.act("ours")
    expect(her.page.locator(".notice")).to_contain_text({"ko": "제안했습니다", "en": "Proposed"}[language])
    expect(her.page.locator("#hidden")).not_to_contain_text(word)
    her.page.goto(her.url + "/#/words")
    expect(her.page.locator("#bench")).to_be_visible()
    assert her.page.locator("#words, #proposals").count() == 0
    her.axe("words of a colleague")
    jo.page.goto(jo.url + "/#/words")
    card = jo.page.locator("#proposals li", has_text=word)
    expect(card).to_contain_text("mina")
    jo.axe("proposals")
    jo.picture("19-proposals")
    card.get_by_role("button").last.click()
    expect(card).to_have_count(0)
    her.close()
    jo.close()


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en")])
def test_the_reviewer_sees_all_that_leaves_and_she_is_told(enter: Any, company: tuple[servers.Gateway, dict[str, str]], upstream: FakeUpstream, size: str, language: str) -> None:
    """Earlier turns stand below the question; the number that waits stands in the menu; she learns of the decision by herself."""
    her, jo = enter("mina", size=size, language=language), enter("jo", language=language)
    her.choose("echo")
    her.write("Vellichor 이관 일정")
    her.send()
    her.write("서하진 과장 번호는 010-3382-7719 입니다. 온새미물산 주소와 일정을 정리해 주세요.")
    her.send()
    expect(her.page.locator(".answer .tools a.button")).to_be_visible()
    assert "3382" not in json.dumps(sent(upstream))
    jo.page.reload()
    expect(jo.page.locator(".pages .tag")).to_have_text("1")
    jo.page.locator(".pages a[href='#/review']").click()
    card = jo.page.locator(".review")
    card.locator("summary").click()
    expect(card.locator("details .paper").first).to_contain_text("Vellichor 이관")
    expect(card.locator("details .paper").nth(1)).not_to_contain_text("Vellichor")
    marked = card.locator(".two").first.locator(".paper").first.locator("mark").all_inner_texts()
    assert marked and not {"일정을", "정리해", "주세요."} & set(marked)
    jo.axe("review")
    jo.picture("20-review")
    card.locator(".main").click()
    expect(her.page.locator(".answer").last).to_contain_text({"ko": "승인되었습니다", "en": "Approved"}[language])
    her.axe("approved")
    her.page.locator(".answer .tools .main").last.click()
    expect(her.page.locator(".answer").last).to_contain_text("주세요")
    jo.page.goto(jo.url + "/#/record")
    expect(jo.page.locator(".figures")).to_contain_text({"ko": "이번 달 비용", "en": "Cost this month"}[language])
    spent = json.loads(jo.page.evaluate("fetch('garim/record').then(r => r.text())"))["spent"]
    assert spent[0][0] == "mina" and spent[0][1] > 0 and spent[0][2] > 0
    expect(jo.page.locator(".cards")).to_contain_text("loans")
    jo.axe("record with cost")
    jo.picture("21-record")
    her.page.goto(her.url + "/#/record")
    expect(her.page.locator("main a[href='#/retro']")).to_be_visible()
    her.axe("record of a colleague")
    jo.close()
    her.close()


def test_what_the_server_says_has_korean_words(visit: Any) -> None:
    """Every refusal of the page's own paths, of files and of taught words."""
    root = Path(garim.__file__).parent
    files = [*root.glob("gateway/desk/*.py"), *root.glob("documents/*.py"), root / "config/taught.py"]
    raised = re.compile(r"(?:BadInput|TooLarge|Unsupported|NotAllowed)\(\s*f?\"((?:[^\"\\]|\\.)+)\"")
    messages = sorted({re.sub(r"\{[^}]*\}", "7", found) for file in files for found in raised.findall(file.read_text())})
    her = visit()
    her.open()
    told = her.page.evaluate("said => import('./language.js').then(m => said.map(m.told))", messages)
    assert len(messages) > 30
    assert [(one, korean) for one, korean in zip(messages, told, strict=True) if not re.search("[가-힣]", korean)] == []
    her.close()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    """`garim serve` as it comes: nothing is configured, the embedded model answers."""
    with servers.as_process(tmp_path_factory.mktemp("fresh"), '[store]\nurl = "sqlite:///garim.db"\n[gateway]\n') as running:
        yield running


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("phone", "en")])
def test_the_first_run_answers_a_sample_and_leads_on(browser: Browser, fresh: servers.Gateway, tmp_path: Path, size: str, language: str) -> None:
    """One press writes a sample, one sends it to the model on this machine; the way to a real one and to the words is on the page."""
    her = Visit(browser, fresh.url, tmp_path, size=size, language=language)
    her.open()
    her.page.locator("#example").click()
    expect(her.page.locator("#hidden mark").first).to_be_visible(timeout=60_000)
    assert not [word for word in ("hanbyeol", "한별", "Vel7!kade", "3382-7719") if word in her.shown.lower()]
    her.picture("22-first-run")
    her.page.locator("#send").click()
    expect(her.page.locator(".answer .markdown")).to_contain_text(re.compile(r"[\w가-힣]{3}"), timeout=90_000)
    her.page.evaluate("document.querySelector('#stop')?.click()")  # it may end by itself at this moment
    expect(her.page.locator(".answer")).to_have_attribute("aria-busy", "false")
    her.page.locator(".choice a").click()
    expect(her.page.locator("input[name=url]")).to_be_visible()
    her.axe("connect")
    her.close()


CUT = """() => [...document.querySelectorAll('main select')].filter(one => { const style = getComputedStyle(one), pen = document.createElement('canvas').getContext('2d');
    pen.font = style.font; const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 18;
    return one.offsetParent && Math.max(...[...one.options].map(option => pen.measureText(option.text).width)) > room; }).map(one => one.outerHTML.slice(0, 200))"""
"""Lists whose longest entry does not fit in beside the arrow."""


@pytest.mark.parametrize(("size", "language"), [("desktop", "ko"), ("desktop", "en"), ("phone", "ko"), ("phone", "en"), ("small", "ko"), ("small", "en")])
def test_every_page_is_accessible_and_fits(hers: Any, size: str, language: str) -> None:
    """No violation, nothing wider than the screen, nothing in the other language's letters, in light and in dark."""
    her = hers(size=size, language=language)
    for place in ("", "#/records", "#/retro", "#/words", "#/record", "#/review", "#/setup"):
        her.open(place)
        expect(her.page.locator("h1").first).to_be_visible()
        her.settled()
        her.axe(place)
        her.page.emulate_media(color_scheme="dark")
        her.axe(f"{place} in the dark", "color-contrast")
        her.page.emulate_media(color_scheme="light")
        assert her.page.evaluate("(({ scrollWidth, scrollHeight }) => scrollWidth <= innerWidth && scrollHeight <= innerHeight)(document.documentElement)"), place
        assert her.page.evaluate(CUT) == [], place
        if language == "en":
            said = her.page.locator("main").inner_text()
            assert not re.search(r"[가-힣]", re.sub(r"온새미\S*|갈매\S*|나래|모라벨|박도윤", "", said)), (place, said)
    her.close()


def test_the_whole_page_is_light() -> None:
    """Every file of it together, by gzip: under 150 KB. What the vendored files are compared with is never loaded."""
    web = Path(garim.__file__).parent / "web"
    served = [path for path in web.rglob("*") if path.suffix in (".js", ".css", ".html", ".svg", ".json") and path != web / "vendor/manifest.json"]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in served)
    print(f"{size / 1000:.1f} KB")
    assert size < 150_000


def test_evidence_fits_on_paper(browser: Browser) -> None:
    """A signature that runs over the edge of the sheet proves nothing."""
    long = "w9Xk" * 60
    event = {"at": 1.8e9, "by": "mina", "details": {"policy_sha256": long}}
    page = browser.new_page(viewport={"width": 794, "height": 1123})  # A4 at 96 dots an inch
    page.emulate_media(media="print")
    page.set_content(
        evidence.page(
            {
                "chain": {"holds": True, "why": "", "records": 8, "checkpoints": 2, "first": 5},
                "period": {"from": "2026-11-01", "to": "2026-11-30"},
                "made": "2026-11-30T00:00:00+00:00",
                "verifier": long,
                "checkpoint": f"garim\n8\n{long}\n\n— garim {long}\n",
                "exchanges": {"sent": 8},
                "counts": {"kinds": {"person": 3}},
                "events": {name: [event] for name in evidence.SECTIONS},
                "now": {"garim": "1.0", "lists_and_models": {long: long}},
            }
        )
    )

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("p").nth(1)).to_contain_text("1 – 4: 보존 기간이 지나 삭제됨")
    page.close()
