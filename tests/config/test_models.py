"""[models]: a plugged-in model beside the rules, through the library's own door; dead and wrong settings stop the start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from garim import Screen
from garim.config import Settings
from garim.config import read as read_settings
from garim.config.models import load_models
from garim.detect.scan import PIECE
from garim.errors import BadSettings
from tests.models import tiny

KEY = bytes(range(32))
GLINER = {"names_runtime": "gliner", "names_labels": {"person": "person", "organization": "org"}}


def settings(folder: Path, **models: Any) -> Settings:
    return msgspec.convert({"screen": {"names": "rules"}, "models": {"names_path": "model", **models}, "base": str(folder)}, Settings)


@pytest.fixture(params=["onnx", "gliner"])
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Screen:
    if request.param == "onnx":
        tiny.tagger(tmp_path / "model")
        chosen = settings(tmp_path)
    else:
        tiny.gliner(tmp_path / "model")
        chosen = settings(tmp_path, **GLINER)
    made = Screen(key=KEY, settings=msgspec.structs.replace(chosen, store=msgspec.structs.replace(chosen.store, url=f"sqlite:///{tmp_path}/garim.db")))
    made._loader.settle()
    return made


def test_what_only_the_model_knows_is_hidden(screen: Screen) -> None:
    """And comes back; what the rules know is hidden as before."""
    text = "please ask brindlecrest and jane roequist and 류다겸 과장님, thanks"
    hidden = screen.hide(text)

    assert not any(name in hidden.text for name in ("brindlecrest", "roequist", "류다겸"))
    assert {f.kind for f in hidden.findings} == {"org", "person"}
    assert hidden.restore(hidden.text) == text


def test_a_value_that_was_found_is_found_everywhere(screen: Screen) -> None:
    """Also in lines that the model does not read, with any log in front."""
    text = "please ask jane roequist about it\n" + "".join(f"at com.x{n}.Y(Z.java:{n})\n" for n in range(50)) + 'owner="Jane Roequist";'

    for said in (text, "\n".join(reversed(text.split("\n")))):
        assert "roequist" not in screen.hide(said).text.lower()


def test_a_text_is_read_once(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation that is sent again with one more turn costs that turn."""
    (model,) = screen._loader.models
    asked = 0
    find = type(model).find

    def counted(self: object, view: Any, hint: str = "") -> Any:
        nonlocal asked
        asked += 1
        return find(self, view, hint)  # type: ignore[arg-type]

    monkeypatch.setattr(type(model), "find", counted)
    talk = [{"role": "user", "content": f"please ask jane roequist about ticket {n}"} for n in range(5)]
    screen.hide(talk)
    first = asked
    screen.hide([*talk, {"role": "user", "content": "and what did brindlecrest say to that"}])

    assert (first, asked) == (5, 6)


def test_megabytes_in_one_line(screen: Screen) -> None:
    """Are read to the end, over the ends of the pieces that a finder is given: two of them, or one for the slower runtime."""
    size = PIECE * 5 // 2 if screen.settings.models.names_runtime == "onnx" else PIECE * 6 // 5
    text = "the is " * (size // 7) + "jane roequist is the brindlecrest"
    hidden = screen.hide(text)

    assert [f.kind for f in hidden.findings] == ["person", "org"]
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ('[models]\nnames_device = "cuda"', "not which"),
        ('[models]\nnames_path = "x"\n[screen]\nnames = "off"', "rules beside"),
        ('[models]\nnames_path = "x"\nnames_threshold = 1.0', "threshold"),
        ('[models]\nnames_path = "x"\nnames_threads = 0', "threads"),
        ('[models]\nnames = "x"', "names"),
    ],
)
def test_dead_settings_stop_the_start(tmp_path: Path, document: str, what: str) -> None:
    """Before anything is loaded."""
    (tmp_path / "garim.toml").write_text(document)
    with pytest.raises(BadSettings, match=what):
        read_settings(tmp_path / "garim.toml", {})


@pytest.mark.parametrize(
    ("models", "what"),
    [({"names_runtime": "torch"}, "gliner, onnx"), ({"names_device": "abacus"}, "cpu"), ({"names_device": "migraphx"}, "here: cpu"), ({"names_path": "nosuch"}, "names_path")],
)
def test_wrong_settings_stop_the_start(tmp_path: Path, models: dict[str, str], what: str) -> None:
    """With what there is instead."""
    tiny.tagger(tmp_path / "model")
    with pytest.raises(BadSettings) as caught:
        load_models(settings(tmp_path, **models))

    assert what in caught.value.hint


def test_variables_say_it_too(tmp_path: Path) -> None:
    """As with every setting."""
    got = read_settings(None, {"GARIM_MODELS_NAMES_PATH": "m", "GARIM_MODELS_NAMES_LABELS": '{"MISC": "off"}', "GARIM_MODELS_NAMES_THRESHOLD": "0.7"})

    assert (got.models.names_path, got.models.names_labels, got.models.names_threshold) == ("m", {"MISC": "off"}, 0.7)


def test_without_a_model_its_packages_are_not_imported() -> None:
    """The base install does without them."""
    said = "import sys\nfrom garim import Screen\nScreen(key=bytes(32)).hide('hello Jane Roe')\nprint([m for m in ('onnxruntime', 'tokenizers', 'onnx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_without_its_packages_a_model_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    tiny.tagger(tmp_path / "model")
    for package in ("onnxruntime", "tokenizers"):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, package, None)
            with pytest.raises(BadSettings, match="not installed") as caught:
                load_models(settings(tmp_path))

        assert "garim[models]" in caught.value.hint
