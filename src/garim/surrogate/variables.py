"""What stands for a variable in a command: what it sets itself, what only the user's own environment sets, what nobody can tell.

Source: POSIX.1-2024, XCU 2.6.2 (what stands for a variable); the manuals of bash, zsh, fish and csh.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import garim.late as re

MOST_VALUES, MOST_ROUNDS, LONGEST_VALUE, LONGEST = 16, 6, 2048, 64 * 1024
"""Values of a variable, variables inside variables, characters of a value, and of a command whose variables are put in."""
MOST_EXPANDED = 64
"""Braces of a command that are expanded."""
LONGEST_HOST = 256
_BRACES = re.compile(r"\{([^\s{},]*,[^\s{}]*)\}([^\s{}]{0,256})")
_VALUE = r"(?:\"((?:[^\"`$]|\$(?!\())*)\"|'([^']*)'|\$'([^']*)'|([^\s;&|()\"'`<>]*))"
_SET = re.compile(rf"(?<![\w$.\[-])([A-Za-z_]\w*)(\+?)=(?!=){_VALUE}|\bread\s+(?:-\w+\s+)*(\w+)\s*<<<\s*{_VALUE}")
_LOOPED = re.compile(r"\bfor\s+(\w+)\s+in\s+([^;\n]*)")
_PRINTED = re.compile(r"\bprintf\s+-v\s*(\w+)\s+(?:(?:'%s'|\"%s\"|%s)\s+)?" + _VALUE)
_USED = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-=+])([^{}$`]*))?\})")
_MADE = re.compile(
    r"(?:[^\s;&|()\"'`<>$]|\$(?!\()|\"[^\"`$]{0,512}\"|'[^']{0,512}'){0,64}(?:`|[$<]\(|\"[^\"]{0,2048}?(?:`|\$\())"
)
"""A value that another program says."""
_READ = re.compile(
    r"\b(?P<how>read|readarray|mapfile|getopts|select|for|vared|printf\s+-v)\b(?!\s*\()"
    r"(?P<names>(?:[ \t]+(?!in\b)[-\w\"':]+){1,12})(?P<said>[ \t]*<<<[ \t]*(?![\"']?(?:\$\(|`)))?"
)
"""What reads variables from elsewhere, and their names."""
_DEFAULTED = re.compile(r"\$\{([A-Za-z_]\w*):?=([^{}`]*)\}")
_SET_OTHERWISE = re.compile(rf"\b(?:set(?:env)?)[ \t]+(?:-\w+[ \t]+)*([A-Za-z_]\w*)[ \t]+{_VALUE}")
"""As fish and csh set variables."""
_BEGINS = r"(?:^|[;&|({\n]|\b(?:then|do|else|builtin|command)\b)[ \t]*"
_SOURCED = re.compile(
    rf"{_BEGINS}(?:(?:source|\.)[ \t]+(?!(?:~|\$HOME|\$\{{HOME\}}|/etc)/|\S*/activate\b)|eval\b)"
    r"|\b(?:export|declare|typeset|local|readonly|env|set|read|printf[ \t]+-v)[ \t]+(?:-\w+[ \t]+)*[\"']?(?:\$|`)"
    r"|\bset[ \t]+(?:-a\b|-o[ \t]*allexport)|\b(?:direnv|dotenv)\b|--env-file"
)
"""What sets variables that nobody sees: whatever a file says, but the user's own and a virtual environment's."""
_OF_THE_SHELL = re.compile(
    r"(?:OLD)?PWD|REPLY|MAPFILE|OPT(?:ARG|IND)|BASH\w*|COMP_\w+|DIRSTACK|PIPESTATUS|RANDOM|SECONDS|LINENO|FUNCNAME"
)
"""Variables that the shell itself sets."""
ENVIRONMENT = r"(?:[A-Z][A-Z0-9_]{2,63})"
"""How a variable of an environment is named."""
_HOST = re.compile(r"//(?:[^\s/\"'@]{0,128}@)?\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:%/?)?\})(?=[:/\s\"'?#]|\Z)")
_NAME = re.compile(r"(?<![\w-])[A-Za-z_]\w*")
_BRACED = re.compile(r"\$\{([A-Za-z_]\w*)\}(?![\w\[])")
_USUAL_PORT = re.compile(r":\$\{[A-Za-z_]\w*:?-\d{1,5}\}")
_PORT = re.compile(r":\$(\w*PORT)\b")
Own = Callable[[str], bool]


def filled(text: str, values: Mapping[str, list[str]] | None = None) -> str:
    """A command with the variables that it sets itself put in; one that has several values stands as a list in braces.

    Args:
        text: Line ends behind a backslash taken out.
        values: What the variables hold, where more than the command itself sets them: as of `values_in`.
    """
    if "$" not in text or len(text) > LONGEST:
        return text
    known, left = values_in(text) if values is None else values, 2 * LONGEST

    def put(met: re.Match[str]) -> str:
        nonlocal left
        name = met[1] or met[2]
        said = list(known.get(name, ()))
        if not said and name in known:
            return met[0]
        if met[2] and met[3]:
            said = [met[4]] if met[3].endswith("+") else [*said, met[4]]
        left -= sum(map(len, said))
        if not said or left < 0:
            return met[0]
        said = list(dict.fromkeys(said))
        return said[0] if len(said) == 1 else " ".join(said) if any(" " in one for one in said) else "{" + ",".join(said) + "}"

    for _ in range(MOST_ROUNDS):
        new = _USED.sub(put, text)
        if new == text:
            break
        text = new
    return text


def values_in(text: str, *, sure: bool = True) -> dict[str, list[str]]:
    """What each variable may hold that a text sets.

    Args:
        text: A command, or a file of commands.
        sure: Whether one that another program or a file sets as well holds nothing that can be told.
    """
    out: dict[str, list[str]] = {}

    def holds(name: str, value: str, more: bool = False) -> None:
        known = out.setdefault(name, [])
        if more and known:
            value = known[-1] + value
        itself = any(name in met.groups() for met in _USED.finditer(value))
        if len(value) <= LONGEST_VALUE and len(known) < MOST_VALUES and not itself:
            known.append(value)

    for met in _SET.finditer(text):
        holds(met[1] or met[7], next((one for one in (*met.groups()[2:6], *met.groups()[7:]) if one), ""), bool(met[2]))
    for pattern in (_DEFAULTED, _SET_OTHERWISE, _PRINTED):
        for met in pattern.finditer(text):
            holds(met[1], next((one for one in met.groups()[1:] if one), ""))
    for met in _LOOPED.finditer(text):
        for word in met[2].split()[:MOST_VALUES]:
            holds(met[1], word.strip("\"'"))
    made = _made(text)
    return {
        name: [] if sure and name in made else [value for value in out.get(name, ()) if value]
        for name in dict.fromkeys((*out, *sorted(made)))
    }


def _made(text: str) -> set[str]:
    """Variables that another program or a file sets."""
    out = {met[1] for met in _SET.finditer(text) if met[1] and _MADE.match(text, met.end(2) + 1)}
    out |= {met[1] for met in _LOOPED.finditer(text) if _MADE.search(met[2])}
    for met in _READ.finditer(text):
        names = [name for name in _NAME.findall(met["names"]) if name not in ("v", "r")]
        told = (met["said"] and len(names) == 1) or (met["how"] in ("for", "select") and _LOOPED.match(text, met.start()))
        printed = _PRINTED.match(text, met.start())
        if not told and not (printed and any(printed.groups()[1:])):
            out.update(names)
    return out


def environment(text: str, values: Mapping[str, list[str]]) -> Own:
    """Whether a variable is one that only the user's own environment sets.

    Args:
        text: The command that uses it.
        values: What the command sets itself: as of `values_in`.
    """
    sourced = _SOURCED.search(text) is not None
    return lambda name: (
        not sourced
        and name not in values
        and re.fullmatch(ENVIRONMENT, name) is not None
        and _OF_THE_SHELL.fullmatch(name) is None
    )


def settled(text: str, values: Mapping[str, list[str]], own: Own) -> str:
    """A command in which what stands for all of a host is this machine: variables of the user's environment, and those that the
    command sets itself, which are judged where they are put in.

    Args:
        text: The command.
        values: What it sets itself.
        own: As of `environment`.
    """

    def put(met: re.Match[str]) -> str:
        name = met[1] or met[2]
        return "//localhost" if values.get(name) or own(name) else met[0]

    text = _USUAL_PORT.sub(":80", _BRACED.sub(r"$\1", text))
    if "PORT" in text:
        text = _PORT.sub(lambda met: met[0] if met[1] not in values or values[met[1]] else f":$({met[1]})", text)
    return _HOST.sub(put, text)


def expanded(text: str) -> str:
    """A command with its braces expanded."""
    for _ in range(MOST_EXPANDED):
        met = _BRACES.search(text)
        if met is None or len(text) > LONGEST:
            break
        start = met.start()
        while start and met.start() - start < LONGEST_HOST and not text[start - 1].isspace() and text[start - 1] not in "{}":
            start -= 1
        said = " ".join([text[start : met.start()] + one + met[2] for one in met[1].split(",")[:MOST_EXPANDED]])
        text = text[:start] + said + text[met.end() :]
    return text
