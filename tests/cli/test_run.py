"""An agent behind Garim for one session, and its own configuration written and taken back: processes, files, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import garim as garim_package
from garim.cli import _gateway
from garim.errors import BadSettings
from tests import forked
from tests.e2e.upstream import FakeUpstream

AGENT = """#!{python}
import json, os, sys, urllib.request
if "die" in sys.argv:
    os.kill(os.getpid(), 9)
key = os.environ.get("ANTHROPIC_CUSTOM_HEADERS", "").partition(": ")[2]
text = sys.stdin.read()
body = {{"model": "echo", "max_tokens": 9, "messages": [{{"role": "user", "content": text}}]}}
heads = {{"content-type": "application/json", "anthropic-version": "2023-06-01", "x-api-key": os.environ["ANTHROPIC_API_KEY"]}}
heads |= {{"x-garim-key": key}} if key else {{}}
request = urllib.request.Request(os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages", json.dumps(body).encode(), heads)
with urllib.request.urlopen(request) as answer:
    print(json.loads(answer.read())["content"][0]["text"], sys.argv[1:])
sys.exit(7)
"""
TEXT = "도하랑 과장님, hanbyeol-prd-db01이 느려요. 010-3382-7719"


@pytest.fixture
def garim(tmp_path: Path, words: Path):  # type: ignore[no-untyped-def]
    """Run `garim …` at a home of its own, with an agent called claude on the PATH."""
    program = tmp_path / "bin" / "claude"
    program.parent.mkdir()
    program.write_text(AGENT.format(python=sys.executable))
    program.chmod(0o755)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GARIM_", "CLAUDE", "CODEX", "ANTHROPIC"))}
    environment |= {
        "HOME": str(tmp_path), "PYTHONPATH": str(Path(garim_package.__file__).parents[1]), "PATH": f"{program.parent}:{environment['PATH']}", "ANTHROPIC_API_KEY": "own-key",
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        "GARIM_KEY": "11" * 32, "GARIM_SCREEN_LEXICONS": json.dumps([str(words)]), "GARIM_SCREEN_NAMES": "off",
    }  # fmt: skip

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        named = {"GARIM_CONFIG": "garim.toml"} if (tmp_path / "garim.toml").exists() else {}
        done = forked.garim(*arguments, stdin=stdin.encode(), env=environment | named, cwd=tmp_path)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_a_gateway_that_starts_slowly_is_waited_for_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As long as it lives; one that ends is told in its own words at once."""
    monkeypatch.setattr(_gateway, "SLOW", 0.05)
    monkeypatch.setattr(_gateway, "AGAIN", 0.05)
    slow = "import time\nfor _ in range(8): time.sleep(0.1)\nprint('Garim listens on http://127.0.0.1:9', flush=True)\nimport sys; sys.stdin.read()"
    dead = "import sys\nsys.exit('garim: there is no key\\n  make one')"
    for program, url in ((slow, "http://127.0.0.1:9"), (dead, "")):
        with tempfile.TemporaryFile() as told, subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told) as process:
            if url:
                assert _gateway._address(process, told) == url
                assert capsys.readouterr().err.count("the gateway is starting, for") > 1
            else:
                with pytest.raises(BadSettings, match="did not start: there is no key"):
                    _gateway._address(process, told)
            process.communicate()


@pytest.mark.parametrize("guarded", [False, True], ids=["open", "with clients"])
def test_an_agent_for_one_session(garim, tmp_path: Path, guarded: bool) -> None:  # type: ignore[no-untyped-def]
    """Streams, arguments and the exit code are its own; what left is hidden; nothing is left behind but the store."""
    with FakeUpstream() as model:
        (tmp_path / "garim.toml").write_text(
            f'[store]\nurl = "sqlite:///garim.db"\n[[upstream]]\nname = "far"\nurl = "{model.url}"\nprotocol = "anthropic"\nkey = "client"\n'
            + (f'[[gateway.clients]]\nname = "other"\nkey_sha256 = "{"ab" * 32}"\n' if guarded else "")
        )
        code, out, error = garim("run", "claude", "-p", "--config", "its own", stdin=TEXT)
        left, heads = b"".join(model.bodies).decode(), model.heads[-1]

    assert (code, out) == (7, f"{TEXT} ['-p', '--config', 'its own']\n")
    assert "도하랑" not in left and "hanbyeol" not in left and "3382-7719" not in left
    assert heads["x-api-key"] == "own-key" and "x-garim-key" not in heads
    assert "behind http://127.0.0.1:" in error and "1 requests" in error
    assert {path.name for path in tmp_path.iterdir()} - {"garim.db-shm", "garim.db-wal"} >= {"garim.toml", "garim.db", "bin"}
    assert not (tmp_path / ".claude").exists()


