"""Which finding stands, and that nothing of the others leaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.text.overlap import longest, resolve
from garim.values import Finding

TEXT = "abcdef 12-34 ghijkl.mnop:qrs@tuv 가나다 xyz 0123456789 ab_cd"


def f(start: int, end: int, kind: str = "k", family: str = "code", rank: int = 50, form: str = "") -> Finding:
    return Finding(start, end, kind, family, TEXT[start:end], "a test", form=form, rank=rank)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], []),
        ([f(0, 6), f(7, 12)], [(0, 6, "k"), (7, 12, "k")]),
        ([f(7, 12), f(0, 6)], [(0, 6, "k"), (7, 12, "k")]),
        # an e-mail beats the domain inside it
        ([f(29, 32, "host", "domain", 90), f(25, 32, "email", "email")], [(25, 32, "email")]),
        # a password in a connection string beats the code around it, and the rest stays hidden
        ([f(13, 32, "dsn"), f(25, 28, "pw", "secret")], [(13, 24, "dsn"), (25, 28, "pw"), (29, 32, "dsn")]),
        # a secret beats a longer one of another family, but not a longer secret
        ([f(13, 32, "dsn", "secret"), f(25, 28, "pw", "secret")], [(13, 32, "dsn")]),
        # an id beats the phone number inside it
        ([f(40, 53, "id"), f(43, 53, "phone", "phone", 80)], [(40, 53, "id")]),
        # a guess yields to what it holds, and the rest of it stays hidden
        ([f(40, 53, "guess", rank=30), f(43, 53, "phone", "phone")], [(41, 43, "guess"), (43, 53, "phone")]),
        ([f(40, 53, "guess", "secret", rank=30), f(43, 53, "phone", "phone")], [(41, 43, "guess"), (43, 53, "phone")]),
        # the same span: rank, then what saw through a disguise
        ([f(0, 6, "low", rank=50), f(0, 6, "high", rank=60)], [(0, 6, "high")]),
        ([f(0, 6, "raw"), f(0, 6, "seen", form="percent")], [(0, 6, "seen")]),
        # overlapping at the edge: the longer stands, the rest of the other is kept
        ([f(0, 4, "a"), f(2, 12, "b")], [(0, 2, "a"), (2, 12, "b")]),
        # touching is not overlapping
        ([f(0, 3, "a"), f(3, 6, "b")], [(0, 3, "a"), (3, 6, "b")]),
    ],
)
def test_the_table_of_overlaps(findings: list[Finding], expected: list[tuple[int, int, str]]) -> None:
    assert [(x.start, x.end, x.kind) for x in resolve(findings, TEXT)] == expected


def test_the_rest_of_a_span_takes_a_family_that_can_stand_in_for_any_text() -> None:
    """A phone's surrogate cannot be made for half a phone."""
    rows = resolve([f(7, 53, "long", "phone", 30), f(33, 36, "name", "person")], TEXT)

    assert [(TEXT[x.start : x.end], x.family) for x in rows] == [
        ("12-34", "code"),
        ("ghijkl.mnop:qrs@tuv", "code"),
        ("가나다", "person"),
        ("xyz", "stem"),
        ("0123456789", "code"),
    ]


spans = st.tuples(st.integers(0, 50), st.integers(1, 12), st.integers(0, 100), st.sampled_from(["secret", "code", "stem"]))


@settings(max_examples=100, deadline=None)
@given(st.lists(spans, max_size=12))
def test_findings_end_up_ordered_apart_and_cover_all_that_was_covered(rows: list[tuple[int, int, int, str]]) -> None:
    given_ = [f(a, min(a + n, len(TEXT)), "k", family, rank) for a, n, rank, family in rows]
    out = resolve(given_, TEXT)

    assert all(a.end <= b.start for a, b in zip(out, out[1:], strict=False))
    kept = {i for x in out for i in range(x.start, x.end)}
    assert kept <= {i for x in given_ for i in range(x.start, x.end)}
    lost = {i for x in given_ for i in range(x.start, x.end) if TEXT[i].isalnum()} - kept
    # Single letters that are left over identify nobody.
    assert all(not (i + 1 in lost and i + 2 in lost) for i in lost)
    assert resolve(out, TEXT) == out
    assert resolve(list(reversed(given_)), TEXT) == out


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], []),
        ([f(0, 6), f(0, 3), f(4, 6)], [(0, 6)]),
        ([f(0, 3), f(2, 9)], [(2, 9)]),
        ([f(7, 12), f(0, 6)], [(0, 6), (7, 12)]),
        ([f(0, 4), f(2, 6)], [(0, 4)]),
    ],
)
def test_of_one_finders_own_the_longer_stands(findings: list[Finding], expected: list[tuple[int, int]]) -> None:
    assert [(kept.start, kept.end) for kept in longest(findings)] == expected


def test_of_two_as_long_the_better_founded_stands() -> None:
    assert [kept.rank for kept in longest([f(0, 6, rank=40), f(0, 6, rank=80)])] == [80]
