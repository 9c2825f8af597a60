"""A review as Markdown, HTML, picture and text: the figures stand in it, nothing of it is loaded or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from garim.errors import BadInput
from garim.retro import Audit, Review, Zones, gather, markdown, review
from garim.retro.document import page
from garim.retro.picture import picture
from garim.retro.sums import weeks_of
from garim.retro.terminal import cut, terminal, wide
from tests.retro import made
from tests.retro.test_sums import BEGIN

SEOUL = Zones("Asia/Seoul")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    store, clock = made.opened(tmp_path_factory.mktemp("forms"), BEGIN)
    made.year(store, clock, BEGIN - 365 * 86400, 300, seed=4)
    made.year(store, clock, BEGIN, 1234, seed=5)
    maker = made.Maker(store, clock, 6)
    maker.exchange(BEGIN + 9, model="a|b<script>alert(1)</script>[x](y)", upstream="`up_stream*`")
    found = gather(store, Audit("client", ""), "")
    out = review(found, 2026, SEOUL, BEGIN + 100)
    out.against = review(found, 2025, SEOUL, BEGIN + 100)
    store.close()
    yield out


@pytest.fixture
def empty() -> Review:
    from garim.retro.gather import Found

    return review(Found([], [], [], BEGIN + 86400, 3), 2026, SEOUL, BEGIN)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_markdown_holds_the_figures(seen: Review, lang: str) -> None:
    text = markdown(seen, lang)
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)

    assert text.startswith("# ") and f"{seen.total.exchanges:,}" in text and "2025" in text
    for table in tables:
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()]
        assert len(set(cells)) == 1, table
    assert "<script>" not in text and not re.search(r"(?<!\\)\[x\]", text)
    assert ("보낸 질문" in text) == (lang == "ko") and ("Exchanges" in text) == (lang == "en")


@pytest.mark.parametrize("year", [2026, 2027, 2032])
def test_the_terminal_tells_every_week(seen: Review, year: int) -> None:
    """Ten in a row; a year may begin in the last week of the one before, and end in the first of the next."""
    from msgspec.structs import replace

    weeks = [(week, at * 137) for at, week in enumerate(weeks_of(year))]
    text = terminal(replace(seen, weeks=weeks, against=None), "en")
    told = text[text.index("By week") :].split("\n\n")[0].splitlines()[2:]

    assert [count for line in told for count in line.split()[1:]] == [f"{at * 137:,}" for at in range(len(weeks))]
    assert [line.split()[0] for line in told] == [f"{weeks[at][0][5:]}–{weeks[min(at + 9, len(weeks) - 1)][0][5:]}" for at in range(0, len(weeks), 10)]
    assert max(map(wide, told)) <= 80


def test_a_text_is_cut_by_the_columns_it_takes() -> None:
    assert [cut("가나다 abc", columns) for columns in (10, 9, 7, 4)] == ["가나다 abc", "가나다 a…", "가나다…", "가…"]


@pytest.mark.parametrize("form", [markdown, page, terminal])
def test_an_empty_year_is_told(empty: Review, form: object) -> None:
    ko, en = form(empty, "ko"), form(empty, "en")  # type: ignore[operator]

    assert "2026년에 보낸 질문이 없습니다" in ko and "2026-01-02 이전의 기록" in ko and "다른 연도" not in ko and "3개" in ko
    assert "No exchanges in 2026" in en and "Records before 2026-01-02" in en and "3 sealed documents" in en


@pytest.mark.parametrize("form", [markdown, page, terminal])
@pytest.mark.parametrize(("refused", "others"), [(2, 0), (0, 3), (1, 5)])
def test_a_year_of_other_calls_does_not_contradict_itself(empty: Review, form: object, refused: int, others: int) -> None:
    """Neither "there is nothing" beside figures, nor the year itself among the years of which there are records."""
    from msgspec.structs import replace

    total = replace(empty.total, refused=refused)
    seen = replace(empty, total=total, others=[("garim_hide", others)] if others else [], years=[2024, 2026])
    ko, en = form(seen, "ko"), form(seen, "en")  # type: ignore[operator]

    assert "보낸 질문이 없습니다" not in ko and f"차단된 질문 {refused}건" in ko and f"호출 {others}건" in ko
    assert "No exchanges" not in en and f"{refused} were refused" in en and f"{others} other calls" in en
    assert re.search(r"다른 연도: 2024\b(?!, 2026)", ko) and re.search(r"records: 2024\b(?!, 2026)", en)


@pytest.mark.parametrize("form", [markdown, page, terminal, picture])
def test_a_language_that_is_none_is_told(seen: Review, form: object) -> None:
    with pytest.raises(BadInput):
        form(seen, "xx")  # type: ignore[operator]


def test_html_stands_alone(seen: Review) -> None:
    """Nothing is loaded, no script, no handler; and what people named cannot become markup."""
    tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, attrs))

    text = page(seen, "ko")
    Reader().feed(text)
    names = {tag for tag, _ in tags}

    assert not names & {"script", "img", "link", "iframe", "object", "a", "form"}
    assert {name for _, attrs in tags for name, _ in attrs} <= {"lang", "charset", "http-equiv", "content", "name", "viewbox", "role", "aria-label", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "rx", "stroke", "fill", "text-anchor", "font-size", "class"}
    assert "http:" not in text and "https:" not in text and "url(" not in text
    assert "&lt;script&gt;" in text


def test_html_reads_in_a_browser_wide_and_narrow(seen: Review, tmp_path: Path) -> None:
    """Its own policy lets its style through, and nothing goes wrong; on a phone nothing is wider than the screen."""
    (tmp_path / "r.html").write_text(page(seen, "ko"), encoding="utf-8")
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for width in (1280, 390):
            one = browser.new_page(viewport={"width": width, "height": 844})
            one.on("console", lambda message: said.append(message.text))
            one.goto(f"file://{tmp_path}/r.html")
            assert one.evaluate("document.documentElement.scrollWidth") <= width
            assert one.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
            assert one.locator("svg").count() >= 5
        browser.close()

    assert said == []


def test_a_picture_is_drawn_with_hangul(seen: Review, capfd: pytest.CaptureFixture[str]) -> None:
    ko, en = picture(seen, "ko"), picture(seen, "en")

    assert ko[:8] == en[:8] == b"\x89PNG\r\n\x1a\n" and ko != en
    assert int.from_bytes(ko[16:20]) == 1600 and int.from_bytes(ko[20:24]) == 1200
    assert capfd.readouterr().err == ""  # matplotlib tells of glyphs that a font lacks


def test_the_terminal_lines_up(seen: Review) -> None:
    text = terminal(seen, "ko")
    block = text[text.index("한눈에") :].split("\n\n")[0].splitlines()[1:]

    assert len({wide(line.rstrip()) for line in block[:3]}) == 1 and "█" in text


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_year_fits_the_terminal(tmp_path: Path, lang: str) -> None:
    """Eighty columns, also of a year of thousands beside another."""
    store, clock = made.opened(tmp_path, BEGIN)
    made.year(store, clock, BEGIN, 40, agents=True)
    found = gather(store, Audit("client", ""), "")
    store.close()
    one = review(found, 2026, SEOUL, BEGIN + 366 * 86400)
    for month in one.months:
        month.exchanges, month.hidden, month.outside, month.changed = 11_111, 123_456, 11_111, 1_111
    one.total.characters, one.against = 1_234_567_890, review(found, 2025, SEOUL, BEGIN)

    assert [line for line in terminal(one, lang).splitlines() if wide(line) > 80] == []


def test_a_picture_tells_what_is_missing_and_draws_no_empty_charts(seen: Review, empty: Review) -> None:
    import io

    from msgspec.structs import replace
    from PIL import Image

    whole = replace(seen, unsure=0, corrected=0, by_month={}, purposes=[("code", seen.total.exchanges)], ended=True)

    def dark(review: Review, upper: float, lower: float) -> bool:
        image = Image.open(io.BytesIO(picture(review, "ko"))).convert("L").crop((0, int(1200 * upper), 1600, int(1200 * lower)))
        return image.getextrema()[0] < 128

    assert dark(empty, 0, 0.2) and not dark(empty, 0.3, 1)
    assert picture(whole, "ko") != picture(replace(whole, kept_from="2026-03-01"), "ko")
