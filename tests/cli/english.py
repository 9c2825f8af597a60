"""What a Korean terminal changes in the libraries that write help is the process's: this puts it back."""

from __future__ import annotations

import pytest
from rich.text import Text
from typer import rich_utils


def put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the patch ends, English help is as it was."""
    for name, value in tuple(vars(rich_utils).items()):
        monkeypatch.setattr(rich_utils, name, value)
    monkeypatch.setattr(Text, "rstrip_end", Text.rstrip_end)
