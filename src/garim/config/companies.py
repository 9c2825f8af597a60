"""The organisations of the company's own list, and which of them is the company: told by its domains, packages, hosts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from garim.detect.lexicon.source import Term, read_terms
from garim.detect.lexicon.spelling import forms
from garim.store.files import read_file
from garim.surrogate.companies import OURS, Companies, Company, squeezed

TELLING = {"domain": 3, "package": 1, "host": 1, "repository": 1, "email": 1, "database": 1, "service": 1}
"""Kinds of terms that bear the company's own name, and what one counts."""
LABEL = re.compile(r"[0-9a-z]+|[가-힣]+")
LONG = 4
"""Letters of a name from which a word that goes on behind it bears it: hanbyeolbank."""


@lru_cache(maxsize=4)
def companies(files: Sequence[tuple[Path, int, int]], taught: Sequence[Term]) -> Companies:
    """Those of some lexicons. They are read again, for what is compiled knows no order; the caller keeps what comes of it.

    Args:
        files: Each with its time of change and size: another file is read anew. One that is gone by now tells nothing.
        taught: Terms beside them.
    """
    terms: list[Term] = []
    for path, _, _ in files:
        with suppress(OSError):
            terms += read_terms(read_file(path), str(path))[0]
    return companies_of([*terms, *taught])


def companies_of(terms: Iterable[Term]) -> Companies:
    """The organisations among some terms."""
    terms = [term for term in terms if term.shape == "term"]
    orgs = [term for term in terms if term.kind in ("org", "customer")]
    spelled: dict[str, int] = {}
    names: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(orgs):
        for one in (term.term, *term.aliases):
            spelled.setdefault(squeezed(one), number)
        for form in forms(term) if term.kind == "org" else ():
            bare = form.start == 0 and form.end == len(form.key) > 2
            for name in {form.entity, form.key if bare else form.entity}:
                if number not in names[name]:
                    names[name].append(number)
    for number, term in enumerate(orgs):
        for form in forms(term) if term.kind == "customer" else ():
            names.setdefault(form.entity, [number])
    known = [Company(term.term, term.means, term.kind == "customer") for term in orgs]
    return Companies(known, spelled, names, _own(terms, orgs, spelled, names))


def _own(terms: Sequence[Term], orgs: Sequence[Term], spelled: Mapping[str, int], names: Mapping[str, Sequence[int]]) -> int:
    """The one that the list says is the company, else the one whose name its domains, packages and hosts bear most; -1 for none.

    Of several with that name it is the one that is written so (Hanbyeol Shipping beside 한별물류), else the first.
    """
    said = next((number for number, org in enumerate(orgs) if OURS.match(org.means)), -1)
    if said >= 0:
        return said
    borne: Counter[int] = Counter()
    for term in terms:
        for label in LABEL.findall(term.term.casefold()) if term.kind in TELLING else ():
            name = next(
                (label[:size] for size in (len(label), *range(len(label) - 1, LONG - 1, -1)) if label[:size] in names), ""
            )
            written = {number for one, number in spelled.items() if name and one.startswith(name)}
            for number in names.get(name, ()):
                borne[number] += TELLING[term.kind] * (2 if number in written else 1)
    may = [number for number in borne if orgs[number].kind == "org"]
    return max(may, key=lambda number: (borne[number], spelled.get(squeezed(orgs[number].term)) == number, -number), default=-1)
