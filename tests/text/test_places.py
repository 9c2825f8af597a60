from __future__ import annotations

import pytest

from garim.text.places import FEW, places


@pytest.mark.parametrize("more", [0, FEW])
def test_every_place_of_every_value(more: int) -> None:
    values = ["새솔", "Tova", "Tova Lind", *(f"nowhere{i}" for i in range(more))]
    found = sorted(places("Tova Lind과 새솔, Tova", values))
    assert found == [(0, 4, 1), (0, 9, 2), (11, 13, 0), (15, 19, 1)]
    assert list(places("", values)) == list(places("x", [])) == []
