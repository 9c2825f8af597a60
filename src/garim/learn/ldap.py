"""LDIF exports of a directory: people with their mail and number, groups, units. Source: RFC 2849."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path

from garim.learn import Item, Learnt, Left, Options, Problem, host, once, open_text, unit

PEOPLE = frozenset({"person", "inetorgperson", "organizationalperson", "user", "posixaccount"})
GROUPS = frozenset({"group", "groupofnames", "groupofuniquenames", "posixgroup"})
SERVICE = re.compile(r"[A-Za-z0-9]+(?:[_.$-][A-Za-z0-9$]+)+|[a-z]+\d+[a-z0-9]*")
"""A name that is an account: words joined, no blank."""
BUILTIN = frozenset(
    {"administrator", "guest", "krbtgt", "domain users", "domain admins", "domain computers", "domain controllers", "users"}
    | {"people", "groups", "computers", "services", "service accounts"}
)


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read an LDIF file, entry by entry.

    Raises:
        BadInput: The file is not there. Nothing was learnt.
    """
    yield from once(_items(source))


def _items(source: str) -> Iterator[Item]:
    for number, entry in _entries(Path(source)):
        if entry is None:
            yield Problem(f"{source}:{number}", "a base64 value that does not decode; it was left out")
            continue
        classes = {value.lower() for value in entry.get("objectclass", [])}
        name = next(iter(entry.get("displayname") or entry.get("cn") or entry.get("name") or []), "")
        if "computer" in classes:
            yield from host(name.rstrip("$"))
        elif classes & PEOPLE:
            yield from _service(name, entry) if SERVICE.fullmatch(name) else _person(name, entry)
        elif classes & GROUPS:
            yield unit(name)
        elif classes & {"organizationalunit", "organization"}:
            yield unit(next(iter(entry.get("ou") or entry.get("o") or []), name))
        for part in entry.get("dn", []):
            yield from _path(part)


def _path(dn: str) -> Iterator[Item]:
    """The units and the domain that an entry stands in."""
    parts = [part.strip().partition("=")[::2] for part in re.split(r"(?<!\\),", dn)]
    for key, value in parts[1:]:
        if key.lower() == "ou":
            yield unit(value)
    labels = [value for key, value in parts if key.lower() == "dc"]
    if len(labels) > 1:
        yield Learnt(".".join(labels), "domain")


def _service(name: str, entry: dict[str, list[str]]) -> Iterator[Item]:
    """An account of a machine: its own words, without what says that it is one (svc, batch)."""
    for account in dict.fromkeys((name, *entry.get("uid", []), *entry.get("samaccountname", []))):
        yield Left(account, "an account that every directory has") if account.lower() in BUILTIN else Learnt(account, "account")


def _person(name: str, entry: dict[str, list[str]]) -> Iterator[Item]:
    if not name or name.lower() in BUILTIN:
        yield Left(name or "(no name)", "an account that every directory has")
        return
    given, family = entry.get("givenname", [""])[0], entry.get("sn", [""])[0]
    names = [*entry.get("cn", []), *entry.get("displayname", [])]
    if given and family:
        names.append(f"{given} {family}" if (given + family).isascii() else family + given)
    accounts = [*entry.get("uid", []), *entry.get("samaccountname", [])]
    aliases = tuple(dict.fromkeys(alias for alias in (*names, *accounts) if alias and alias != name))
    yield Learnt(name, "person", aliases)
    for mail in entry.get("mail", []) + entry.get("userprincipalname", []):
        yield Learnt(mail, "email")
    for number in entry.get("employeenumber", []) + entry.get("employeeid", []):
        yield Learnt(number, "employee_id")


def _entries(path: Path) -> Iterator[tuple[int, dict[str, list[str]] | None]]:
    """(line, attributes in lower case → values) of each entry; None for a value that does not decode."""
    entry: dict[str, list[str]] = {}
    held, at = "", 0
    for number, line in open_text(path):
        line = line.rstrip("\n")
        if line.startswith(" "):
            held += line[1:]
            continue
        if held and not _add(entry, held):
            yield at, None
        held, at = ("" if line.startswith("#") else line), number
        if not line and entry:
            yield number, entry
            entry = {}
    if held and not _add(entry, held):
        yield at, None
    if entry:
        yield at, entry


def _add(entry: dict[str, list[str]], line: str) -> bool:
    name, _, value = line.partition(":")
    if value.startswith(":"):
        try:
            value = base64.b64decode(value[1:].strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return False
    entry.setdefault(name.split(";")[0].strip().lower(), []).append(value.strip())
    return True
