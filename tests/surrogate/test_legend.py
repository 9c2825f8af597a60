"""The legend: general terms, one sentence of its language."""

from __future__ import annotations

import pytest

from garim.surrogate.legend import legend

ITEMS = [("Saeron", "a mobile banking app", "product"), ("Velmo", "", "org"), ("Saeron", "again", "product")]


def test_one_line_in_either_language() -> None:
    assert legend(ITEMS, "en") == "In this conversation, Saeron is a mobile banking app; Velmo is our company."
    assert legend(ITEMS[1:2], "ko") == "이 대화에서 Velmo는 자사입니다."


@pytest.mark.parametrize(
    ("name", "means", "expected"),
    [
        ("새론", "모바일 뱅킹 앱", "새론은 모바일 뱅킹 앱입니다"),
        ("바로", "배치 스케줄러", "바로는 배치 스케줄러입니다"),
        ("누벨", "정산 시스템", "누벨은 정산 시스템입니다"),
    ],
)
def test_korean_particles_agree(name: str, means: str, expected: str) -> None:
    assert legend([(name, means, "product")], "ko") == f"이 대화에서 {expected}."


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ("mobile banking app", "a mobile banking app"),
        ("order desk", "an order desk"),
        ("its batch scheduler", "its batch scheduler"),
        ("the core bank", "the core bank"),
        ("nightly batch jobs", "nightly batch jobs"),
        ("status bus.", "a status bus"),
        ("컨테이너 예약 시스템", "컨테이너 예약 시스템"),
    ],
)
def test_english_articles_agree(means: str, expected: str) -> None:
    assert legend([("Saeron", means, "product")], "en") == f"In this conversation, Saeron is {expected}."


def test_nothing_to_say() -> None:
    assert legend([], "ko") == ""
