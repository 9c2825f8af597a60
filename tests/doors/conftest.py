"""What the doors' tests share: a model's side on a real socket, and what must not reach it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.upstream import FakeUpstream

TEXT = "Why is Saltmarsh slow on hanbyeol-prd-db03? 한별해운의 담당자는 도하랑 과장, 010-2931-4478."
PLANTED = ["saltmarsh", "hanbyeol", "한별", "하랑", "2931"]


def planted(sent: str | bytes) -> list[str]:
    """The values of TEXT that stand in what was sent."""
    text = (sent.decode() if isinstance(sent, bytes) else sent).lower()
    return [value for value in PLANTED if value in text]


def nothing_left(upstream: FakeUpstream) -> bool:
    """Whether something was sent, and none of the planted values in it."""
    sent = b"".join(upstream.bodies)
    return bool(sent) and not planted(sent)


@pytest.fixture(scope="session")
def _upstream() -> Iterator[FakeUpstream]:
    with FakeUpstream() as running:
        yield running


@pytest.fixture
def upstream(_upstream: FakeUpstream) -> FakeUpstream:
    _upstream.clear()
    return _upstream
