"""A git repository's history as files: one patch a commit, oldest first, with its author, day and message."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

from garim.bulk.packed import Member
from garim.errors import BadInput

FORMAT = "%x00commit %H%nAuthor: %an <%ae>%nDate: %aI%nCommit: %cn <%ce>%n%n%B"
BLOCK = 1 << 20


def commits(repository: Path) -> Iterator[Member]:
    """Every commit that a branch or tag leads to.

    Raises:
        BadInput: It is no git repository, git is not installed, or its store is damaged.
    """
    command = ["git", "-C", str(repository), "log", "--all", "--reverse", "--topo-order", "--no-color", "--no-ext-diff"]
    command += ["--no-textconv", "-M", "-p", "-c", f"--format={FORMAT}"]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        raise BadInput("--history needs git", hint="install git") from None
    number = 0
    with process:
        for number, text in enumerate(_between(process), 1):
            yield Member(f"{number:06d}.patch", io.BytesIO(text), "file", {})
    if process.returncode:
        raise BadInput("git could not read the history", hint="git fsck tells what is wrong with the repository")


def _between(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What stands between zero bytes: diffs hold none, for git calls such files binary."""
    held = bytearray()
    first = True
    while process.stdout is not None and (block := process.stdout.read(BLOCK)):
        pieces = block.split(b"\0")
        held += pieces[0]
        for piece in pieces[1:]:
            if not first:
                yield bytes(held)
            first = False
            held = bytearray(piece)
    if not first:
        yield bytes(held)