def test_an_agent_that_cannot_run_is_told_in_words(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Unknown, not a program, not installed, no upstream for it, a setting that is wrong: exit 2 before anything starts."""
    for arguments, told in ((("nosuch",), "claude"), (("cursor",), "docs/clients/cursor.md"), (("gemini",), "npm install")):
        code, out, error = garim("run", *arguments)
        assert (code, out) == (2, "") and told in error and "Traceback" not in error
    (tmp_path / "garim.toml").write_text('[[upstream]]\nname = "x"\nurl = "http://127.0.0.1:9"\n')
    code, _, error = garim("run", "claude")
    assert code == 2 and 'protocol = "anthropic"' in error
    (tmp_path / "garim.toml").write_text("[store]\nurl = 'sqlite:////proc/none/x.db'\n")
    code, _, error = garim("run", "claude")
    assert code == 2 and "did not start" in error and "Traceback" not in error


@pytest.mark.parametrize("before", [None, b'{\n "theme" : "dark",\r\n\t"env":{"A":"\xea\xb0\x80"}}'], ids=["no file", "a file of hers"])
def test_setup_and_back_to_the_byte(garim, tmp_path: Path, before: bytes | None) -> None:  # type: ignore[no-untyped-def]
    """Written, written again with another address, taken back; its mode too."""
    path = tmp_path / ".claude" / "settings.json"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
        path.chmod(0o640)
    for url in ((), ("--url", "http://127.0.0.1:9999/")):
        code, out, _ = garim("setup", "claude", *url)
        assert code == 0 and "--undo" in out
    said = json.loads(path.read_bytes())
    assert said["env"]["ANTHROPIC_BASE_URL"] == "http://127.0.0.1:9999"
    assert before is None or (said["theme"], said["env"]["A"]) == ("dark", "가")
    assert garim("setup", "claude", "--undo")[0] == 0
    if before is None:
        assert not path.parent.exists()  # it was not there before
    else:
        assert path.read_bytes() == before and path.stat().st_mode & 0o777 == 0o640
        assert list(path.parent.iterdir()) == [path]
    code, _, error = garim("setup", "claude", "--undo")
    assert code == 2 and "nothing to take back" in error


def test_a_folder_that_somebody_uses_by_now_stays(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Folders that setup made go with its file, from the innermost outwards, as far as they are empty."""
    assert garim("setup", "opencode")[0] == 0
    (tmp_path / ".config" / "hers").mkdir()
    assert garim("setup", "opencode", "--undo")[0] == 0
    assert [one.name for one in (tmp_path / ".config").iterdir()] == ["hers"]


@pytest.mark.parametrize("url", ["foo", "127.0.0.1:8787", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none_is_not_written(garim, tmp_path: Path, url: str) -> None:  # type: ignore[no-untyped-def]
    code, _, error = garim("setup", "claude", "--url", url)
    assert code == 2 and url in error and not (tmp_path / ".claude").exists()


def test_a_file_that_was_edited_since_is_hers(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Neither undone nor written again; what to do is told, and the copy is there."""
    path = tmp_path / ".codex" / "config.toml"
    path.parent.mkdir()
    path.write_text("a = 1\n")
    assert garim("setup", "codex")[0] == 0
    edited = path.read_text() + "# mine\n"
    path.write_text(edited)
    for more in (("--undo",), ()):
        code, _, error = garim("setup", "codex", *more)
        assert code == 2 and "edited since" in error and "cp " in error
        assert path.read_text() == edited
    assert (path.parent / "config.toml.before-garim").read_text() == "a = 1\n"


def test_what_is_written_nowhere(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Not understood, not UTF-8, not a place for files: exit 2, nothing written."""
    path = tmp_path / ".claude" / "settings.json"
    path.parent.mkdir()
    for bad in (b"{ // x\n}", b"\xff", b"[]"):
        path.write_bytes(bad)
        code, _, error = garim("setup", "claude")
        assert code == 2 and "settings.json" in error and "Traceback" not in error
        assert path.read_bytes() == bad and list(path.parent.iterdir()) == [path]
    path.unlink()
    path.mkdir()
    assert garim("setup", "claude")[0] == 2
    code, out, _ = garim("setup")
    assert code == 0 and "cursor" in out
