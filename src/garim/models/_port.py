"""The port of plugged-in models of names, and what its runtimes share.

A runtime is a file `<runtime>_names.py` with `load(plan) -> Model`. It is found by its name and listed nowhere. What it
loads looks at prose, comments and string literals only (`detect/names/prose.py`), in pieces and windows that overlap, and says
how much it saw; the rules and patterns beside it see everything.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from garim.detect.names.prose import prose
from garim.errors import BadSettings
from garim.text.views import Seen, View

PIECE, LAP = 20_000, 400
"""Characters of prose that are read at once, and how many of them again in the next piece."""
LONGEST = 512
"""Tokens of a window where a model does not say how many it can take."""
TRIAL = "Please ask Jane Roe about it. 담당자는 이서연입니다. " * 32
"""What a model is asked before it is given out: more than a window, so that one that cannot take as much is noticed then."""


class Plan(NamedTuple):
    """Which model is loaded, and how."""

    folder: Path
    device: str = "cpu"
    labels: Mapping[str, str] = {}
    """Label, or what to look for → meaning."""
    threshold: float = 0.5
    """How sure it must be, 0 to 1."""
    threads: int = 2
    """CPU threads of one run."""


class Model(Protocol):
    """A finder over a loaded model; see `detect.scan.Finder`. Safe to share between threads."""

    @property
    def path(self) -> Path:
        """The file of weights."""

    def find(self, view: View, hint: str) -> Seen:
        """Everything it finds in `view.text`, and how many of its characters it looked at."""


class Piece(NamedTuple):
    """A stretch of prose of a text."""

    start: int
    text: str


def runtimes() -> list[str]:
    """The runtimes that there are."""
    import garim.models as room

    names = [module.name for module in pkgutil.iter_modules(room.__path__)]
    return sorted(name.removesuffix("_names") for name in names if name.endswith("_names"))


def load(runtime: str, plan: Plan) -> Model:
    """One model.

    Raises:
        BadSettings: A file is missing or damaged, a label is not known, a package is not installed. Nothing was loaded.
    """
    module = importlib.import_module(f"garim.models.{runtime}_names")
    model: Model = module.load(plan)
    return model


def file_in(plan: Plan, *names: str) -> Path:
    """The first of these files that is in the model's folder.

    Raises:
        BadSettings: None is.
    """
    for name in names:
        if (plan.folder / name).is_file():
            return plan.folder / name
    hint = f"[models] names_path is the folder that holds {' or '.join(names)}; copy the model there, or take the setting out"
    raise BadSettings(f"{plan.folder / names[0]} is not there", hint=hint)


def weights_in(plan: Plan) -> Path:
    """The .onnx file of a model: model.onnx in its folder or in onnx/ there, or the only one under another name.

    Raises:
        BadSettings: There is none, or there are several and it is not said which.
    """
    places = (plan.folder, plan.folder / "onnx")
    for place in places:
        if (place / "model.onnx").is_file():
            return place / "model.onnx"
    found = sorted(path for place in places for path in place.glob("*.onnx"))
    if len(found) > 1:
        told = ", ".join(path.name for path in found)
        raise BadSettings(f"{plan.folder} holds several models: {told}", hint="leave one, or name the one to use model.onnx")
    return found[0] if found else file_in(plan, "model.onnx")


def read_json(path: Path) -> dict[str, Any]:
    """A model's configuration.

    Raises:
        BadSettings: It is no JSON object.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        hint = "copy it again from where the model came from"
        raise BadSettings(f"{path} cannot be read ({type(error).__name__})", hint=hint) from None
    if not isinstance(document, dict):
        raise BadSettings(f"{path} is no JSON object", hint="copy it again from where the model came from")
    return document


def pieces(view: View) -> Iterator[Piece]:
    """The prose of a view, in pieces that overlap, cut between words where there are any."""
    if view.joins_lines:
        # It holds only words that a line end broke, without what stands around them: nothing a model could read.
        return
    text = view.text
    for start, end in prose(text):
        while end - start > PIECE:
            cut = text.rfind(" ", start + PIECE // 2, start + PIECE)
            cut = cut if cut > 0 else start + PIECE
            yield Piece(start, text[start:cut])
            space = text.find(" ", cut - LAP, cut)
            start = space if space > 0 else cut - LAP
        yield Piece(start, text[start:end])


def windows(size: int, longest: int, lap: int) -> Iterator[tuple[int, int]]:
    """Windows over a row of tokens or words that overlap by `lap` and leave nothing out.

    Args:
        size: Of the row; 0 gives no window.
        longest: Of a window; more than `lap`.
        lap: Less than `longest`.
    """
    start = 0
    while size:
        end = min(size, start + longest)
        yield start, end
        if end == size:
            return
        start = end - lap
