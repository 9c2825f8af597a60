"""Objects in the company's schemas, and schemas whose tables bear their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import BEFORE, OBJECTS, PUBLIC, add, hide, no_forms, schemas_of
from garim.detect.lexicon.source import Term
from garim.text.fold import fold

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

QUALIFIED = re.compile(r"[\w$#]\.[A-Za-z]")
NAME = re.compile(r"[A-Za-z0-9_$#]+")


class Derived:
    """The schemas that are known."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: schemas, folded."""
        self._schemas = frozenset(learnt["schemas"])

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """Schemas and databases."""
        return {"schemas": schemas_of(terms)}

    def consider(self, reader: Reader, view: View) -> None:
        """Every dotted name of which the first half is one."""
        text = view.text
        if self._schemas and "." in text:
            for found in QUALIFIED.finditer(text):
                self._qualified(reader, text, found.start() + 1)

    def _qualified(self, reader: Reader, text: str, dot: int) -> None:
        before, after = BEFORE.search(text, max(0, dot - 40), dot), NAME.match(text, dot + 1)
        if not before or not after:
            return
        schema, name = fold(before[0]), fold(after[0])
        mirrored = name.startswith(schema + "_") and before[0].isupper() and not words.generic(schema)
        own = schema in self._schemas  # a name in the company's own schema is its own, whatever it begins with
        if (not own and (not mirrored or PUBLIC.match(name))) or PUBLIC.match(schema):
            return
        if before.start() and text[before.start() - 1] in ".-/@$":
            return
        in_sql = context.in_sql(text, before.start())
        if own:
            head = name.split("_")[0]
            called = text[after.end() : after.end() + 1] in ("(", ".")
            snake = "_" in name and _plain(text, before.start(), after.end())
            if (
                in_sql
                or called
                or snake
                or head in OBJECTS
                or (len(schema) > 3 and not words.ordinary(schema) and before[0].isupper())
            ):
                hide(reader, after.start(), after[0], 0, "name in a lexicon schema", 60)
        else:
            add(reader, before.span(), schema, "database", "schema whose tables bear its name", 55)
            add(
                reader,
                (after.start(), after.start() + len(schema)),
                schema,
                "db_object",
                "table that bears its schema's name",
                55,
            )


def _plain(text: str, start: int, end: int) -> bool:
    """Whether a dotted name stands in prose, not as a member in code that is called, assigned or passed."""
    return (
        text[start - 1 : start] in ("", " ", "\n", "`", "(")
        and re.match(r"[`)]?(?:[,.]?(?:\s+\w|$)|[가-힣])", text[end : end + 4]) is not None
    )
