"""Where texts come from: folders, git's index, commits and their messages.

A commit is refused for what it brings, not for what stood there before: a line that the file had already in any parent is
old. Each file is read whole all the same, for what a line is shows in its neighbours.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, NamedTuple, Self

from garim.documents import readers, text_of
from garim.errors import BadInput, GarimError
from garim.scan.look import Skipped, Text

LIMIT = 256 * 1024 * 1024
"""Bytes of one file at most."""
SKIPPED = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"))
"""Folders that are nobody's own text."""
NOBODY = "0" * 40
FILES = ("100644", "100755", "120000")
"""Modes of what has a text: files and links; not other repositories."""
MESSAGE = "COMMIT_EDITMSG"
"""The path under which a commit's message is told."""


def files(paths: Sequence[Path], exclude: Sequence[str]) -> list[Path]:
    """Files, and those in folders, in order.

    Raises:
        BadInput: A path is not there.
    """
    out: list[Path] = []
    for path in paths:
        if path.is_file():
            out.append(path)
        elif path.is_dir():
            out += (file for file in sorted(path.rglob("*")) if file.is_file() and not SKIPPED.intersection(file.parts))
        else:
            raise BadInput(f"{path} is not there")
    return [path for path in out if not excluded(path.as_posix(), exclude)]


def excluded(path: str, exclude: Sequence[str]) -> bool:
    """Whether a path, or a folder that it is in, fits a pattern."""
    parts = path.split("/")
    return any(fnmatch("/".join(parts[:count]), pattern) for pattern in exclude for count in range(1, len(parts) + 1)) or any(
        fnmatch(parts[-1], pattern) for pattern in exclude
    )


def of_file(path: Path, root: Path) -> Text | Skipped:
    """A file's text; prints know it by its path below `root`, wherever the command is run."""
    try:
        size = path.stat().st_size
        one = read(str(path), path.read_bytes() if size <= LIMIT else None)
    except OSError as error:
        return Skipped(str(path), error.strerror or "cannot be read")
    return one._replace(name=Path(os.path.relpath(path, root)).as_posix()) if isinstance(one, Text) else one


def read(name: str, data: bytes | None) -> Text | Skipped:
    """The text of a file's bytes; None are too many of them."""
    if data is None:
        return Skipped(name, f"over {LIMIT // 2**20} MB")
    plain = readers()["plain"]
    if plain.fits(data):
        return Text(name, plain.read(data))
    try:
        return Text(name, text_of(data, name))
    except GarimError as error:
        return Skipped(name, error.message)


class Change(NamedTuple):
    """A file as something is about to leave it."""

    path: str
    blob: str
    """git's name of its content."""
    before: tuple[str, ...]
    """And of what it was in the parents."""
    commit: str = ""


