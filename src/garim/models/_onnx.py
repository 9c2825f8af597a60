"""ONNX Runtime: one session of one model, shared by all threads of a process. The only file that imports `onnxruntime`.

Rules:
- Its telemetry is off and it logs nothing: a log could hold text.
- Only the execution provider that was asked for and the CPU's are used, none that happens to be installed. One that is
  installed but does not start stops the start: the runtime itself would go on with the CPU and print that to stdout.
- As many runs at a time as were agreed, with as many threads each: more wait.
- A forked process makes a session of its own: the threads of the first one are not in it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings, Broken

INSTALL = "pip install 'garim[models]' (for a GPU also onnxruntime-gpu, in place of onnxruntime)"
DEVICES = {
    "cpu": "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "tensorrt": "TensorrtExecutionProvider",
    "rocm": "ROCMExecutionProvider",
    "migraphx": "MIGraphXExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
}
"""What the setting says → the execution provider that must be there."""
AT_ONCE = 2
"""Runs of one session at a time."""
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(bool)": np.bool_}
_left: list[Any] = []
"""Sessions of the process that this one was forked from: ending one would wait for threads that are not here."""


class Session:
    """A loaded model."""

    def __init__(self, path: Path, device: str, threads: int) -> None:
        """
        Args:
            path: The .onnx file; weights beside it are found by their names in it.
            device: One of DEVICES.
            threads: CPU threads of one run, 1 or more.

        Raises:
            BadSettings: The file is missing or damaged, the runtime or the device is not there. Nothing was loaded.
        """
        self.path, self._device, self._threads = path, device, threads
        self._turn = BoundedSemaphore(AT_ONCE)
        self._lock = Lock()
        self._session = self._load()
        self._process = os.getpid()
        self.inputs: dict[str, Any] = {item.name: _TYPES.get(item.type) for item in self._session.get_inputs()}
        """Name → numpy type; None where it is none that a text model takes."""
        self._wanted = ["logits"] if any(item.name == "logits" for item in self._session.get_outputs()) else None
        shape = next((item.shape for item in self._session.get_inputs() if item.name == "input_ids"), ())
        self.batch, self._fixed, *_ = [size if isinstance(size, int) else 0 for size in (*shape, 0, 0)]
        """Texts of one run and tokens of a text where the model was made for just so many; 0: any number."""

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """The model's logits for a batch: its output of that name, or else its first.

        Args:
            feeds: Input name → array; those that the model does not take are left out.

        Raises:
            Broken: It failed. Its message, which may hold values, is not told.
        """
        given = {name: np.ascontiguousarray(feeds[name], dtype=kind) for name, kind in self.inputs.items() if name in feeds}
        session = self._current()
        with self._turn:
            try:
                (logits, *_) = session.run(self._wanted, given)
            except Exception as error:
                told = f"the model in {self.path.parent.name} failed: {type(error).__name__}"
                raise Broken(told, hint="garim doctor tries it") from None
        return np.asarray(logits, dtype=np.float32)

    def check(self, known: frozenset[str]) -> None:
        """Refuse a model that takes something that is not known here.

        Raises:
            BadSettings: It does.
        """
        strange = [name for name, kind in self.inputs.items() if name not in known or kind is None]
        missing = [name for name in ("input_ids", "attention_mask") if name not in self.inputs]
        if strange or missing:
            told = f"takes {', '.join(strange)}" if strange else f"does not take {', '.join(missing)}"
            raise BadSettings(f"{self.path} {told}", hint="is it a model of this runtime's sort? see [models] names_runtime")
        if self._fixed or self.batch > 1:
            told = f"{self._fixed} tokens" if self._fixed else f"{self.batch} texts at a time"
            raise BadSettings(f"{self.path} takes just {told}", hint="export it again with dynamic axes (batch, sequence)")

    def _current(self) -> Any:
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    _left.append(self._session)
                    self._session = self._load()
                    self._turn = BoundedSemaphore(AT_ONCE)
                    self._process = os.getpid()
        return self._session

    def _load(self) -> Any:
        try:
            import onnxruntime
        except ImportError:
            raise BadSettings("the runtime of plugged-in models is not installed", hint=INSTALL) from None
        onnxruntime.disable_telemetry_events()
        onnxruntime.set_default_logger_severity(4)
        provider, there = DEVICES[self._device], onnxruntime.get_available_providers()
        if provider not in there:
            known = [device for device, name in DEVICES.items() if name in there]
            raise BadSettings(f"[models] names_device {self._device!r} is not there", hint=f"here: {', '.join(known)}; {INSTALL}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = self._threads, 1
        options.log_severity_level = 4
        # Its threads would else spin for work between two runs, on cores that others need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = list(dict.fromkeys((provider, DEVICES["cpu"])))
        try:
            session = onnxruntime.InferenceSession(str(self.path), options, providers=providers, enable_fallback=0)
        except Exception as error:
            # The runtime's errors have no common class that it exports; its words may name tensors, never text.
            raise BadSettings(
                f"{self.path} does not load ({type(error).__name__}): it is damaged, or not for this runtime",
                hint="copy the whole folder again and compare checksums, or take [models] names_path out to run without",
            ) from None
        if provider not in session.get_providers():
            # Source: https://github.com/microsoft/onnxruntime/issues/23647
            hint = 'its driver or its libraries are missing or of another version; install them, or set names_device = "cpu"'
            raise BadSettings(f"[models] names_device {self._device!r} is installed but does not start", hint=hint)
        return session
