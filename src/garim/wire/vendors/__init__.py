"""ONE FILE = ONE VENDOR, found here, listed nowhere: at which paths it speaks which protocol, and everything beside the body.

What goes to a vendor beside a body is a closed list of forms, none of which can hold free text: its ids, headers and query
parameters. Anything else is refused, with what is wrong and nothing of its value.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import unquote

import garim.late as re
from garim.errors import BadInput, GarimError

FLAG = re.compile("true|false")
COUNT = re.compile("[0-9]{1,9}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:-preview)?")
_DATED = r"[a-z]{2,16}(?:-[a-z0-9]{1,16}){0,5}-\d{4}-?\d{2}-?\d{2}"
DATED_NAMES = re.compile(rf"{_DATED}(?:, ?{_DATED}){{0,31}}")
"""Names of features as vendors publish them, each with its date: `interleaved-thinking-2025-05-14`."""
TAIL = r"(?:(?=(?:[A-Za-z_-]*[0-9]){3})(?![A-Za-z0-9_-]*(?:[a-z]{8}|[A-Z]{8}))[A-Za-z0-9]{8,250}|[0-9a-f-]{8,64}|[0-9]{1,4})"
"""Behind an id's prefix: digits and letters as machines draw them, in which nothing long can be spelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """How a vendor's models are listed."""

    path: str
    read: Callable[[object], list[str]]
    """An upstream's list → names; [] where it is none."""
    write: Callable[[Sequence[tuple[str, str]]], bytes]
    """(model, owner) of each → the list as the vendor's clients read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """Whose way of asking it is."""

    name: str
    """The file's name; `[[upstream]] protocol` names it."""
    speaks: Mapping[str, Mapping[str, re.Pattern[str]]]
    """Protocol → method → the paths at which it is spoken, in full. A group `model` is the model that is asked for."""
    base: str = "/v1"
    """What a base address may end with, since its paths begin so."""
    sign: str = ""
    """A request header that tells the vendor where another calls something by the same path."""
    ids: tuple[str, ...] = ()
    """Prefixes of the ids that it makes."""
    headers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Request headers that go on, and what they may hold; all others stay here."""
    own_headers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Those that go on with the caller's own key."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Headers that every request has, where the caller's does not say otherwise."""
    query: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Parameters of an address, and what they may hold."""
    key: tuple[str, str] = ("authorization", "Bearer ")
    """The header of a key, and what stands before the key in it."""
    keys: tuple[str, ...] = ("authorization",)
    """Headers in which a caller may bring a key of its own."""
    error: Callable[[GarimError], bytes]
    """An error as its clients read it."""
    event: bytes = b""
    """The name of an error event, where events have names."""
    models: Models | None = None

    def check_query(self, query: str) -> None:
        """Let a query through that holds nothing but known parameters in their forms.

        Raises:
            BadInput: It holds something else; the message names the vendor's parameters and nothing of the query.
        """
        if not _query_fits(self.name, query):
            known = ", ".join(sorted(self.query)) or "none"
            raise BadInput("the address's query holds something that is not known here; nothing left", hint=f"known are: {known}")

    def passed(self, headers: Mapping[bytes, bytes], *, own: bool) -> dict[str, str]:
        """The request headers that go on.

        Args:
            headers: The caller's, names in lower case.
            own: Whether the caller's own key goes too.

        Raises:
            BadInput: One of them holds what it may not. Nothing left.
        """
        out: dict[str, str] = {}
        for name, form in (*self.headers.items(), *(self.own_headers.items() if own else ())):
            raw = headers.get(name.encode())
            if raw is None:
                continue
            value = raw.decode("latin-1").strip()
            if not form.fullmatch(value):
                said = f"the header {name} holds something that is not known here; nothing left"
                raise BadInput(said, hint="features with their dates, as the vendor names them")
            out[name] = value
        return out


@lru_cache(maxsize=1024)
def _query_fits(name: str, query: str) -> bool:
    forms = vendor(name).query
    for part in query.split("&") if query else ():
        key, _, value = part.partition("=")
        form = forms.get(unquote(key))
        if form is None or not form.fullmatch(unquote(value)):
            return False
    return True


def words(*known: str) -> re.Pattern[str]:
    """A form that is one of some words."""
    return re.compile("|".join(map(re.escape, known)))


def id_form(prefixes: Iterable[str]) -> re.Pattern[str]:
    """The form of an id with one of some prefixes."""
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, prefixes), key=len, reverse=True))}){TAIL}")


@cache
def all_vendors() -> tuple[Vendor, ...]:
    """Every vendor that a file of this folder declares."""
    modules = (importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}."))
    return tuple(module.VENDOR for module in modules)


@cache
def vendor(name: str) -> Vendor:
    """The vendor of a name that is known to be one."""
    return next(one for one in all_vendors() if one.name == name)


@cache
def machine_id() -> re.Pattern[str]:
    """Ids as any of the vendors makes them: a conversation may have been begun with another."""
    return id_form({prefix for one in all_vendors() for prefix in one.ids})
