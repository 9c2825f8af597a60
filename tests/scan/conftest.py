"""A real git repository, and `garim` as its hooks and CI jobs call it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from unittest import mock

import pytest

from garim import Screen, cli
from garim.cli import _common
from garim.cli import scan as command

PASSWORD = 'password = "' + "Xk29fjw0" + 'aQz8Lm3"\n'
"""A line that no commit may bring; assembled, so that no scanner trips on this file."""
VALUE = PASSWORD.split('"')[1]
TOKEN = "gh" + "p_" + "Zq8Lm3Xk29fjw0aR7tYb" + "1Nc5Vd6Hs4Gu2PeM"


@cache
def _opened(key: str) -> Screen:
    return Screen(key=bytes.fromhex(key))


def _screen(config: Path | None, lexicons: list[Path] | None) -> Screen:
    """The one screen of a key, where no settings or words of a test's own are asked for."""
    return _common.screen(config, lexicons) if config or lexicons else _opened(os.environ["GARIM_KEY"])


class Repo:
    """A repository of the test's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder, self.environment = folder, dict(environment)
        self.git("init", "-q", "-b", "main", ".")

    def run(self, *command: str, stdin: str = "", cwd: Path | None = None, **more: str) -> tuple[int, str, str]:
        """(exit code, output, error) of a program."""
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=cwd or self.folder, env={**self.environment, **more}, check=False)
        return done.returncode, done.stdout, done.stderr

    def git(self, *arguments: str) -> str:
        """What git says, where it succeeds."""
        code, out, error = self.run("git", *arguments)
        assert code == 0, error
        return out.strip()

    def garim(self, *arguments: str, cwd: Path | None = None, stdin: str = "", **more: str) -> tuple[int, str, str]:
        """`garim scan …` through `cli.main`, in this process: finders are loaded once for all tests."""
        out, error, code, before = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO(), 0, Path.cwd()
        with mock.patch.dict(os.environ, {**self.environment, **more}, clear=True), mock.patch.object(sys, "stdin", io.StringIO(stdin)), mock.patch.object(sys, "argv", ["garim", "scan", *arguments]), mock.patch.object(command, "screen", _screen), redirect_stdout(out), redirect_stderr(error):
            os.chdir(cwd or self.folder)
            try:
                cli.main()
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                os.chdir(before)
        out.flush()
        return code, out.buffer.getvalue().decode(), error.getvalue()

    def put(self, name: str, text: str) -> None:
        """A file, staged."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", name)

    def commit(self, message: str = "work") -> tuple[int, str, str]:
        """A commit through the hooks."""
        return self.run("git", "commit", "-q", "-m", message)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository; `garim` on its PATH is this tree's."""
    if shutil.which("git") is None:
        pytest.fail("git is not installed")
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "garim"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m garim "$@"\n')
    script.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GARIM_", "GIT_"))}
    environment = {
        **kept,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(cli.__file__).parents[2]),
        "GARIM_KEY": "11" * 32,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    (tmp_path / "gitconfig").write_text("[user]\n\tname = a\n\temail = a@b.example\n")
    folder = tmp_path / "repo"
    folder.mkdir()
    return Repo(folder, environment)
