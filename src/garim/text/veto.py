"""Whether a coined word is one that people already use. The lists load on first use: a start without minting is free."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    from garim.text import veto_hangul, veto_latin

    return frozenset(veto_latin.WORDS.split()), frozenset(veto_hangul.WORDS.split())


def is_word(latin: str, hangul: str) -> bool:
    """Whether either spelling is a real word or name, or a piece of common words as long as itself.

    Args:
        latin: Lower case; "" to ask about the Hangul spelling alone.
        hangul: Whole syllables; "" to ask about the Latin spelling alone.
    """
    english, korean = _lists()
    return latin in english or hangul in korean
