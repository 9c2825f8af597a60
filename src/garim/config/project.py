"""garim.project.toml: what a repository adds to the settings of whoever works in it. It can add protection and take none.

    [screen]   lexicons        files of the repository, beside those of the settings
    [policy]   rules, locked   rules that refuse or drop are read first, those that keep inside or ask for a review last
    [replies]  redact = true, tool_arguments = "leave"

Whoever can commit to a repository is not who keeps the settings: nothing here can name an upstream, a key, a style that says
more, or a rule that lets anything through which the settings do not.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from garim.config.settings import CARE, Settings, rule_of
from garim.errors import BadSettings

NAME = "garim.project.toml"
CONDITIONS = frozenset(
    "name kinds at_least models protocols content languages over under hours days outside_hours purposes".split()
)
HINT = "a repository's file can only add: [screen] lexicons, [policy] rules and locked, [replies] redact and tool_arguments"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file."""


class _Screen(_Part, frozen=True):
    lexicons: list[str] = []


class _Policy(_Part, frozen=True):
    rules: list[dict[str, Any]] = []
    locked: tuple[str, ...] = ()


class _Replies(_Part, frozen=True):
    redact: bool = False
    tool_arguments: str = ""


class _Project(_Part, frozen=True):
    screen: _Screen = _Screen()
    policy: _Policy = _Policy()
    replies: _Replies = _Replies()


def find(folder: Path) -> Path | None:
    """The file of the repository that a folder is in: of the folder itself or one above it, up to the one with `.git`."""
    for one in (folder, *folder.parents):
        if (one / NAME).is_file():
            return one / NAME
        if (one / ".git").exists():
            return None
    return None


def added(settings: Settings, path: Path) -> Settings:
    """The settings with what a repository's file adds.

    Args:
        settings: Of the user or the company.
        path: The file.

    Raises:
        BadSettings: It cannot be read, says something unknown, or would take protection away. Nothing was started.
    """
    try:
        project = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Project)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read: {type(error).__name__}") from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path} is not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path}: {error}", hint=HINT) from None
    if project.replies.tool_arguments not in ("", *CARE[1:]):
        raise BadSettings(f"{path}: [replies] tool_arguments would take protection away", hint=HINT)
    root = path.parent.resolve()
    lexicons = [(root / name).resolve() for name in project.screen.lexicons]
    for one in lexicons:
        if not one.is_relative_to(root):
            raise BadSettings(f"{path}: lexicon {one} is not of this repository", hint="a path below the file's folder")
    first: list[dict[str, Any]] = []
    last: list[dict[str, Any]] = []
    for data in project.policy.rules:
        (first if _strictest(data, path) else last).append(data)
    replace = msgspec.structs.replace
    replies = settings.replies
    care = max(replies.tool_arguments, project.replies.tool_arguments or CARE[0], key=CARE.index)
    return replace(
        settings,
        policy=replace(settings.policy, locked=tuple(dict.fromkeys((*settings.policy.locked, *project.policy.locked)))),
        replies=replace(replies, redact=replies.redact or project.replies.redact, tool_arguments=care),
        projects=(*settings.projects, str(path.resolve())),
        project_lexicons=(*settings.project_lexicons, *map(str, lexicons)),
        project_first=[*settings.project_first, *first],
        project_last=[*settings.project_last, *last],
    )


def _strictest(data: dict[str, Any], path: Path) -> bool:
    """Whether a rule may go before all others: it refuses or drops. One that only narrows stands behind them, where it speaks
    of what nobody decided."""
    read = rule_of(data, str(path))
    said = {name: data[name] for name in data if name not in CONDITIONS}
    if said in ({"route": "nowhere"}, {"refuse": read.refuse}, {"style": "drop"}):
        return True
    if said in ({"route": "inside"}, {"route": "local"}, {"review": "self"}, {"review": "other"}):
        return False
    raise BadSettings(
        f"{path}: policy rule {read.name!r} says something that a project may not",
        hint='one of: route = "nowhere", "inside" or "local"; refuse; review; style = "drop"',
    )
