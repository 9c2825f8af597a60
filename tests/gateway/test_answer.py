"""What a caller never sees of a reply: Garim's own key at the upstream."""

from __future__ import annotations

import orjson

from garim.exchange import Outbound
from garim.gateway.answer import MASK, without_key
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry, Receipt

KEY = "sk-" + "proj-" + "Zq81mVtY7Lw0"


def test_a_reply_that_quotes_the_key_has_it_masked_at_any_cut() -> None:
    out = without_key(Outbound(b"", (Entry("Velmora", "Narae", "stem", "x"),), Receipt(protocol="chat"), "outside", frozenset()), KEY)
    table = Table(out.entries)
    for form, text in (("text", f"401: invalid key {KEY}, for Velmora"), ("json", orjson.dumps({"q": f"{KEY} Velmora"}).decode())):
        for cut in (1, 2, 3, 5, 64):
            restorer = Restorer(table, form)
            got = "".join(restorer.feed(text[at : at + cut]) for at in range(0, len(text), cut)) + restorer.finish()
            assert KEY not in got and MASK in got and "Narae" in got


def test_without_a_key_nothing_is_added() -> None:
    out = Outbound(b"", (), Receipt(protocol="chat"), "outside", frozenset())

    assert without_key(out, "") is out
