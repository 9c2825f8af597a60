"""What a foreign model takes for someone and everyone knows: it stays."""

from __future__ import annotations

import pytest

from garim.models._sense import known


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("Kubernetes", "person"), ("Istio sidecar", "person"), ("Redis 이전", "person"), ("Oracle 12c", "address"), ("ubuntu", "org"), ("Loan Service", "org"),
        ("ORA-01652", "id"), ("01652", "address"), ("ORA", "id"), ("slf4j", "id"), ("홍길동", "person"), ("010-0000-0000", "phone"), ("hong@example.com", "email"),
        ("github.com", "url"),
    ],
)  # fmt: skip
def test_what_everyone_knows_stays(value: str, meaning: str) -> None:
    """Products, error codes and parts of them, placeholders, public hosts."""
    text = {"01652": "failed with ORA-01652 today", "ORA": "failed with ORA-01652 today"}.get(value, f"we saw {value} today")
    start = text.index(value)

    assert known(text, start, start + len(value), meaning)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("Jane Roe", "person"), ("tom", "person"), ("Morgan", "person"), ("Jordan Marsh", "person"), ("Oracle 이서연", "person"), ("이서연", "person"), ("Paris", "place"),
        ("12 Bank Street", "address"), ("Northfield Redis", "org"), ("010-2345-6789", "phone"), ("MN-482", "id"), ("jane@northfield.com", "email"),
        ("portal.northfield.com", "url"), ("redis", "secret"),
    ],
)  # fmt: skip
def test_what_may_be_someone_does_not(value: str, meaning: str) -> None:
    """A name on a list of technology, a name beside a product, a place."""
    text = f"we saw {value} today"
    start = text.index(value)

    assert not known(text, start, start + len(value), meaning)
