"""What a pattern tells about how far it can run."""

from __future__ import annotations

import pytest

from garim.detect.patterns.widths import counts_characters, is_wide, longest, widened


@pytest.mark.parametrize(
    ("pattern", "wide"),
    [
        (r"\d+-\d+", False),
        (r"[a-z ]+@x", False),
        (r"a\s*=\s*b", True),
        (r"a\s{0,9}=b", False),
        (r"[^\"]+", True),
        (r"[^\"\n]+", False),
        (r"^abc$", False),
        (r"(?s)a.+b", True),
        (r"\pL+", True),
    ],
)
def test_what_may_run_over_many_lines_is_seen_whole(pattern: str, wide: bool) -> None:
    assert is_wide(pattern) is wide


@pytest.mark.parametrize(
    ("pattern", "loose", "counts"),
    [
        (r"a{3,40}", r"a{3,40}", False),
        (r"[^a]{3,40}", r"[^a]{3,}", True),
        (r"[^a]{3,9}", r"[^a]{3,9}", True),
        (r"(?:^|x)y", r"(?:|x)y", False),
        (r"[가-힣]{2,20}", r"[가-힣]{2,}", True),
    ],
)
def test_a_widened_pattern_is_looser(pattern: str, loose: str, counts: bool) -> None:
    assert widened(pattern) == loose
    assert counts_characters(pattern) is counts


@pytest.mark.parametrize(
    ("pattern", "size"),
    [
        (r"ab{2,5}", 6),
        (r"[가-힣]{2}|\d{1,4}", 6),
        (r"(?i)k[0-9]", 4),
        (r"[^a]\b.", 8),
        (r"(?P<v>é)?x", 3),
        (r"\w\s\d", 3),
        (r"a+", 0),
        (r"a{3,}", 0),
        (r"\pL", 0),
    ],
)
def test_how_many_bytes_a_match_may_take(pattern: str, size: int) -> None:
    assert longest(pattern) == size