class Repository:
    """A git repository, by the `git` program."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            BadInput: It is none, or git is not installed.
        """
        self.folder = folder
        self.root = Path(self.git("rev-parse", "--show-toplevel").decode().rstrip("\n"))

    def git(self, *arguments: str) -> bytes:
        """What git says.

        Raises:
            BadInput: It fails.
        """
        try:
            done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, check=False)
        except FileNotFoundError:
            raise BadInput("the program git is not installed") from None
        if done.returncode:
            what = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise BadInput(f"git {arguments[0]} failed: {what[-1] if what else 'no reason given'}", hint=_advice(arguments[0]))
        return done.stdout

    def staged(self) -> list[Change]:
        """What the next commit changes."""
        empty = self.git("hash-object", "-t", "tree", os.devnull).decode().strip()
        head = "HEAD" if self._is("HEAD") else empty
        return list(_changes(self.git("diff-index", "--cached", "-M", "-z", head)))

    def commits(self, wanted: Sequence[str]) -> list[str]:
        """Commits, oldest first.

        Args:
            wanted: As `git rev-list` takes them: A..B, or B --not --remotes.

        Raises:
            BadInput: git knows none of such a name.
        """
        return self.git("rev-list", "--reverse", *wanted, "--").decode().split()

    def pushed(self, lines: Iterable[str], environment: Mapping[str, str]) -> list[str]:
        """The commits that a push brings to the other side.

        Args:
            lines: What git gives a pre-push hook: local ref, local id, remote ref, remote id.
            environment: What pre-commit says in place of it: PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF; and to whom is pushed,
                PRE_COMMIT_REMOTE_NAME: what another remote has, this one need not have.
        """
        pairs = [(words[1], words[3]) for words in map(str.split, lines) if len(words) == 4]
        if (to := environment.get("PRE_COMMIT_TO_REF")) and not pairs:
            pairs = [(to, environment.get("PRE_COMMIT_FROM_REF") or NOBODY)]
        to_whom = environment.get("PRE_COMMIT_REMOTE_NAME")
        there = f"--remotes={to_whom}" if to_whom else "--remotes"
        out: dict[str, None] = {}
        for local, remote in pairs:
            if not local.strip("0"):
                continue  # a branch is deleted over there
            known = remote.strip("0") and self._is(remote)
            out |= dict.fromkeys(self.commits([f"{remote}..{local}"] if known else [local, "--not", there]))
        return list(out)

    def brought(self, commits: Sequence[str]) -> Iterator[Change]:
        """What each commit changes; of a merge, what is in none of its parents."""
        for commit in commits:
            listed = self.git("diff-tree", "-r", "-c", "-M", "--root", "--no-commit-id", "-z", commit)
            yield from (change._replace(commit=commit) for change in _changes(listed))

    def messages(self, commits: Sequence[str]) -> Iterator[Text]:
        """What the commits say of themselves."""
        for commit in commits:
            message = self.git("log", "-1", "--format=%B", "--encoding=UTF-8", commit).decode("utf-8", "replace")
            yield Text(MESSAGE, message.rstrip("\n"), commit=commit)

    def texts(self, changes: Iterable[Change], exclude: Sequence[str]) -> Iterator[Text | Skipped]:
        """The changes' texts, and the lines that stood there before."""
        with closing(_Contents.open(self.root)) as contents:
            for change in changes:
                if excluded(change.path, exclude):
                    continue
                now = read(change.path, contents.get(change.blob))
                if isinstance(now, Text):
                    before = [read("", contents.get(blob)) for blob in change.before]
                    lines = [line for one in before if isinstance(one, Text) for line in one.text.split("\n")]
                    now = now._replace(old=frozenset(lines), commit=change.commit)
                yield now

    def hooks(self) -> Path:
        """The folder of the repository's hooks."""
        return (self.folder / self.git("rev-parse", "--git-path", "hooks").decode().rstrip("\n")).absolute()

    def _is(self, name: str) -> bool:
        try:
            self.git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except BadInput:
            return False
        return True


def _advice(command: str) -> str:
    if command == "rev-list":
        return "does this copy hold those commits? in CI, fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)"
    return "is this a git repository?" if command == "rev-parse" else ""


def _changes(listed: bytes) -> Iterator[Change]:
    """Raw lines of git's diffs, ended by NUL. Source: git-diff-tree(1), raw output format, and for merges with -c."""
    fields = iter(listed.decode("utf-8", "surrogateescape").split("\0"))
    for head in fields:
        if not head.startswith(":"):
            continue
        parents = len(head) - len(head.lstrip(":"))
        modes, rest = head[parents:].split(" ")[: parents + 1], head[parents:].split(" ")[parents + 1 :]
        blobs, status = rest[: parents + 1], rest[parents + 1]
        path = next(fields)
        if parents == 1 and status[:1] in ("R", "C"):
            path = next(fields)
        if modes[-1] in FILES and blobs[-1].strip("0"):
            yield Change(path, blobs[-1], tuple(blob for blob, mode in zip(blobs[:-1], modes, strict=False) if mode in FILES))


class _Contents:
    """git's objects by their names, from one process."""

    def __init__(self, process: subprocess.Popen[bytes], ask: IO[bytes], answers: IO[bytes]) -> None:
        self._process, self._ask, self._answers = process, ask, answers

    @classmethod
    def open(cls, root: Path) -> Self:
        """Start it."""
        pipe = subprocess.PIPE
        process = subprocess.Popen(["git", "cat-file", "--batch"], cwd=root, stdin=pipe, stdout=pipe)
        assert process.stdin and process.stdout
        return cls(process, process.stdin, process.stdout)

    def get(self, blob: str) -> bytes | None:
        """One content; None where it is too large.

        Raises:
            BadInput: git has it not.
        """
        self._ask.write(f"{blob}\n".encode())
        self._ask.flush()
        head = self._answers.readline().split()
        if len(head) != 3:
            raise BadInput("git has not the content of a file that it lists", hint="git fsck tells more")
        size = int(head[2])
        if size <= LIMIT:
            data = self._answers.read(size)
        else:
            data, left = None, size
            while left:
                left -= len(self._answers.read(min(left, 1 << 20)))
        self._answers.read(1)
        return data

    def close(self) -> None:
        """End it."""
        self._ask.close()
        self._answers.close()
        self._process.wait()
