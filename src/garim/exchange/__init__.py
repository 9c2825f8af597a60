"""THE STORY of one request: hide.py finds and replaces, meeting.py over several texts, guard.py looks at the bytes, bodies.py
joins them with the wire, steps.py tells what is done when."""

from __future__ import annotations

from garim.exchange.bodies import Outbound, outbound, reply, table_of
from garim.exchange.guard import look, look_at
from garim.exchange.hide import Hidden, Screening, hide, legend_line

__all__ = [
    "Hidden",
    "Outbound",
    "Screening",
    "hide",
    "legend_line",
    "look",
    "look_at",
    "outbound",
    "reply",
    "table_of",
]
