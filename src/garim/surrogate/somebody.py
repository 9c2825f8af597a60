"""Who is named in a call of a tool that is no host: a telephone, an account, an owner of a repository, a bucket.

Who was hidden is known to the user: a name in which nothing of ours stands is a stranger's.
"""

from __future__ import annotations

from typing import Any

import garim.late as re
from garim.surrogate import says
from garim.surrogate.home import canonical
from garim.surrogate.outside import HOST, is_owner
from garim.surrogate.restore import Table

_LONGEST_NAME = 64
"""Characters of a service's or a tool's name."""
_AN_ID = re.compile(r"(?:[a-z]{1,5}[-_]?)?\d+|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
"""What numbers somebody among a system's own."""
_TELEPHONE = re.compile(r"(?!\d{4}-\d\d-\d\d)\+?[\d() .-]{7,24}")
_PUBLIC_NAME = re.compile(r"(?:[a-z]{2,24}:)?@[\w.+-]{2,64}")
_HANDLE = re.compile(r"@?[\w.+-]{2,64}")
_OWNED = re.compile(r"([\w.-]+)/[\w.-]+")


def names_somebody(node: Any, table: Table, depth: int = 0, above: str = "") -> bool:
    """Whether a tree of arguments names somebody outside who is no host: a telephone, an account, an owner of a repository.

    Who was hidden is known to the user: a name in which nothing of ours stands is a stranger's.
    """
    if isinstance(node, str) and depth < says.DEEPEST and node.lstrip()[:1] in ("{", "["):
        try:
            return names_somebody(says.read(node), table, depth + 1, above)
        except (ValueError, RecursionError):
            return False
    if isinstance(node, list):
        return any(names_somebody(value, table, depth, above) for value in node)
    if not isinstance(node, dict):
        return False
    return _says_who(node, table, above) or _below(node, table, depth)


def _below(node: dict[str, Any], table: Table, depth: int) -> bool:
    """The same of what stands in an object."""
    written = says.written(node)
    return any(
        names_somebody(value, table, says.DEEPEST if says.joined(name) in written else depth, says.joined(name))
        for name, value in node.items()
    )


def _says_who(node: dict[str, Any], table: Table, above: str) -> bool:
    """Whether an argument of an object names somebody outside; `above`: the object's own name."""
    keys = {says.joined(name): name for name in node}
    speaks = not says.MESSAGE.isdisjoint(keys)
    of_repository = not says.REPOSITORY.isdisjoint(keys) or above in says.REPOSITORY
    if speaks and any(_is_public(keys, name, value) for name, value in node.items() if isinstance(value, str)):
        return True
    if not says.PROPOSED.isdisjoint(keys) and _is_proposed(node, keys, table):
        return True
    apart = says.NAMES_THINGS | (frozenset() if not says.OF_BUCKET.isdisjoint(keys) else says.BUCKETS)
    for name, value in node.items():
        words = {
            word for word in says.words(name) if word not in apart or (word in says.NAMES_THINGS and word == says.joined(name))
        }
        for said in value if isinstance(value, list) else (value,):
            if isinstance(said, dict) and words & (says.PERSON | says.SOMEBODY | says.OWNERS):
                said = next((said[key] for key in says.OF_PERSON if said.get(key)), None)
            if isinstance(said, int) and not isinstance(said, bool):
                said = str(said)
            if isinstance(said, str) and _is_somebody(words, said.strip(), speaks, of_repository, table):
                return True
    return False


def _is_public(keys: dict[str, str], name: str, value: str) -> bool:
    """Whether an argument says that something is posted where anybody may read it."""
    return says.joined(name) in says.SERVED and len(value) <= _LONGEST_NAME and says.is_public(value)


def _is_proposed(node: dict[str, Any], keys: dict[str, str], table: Table) -> bool:
    """Whether something is said in a stranger's project."""
    named = [node[keys[key]] for key in says.PROJECTS & keys.keys()]
    owners = [met[1] for said in named if isinstance(said, str) and (met := _OWNED.fullmatch(said))]
    owners += [node[keys["namespace"]]] if named and "namespace" in keys and keys.keys() & {"title", "sourcebranch"} else []
    return any(
        isinstance(owner, str) and owner not in ("", "default") and not table.meets(owner) and not is_owner(owner, table.ours)
        for owner in owners
    )


def _is_somebody(words: set[str], said: str, speaks: bool, of_repository: bool, table: Table) -> bool:
    if table.meets(said) or said.lower().lstrip("@") in says.ANYBODY:
        return False
    rings = words & says.CALLED - {"to"} or ("to" in words and (speaks or said.startswith("+")))
    rings = rings or (words & says.RINGS and (said.startswith("+") or (speaks and words & {"dst", "callee"})))
    if rings and _TELEPHONE.fullmatch(said) and sum(map(str.isdigit, said)) >= 7:
        return True
    if speaks and words & (says.POSTED | {"to"}) and _PUBLIC_NAME.fullmatch(said):
        return True
    if (words & says.PERSON or (speaks and words & says.SOMEBODY)) and _HANDLE.fullmatch(said) and not HOST.fullmatch(said):
        return bool(words & says.PERSON) or not _AN_ID.fullmatch(said)
    if words & says.REPOSITORY and (owned := _OWNED.fullmatch(said)):
        return not is_owner(owned[1], table.ours)
    if words & says.BUCKETS:
        return not table.ours(canonical(said))
    return bool(of_repository and words & says.OWNERS and said) and not is_owner(said, table.ours)
