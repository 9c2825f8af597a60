"""What is named as a file and is none stops the start in words, whatever reads it, and keeps nobody waiting."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from garim import cli
from garim.errors import GarimError
from garim.store.files import read_file

NONE = {
    "pipe": (os.mkfifo, "a pipe"),
    "folder": (os.mkdir, "a folder"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a device"),
    "socket": (lambda path: socket.socket(socket.AF_UNIX).bind(str(path)), None),  # opening one fails by itself
}


@pytest.mark.parametrize("kind", NONE)
def test_it_is_told_and_nobody_waits(tmp_path: Path, kind: str) -> None:
    make, told = NONE[kind]
    make(tmp_path / "x")  # type: ignore[operator]
    with pytest.raises(OSError, match=told):
        read_file(tmp_path / "x")


def test_files_links_to_them_and_the_null_device_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00a\n")
    (tmp_path / "b").symlink_to("a")

    assert read_file(tmp_path / "a") == read_file(tmp_path / "b") == b"\x00a\n"
    assert read_file(Path(os.devnull)) == b""


def doctored(folder: Path, toml: str) -> list[str]:
    (folder / "garim.toml").write_text('[screen]\nnames = "off"\n' + toml)
    return ["doctor", "--config", str(folder / "garim.toml")]


SECTION = '[screen]\nnames = "off"\n'
PLACES: dict[str, Callable[[Path, str], list[str]]] = {
    "settings": lambda folder, name: ["doctor", "--config", name],
    "lexicon": lambda folder, name: doctored(folder, f"lexicons = [{json.dumps(name)}]\n"),
    "taught": lambda folder, name: doctored(folder, f"taught = {json.dumps(name)}\n"),
    "key": lambda folder, name: doctored(folder, f"key_file = {json.dumps(name)}\n"),
    "store": lambda folder, name: doctored(folder, f"[store]\nurl = {json.dumps('sqlite:///' + name)}\n"),
    "upstream's key": lambda folder, name: doctored(folder, f'[[upstream]]\nname = "a"\nurl = "http://127.0.0.1:1"\nkey_file = {json.dumps(name)}\n'),
    "policy": lambda folder, name: ["policy", "check", name],
    "lexicon of a command": lambda folder, name: ["verify", "--lexicon", name, *doctored(folder, "")[1:]],
    "found": lambda folder, name: (folder / "garim.toml").symlink_to(name) or ["policy", "check"],
    "project": lambda folder, name: (folder / "garim.project.toml").symlink_to(name) or ["policy", "check"],
    "trusted": lambda folder, name: ["trust", name],
    "checkpoint": lambda folder, name: ["audit", "verify", "--checkpoint", name, *doctored(folder, "")[1:]],
}  # fmt: skip


@pytest.mark.parametrize(("what", "kind"), [*((what, "pipe") for what in PLACES), ("settings", "device"), ("key", "device"), ("found", "device")])
@pytest.mark.timeout(120)
def test_no_command_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if what != "key":
        monkeypatch.setenv("GARIM_KEY", "ab" * 32)
    name = tmp_path / "named"
    NONE[kind][0](name)  # type: ignore[operator]
    got = CliRunner().invoke(cli.build(), PLACES[what](tmp_path, str(name)))

    if what in ("found", "project"):  # what only lies there stops nobody
        assert got.exit_code == 0
        return
    error = got.exception
    assert error is None or isinstance(error, GarimError | SystemExit)
    said = got.output + (f"{error.message} {error.hint}" if isinstance(error, GarimError) else "")
    assert got.exit_code and "named" in said and "no file" in said
