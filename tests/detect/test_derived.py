from __future__ import annotations

import pytest

from garim.detect.lexicon import Lexicon
from garim.detect.lexicon_source import Term
from garim.detect.views import View

TERMS = [
    Term("Ledgerkeel", "product"),
    Term("QVSTG", "database"),
    *(Term(f"qv{name}01", "host") for name in ("alf", "bert", "carl", "dorn", "egon", "fritz")),
    *(Term(f"TB_SH_{name}_M", "db_object") for name in ("HULL", "KEEL", "MAST")),
]
LEXICON = Lexicon.build(TERMS)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("user lk_app connects", ["lk"]),
        ("qv_hull_db qvShipCode QV_STATS_WK qv", ["qv", "qv", "QV"]),
        ("qvalf07 and qvalf", ["qvalf", "qvalf"]),
        ("select * from TB_SH_RUDDR_L", ["RUDDR"]),
        ("select * from WEL.WEL_PIPE_HDR", ["WEL", "WEL"]),
        ("select * from information_schema.tables, sys.dual", []),
        ("exec SP_WHO; exec sp_help_job", ["WHO"]),
    ],
)
def test_shapes_that_no_lexicon_holds(text: str, surfaces: list[str]) -> None:
    assert [text[f.start : f.end] for f in LEXICON.find(View(text)).findings] == surfaces
