"""The year in review: what a person used AI for, from her own records, on her own machine.

    audit ─gather→ records ┐
    sealed lines ─uses→    ├ join → exchanges → sums → Review → markdown · document (HTML) · picture (PNG)
    her corrections ───────┘

`uses` notes what an exchange was for when it leaves, sealed under its owner and never in the audit. `team` gives sums of
five people or more.
"""

from garim.retro.gather import Audit, correct, gather
from garim.retro.markdown import joined, markdown
from garim.retro.sums import Review, review
from garim.retro.zones import Zones, year_of

__all__ = ["Audit", "Review", "Zones", "correct", "gather", "joined", "markdown", "review", "year_of"]
