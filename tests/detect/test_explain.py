"""What was looked at and left is told with its reason."""

from __future__ import annotations

from garim.detect.explain import left
from garim.values import Finding


def test_tells_why_something_was_left() -> None:
    """The ordinary word beside the hidden one, a lexicon word without evidence, public codes and hosts."""
    text = "Mint is down; mint tea, cobble stones, ORA-00060, see github.com and QX-12"
    found = [Finding(0, 4, "product", "stem", "mint", "")]

    told = {text[start:end]: why for start, end, why in left(text, found, {"mint", "cobble"}.__contains__)}

    assert set(told) == {"mint", "cobble", "ORA-00060", "github.com"}
    assert "ordinary" in told["mint"] and "lexicon" in told["cobble"]
