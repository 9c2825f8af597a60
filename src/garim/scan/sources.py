"""Where texts come from: folders, git's index, commits and their messages.

A commit is refused for what it brings, not for what stood there before: a line that the file had already in any parent is
old. Each file is read whole all the same, for what a line is shows in its neighbours.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Literal, NamedTuple, Self

from garim.documents import readers, text_of
from garim.errors import BadInput, GarimError
from garim.scan.look import Name, Skipped, Text
from garim.text.marks import marked

LIMIT = 256 * 1024 * 1024
"""Bytes of one file at most."""
SKIPPED = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"))
"""Folders that are nobody's own text."""
NOBODY = "0" * 40
FILES = ("100644", "100755", "120000")
"""Modes of what has a text: files and links; not other repositories."""
MESSAGE = "COMMIT_EDITMSG"
"""The path under which a commit's message is told."""
TAG = "TAG_EDITMSG"
"""And a tag's."""
REF = "refs"
"""And the name of a branch or tag."""
SCISSORS = " ------------------------ >8 ------------------------\n"
SIGNATURE = re.compile(r"^-----BEGIN (?:PGP|SSH) (?:SIGNATURE|MESSAGE)-----$.*", re.M | re.S)
AUTHORED = re.compile(r".\s*(?:Author|Committer|Date):")
"""What git writes into the template of a message."""
STRINGS = re.compile(
    rb"(?:[\t\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){6,}"
    rb"|(?:[\t\x20-\x7e]\0){6,}|(?:\0[\t\x20-\x7e]){6,}"
)
"""Runs of letters in what is no text, of one byte or two."""


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


def of_file(path: Path, root: Path) -> Iterator[Text | Skipped]:
    """A file's text; prints know it by its path below `root`, wherever the command is run."""
    try:
        size = path.stat().st_size
        found = list(read(str(path), path.read_bytes() if size <= LIMIT else None))
    except OSError as error:
        found = [Skipped(str(path), error.strerror or "cannot be read")]
    name = Path(os.path.relpath(path, root)).as_posix()
    yield from (one._replace(name=name) if isinstance(one, Text) else one for one in found)


def read(name: str, data: bytes | None) -> Iterator[Text | Skipped]:
    """The text of a file's bytes; None are too many of them.

    Of what is no text the letters in it are looked at as they stand, and it is told that this is all that was looked at.
    """
    if data is None:
        yield Skipped(name, f"over {LIMIT // 2**20} MB")
        return
    plain = readers()["plain"]
    bare = data if marked(data) else data.replace(b"\0", b"")  # also letters of two bytes that no mark tells of
    if plain.fits(bare):
        yield Text(name, plain.read(bare))
        return
    try:
        yield Text(name, text_of(data, name))
    except GarimError as error:
        runs = [run.replace(b"\0", b"").decode("utf-8", "replace") for run in STRINGS.findall(data)]
        yield Skipped(name, error.message + ("; only the letters in it were looked at" if runs else ""))
        if runs:
            yield Text(name, "\n".join(runs))


def message(path: Path, repository: Repository) -> Text:
    """What a commit is about to say of itself: the file that git gives a commit-msg hook, without what git itself wrote into it.

    Raises:
        BadInput: It cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    mark = repository.setting("core.commentChar") or "#"
    mark = "#" if mark == "auto" else mark
    above, cut, below = text.partition(f"{mark}{SCISSORS}")
    if cut and below.startswith(mark) and (not above or above.endswith("\n")):
        text = above  # git's own: behind it stands the change, which pre-commit looks at
    if not any(line.startswith(mark) for line in text.split("\n")):
        return Text(MESSAGE, text.rstrip("\n"))
    status = {line.strip() for line in repository.git("status").decode("utf-8", "replace").splitlines()}
    own = {
        line
        for line in text.split("\n")
        if line.startswith(mark) and (line[len(mark) :].strip() in status or AUTHORED.match(line))
    }
    return Text(MESSAGE, "\n".join("" if line in own else line for line in text.split("\n")).rstrip("\n"))


class Change(NamedTuple):
    """A file as something is about to leave it."""

    path: str
    blob: str
    """git's name of its content."""
    before: tuple[str, ...]
    """And of what it was in the parents."""
    commit: str = ""
    fresh: bool = False
    """Whether its name is new."""


