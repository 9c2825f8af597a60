"""The log: JSON for whoever collects it, a line to read at a terminal."""

from __future__ import annotations

import io
import sys

import orjson
import pytest

from garim.gateway.log import open_log


class Stderr(io.TextIOWrapper):
    """Standard error, at a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def written(self) -> bytes:
        return self.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_reads_lines_and_everything_else_json(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    """Signed checkpoints are for whoever keeps the log; at a terminal nobody does. Errors are told at both."""
    stderr = Stderr(terminal)
    monkeypatch.setattr(sys, "stderr", stderr)
    log = open_log()
    log.info("checkpoint", size=3, note="garim\n3\nAbc=\n")
    log.info("exchange", protocol="chat", status="sent", error="", hidden=2, own_ms=1.5)
    log.error("checkpoint", error="vault_failed", message="the disk is full")
    lines = stderr.written.splitlines()

    if terminal:
        assert [line.decode()[8:] for line in lines] == ["  exchange  protocol chat  status sent  hidden 2  own_ms 1.5", "  checkpoint  error vault_failed  message the disk is full"]
    else:
        assert [orjson.loads(line)["event"] for line in lines] == ["checkpoint", "exchange", "checkpoint"]
