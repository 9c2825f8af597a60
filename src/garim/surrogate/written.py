"""What a command writes into files from itself, which names whom it likes, and which of it the same command runs.

Source: POSIX.1-2024, XCU 2.7.4 (documents of commands); the patches of coding agents.
"""

from __future__ import annotations

from typing import NamedTuple

import garim.late as re
from garim.surrogate.command import OPEN, Command, Unread, commands, parts
from garim.surrogate.programs import SHELLS, SOON, base, may_send

MOST_WRITTEN = 64
"""Files that a command writes of which it is asked whether it runs them."""
_FILE = r"(?:\"[^\"`$\\\n]*\"|'[^'\n]*'|[^\s|;&<>`$()#'\"\\]+)"
_INTO = rf"(?:[ \t]*>>?[ \t]*{_FILE})?"
_HEREDOC = re.compile(
    rf"[ \t]*(?:(?:cd|mkdir(?:[ \t]+-p)?)[ \t]+{_FILE}[ \t]*&&[ \t]*){{0,4}}(?P<tool>cat|tee|apply_?patch)"
    rf"(?:[ \t]+{_FILE})*{_INTO}[ \t]*<<-?[ \t]*(?P<quote>['\"]?)(?P<end>\w+)(?P=quote){_INTO}[ \t]*"
)
"""What is written into a file or shown, and nothing else is done with it."""
PATCH = "*** Begin Patch"
PATCHES = ("apply_patch", "applypatch")
"""Programs that only write what a patch says."""


class Files(NamedTuple):
    """What a command writes into files from itself."""

    run: list[tuple[str, bool, bool]]
    """What of it the same command runs, each with how, as of `_is_run`."""
    kept: list[tuple[str, str]]
    """Names of files, and what each is to hold."""


def without_files(text: str) -> tuple[str, Files]:
    """A command without what it writes into files from itself; and that."""
    if "<<" not in text:
        return text, Files([], [])
    try:
        found, documents, _ = parts(text)
    except Unread:
        return text, Files([], [])
    if _ANOTHER.search(text):
        return text, Files([], [])
    gathered = _GATHERED.search(text) or any(one.words[:1] == ("exec",) and one.into for one in found)
    starts = [(one, frozenset(may_send(one))) for one in found]
    out, at, names, files = [], 0, 0, Files([], [])
    for one in found:
        if len(one.documents) != 1 or not one.words:
            continue
        begins, ends = documents[one.documents[0]]
        body, line = text[begins:ends], text[text.rfind("\n", 0, begins - 1) + 1 : begins - 1]
        met = _HEREDOC.fullmatch(line.rstrip("\r"))
        patch = met is not None and met["tool"].startswith("apply")
        if met is None or base(one.words[0]) != met["tool"] or (patch and not body.startswith(PATCH)):
            continue
        if not met["quote"] and ("$(" in body or "`" in body):
            continue  # the shell runs what stands in it
        written = _PATCHED.findall(body) if patch else [*one.into, *(one.words[1:] if met["tool"] == "tee" else ())]
        if not written and gathered:
            continue
        names += len(written)
        if names > MOST_WRITTEN:
            return text, Files([], [])
        others = [(other, programs) for other, programs in starts if other is not one] if written else []
        runs = {run for name in written for run in _is_run(name, others)}
        files.run.extend([(body if any(run) else _KEY.sub("", body), *run) for run in sorted(runs)])
        files.kept.extend((body, "") if patch else (name, body) for name in written[: 1 if patch else None])
        out.append((begins, ends))
    pieces = []
    for begins, ends in sorted(out):
        if begins >= at:
            pieces.append(text[at:begins])
            at = ends
    return "".join((*pieces, text[at:])), files


def told(text: str) -> list[str]:
    """What a command that stays on this machine puts into files by words: of echo and printf, and of what edits in place."""
    if ">" not in text and "tee" not in text and "sed" not in text:
        return []
    try:
        found = commands(text)
    except Unread:
        return []
    words = [word for one in found if one.words and base(one.words[0]) in _TELLS for word in one.words[1:] if " " in word]
    return [said for word in words for said in (word, word.partition(" ")[2])]


