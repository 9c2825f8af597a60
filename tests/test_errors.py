"""The drawing in errors.py is the tree."""

from __future__ import annotations

import re

from garim import errors


def test_the_drawing_is_the_tree() -> None:
    """Every class stands in the docstring under its parent, with its status."""
    drawn: dict[str, tuple[str, int | None]] = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^([ │├└─]*)(\w+)(?: +(\d{3}))?", line[4:]) if line.startswith("    ") else None
        if found:
            depth = len(found[1]) // 4
            above[depth] = found[2]
            drawn[found[2]] = (above.get(depth - 1, "Exception"), int(found[3]) if found[3] else None)
    real = {
        name: (cls.__base__.__name__, cls.status if name != "GarimError" else None)
        for name, cls in vars(errors).items()
        if isinstance(cls, type) and issubclass(cls, Exception)
    }

    assert drawn == real


def test_the_shape_has_a_code_in_snake_case() -> None:
    """One JSON shape for every error."""
    shape = errors.UpstreamBusy("busy", hint="wait").shape()

    assert shape == {"type": "invalid_request_error", "code": "upstream_busy", "message": "busy", "hint": "wait"}
