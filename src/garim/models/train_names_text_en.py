"""Everyday English made on the spot, with names and without: mail, tickets, chat, posts, news, forms, letters, results, logs, code.

The sentences are our own, in `data/texts_en.txt` and `data/plain_en.txt`; their slots are filled with names of many origins and
with companies and addresses put together here. A third of the texts is in lower case, a few are in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from garim.models.train_names_augment import english as augment
from garim.models.train_names_grammar import Grammar, Spans
from garim.models.train_names_values import LABELS, Values

WITHOUT = 0.47
"""Share of texts that name nobody."""
BENT = 0.45
"""Share of texts that are bent: other case, typing errors, no punctuation."""


def sentences(count: int, seed: int = 11, bent: float = BENT) -> Iterator[tuple[str, Spans]]:
    """`count` made texts with their spans (start, end, PS | OG | LC); the same ones for the same seed.

    Args:
        count: How many.
        seed: Where chance starts.
        bent: Share of texts that are bent.
    """
    grammar = Grammar(["shapes_en", "origins_en", "places_en", "words_en", "texts_en", "plain_en"], seed)
    grammar.fill, grammar.labels = Values(grammar).fill, LABELS
    for text, spans in grammar.texts(count, WITHOUT):
        yield augment(text, spans, grammar.dice) if grammar.dice.random() < bent else (text, spans)
