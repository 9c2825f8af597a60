from __future__ import annotations

import json

import pytest

from garim.detect.lexicon.derive import derivations
from garim.detect.lexicon.lexicon import Lexicon, fingerprint
from garim.detect.lexicon.read import DOUBT
from garim.detect.lexicon.source import Term
from garim.errors import BadSettings
from garim.text.views import View
from garim.values import Finding


def standing(words: Lexicon, view: View, hint: str = "") -> list[Finding]:
    """What stands without the decision: proposals in doubt left out."""
    return [f for f in words.find(view, hint).findings if f.rank > DOUBT]



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
    assert [text[f.start : f.end] for f in standing(LEXICON, View(text))] == surfaces


HOTEL = Lexicon.build(
    [
        Term("gst-7c20fe", "account"),
        Term("W-3071", "employee_id"),
        Term("KB-500123", "employee_id"),
        Term("QUILO_ROOM", "db_object"),
        Term("stay.pg_night_log", "db_object"),
        Term("Wolfram Hansmann", "person"),
        Term("NORDHOF\\hansmanw", "account"),
        Term(r"(trv|bsk)(web|db)\d{2}", "host", (), "", "pattern"),
    ]
)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("guest gst-91aa04 and gst-11 and gst-zz10zz", ["gst-91aa04"]),
        ("서명 (W-4418), W-44181, AW-4418", ["W-4418"]),
        ("see KB-500999 at the vendor", []),
        ("objects QUILO_LINEN, quilo_x", ["LINEN"]),
        ("stay.pg_day_log, then the consumer", ["pg_day"]),
        ("total = stay.pg_amount + 1", []),
        ("duplicate key uq_pg_event", ["pg_event"]),
        ("the file uq_pg_event", []),
        ("create index idx_user_email on users", []),
        ("한스만 부장한테 물어보세요, 한스만은", ["한스만"]),
        ("Account Name: hansmanw", ["hansmanw"]),
        ("TRVW-NB-0381 and bsk-edge-07", ["TRVW", "bsk"]),
        ("trv-lounge, btrv-nb-1", []),
    ],
)
def test_one_example_is_enough(text: str, surfaces: list[str]) -> None:
    assert [text[f.start : f.end] for f in standing(HOTEL, View(text))] == surfaces


@pytest.mark.parametrize("name", derivations())
def test_a_derivation_learns_what_json_keeps_and_nothing_from_nothing(name: str) -> None:
    """A lexicon is compiled once and loaded by many processes: what is learnt must come through unchanged."""
    derivation = derivations()[name]
    for terms in ([], TERMS):
        learnt = derivation.learn(terms)
        assert json.loads(json.dumps(learnt)) == learnt
        derivation(learnt)

    assert not any(derivation.learn([]).values())
    assert list(derivation.forms([])) == []


def test_a_lexicon_of_other_code_or_lists_is_built_again() -> None:
    whole = LEXICON.dump()
    assert whole.startswith(fingerprint())

    with pytest.raises(BadSettings):
        Lexicon.load(whole.replace(fingerprint()[-9:], b"01234567\n", 1))
