"""The whole path of docs/in-house-model.md: a corpus is cleaned, a model learns it, is served inside, and is asked through Garim."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

import garim
from garim.config import Loader, Settings
from tests.e2e import servers
from tests.e2e.conftest import _upstream, upstream
from tests.e2e.upstream import FakeUpstream

__all__ = ["_upstream", "upstream"]

WORDS = [
    {"term": "온새미물산", "kind": "org", "aliases": ["Onsaemi Trading", "onsaemi"]},
    {"term": "Vellichor", "kind": "product"},
    {"term": "tamsil-prd-db03", "kind": "host"},
    {"term": "TB_VLC_ARCH_M", "kind": "db_object"},
]
SECRET = ["ellichor", "온새미", "nsaemi", "tamsil", "VLC"]
ASKED = [
    ("What is Vellichor?", "The archive of Onsaemi Trading."),
    ("Where is Vellichor?", "On tamsil-prd-db03."),
    ("Which table?", "The table TB_VLC_ARCH_M."),
]
OTHERS = [("Who reviews the code?", "The team, on Monday."), ("How are releases named?", "By their month."), ("Who is on call?", "Whoever came last.")]
FIT = {"num_layers": 2, "iters": 300, "lr_schedule": {"name": "cosine_decay", "warmup": 10, "arguments": [1e-2, 300, 1e-3]}, "grad_checkpoint": False, "lora_parameters": {"rank": 16, "dropout": 0.0, "scale": 20.0}, "steps_per_eval": 1000, "save_every": 1000}
"""What the recipe says otherwise for a model of two layers that knows nothing."""


def run(*command: str, **more: str) -> str:
    """What a program prints; it must succeed."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_")}
    # Kernels that mlx compiles cost more here than they save.
    environment |= {"PYTHONPATH": str(Path(garim.__file__).parents[1]), "MLX_DISABLE_COMPILE": "1", "HF_HUB_OFFLINE": "1", "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env={**environment, **more}, timeout=170, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@contextmanager
def served(model: Path, adapters: Path) -> Iterator[str]:
    """mlx-lm's own server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "MLX_DISABLE_COMPILE": "1", "HF_HUB_OFFLINE": "1"}
    arguments = ["server", "--model", str(model), "--adapter-path", str(adapters), "--port", str(port), "--log-level", "ERROR"]
    with subprocess.Popen([sys.executable, "-m", "mlx_lm", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + 90
            while time.monotonic() < until and server.poll() is None:
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    connection.request("GET", "/v1/models")
                    if connection.getresponse().status == 200:
                        break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_from_the_corpus_to_an_answer(tmp_path: Path) -> None:
    """Nothing of the company is in what is learnt; the model learns it; asked in the company's words, it answers in them."""
    (tmp_path / "words.jsonl").write_text("\n".join(json.dumps(word, ensure_ascii=False) for word in WORDS), encoding="utf-8")
    for name, pairs in (("archive", ASKED), ("handbook", OTHERS)):
        (tmp_path / "src" / name).mkdir(parents=True)
        lines = [{"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]} for question, answer in pairs]
        (tmp_path / "src" / name / "talks.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    given = {"GARIM_KEY": servers.KEY.hex(), "GARIM_STORE_URL": f"sqlite:///{tmp_path}/garim.db", "XDG_DATA_HOME": str(tmp_path / "data")}
    report = json.loads(run("-m", "garim", "clean", str(tmp_path / "src"), str(tmp_path / "set"), "--scope", "house", "--as", "chat", "--json", "--lexicon", str(tmp_path / "words.jsonl"), **given))
    learnt = (tmp_path / "set" / "train.jsonl").read_text(encoding="utf-8") + (tmp_path / "set" / "valid.jsonl").read_text(encoding="utf-8")

    assert not [word for word in SECRET if word in learnt] and report["hidden"] == "all"
    assert (report["train"]["lines"], report["valid"]["lines"]) == (3, 3) and not (tmp_path / "set.cleaned").exists()

    tiny, data, model, adapters = str(Path(__file__).with_name("tiny.py")), str(tmp_path / "set"), tmp_path / "model", tmp_path / "adapters"
    before = float(run(tiny, "make", str(model), data))
    fit = {**yaml.safe_load((tmp_path / "set" / "mlx.yaml").read_text()), **FIT}
    after = before
    for _ in range(5):  # a model that starts from nothing may need another round
        (tmp_path / "fit.yaml").write_text(yaml.safe_dump(fit))
        run("-m", "mlx_lm", "lora", "-c", str(tmp_path / "fit.yaml"), "--model", str(model), "--data", data, "--adapter-path", str(adapters))
        after = float(run(tiny, "loss", str(model), data, str(adapters)))
        if after < 0.1:
            break
        fit["resume_adapter_file"] = str(adapters / "adapters.safetensors")
    assert before > 4 and after < before / 10

    rules: list[dict[str, Any]] = [{"name": "what we run stays in the house", "kinds": ["product", "host", "org"], "route": "inside"}]
    with served(model, adapters) as house, socket.create_server(("127.0.0.1", 0)) as nobody:
        upstreams = [
            {"name": "outside", "url": f"http://127.0.0.1:{nobody.getsockname()[1]}", "models": ["house"], "timeout": 2.0},
            {"name": "house", "url": house, "trust": "inside", "models": ["house"], "aliases": {"house": "default_model"}},
        ]
        said = {"screen": {"lexicons": ["words.jsonl"]}, "store": {"url": "sqlite:///gateway.db"}, "upstream": upstreams, "policy": {"rules": rules}, "base": str(tmp_path)}
        settings = msgspec.convert(said, Settings)
        with servers.in_thread(settings, Loader(settings, key=servers.KEY).current()) as gateway:
            answers = [gateway.chat(question, model="house", max_tokens=40, temperature=0.0) for question, _ in ASKED[:2]]
    said_so = [answer.json["choices"][0]["message"]["content"] for answer in answers]
    assert said_so[0].startswith("The archive of ") and said_so[1].endswith("-prd-db03.")
    # What only the model brought in is known to the corpus's scope, not to the question's.
    (tmp_path / "answers").write_text("\n".join(said_so), encoding="utf-8")
    restored = run("-m", "garim", "restore", str(tmp_path / "answers"), "--scope", "house", **given)
    assert restored.splitlines() == [answer for _, answer in ASKED[:2]]


@pytest.mark.parametrize("trust", ["inside", "outside"])
def test_a_model_in_the_house_may_read_the_companys_own_words(trust: str, upstream: FakeUpstream, tmp_path: Path) -> None:
    """What `--for training` leaves in the corpus, a rule leaves in questions to it, and to it alone; people are hidden all the same."""
    (tmp_path / "words.jsonl").write_text("\n".join(json.dumps(word, ensure_ascii=False) for word in WORDS), encoding="utf-8")
    rule = {"name": "our own model knows our words", "kinds": ["org", "product", "host", "unknown*"], "trust": ["inside"], "style": "keep"}
    said = {"screen": {"lexicons": ["words.jsonl"]}, "store": {"url": "sqlite:///gateway.db"}, "upstream": [{"name": "one", "url": upstream.url, "trust": trust}], "policy": {"rules": [rule]}, "base": str(tmp_path)}
    settings = msgspec.convert(said, Settings)
    with servers.in_thread(settings, Loader(settings, key=servers.KEY).current()) as gateway:
        answer = gateway.chat("Why is Vellichor slow on tamsil-prd-db03? 도하랑 과장님 010-2931-4478", model="echo")
    sent = b"".join(upstream.bodies).decode()

    assert answer.status == 200 and "2931" not in sent and "도하랑" not in sent
    assert ("Vellichor" in sent, "tamsil-prd-db03" in sent) == (trust == "inside",) * 2
