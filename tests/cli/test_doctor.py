"""garim doctor: which finder is active, what it costs, what to do about one that does not load; and whether upstreams answer."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import garim
from garim.cli.doctor import ANSWERS, _answers, _days_left
from garim.config import restart
from garim.errors import GarimError
from tests.e2e.servers import settings_for
from tests.gateway.test_client import certificate
from tests.models import tiny

GARIM = str(Path(sys.executable).with_name("garim"))


def doctor(folder: Path, toml: str, *more: str) -> tuple[int, dict[str, str]]:
    """Exit code, and what is told under each name."""
    (folder / "garim.toml").write_text(f'{toml}\n[store]\nurl = "sqlite:///garim.db"\n')
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    program = [GARIM, "doctor", "--config", str(folder / "garim.toml"), *more]
    done = subprocess.run(program, capture_output=True, text=True, env={**clean, "GARIM_KEY": "11" * 32}, check=False)
    rows = (re.match(r"(ok  |FAIL)  (.{12}) (.*)", line) for line in done.stdout.splitlines())
    return done.returncode, {row[2].strip(): row[1] + row[3] for row in rows if row}


@pytest.mark.parametrize(("choice", "told"), [("model", r"model is active, .*names_\w+\.npz [\d.]+ MB"), ("rules", "rules is active"), ("off", "off: ")])
def test_our_own_finder_is_told(tmp_path: Path, choice: str, told: str) -> None:
    """Which, from which files, how fast."""
    _, rows = doctor(tmp_path, f'[screen]\nnames = "{choice}"')

    assert re.match(f"ok  {told}", rows["names"])
    assert choice == "off" or re.search(r"loads in \d+ ms, reads \d+ KB/s.*, one thread", rows["names"])
    assert "none" in rows["names model"]


@pytest.mark.parametrize("runtime", ["onnx", "gliner"])
def test_a_plugged_in_model_is_told(tmp_path: Path, runtime: str) -> None:
    """Runtime, device, file, size and cost."""
    labels = "" if runtime == "onnx" else 'names_labels = { "person" = "person", "organization" = "org" }'
    (tiny.tagger if runtime == "onnx" else tiny.gliner)(tmp_path / "model")
    code, rows = doctor(tmp_path, f'[models]\nnames_path = "model"\nnames_runtime = "{runtime}"\n{labels}\n[screen]\nnames = "rules"')
    told = rows["names model"]

    assert code in (0, 1) and told.startswith("ok  ")
    assert f"{runtime} on cpu, 2 threads" in told and "model.onnx" in told and re.search(r"[\d.]+ MB; loads in \d+ ms, reads \d+ KB/s", told)


def test_weights_in_a_file_beside_the_model_are_counted(tmp_path: Path) -> None:
    """As big models have them."""
    file = tiny.beside(tiny.tagger(tmp_path / "model"))
    file.write_bytes(file.read_bytes() + bytes(3 * 2**20))
    _, rows = doctor(tmp_path, '[models]\nnames_path = "model"\n[screen]\nnames = "rules"')

    assert ", 3.0 MB;" in rows["names model"]


def test_a_damaged_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    """And the exit code is 1."""
    file = tiny.tagger(tmp_path / "model") / "model.onnx"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    code, rows = doctor(tmp_path, '[models]\nnames_path = "model"\n[screen]\nnames = "rules"')

    assert code == 1
    assert rows["names model"].startswith("FAIL") and "model.onnx does not load" in rows["names model"] and "copy the whole folder" in rows["names model"]
    assert rows["names"].startswith("ok")


@pytest.mark.parametrize("choice", ["model", "rules"])
def test_our_own_damaged_files_are_told_with_what_to_do(tmp_path: Path, choice: str) -> None:
    """Those of the package: a copy of it with one of them cut."""
    package = Path(shutil.copytree(Path(garim.__file__).parent, tmp_path / "garim"))
    for file in (package / "detect" / "data").iterdir():
        if file.name.startswith("names_" if choice == "rules" else "names_model"):
            file.write_bytes(file.read_bytes()[:100])
    toml = tmp_path / "garim.toml"
    toml.write_text(f'[screen]\nnames = "{choice}"\n[store]\nurl = "sqlite:///garim.db"\n')
    program = [sys.executable, "-c", "from garim.cli import main; main()", "doctor", "--config", str(toml)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, env={**clean, "GARIM_KEY": "11" * 32, "PYTHONPATH": str(tmp_path)}, check=False)

    assert done.returncode == 1
    assert re.search(r"FAIL  names .*missing or damaged.*reinstall Garim", done.stdout)
    assert "Traceback" not in done.stderr


@contextmanager
def place(answer: bytes, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a place that answers each request with this; b"" with nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                    connection = tls.wrap_socket(connection, server_side=True) if tls else connection
                    held.append(connection)
                    if connection.recv(65536) and answer:
                        connection.sendall(answer)
                        connection.close()
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def said(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b" % (status, len(body), body)


LISTED = said(b'{"object":"list","data":[{"id":"m1","object":"model"},{"id":"m2","object":"model"}]}')


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (LISTED, "answers, 2 models"),
        (said(b"{}", b"401 Unauthorized"), "it answered 401; is the key right?"),
        (said(b"{}", b"403 Forbidden"), "it answered 403; may this key"),
        (said(b"<html>", b"404 Not Found"), "it answered 404; is the address right"),
        (said(b"<html>"), "lists no models"),
        (b"", "silent|no answer within"),
        (None, "cannot be reached"),
    ],
)
def test_each_upstream_is_asked_and_what_it_says_is_told(tmp_path: Path, answer: bytes | None, told: str) -> None:
    with place(answer or b"") as port:
        url = f"http://127.0.0.1:{port if answer is not None else 1}"
        chosen = settings_for(tmp_path, upstream=[{"name": "up", "url": url}])
        try:
            found = _answers(chosen, chosen.upstreams[0])
        except GarimError as error:
            found = f"{error.message}; {error.hint}"

    assert re.search(told, found), found
    assert ANSWERS < 10


def test_how_long_a_certificate_holds_is_known_and_one_that_is_not_taken_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    real = socket.create_connection
    with place(LISTED, context) as port:
        monkeypatch.setattr(socket, "create_connection", lambda at, **more: real(("127.0.0.1", port), **more))
        with pytest.raises(GarimError, match="its certificate cannot be looked at: SSLCertVerificationError"):
            _days_left("api.example", 443)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert _days_left("api.example", 443) == 0


def test_offline_it_asks_nobody(tmp_path: Path) -> None:
    toml = '[screen]\nnames = "off"\n[[upstream]]\nname = "nobody"\nurl = "http://127.0.0.1:1"'
    assert doctor(tmp_path, toml, "--offline")[0] == 0
    code, rows = doctor(tmp_path, toml)
    assert code == 1 and "cannot be reached" in rows["nobody"] and rows["nobody"].startswith("FAIL")


@pytest.mark.parametrize(
    ("sections", "named"),
    [
        ({"gateway": {"bind": "127.0.0.1:9"}}, ["[gateway] bind"]),
        ({"gateway": {"workers": 3}, "store": {"keep_days": 7}}, ["[gateway] workers", "[store]"]),
        ({"screen": {"key_command": ["kms"]}}, ["[screen] key_file or key_command"]),
        ({"gateway": {"max_body": 7}, "limits": {"rate": "1/hour"}}, []),
    ],
)
def test_what_a_reload_leaves_for_a_restart_is_named_and_the_rest_holds(tmp_path: Path, sections: dict[str, dict[str, object]], named: list[str]) -> None:
    old, fresh = settings_for(tmp_path), settings_for(tmp_path, **sections)
    held = restart.kept(old, fresh)

    assert restart.waiting(old, fresh) == named
    assert restart.waiting(old, held) == []
    assert held.limits == fresh.limits and held.gateway.max_body == fresh.gateway.max_body
    assert held.gateway.bind == old.gateway.bind and held.store == old.store
