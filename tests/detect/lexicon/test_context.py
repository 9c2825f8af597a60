from __future__ import annotations

import pytest

from garim.detect.lexicon import context


def span(marked: str) -> tuple[str, int, int]:
    start, end = marked.index("«"), marked.index("»") - 1
    return marked.replace("«", "").replace("»", ""), start, end


@pytest.mark.parametrize(
    ("marked", "inside"),
    [
        ("«anchor»_db", True),
        ("com.yard.«anchor».crew", True),
        ("«anchor»-api", True),
        ("«Anchor»Client", True),
        ("/srv/«anchor»/x", True),
        ('prog="«anchor»-backfill"', True),
        ("weigh «anchor».", False),
        ("«anchor»-shaped", False),
        ("ship/«anchor»", False),
    ],
)
def test_in_identifier(marked: str, inside: bool) -> None:
    assert context.in_identifier(*span(marked)) is inside


@pytest.mark.parametrize(
    ("marked", "starts"), [("«It» is", True), ("Yes. «It» is", True), ("and «It» is", False), ("- «It»", True), ("x\n«It»", True)]
)
def test_starts_sentence(marked: str, starts: bool) -> None:
    text, start, _ = span(marked)
    assert context.starts_sentence(text, start) is starts


@pytest.mark.parametrize(
    ("marked", "near"),
    [
        ("our «anchor» broke", True),
        ("«anchor» (our roster)", True),
        ("«파도» 서버", True),
        ("«anchor» chains", False),
        ("«파도» 소리", False),
    ],
)
def test_neighbour(marked: str, near: bool) -> None:
    assert context.neighbour(*span(marked), "product") is near


def test_people() -> None:
    assert context.titled("도원 과장님", 2) and context.titled("Robin) 매니저", 5) and not context.titled("도원 강", 2)
    assert context.labelled("담당: Robin", 4) and context.labelled("TODO(robin)", 5) and not context.labelled("hood robin", 5)
    assert context.acts("Robin said no", 5) and not context.acts("Robin hood", 5)


def test_sql() -> None:
    assert context.in_sql("select 1 from slot", 14) and not context.in_sql("the free slot", 9)
