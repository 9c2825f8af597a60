"""THE STORY of one request: hide.py finds and replaces, guard.py looks at the bytes, steps.py carries it there and back."""

from __future__ import annotations

from garim.exchange.guard import look, look_at
from garim.exchange.hide import Hidden, Screening, hide, legend_line
from garim.exchange.steps import Outbound, hosts_named, outbound, reply, table_of

__all__ = [
    "Hidden",
    "Outbound",
    "Screening",
    "hide",
    "hosts_named",
    "legend_line",
    "look",
    "look_at",
    "outbound",
    "reply",
    "table_of",
]
