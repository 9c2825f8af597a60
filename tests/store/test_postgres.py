"""What PostgreSQL alone promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from garim.errors import VaultFailed
from garim.store import open_store
from tests.store.conftest import KEY


def test_a_database_that_does_not_answer_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(VaultFailed, match="could not be used"):
        open_store(f"postgresql://garim@/postgres?host={tmp_path}", KEY)