class Pushed(NamedTuple):
    """What a push brings to the other side."""

    commits: list[str]
    tagged: list[str]
    """Tags with a message, and what is tagged and no commit."""
    names: list[str]
    """Of branches and tags."""


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

    def setting(self, name: str) -> str:
        """What git's configuration says; "" for nothing."""
        try:
            return self.git("config", "--get", name).decode("utf-8", "replace").rstrip("\n")
        except BadInput:
            return ""

    def pushed(self, lines: Iterable[str], environment: Mapping[str, str]) -> Pushed:
        """What a push brings to the other side.

        Args:
            lines: What git gives a pre-push hook: local ref, local id, remote ref, remote id.
            environment: What pre-commit says in place of it: PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF; and to whom is pushed,
                PRE_COMMIT_REMOTE_NAME: what another remote has, this one need not have.
        """
        rows = [words for words in map(str.split, lines) if len(words) == 4]
        pairs = [(words[1], words[3]) for words in rows]
        names = [words[2] for words in rows if words[1].strip("0") and not words[3].strip("0")]
        if (to := environment.get("PRE_COMMIT_TO_REF")) and not pairs:
            pairs = [(to, environment.get("PRE_COMMIT_FROM_REF") or NOBODY)]
            names = [environment.get("PRE_COMMIT_REMOTE_BRANCH", "")]
        to_whom = environment.get("PRE_COMMIT_REMOTE_NAME")
        there = f"--remotes={to_whom}" if to_whom else "--remotes"
        out: dict[str, None] = {}
        tagged: dict[str, None] = {}
        for local, remote in pairs:
            if not local.strip("0"):
                continue  # a branch is deleted over there
            if local != "HEAD" and self._kind(local) != "commit":
                tagged[local] = None
            if not self._is(local):
                continue  # a file or a tree of files is tagged
            known = remote.strip("0") and self._is(remote)
            out |= dict.fromkeys(self.commits([f"{remote}..{local}"] if known else [local, "--not", there]))
        return Pushed(list(out), list(tagged), [name for name in names if name not in ("", "HEAD")])

    def tags(self, names: Iterable[str]) -> Iterator[Text | Change]:
        """What tags say of themselves, and files that are tagged without a commit."""
        for name in names:
            tag = name
            while (kind := self._kind(tag)) == "tag":
                head, _, said = self.git("cat-file", "tag", tag).decode("utf-8", "replace").partition("\n\n")
                yield Text(TAG, SIGNATURE.sub("", said).rstrip("\n"), commit=tag)
                tag = head.split()[1]
            if kind == "blob":
                yield Change(tag, tag, (), name, fresh=False)
            elif kind == "tree":
                for line in self.git("ls-tree", "-r", "-z", tag).decode("utf-8", "surrogateescape").split("\0")[:-1]:
                    about, path = line.split("\t", 1)
                    mode, _, blob = about.split()
                    if mode in FILES:
                        yield Change(path, blob, (), name, fresh=True)

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

    def texts(self, changes: Iterable[Change], exclude: Sequence[str]) -> Iterator[Text | Skipped | Name]:
        """The changes' texts, and the lines that stood there before; names that are new before what they name."""
        with closing(_Contents.open(self.root)) as contents:
            for change in changes:
                if excluded(change.path, exclude):
                    continue
                if change.fresh:
                    parent = f"{change.commit}^" if change.commit else "HEAD"
                    yield Name(change.path, contents.known(parent, change.path), change.commit)
                for now in read(change.path, contents.get(change.blob)):
                    if isinstance(now, Text):
                        before = [one for blob in change.before for one in read("", contents.get(blob))]
                        lines = [line for one in before if isinstance(one, Text) for line in one.text.split("\n")]
                        now = now._replace(old=frozenset(lines), commit=change.commit)
                    yield now

    def hooks(self) -> Path:
        """The folder of the repository's hooks."""
        return (self.folder / self.git("rev-parse", "--git-path", "hooks").decode().rstrip("\n")).absolute()

    def _kind(self, name: str) -> str:
        return self.git("cat-file", "-t", name).decode().strip()

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
            before = tuple(blob for blob, mode in zip(blobs[:-1], modes, strict=False) if mode in FILES)
            yield Change(path, blobs[-1], before, fresh=status[:1] in ("R", "C") or not status.strip("A"))


class _Contents:
    """git's objects by their names, from one process."""

    def __init__(self, process: subprocess.Popen[bytes], ask: IO[bytes], answers: IO[bytes]) -> None:
        self._process, self._ask, self._answers = process, ask, answers
        self._folders: dict[str, bool] = {}

    @classmethod
    def open(cls, root: Path) -> Self:
        """Start it."""
        pipe = subprocess.PIPE
        process = subprocess.Popen(["git", "cat-file", "--batch"], cwd=root, stdin=pipe, stdout=pipe)
        assert process.stdin and process.stdout
        return cls(process, process.stdin, process.stdout)

    def known(self, parent: str, path: str) -> int:
        """How many characters of a path are folders that a commit has."""
        folder = path.rpartition("/")[0]
        while folder and "\n" not in folder:
            asked = f"{parent}:{folder}"
            if asked not in self._folders:
                self._folders[asked] = self._answer(asked) is not False
            if self._folders[asked]:
                return len(folder) + 1
            folder = folder.rpartition("/")[0]
        return 0

    def get(self, blob: str) -> bytes | None:
        """One content; None where it is too large.

        Raises:
            BadInput: git has it not.
        """
        found = self._answer(blob)
        if found is False:
            raise BadInput("git has not the content of a file that it lists", hint="git fsck tells more")
        return found

    def _answer(self, name: str) -> bytes | Literal[False] | None:
        self._ask.write(f"{name}\n".encode("utf-8", "surrogateescape"))
        self._ask.flush()
        line = self._answers.readline()
        if line.endswith((b" missing\n", b" ambiguous\n")):
            return False
        head = line.rsplit(b" ", 2)
        if len(head) != 3:
            return False
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
