"""ONE FILE = ONE CLIENT that people work with, found here, listed nowhere: how it is started behind Garim, and what its own
configuration says. Pure: texts in, texts out; `cli/run.py` and `cli/setup.py` touch the machine.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from garim.errors import BadInput


@dataclass(frozen=True, slots=True)
class Place:
    """Where a client finds Garim."""

    url: str
    """The gateway's address, without a path: http://127.0.0.1:8787."""
    key: str = ""
    """The client's key for Garim; "" where it asks for none."""
    own_key: bool = True
    """Whether the client's own key goes on to the vendor; else the settings' key does, and the client needs just any."""

    @property
    def any_key(self) -> str:
        """A key for clients that do not start without one."""
        return self.key or "garim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A configuration file of a client, and what Garim adds to it."""

    path: str
    """Below the user's home folder."""
    folder_env: tuple[str, str] = ("", "")
    """A variable that names another folder, and the file's path in that one."""
    write: Callable[[str, Place], str]
    """The file's text, "" where there is none → the text with Garim in it. Raises BadInput where it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Files in which a client keeps what was said, as `garim scan --transcripts` reads them."""

    path: str
    """Glob pattern below the user's home folder, or a file's name that may stand in any project's folder."""
    form: str
    """jsonl | json | sqlite | text."""
    folder_env: tuple[str, str] = ("", "")
    """A variable that names another folder, and the pattern below that one."""
    anywhere: bool = False
    """Whether it stands in the projects' own folders."""
    rows: tuple[str, ...] = ()
    """Of a database of keys and values: glob patterns of the keys under which something was said; nothing else is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client."""

    name: str
    """The file's name, and the word behind `garim run` and `garim setup`."""
    title: str
    protocols: tuple[str, ...]
    """Vendors as which it asks; of the settings' upstreams one must be asked as one of them."""
    homes: Mapping[str, str]
    """Vendor → where the client would ask by itself: its upstream where the settings name none."""
    programs: tuple[str, ...] = ()
    """Names under which it is installed; () where it is no program that can be started from here."""
    install: str = ""
    """How it is installed, for who has not got it."""
    environment: Callable[[Place], Mapping[str, str]] = lambda _: {}
    """What a session's environment says."""
    arguments: Callable[[Place], tuple[str, ...]] = lambda _: ()
    """What a session's arguments say, before the user's."""
    edits: tuple[Edit, ...] = ()
    """Its own configuration; () where only a person can change it."""
    by_hand: str = ""
    """What a person does where there are no `edits`."""
    kept: tuple[Kept, ...] = ()
    """What it keeps on disk of what was said."""


PLAIN = "comments and commas too many: add the lines by hand"


@cache
def all_clients() -> Mapping[str, Client]:
    """Every client that a file of this folder declares, by name."""
    modules = (importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}."))
    return {module.CLIENT.name: module.CLIENT for module in modules}


def client(name: str) -> Client:
    """The client of a name.

    Raises:
        BadInput: There is none.
    """
    found = all_clients().get(name)
    if found is None:
        raise BadInput(f"{name} is no client that Garim knows", hint="one of " + ", ".join(all_clients()))
    return found


def with_json(text: str, path: tuple[str, ...], value: object) -> str:
    """A JSON document with one value set, folders of it made where they are missing.

    Raises:
        BadInput: It is not a JSON object (comments are none), or something else stands on the way. Nothing was changed.
    """
    try:
        document = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError as error:
        raise BadInput(
            f"the file is not plain JSON: line {error.lineno}", hint="comments and commas too many: add the lines by hand"
        ) from None
    inner = document
    for name in path[:-1]:
        inner = inner.setdefault(name, {}) if isinstance(inner, dict) else None
    if not isinstance(inner, dict):
        raise BadInput(f"{'.'.join(path[:-1])} is no table in the file", hint="add the lines by hand")
    inner[path[-1]] = value
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
