"""The training of the names taggers: its texts, its labels, and that it learns from them."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from garim.detect.names.chain import Chain
from garim.detect.names.names import english_tagger
from training import names, names_text_en, names_text_ko


@pytest.mark.parametrize("make", [names_text_ko.sentences, names_text_en.sentences])
def test_made_texts_are_marked_right_and_the_same_each_time(make: object) -> None:
    texts = make(1500)  # type: ignore[operator]
    assert texts == make(1500)  # type: ignore[operator]
    for text, spans in texts:
        ends = [0]
        for start, end, what in spans:
            assert what in ("PS", "OG", "LC")
            assert text[start:end].strip() == text[start:end] != ""
            assert start >= ends[-1]
            ends.append(end)
    assert 0.3 < sum(not spans for _, spans in texts) / len(texts) < 0.7


def test_swapping_people_keeps_the_sentence_and_its_particles() -> None:
    text, spans = "김서린은 한빛솔에서 이도윤을 만났다.", ((0, 3, "PS"), (5, 8, "OG"), (11, 14, "PS"))
    for seed in range(20):
        swapped, moved = names_text_ko.swap(text, spans, random.Random(seed))
        names = [swapped[a:b] for a, b, _ in moved]
        assert names[1] == "한빛솔"
        for (_, end, what), vowel in zip(moved, ("는", "에", "를"), strict=True):
            final = (ord(swapped[end - 1]) - 0xAC00) % 28
            assert what == "OG" or (swapped[end] == vowel) == (final == 0)


def test_wnut_and_klue_exports_are_read(tmp_path: Path) -> None:
    wnut, klue = tmp_path / "w.gz", tmp_path / "k.gz"
    wnut.write_bytes(gzip.compress(b"Ask\tO\nMara\tB-person\nLind\tI-person\n!\tO\n\nHi\tO\nLeeds\tB-location\n"))
    klue.write_bytes(
        gzip.compress(
            json.dumps(
                {"text": "서하늘이 왔다", "spans": [{"start": 0, "end": 3, "label": "PS"}, {"start": 5, "end": 7, "label": "DT"}]}
            ).encode()
        )
    )
    assert names.read_wnut(wnut) == [("Ask Mara Lind!", ((4, 13, "PS"),)), ("Hi Leeds", ((3, 8, "LC"),))]
    assert names.read_klue(klue) == [("서하늘이 왔다", ((0, 3, "PS"),))]


def test_a_tagger_learns_from_a_handful_of_texts() -> None:
    """From nothing to names that it never saw, by what stands before them."""
    words = english_tagger(names._nothing()).words
    texts = [
        (f"please call {name} about the report today", ((12, 12 + len(name), "PS"),))
        for name in ("Abe", "Ottis", "Velda", "Quill", "Zora")
    ]
    texts += [(f"please check the {thing} of the report today", ()) for thing in ("total", "index", "color", "page", "date")]
    prepared = []
    for text, spans in texts * 8:
        places = names.word_units(text, 0, len(text))
        prepared.append((names.word_features(text, places, words).astype("int32"), names.labels(places, spans)))
    model = names.train(prepared, 4, 0.15, 1e-4, 0.2)
    tagger = english_tagger(Chain.load(names.pack(model, 50_000, 0.0)))
    text = "please call Wendeline about the report today"
    assert [(text[a:b], what) for a, b, what, _ in tagger.spans(text)] == [("Wendeline", "PS")]
    assert tagger.spans("please check the window of the report today") == []
