"""Loading: caches beside the source, a changed source swapped in, and everything that stops the start."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

import pytest

from garim import exchange
from garim.config import Loader, Settings, patterns
from garim.config import loading as module
from garim.config.cache import keep
from garim.config.patterns import load_engine
from garim.config.settings import ScreenSettings
from garim.errors import BadSettings
from garim.values import Slot

KEY = bytes(range(32))


def write(path: Path, *terms: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in terms), encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with nothing but the patterns in it."""
    made = load_engine(wait=True).dump()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    keep(patterns._place(), made)
    return tmp_path / "cache"


def hidden(loader: Loader, text: str) -> str:
    loader.settle()  # a look that began earlier may have seen what was before
    loader.current()
    loader.settle()
    return exchange.hide([Slot(text)], loader.current()).texts[0]


def test_a_changed_lexicon_is_swapped_in_and_the_old_one_still_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request under way keeps the lexicon that it began with."""
    monkeypatch.setattr(module, "LOOK_EVERY", -1.0)
    path = write(tmp_path / "w.jsonl", {"term": "Quavermoor", "kind": "project"})
    loader = Loader(Settings(), lexicons=[path], key=KEY)
    old = loader.current()
    assert "Quavermoor" not in hidden(loader, "Quavermoor and Brindlecrest")

    write(path, {"term": "Quavermoor", "kind": "project"}, {"term": "Brindlecrest", "kind": "project"})
    os.utime(path, ns=(1, 1))

    assert "Brindlecrest" not in hidden(loader, "Quavermoor and Brindlecrest")
    kinds = [[f.kind for f in exchange.hide([Slot("the Brindlecrest job on brc-prd-db07 died, ticket BRC-2231")], screening).findings[0]] for screening in (old, loader.current())]
    assert kinds[0][0] != "project" == kinds[1][0]


def test_a_lexicon_that_breaks_later_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that goes away while serving does not take the words with it, and is told."""
    monkeypatch.setattr(module, "LOOK_EVERY", -1.0)
    path = write(tmp_path / "w.jsonl", {"term": "Quavermoor", "kind": "project"})
    loader = Loader(Settings(), lexicons=[path], key=KEY)
    path.unlink()

    assert "Quavermoor" not in hidden(loader, "about Quavermoor")
    assert [p.what for p in loader.problems]


def test_what_nobody_expected_of_a_lexicon_is_told_without_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """It fails in a thread of its own, where nobody would catch it: no word of the list may show, and the old ones still hide."""
    monkeypatch.setattr(module, "LOOK_EVERY", -1.0)
    path = write(tmp_path / "w.jsonl", {"term": "Quavermoor", "kind": "project"})
    loader = Loader(Settings(), lexicons=[path], key=KEY)

    def fails(self: Loader) -> NoReturn:
        raise ValueError("Brindlecrest")

    monkeypatch.setattr(Loader, "_load", fails)
    os.utime(path, ns=(1, 1))

    assert "Quavermoor" not in hidden(loader, "about Quavermoor")
    assert [p.what for p in loader.problems] == ["could not be loaded: ValueError"]
    assert "Brindlecrest" not in "".join(capfd.readouterr())


def test_the_compiled_lexicon_is_the_users_alone(tmp_path: Path, cache: Path) -> None:
    """Never beside its source; made once; a damaged one is made again; one of an older source, or of an older edition, goes."""
    (tmp_path / "lists").mkdir()
    path = write(tmp_path / "lists" / "w.jsonl", {"term": "Quavermoor", "kind": "project"})
    (tmp_path / "lists" / ".w.jsonl.0123456789abcdef.garim").write_bytes(b"Quavermoor")
    Loader(Settings(), lexicons=[path], key=KEY)
    (compiled,) = (cache / "garim" / "lexicons").glob("*.garim")

    assert [one.name for one in path.parent.iterdir()] == ["w.jsonl"]
    assert compiled.stat().st_mode & 0o777 == 0o600 and compiled.parent.stat().st_mode & 0o777 == 0o700
    compiled.write_bytes(compiled.read_bytes()[:40])
    assert "Quavermoor" not in hidden(Loader(Settings(), lexicons=[path], key=KEY), "see Quavermoor")

    write(path, {"term": "Brindlecrest", "kind": "project"})
    assert "Brindlecrest" not in hidden(Loader(Settings(), lexicons=[path], key=KEY), "see Brindlecrest")
    assert len(list((cache / "garim" / "lexicons").glob("*.garim"))) == 1


