"""Law 10: what was said shows nowhere: not in logs, errors, metrics, audit, store or temporary files.

The real server as a process, canaries in every place that a caller can write to, good requests and broken ones.
"""

from __future__ import annotations

import http.client
import json
import subprocess

import pytest

from tests.e2e.servers import serve
from tests.e2e.upstream import FakeUpstream

CANARIES = ("Vellichorcanary", "류다겸", "010-7731-9924", "canary.owl@vellichor.example", "hunter-" + "Canary77!x")
TEXT = f"Vellichor의 {CANARIES[0]}와 {CANARIES[1]} 과장, {CANARIES[2]}, {CANARIES[3]}, password={CANARIES[4]}"


def ask(url: str, method: str, path: str, body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, body, {"content-type": "application/json", **dict(headers)})
        return connection.getresponse().read()
    except http.client.IncompleteRead as error:
        return error.partial
    finally:
        connection.close()


def requests() -> list[tuple[str, bytes, tuple[tuple[str, str], ...]]]:
    """(path, body, headers): canaries in texts, keys, names, unknown fields, broken JSON and headers."""
    chat = "/v1/chat/completions"

    def body(model: str, **more: object) -> bytes:
        return json.dumps({"model": model, "messages": [{"role": "user", "content": TEXT}], **more}).encode()

    return [
        (chat, body("echo"), ()),
        (chat, body("echo", stream=True), ()),
        (chat, body("echo", metadata={CANARIES[0]: TEXT}, x=[TEXT]), (("x-garim-scope", "a-scope"),)),
        (chat, body("e400"), ()),
        (chat, body("html"), ()),
        (chat, body("cut", stream=True), ()),
        (chat, body(CANARIES[0] + " " + CANARIES[2]), ()),
        (chat, f'{{"model": "echo", "messages": "{TEXT}'.encode(), ()),
        (chat, TEXT.encode("cp949"), ()),
        (chat, body("echo"), (("x-garim-scope", CANARIES[0] + "\x80"),)),
        ("/garim/hide", json.dumps({"text": TEXT, CANARIES[0]: 1}).encode(), ()),
        ("/garim/restore", json.dumps({"text": TEXT, "scope": "none"}).encode(), ()),
        ("/v1/messages", json.dumps({"model": "echo", "max_tokens": 9, "messages": TEXT}).encode(), ()),
        ("/v1/nosuch/" + CANARIES[0], b"{}", ()),
    ]


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that a run leaves behind, by where it is."""
    folder = tmp_path_factory.mktemp("silent")
    scratch = folder / "tmp"
    scratch.mkdir()
    (folder / "words.jsonl").write_text(json.dumps({"term": "Vellichor", "kind": "product"}))
    with FakeUpstream() as upstream:
        config = folder / "garim.toml"
        config.write_text(
            '[screen]\nlexicons = ["words.jsonl"]\n[store]\nurl = "sqlite:///garim.db"\n[gateway]\nbind = "127.0.0.1:0"\n'
            f'[[upstream]]\nname = "up"\nurl = "{upstream.url}"\n'
            f'[[upstream]]\nname = "claude"\nurl = "{upstream.url}"\nprotocol = "anthropic"\n'
        )
        process = serve(config, {"TMPDIR": str(scratch)}, stderr=subprocess.PIPE)
        assert process.stdout is not None
        url = process.stdout.readline().decode().split()[-1]
        answers = [ask(url, "POST", *request) for request in requests()]
        metrics = ask(url, "GET", "/metrics")
        process.terminate()
        out, err = process.communicate(timeout=40)
        left = b"\n".join(upstream.bodies)
    # A lexicon and its compiled form hold the company's words by their nature, and only their owner may read them.
    files = {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.match("*words.jsonl*")}
    errors = b"\n".join(answer for answer in answers if b'"error"' in answer[:300])
    return {"stdout": out, "stderr": err, "metrics": metrics, "left": left, "errors": errors, **files}


def test_the_run_said_something(traces: dict[str, bytes]) -> None:
    """Otherwise nothing is proved: exchanges were logged, counted, refused and stored."""
    assert traces["stdout"].count(b'"protocol"') + traces["stderr"].count(b'"protocol"') >= 8
    assert b"garim_exchanges" in traces["metrics"]
    assert traces["errors"].count(b'"error"') >= 5
    assert traces["left"].count(b"messages") >= 5
    assert any(name.endswith("garim.db") for name in traces)


@pytest.mark.parametrize("canary", [*CANARIES[1:], "Vellichor"])
def test_no_canary_shows_anywhere(traces: dict[str, bytes], canary: str) -> None:
    """As it is, in another case, escaped as JSON, or in UTF-16."""
    forms = {canary, canary.lower(), json.dumps(canary)[1:-1]}
    for place, data in traces.items():
        if place == "errors" and canary == "Vellichor":
            continue  # an upstream's own message is restored for the caller who wrote the word
        low = data.lower()
        for form in forms:
            if place == "errors":
                # What the upstream said of the caller's own text comes back to the caller; Garim's own words must not hold it.
                low = b"\n".join(line for line in low.splitlines() if b"cannot say" not in line)
            assert form.lower().encode() not in low, place
            assert form.encode("utf-16-le") not in data, place