_TELLS = frozenset(("echo", "printf", "sed"))
_ANOTHER = re.compile(r"(?<![\w.-])(?:cat|tee|apply_?patch)\s{0,8}\(\s{0,8}\)|\b(?:function|alias)\s+(?:cat|tee|apply_?patch)\b")
"""What gives a program's name to something else."""
_KEY = re.compile(r"(?<![\w-])[\"']?[\w-]+[\"']?[ \t]{0,8}:(?=\s)")
"""The name of a setting, which may be one of a program too."""
_GATHERED = re.compile(r"(?:[})]|\b(?:done|fi|esac))[ \t]*\d?(?:\||>)|[$<>]\(")
"""What takes what several commands say."""
_PATCHED = re.compile(r"^\*\*\* (?:Add File|Update File|Move to): (.+)$", re.MULTILINE)
_SHELLS = SHELLS | {"source", ".", "eval"}
_INTERPRETS = _SHELLS | frozenset("python python3 node ruby perl php deno bun tsx ts-node xargs parallel pwsh powershell".split())
_HANDS_ON = frozenset("cat cp mv ln tee dd install".split())
_OF_NO_SHELL = re.compile(r".*\.(?!(?:ba|z|k)?sh\Z|command\Z|txt\Z)\w*|.*[Mm]akefile|.*Dockerfile|[Jj]ustfile|Rakefile")
"""Names of files that other programs read."""
_RUN_WITH = (
    (re.compile(r"(?:GNU)?[Mm]akefile|.*\.mk"), frozenset(("make", "gmake"))),
    (re.compile(r"package\.json|\.npmrc|\.yarnrc.*"), frozenset("npm npx pnpm yarn bun".split())),
    (re.compile(r"conftest\.py|(?:test_.*|.*_test)\.py"), frozenset(("pytest", "py.test", "tox", "nox"))),
    (re.compile(r".*\.(?:test|spec)\.[cm]?[jt]sx?"), frozenset("jest vitest mocha npm npx pnpm yarn bun".split())),
    (re.compile(r"setup\.py|pyproject\.toml"), frozenset("pip pip3 uv poetry python python3".split())),
    (re.compile(r"build\.rs|.*_test\.go|main\.go"), frozenset(("cargo", "go"))),
    (re.compile(r"(?:Dockerfile|(?:docker-)?compose).*"), frozenset(("docker", "podman", "docker-compose"))),
    (re.compile(r"Rakefile|Justfile|justfile|Taskfile\.ya?ml|noxfile\.py"), frozenset(("rake", "just", "task", "nox"))),
    (re.compile(r"build\.gradle.*|settings\.gradle.*|pom\.xml"), frozenset(("gradle", "gradlew", "mvn", "mvnw"))),
)
"""Files, and the programs that run what stands in them unasked."""


def _is_run(name: str, others: list[tuple[Command, frozenset[str]]]) -> list[tuple[bool, bool]]:
    """How a file is run, by itself or by other commands: whether by a shell, whether surely as a program; empty: not at all."""
    own = name.replace("\\", "/").rpartition("/")[2]
    if SOON.match(name):
        return [(True, False)]
    stem = re.escape(own.partition(".")[0] or own)
    meant = re.compile(rf"(?<![\w-]){stem}(?:\.[\w.]+)?(?![\w-])")

    def named(one: Command) -> bool:
        return any(map(meant.search, (*one.words, *one.into)))

    handed = any(one.words and base(one.words[0]) in _HANDS_ON and named(one) for one, _ in others)
    run: set[str] = set()
    begun: set[str] = set()
    for one, programs in others:
        begun |= programs
        open_words = any(OPEN in word for word in one.words)
        if programs and (named(one) or OPEN in one.words[:1] or (programs & _INTERPRETS and (handed or open_words))):
            run |= programs
    if not run and not any(which.fullmatch(own) and begun & programs for which, programs in _RUN_WITH):
        return []
    shell = not _OF_NO_SHELL.fullmatch(own) or not run.isdisjoint(_SHELLS)
    return [(shell, not shell and not run.isdisjoint(_INTERPRETS))]