def test_a_compiled_lexicon_that_nobody_loads_goes(tmp_path: Path, cache: Path) -> None:
    """One that is loaded stays, however long ago it was made."""
    used, unused = (write(tmp_path / name, {"term": "Quavermoor", "kind": "project"}) for name in ("used.jsonl", "unused.jsonl"))
    for path in (used, unused):
        Loader(Settings(), lexicons=[path], key=KEY)
    made = sorted((cache / "garim/lexicons").iterdir())
    for one in made:
        os.utime(one, (0, 0))
    Loader(Settings(), lexicons=[used], key=KEY)
    Loader(Settings(), lexicons=[write(tmp_path / "new.jsonl", {"term": "Brindlecrest", "kind": "project"})], key=KEY)

    assert len(set(made) & set((cache / "garim/lexicons").iterdir())) == 1


def test_bad_lines_are_told_and_strict_loads_nothing(tmp_path: Path) -> None:
    """File, line and what is wrong; the rest loads."""
    path = tmp_path / "w.jsonl"
    path.write_text('{"term": "Quavermoor", "kind": "project"}\n{"term": 7}\n{"pattern": "(", "kind": "host"}\n')
    loader = Loader(Settings(), lexicons=[path], key=KEY)

    assert [p.line for p in loader.problems] == [2, 3]
    assert "Quavermoor" not in hidden(loader, "about Quavermoor")
    with pytest.raises(BadSettings, match=":2:"):
        Loader(Settings(screen=ScreenSettings(strict=True)), lexicons=[path], key=KEY)


def test_what_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon that is not there, a names model that is damaged: never a quiet start with less."""
    with pytest.raises(BadSettings, match="nosuch"):
        Loader(Settings(), lexicons=[tmp_path / "nosuch.jsonl"], key=KEY)
    monkeypatch.setattr(module.Names, "load", lambda data: (_ for _ in ()).throw(ValueError()))
    with pytest.raises(BadSettings, match="names model"):
        Loader(Settings(screen=ScreenSettings(names="model")), key=KEY)


@pytest.mark.parametrize("names", ["model", "rules", "off"])
def test_every_choice_of_names_starts(names: str) -> None:
    """Names are found with the taggers, with the rules alone, and by the decision alone."""
    loader = Loader(Settings(screen=ScreenSettings(names=names)), key=KEY)
    out = hidden(loader, "담당 류다겸 과장님께 전달했습니다.")

    assert "류다겸" not in out


@pytest.mark.parametrize("choice", ["model", "rules"])
def test_a_damaged_file_of_names_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
    """Whatever the damage: each way a file can be cut has an error of its own, and all of them are told alike."""
    for error in (OSError(), ValueError(), KeyError("w"), EOFError(), zipfile.BadZipFile(), zlib.error()):
        with monkeypatch.context() as broken:
            for name in ("load", "rules"):
                broken.setattr(module.Names, name, lambda *data, error=error: (_ for _ in ()).throw(error))
            with pytest.raises(BadSettings, match="missing or damaged") as caught:
                module.load_names(choice)

        assert "reinstall" in caught.value.hint


def test_lines_that_were_left_out_are_told_at_every_start(tmp_path: Path) -> None:
    """Also where the compiled lexicon is taken."""
    path = tmp_path / "w.jsonl"
    path.write_text('{"term": "Quavermoor", "kind": "project"}\n{"term": "x", "kind": "nosuch"}\nno json\n')
    first = Loader(Settings(), lexicons=[path], key=KEY).problems

    assert [problem.line for problem in first] == [2, 2, 3]
    assert Loader(Settings(), lexicons=[path], key=KEY).problems == first
