"""garim.project.toml: what a repository adds to the settings of whoever works in it. It can add protection and take none.

    [screen]   lexicons        files of the repository, beside those of the settings
    [policy]   rules, locked   rules that refuse or drop are read first, those that keep inside or ask for a review last
    [replies]  redact = true, tool_arguments = "leave"

Whoever can commit to a repository is not who keeps the settings: nothing here can name an upstream, a key, a style that says
more, or a rule that lets anything through which the settings do not.

A garim.toml that was only found may say the same, and much else that is its owner's to say: of it what only adds is taken, the
rest is left and named (`offered`). It stops nobody: whoever put it there would else decide whether Garim runs at all.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from garim.config.settings import CARE, PolicySettings, Settings, rule_of
from garim.errors import BadSettings
from garim.policy.rules import Policy
from garim.store.files import read_file, why

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


def offered(settings: Settings, path: Path) -> tuple[Settings, list[str]]:
    """The settings with what a file that was only found adds, and what it says beside that, which is not taken.

    Args:
        settings: Of the user or the company, with what the repository's file adds.
        path: The file; whatever is in it, nothing is raised.

    Returns: What holds, and the names of what does not, as in "[screen] legend", with the reason where a name says none.
    """
    try:
        data = tomllib.loads(read_file(path).decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return settings, [f"all of it: {why(error)}"]
    except (ValueError, RecursionError):
        return settings, ["all of it: it is not TOML"]
    left: list[str] = []
    for section, said in data.items():
        if not isinstance(said, dict):
            left.append(f"[[{section}]]" if isinstance(said, list) else str(section))
            continue
        for key, value in said.items():
            many = value if isinstance(value, list) and key in ("lexicons", "rules", "locked") else [value]
            for one in many:
                try:
                    settings = _one(settings, path, str(section), str(key), one)
                except BadSettings as error:
                    left.append(f"[{section}] {key}{': ' * bool(error.message)}{error.message}")
    return settings, list(dict.fromkeys(left))


def _one(settings: Settings, path: Path, section: str, key: str, value: Any) -> Settings:
    """The settings with one thing that a found file says. Raises BadSettings where it is not taken, with the reason if any."""
    replies, policy, replace = settings.replies, settings.policy, msgspec.structs.replace
    as_it_is = replace(settings, projects=tuple(dict.fromkeys((*settings.projects, str(path.resolve())))))
    if (section, key) == ("screen", "lexicons") and isinstance(value, str):
        lexicon = _below(path, value)
        _readable(lexicon)
        return replace(as_it_is, project_lexicons=(*settings.project_lexicons, str(lexicon)))
    if (section, key) == ("policy", "locked") and isinstance(value, str):
        return replace(as_it_is, policy=replace(policy, locked=tuple(dict.fromkeys((*policy.locked, value)))))
    if (section, key) == ("policy", "rules") and isinstance(value, dict):
        first = [*settings.project_first, value] if _strictest(value, path) else settings.project_first
        last = settings.project_last if _strictest(value, path) else [*settings.project_last, value]
        return _decides(replace(as_it_is, project_first=first, project_last=last))
    if (section, key, value) == ("replies", "redact", True):
        return replace(as_it_is, replies=replace(replies, redact=True))
    if (
        (section, key) == ("replies", "tool_arguments")
        and value in CARE
        and CARE.index(value) >= CARE.index(replies.tool_arguments)
    ):
        return replace(as_it_is, replies=replace(replies, tool_arguments=value))
    raise BadSettings("")


def _decides(settings: Settings) -> Settings:
    """The settings, if the last rule that was added can decide anything beside the other rules of repositories."""
    from garim.config.policies import problems_of

    rules = [rule_of(one, "") for one in (*settings.project_first, *settings.project_last)]
    Policy(rules)
    hers = msgspec.structs.replace(settings, policy=PolicySettings())
    if wrong := problems_of(hers):
        raise BadSettings(f"rule {wrong[0].rule!r} {wrong[0].what}")
    return settings


def _readable(lexicon: Path) -> None:
    try:
        read_file(lexicon)
    except OSError as error:
        raise BadSettings(why(error)) from None


def _below(path: Path, name: str) -> Path:
    """A lexicon's path, which lies below the file's folder."""
    root = path.parent.resolve()
    lexicon = (root / name).resolve()
    if not lexicon.is_relative_to(root):
        raise BadSettings(f"{path}: lexicon {lexicon} is not of this repository", hint="a path below the file's folder")
    return lexicon


def added(settings: Settings, path: Path) -> Settings:
    """The settings with what a repository's file adds.

    Args:
        settings: Of the user or the company.
        path: The file.

    Raises:
        BadSettings: It cannot be read, says something unknown, or would take protection away. Nothing was started.
    """
    try:
        project = msgspec.convert(tomllib.loads(read_file(path).decode("utf-8")), _Project)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read: {why(error)}") from None
    except (ValueError, RecursionError) as error:  # of a number with thousands of digits, too
        raise BadSettings(f"{path} is not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path}: {error}", hint=HINT) from None
    if project.replies.tool_arguments not in ("", *CARE[1:]):
        raise BadSettings(f"{path}: [replies] tool_arguments would take protection away", hint=HINT)
    lexicons = [_below(path, name) for name in project.screen.lexicons]
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
