"""The legend: general terms, one line."""

from __future__ import annotations

from garim.surrogate.legend import legend

ITEMS = [("Saeron", "a mobile banking app", "product"), ("Velmo", "", "org"), ("Saeron", "again", "product")]


def test_one_line_in_either_language() -> None:
    assert legend(ITEMS, "en") == "Names in this conversation: Saeron: a mobile banking app; Velmo: our company."
    assert legend(ITEMS[1:2], "ko") == "이 대화에 나오는 이름: Velmo: 자사."


def test_nothing_to_say() -> None:
    assert legend([], "ko") == ""
