"""GLiNER's span models: the prompt and masks as they were trained on, windows of words, models of other sorts refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from garim.errors import BadSettings, Uncovered
from garim.models._port import Plan, load
from garim.models.gliner_names import GlinerNames
from garim.text.views import View
from tests.models import tiny

LOOK = {"person": "person", "organization": "org"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GlinerNames:
    return load("gliner", Plan(tiny.gliner(tmp_path_factory.mktemp("gliner")), labels=LOOK))  # type: ignore[return-value]


def told(model: Any, text: str) -> list[tuple[str, str]]:
    seen = model.find(View(text))

    assert seen.covered == len(text)
    return [(text[f.start : f.end], f.kind) for f in seen.findings]


def test_names_are_found_where_they_stand(model: GlinerNames) -> None:
    """The surest of overlapping spans, mapped back to characters."""
    assert told(model, "Please ask Jane Roe about Brindlecrest today.") == [("Jane Roe", "person"), ("Brindlecrest", "org")]
    assert told(model, "😀\u200f 담당자는 이서연입니다 😀") == [("이서연", "person")]
    assert told(model, "") == told(model, "x = 1;") == []


def test_the_model_gets_what_gliner_gives_it(model: GlinerNames, monkeypatch: pytest.MonkeyPatch) -> None:
    """[CLS] <<ENT>> person <<ENT>> organization <<SEP>> words [SEP]; words numbered from 1 at their first token."""
    got: list[dict[str, Any]] = []
    run = model._session.run
    monkeypatch.setattr(model._session, "run", lambda feeds: got.append(dict(feeds)) or run(feeds))
    told(model, "the jane roequist is")
    (feeds,) = got
    tokens = [tiny.tokenizer().id_to_token(int(at)) for at in feeds["input_ids"][0]]

    assert tokens == "[CLS] <<ENT>> person <<ENT>> organization <<SEP>> the jane roe ##quist is [SEP]".split()
    assert feeds["words_mask"].tolist() == [[0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 0]]
    assert feeds["attention_mask"].tolist() == [[1] * 12]
    assert feeds["text_lengths"].tolist() == [[4]]
    assert feeds["span_idx"].shape == (1, 16, 2) and feeds["span_mask"].shape == (1, 16)
    assert feeds["span_idx"][0, :5].tolist() == [[0, 0], [0, 1], [0, 2], [0, 3], [1, 1]]
    assert feeds["span_idx"][0, -4:].tolist() == [[3, 3], [0, 0], [0, 0], [0, 0]]
    assert feeds["span_mask"][0, -4:].tolist() == [True, False, False, False]
    assert feeds["span_mask"].dtype == np.bool_


@pytest.mark.parametrize("before", [0, 100, 375, 376, 377, 378, 379, 380, 381, 382, 383, 384, 385, 5_000])
def test_a_long_text_is_read_to_its_end(model: GlinerNames, before: int) -> None:
    """Windows of words share more than the longest name."""
    assert told(model, "the " * before + "Jane Roe is the Brindlecrest") == [("Jane Roe", "person"), ("Brindlecrest", "org")]


def test_a_word_without_end_fits(model: GlinerNames) -> None:
    """It is read in parts."""
    assert told(model, "please ask about the " + "a" * 5_000 + " of Jane Roe") == [("Jane Roe", "person")]


def test_a_tokenizer_that_cuts_or_drops(tmp_path: Path) -> None:
    """Cutting is switched off; a dropped word is a text that was not seen."""
    cutting = load("gliner", Plan(tiny.gliner(tmp_path, made=tiny.tokenizer(longest=16)), labels=LOOK))

    assert told(cutting, "the " * 500 + "Jane Roe is") == [("Jane Roe", "person")]

    real = cutting._tokens._tokenizer  # type: ignore[attr-defined]

    class Forgetful:
        def encode(self, words: list[str], **more: Any) -> object:
            return real.encode(words[: len(words) // 2], **more)

    cutting._tokens._tokenizer = Forgetful()  # type: ignore[attr-defined]
    with pytest.raises(Uncovered, match="words"):
        cutting.find(View("please ask jane about the long tail"), "")


@pytest.mark.parametrize(
    ("config", "labels", "what"),
    [
        ({"span_mode": "token_level"}, LOOK, "span models"),
        ({"labels_encoder": "some/encoder"}, LOOK, "one encoder"),
        ({"labels_decoder": "some/decoder"}, LOOK, "one encoder"),
        ({"relations_layer": "dot"}, LOOK, "one encoder"),
        ({"words_splitter_type": "jieba"}, LOOK, "whitespace"),
        ({"ent_token": "<<OTHER>>"}, LOOK, "<<OTHER>>"),
        ({}, {"person": "human"}, "human"),
        ({}, {"person": "person"}, "another shape"),
        ({}, {f"thing {at}": "id" for at in range(26)}, "26"),
        ({"encoder_config": {"max_position_embeddings": 64}}, LOOK, "room"),
        ({"max_width": 7}, LOOK, "another shape|failed"),
    ],
)
def test_what_does_not_fit_stops_the_start(tmp_path: Path, config: dict[str, object], labels: dict[str, str], what: str) -> None:
    """Said with what to do."""
    with pytest.raises(BadSettings, match=what) as caught:
        load("gliner", Plan(tiny.gliner(tmp_path, **config), labels=labels))

    assert caught.value.hint


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "gliner_config.json"])
def test_a_damaged_file_stops_the_start(tmp_path: Path, name: str) -> None:
    """Which file, and what to do."""
    file = tiny.gliner(tmp_path) / name
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(BadSettings, match=name):
        load("gliner", Plan(tmp_path, labels=LOOK))
    file.write_text(json.dumps([]))
    with pytest.raises(BadSettings, match=name):
        load("gliner", Plan(tmp_path, labels=LOOK))
    file.unlink()
    with pytest.raises(BadSettings, match=name):
        load("gliner", Plan(tmp_path, labels=LOOK))
