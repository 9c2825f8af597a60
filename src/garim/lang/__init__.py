"""What is known of a language: data by role, each file with its sources; whoever needs it asks by role.

    words("titles", "ko")        ranks and professions that stand behind a Korean name
    words("months")              of every language that has them
    either(words("says", "en"))  the same as a pattern

A file is `<language>.txt`: `[role]`, then words parted by blanks, `_` for a blank inside one; `#` begins a comment.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

LANGUAGES = ("ko", "en", "ja", "de", "fr", "it", "es")


@cache
def words(role: str, *languages: str) -> tuple[str, ...]:
    """The words of a role, in the files' order, none twice.

    Args:
        role: A section's name.
        languages: Of LANGUAGES; all that have the role where none is given.

    Raises:
        KeyError: A language that is named, or every one, lacks the role.
    """
    asked = languages or tuple(code for code in LANGUAGES if role in _file(code))
    if not asked:
        raise KeyError(role)
    return tuple(dict.fromkeys(word for code in asked for word in _file(code)[role]))


@cache
def spellings(role: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """Word → its spellings, the usual one first, of a role whose words are written `word:one/other`."""
    pairs = (word.partition(":") for word in words(role, language))
    return MappingProxyType({word: tuple(written.split("/")) for word, _, written in pairs})


def either(choice: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, choice), key=lambda word: (-len(word), word)))


@cache
def _file(language: str) -> dict[str, tuple[str, ...]]:
    data = pkgutil.get_data("garim.lang", f"{language}.txt")
    if data is None:
        raise FileNotFoundError(f"garim.lang/{language}.txt")
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in data.decode("utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current += [word.replace("_", " ") for word in line.split()]
    return {role: tuple(entries) for role, entries in found.items()}
