"""Law 4: what a message becomes depends on its turn and what was before, never on what comes later, on any replica."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.exchange import Screening
from garim.surrogate.restore import Restorer, Table
from tests.laws import talks

LEAN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("protocol", talks.PROTOCOLS)
@given(system=talks.words, text=talks.words, run=talks.steps)
@LEAN
def test_the_beginning_never_changes(screen: Screen, protocol: str, system: str, text: str, run: list[talks.Step]) -> None:
    """The bytes of a longer conversation begin with those of the shorter, whoever works on it, and all that was hidden comes back."""
    screening = talks.cold(screen.screening)
    turns = talks.played(screening, protocol, system, text, run)
    bodies = [out.body for _, out in turns]

    for shorter, longer in zip(bodies, bodies[1:], strict=False):
        assert shorter.endswith(b"]}") and longer.startswith(shorter[:-2])
    body, last = turns[-1]
    again = talks.sent(talks.cold(screening), protocol, body)
    assert again.body == last.body and set(again.entries) == set(last.entries)


@pytest.mark.parametrize("protocol", talks.PROTOCOLS)
@given(text=talks.words, run=talks.steps, other=talks.words, at=st.integers(0, 4))
@LEAN
def test_an_edited_history_goes_its_own_way(screen: Screen, protocol: str, text: str, run: list[talks.Step], other: str, at: int) -> None:
    """A client may change what was said; what stands before the change leaves as before."""
    screening = talks.cold(screen.screening)
    before = talks.played(screening, protocol, "be brief", text, run)
    edited = [step._replace(then=other) if number == at % len(run) else step for number, step in enumerate(run)]
    after = talks.played(screening, protocol, "be brief", text, edited)
    anew = talks.played(talks.cold(screening), protocol, "be brief", text, edited)

    same = at % len(run)
    assert after[same][1].body == before[same][1].body
    assert [out.body for _, out in after] == [out.body for _, out in anew]


def restored(screening: Screening, text: str, out: object) -> str:
    table = Table(out.entries, trusted_hosts=frozenset())  # type: ignore[attr-defined]
    restorer = Restorer(table)
    return restorer.feed(text) + restorer.finish()
