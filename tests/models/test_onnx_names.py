"""Token-classification models: labels of every sort, windows that overlap, nothing lost unseen, files that are damaged."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from garim.detect.scan import Detector
from garim.errors import BadSettings, Uncovered
from garim.models import _onnx
from garim.models._port import LAP as LAP_OF_PIECES
from garim.models._port import PIECE, Plan, load, runtimes
from garim.models.onnx_names import LAP, WINDOW, OnnxNames
from garim.text.views import View
from tests.models import tiny


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> OnnxNames:
    return load("onnx", Plan(tiny.tagger(tmp_path_factory.mktemp("tagger"))))  # type: ignore[return-value]


def told(model: OnnxNames, text: str) -> list[tuple[str, str]]:
    seen = model.find(View(text))

    assert seen.covered == len(text)
    return [(text[f.start : f.end], f.kind) for f in seen.findings]


def test_runtimes_are_found_by_their_names() -> None:
    """A further one is a further file."""
    assert runtimes() == ["gliner", "onnx"]


def test_names_are_found_where_they_stand(model: OnnxNames) -> None:
    """Two words are one person, a word's pieces are one word, particles stay outside."""
    assert told(model, "Please ask Jane Roe about Brindlecrest today.") == [("Jane Roe", "person"), ("Brindlecrest", "org")]
    assert told(model, "please ask jane roequist about it") == [("jane roequist", "person")]
    assert told(model, "담당자는 이서연입니다.") == [("이서연", "person")]
    assert told(model, "x = jane(roe);") == []


@pytest.mark.parametrize("mark", ["\u200f", "\u200b", "😀", "\ud800", "é", "e\u0301", "\ufeff", "𠀀"])
def test_offsets_hold_beside_signs_that_count_double_elsewhere(model: OnnxNames, mark: str) -> None:
    """Right-to-left marks, emoji, lone surrogates, decomposed letters."""
    text = f"{mark} Please ask {mark} Jane Roe {mark} about {mark}{mark} it"

    assert ("Jane Roe", "person") in told(model, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("please ask jane😀 about it", "jane"),
        ("담당자는 😀이서연입니다", "이서연"),
        ("see owner→roe→the next one now", "roe"),
        ("please ask about the jane" + "a" * 300 + " now", "jane" + "a" * 300),
    ],
)
def test_a_word_that_the_vocabulary_lacks_is_read_in_parts(model: OnnxNames, text: str, name: str) -> None:
    """One unknown sign, or too many letters, would make it one unknown token: nothing a model could see a name in."""
    assert told(model, text) == [(name, "person")]


def test_unknown_words_keep_their_places(model: OnnxNames) -> None:
    """The parts' tokens stand in order, where the unknown token stood, and the rest as before."""
    text = "the 😀is→jane😀 is x😀 the"
    (row,) = model._tokens.rows([text])

    assert [text[a:b] for a, b in zip(row.starts, row.ends, strict=True)] == ["the", "😀", "is", "→", "jane", "😀", "is", "x", "😀", "the"]
    assert len(row.ids) == len(row.starts) == len(row.ends) == len(row.words)


def test_a_text_without_spaces_costs_what_its_length_does(model: OnnxNames) -> None:
    """No word of it is known, and it is all one."""
    text = "가나다라마바사" * 30_000
    begun = time.perf_counter()

    assert told(model, text) == []
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize("at", [PIECE, PIECE - LAP_OF_PIECES])
def test_a_name_at_the_edge_of_a_piece_is_whole(model: OnnxNames, at: int) -> None:
    """Half a name that one piece sees gives way to the whole that the next one sees."""
    detector = Detector((), models=(model,))
    for off in range(-14, 6):
        text = ("the " * at)[: at + off].rstrip() + " Jane Roequist " + "the " * 200

        assert [text[f.start : f.end] for f in detector.scan(text)] == ["Jane Roequist"], off


def test_a_long_text_is_read_to_its_end(model: OnnxNames) -> None:
    """In windows that overlap: whichever edge a name stands at, it is whole."""
    for before in (*range(WINDOW - LAP - 6, WINDOW + 6), 1_000, 12_345):
        text = "the " * before + "Jane Roe is the Brindlecrest"

        assert told(model, text) == [("Jane Roe", "person"), ("Brindlecrest", "org")], before


def test_one_line_of_ten_megabytes(model: OnnxNames) -> None:
    """Is read to its end, in pieces."""
    text = "the " * 2_500_000 + "Jane Roe is"
    tail = View(text[-1_000_000:])

    assert [tail.text[f.start : f.end] for f in model.find(tail).findings] == ["Jane Roe"]


def test_a_tokenizer_that_cuts_is_told_not_to(tmp_path: Path) -> None:
    """tokenizer.json may say that 16 tokens are enough: they are not."""
    model = load("onnx", Plan(tiny.tagger(tmp_path, made=tiny.tokenizer(longest=16))))

    assert told(model, "the " * 500 + "Jane Roe is") == [("Jane Roe", "person")]  # type: ignore[arg-type]


def test_a_tokenizer_that_drops_stops_the_start(tmp_path: Path) -> None:
    """What it does not know is in no token: the model cannot have seen it."""
    with pytest.raises(BadSettings, match="dropped"):
        load("onnx", Plan(tiny.tagger(tmp_path, made=tiny.tokenizer(unknown=None))))


def test_what_is_dropped_later_lets_nothing_out(model: OnnxNames) -> None:
    """A letter in no token is a text that was not seen."""
    tokens = model._tokens

    class Forgetful:
        before, after = tokens.before, tokens.after

        def encode_batch(self, texts: list[str], add_special_tokens: bool) -> object:
            return tokens_of([text[: len(text) // 2] for text in texts], add_special_tokens=add_special_tokens)

    real = tokens._tokenizer
    tokens_of = real.encode_batch
    tokens._tokenizer = Forgetful()
    try:
        with pytest.raises(Uncovered, match="dropped"):
            model.find(View("please ask jane about the long tail"))
    finally:
        tokens._tokenizer = real


@pytest.mark.parametrize(
    ("labels", "given"),
    [
        (["O", "B-PER", "I-PER", "B-ORG", "I-ORG"], {}),
        (["O", "B-private_person", "I-private_person", "B-Company", "I-Company"], {}),
        (["O", "S-PS", "E-PS", "U-OG", "L-OG"], {}),
        (["O", "NAME", "NAME", "ORG", "ORG"], {}),
        (["O", "B-X1", "I-X1", "B-X2", "I-X2"], {"X1": "person", "X2": "org"}),
        (["O", "B-PER", "I-PER", "B-MISC", "I-MISC"], {"MISC": "off"}),
    ],
)
def test_labels_of_every_sort(tmp_path: Path, labels: list[str], given: dict[str, str]) -> None:
    """BIO, BIOES, BILOU and plain; the usual names, or what the settings say."""
    model = load("onnx", Plan(tiny.tagger(tmp_path, labels=labels), labels=given))
    found = told(model, "Please ask Jane about Brindlecrest today.")  # type: ignore[arg-type]

    assert found == [("Jane", "person"), ("Brindlecrest", "org")][: 1 if "off" in given.values() else 2]


@pytest.mark.parametrize(
    ("labels", "given", "what"),
    [
        (["O", "B-PER", "I-PER", "B-MISC", "I-MISC"], {}, "MISC"),
        (["O", "B-PER", "I-PER", "B-ORG", "I-ORG"], {"PER": "human"}, "human"),
        (["O", "B-PER", "I-PER", "B-ORG", "I-ORG"], {"LOC": "place"}, "no label 'LOC'"),
        (["LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3", "LABEL_4"], {}, "no name"),
        (["O", "B-PER", "I-PER"], {}, "another shape"),
    ],
)
def test_labels_that_do_not_fit_stop_the_start(tmp_path: Path, labels: list[str], given: dict[str, str], what: str) -> None:
    """Unknown, misspelt, or too few: said with what to do, never left out."""
    with pytest.raises(BadSettings, match=what) as caught:
        load("onnx", Plan(tiny.tagger(tmp_path, labels=labels), labels=given))

    assert caught.value.hint


def test_two_labels_of_one_meaning_are_one_name(tmp_path: Path) -> None:
    """A given name and the surname behind it; two given names in a row are two people."""
    model = load("onnx", Plan(tiny.tagger(tmp_path, labels=["O", "B-GIVEN_NAME", "B-SURNAME", "B-ORG", "I-ORG"])))

    assert told(model, "please ask Jane Roe about it") == [("Jane Roe", "person")]  # type: ignore[arg-type]
    assert told(model, "please ask Jane, Jane about it") == [("Jane", "person"), ("Jane", "person")]  # type: ignore[arg-type]


def test_the_file_of_weights_may_have_another_name(tmp_path: Path) -> None:
    """As exports have it: in onnx/, quantized; one of several is not guessed."""
    folder = tiny.tagger(tmp_path)
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model_q4.onnx")
    model = load("onnx", Plan(folder))

    assert model.path == folder / "onnx" / "model_q4.onnx"

    (folder / "model_fp16.onnx").write_bytes(model.path.read_bytes())
    with pytest.raises(BadSettings, match="several models: .*model_fp16.onnx"):
        load("onnx", Plan(folder))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_a_damaged_file_stops_the_start(tmp_path: Path, name: str, damage: str) -> None:
    """Which file, and what to do; never a start with less."""
    file = tiny.tagger(tmp_path) / name
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] if damage == "cut" else b"\x00nothing")
    with pytest.raises(BadSettings, match=name) as caught:
        load("onnx", Plan(tmp_path))

    assert caught.value.hint


def test_devices_that_are_not_there_stop_the_start(tmp_path: Path) -> None:
    """A GPU that was asked for is never quietly a CPU."""
    with pytest.raises(BadSettings, match="rocm") as caught:
        load("onnx", Plan(tiny.tagger(tmp_path), device="rocm"))

    assert "cpu" in caught.value.hint


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_device_that_is_there_but_does_not_start_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The runtime says that it has it, as where a GPU's driver is missing, and would go on with the CPU."""
    there = onnxruntime.get_available_providers()
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", *there])
    with pytest.raises(BadSettings, match="does not start") as caught:
        load("onnx", Plan(tiny.tagger(tmp_path), device="cuda"))

    assert 'names_device = "cpu"' in caught.value.hint
    assert capfd.readouterr().out == ""


def test_a_device_that_fails_later_is_no_cpu_either(model: OnnxNames) -> None:
    """A run that fails gives nothing out; the session is not made anew on the CPU, and nothing is printed."""
    assert model._session._session._enable_fallback is False


def test_an_export_for_one_text_at_a_time_reads_long_ones(tmp_path: Path) -> None:
    """Window by window."""
    model = load("onnx", Plan(tiny.shaped(tiny.tagger(tmp_path), batch=1)))

    assert told(model, "the " * 5_000 + "Jane Roe is") == [("Jane Roe", "person")]  # type: ignore[arg-type]


def test_a_further_output_is_not_taken_for_the_logits(tmp_path: Path) -> None:
    """Whichever comes first."""
    model = load("onnx", Plan(tiny.talkative(tiny.tagger(tmp_path))))

    assert told(model, "please ask Jane Roe about it") == [("Jane Roe", "person")]  # type: ignore[arg-type]


@pytest.mark.parametrize(("shape", "what"), [({"tokens": 16}, "just 16 tokens"), ({"batch": 4}, "just 4 texts")])
def test_an_export_for_just_one_size_stops_the_start(tmp_path: Path, shape: dict[str, int], what: str) -> None:
    """With how to export it."""
    with pytest.raises(BadSettings, match=what) as caught:
        load("onnx", Plan(tiny.shaped(tiny.tagger(tmp_path), **shape)))

    assert "dynamic axes" in caught.value.hint


def test_a_model_that_takes_less_than_its_config_says_stops_the_start(tmp_path: Path) -> None:
    """Not the first long text that someone sends."""
    with pytest.raises(BadSettings, match="failed") as caught:
        load("onnx", Plan(tiny.short(tiny.tagger(tmp_path), 64)))

    assert "max_position_embeddings" in caught.value.hint

    tiny.short(tiny.tagger(tmp_path, max_position_embeddings=64), 64)

    assert told(load("onnx", Plan(tmp_path)), "the " * 500 + "Jane Roe is") == [("Jane Roe", "person")]  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_damaged_weights_beside_the_model_stop_the_start(tmp_path: Path, damage: str) -> None:
    """Big models keep them in a further file."""
    file = tiny.beside(tiny.tagger(tmp_path))

    assert told(load("onnx", Plan(tmp_path)), "please ask Jane Roe about it") == [("Jane Roe", "person")]  # type: ignore[arg-type]

    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(BadSettings, match="does not load"):
        load("onnx", Plan(tmp_path))


def test_a_model_of_another_sort_stops_the_start(tmp_path: Path) -> None:
    """GLiNER's inputs are not a tagger's."""
    tiny.gliner(tmp_path)
    tiny.tagger(tmp_path / "other")
    (tmp_path / "config.json").write_bytes((tmp_path / "other" / "config.json").read_bytes())
    with pytest.raises(BadSettings, match="words_mask"):
        load("onnx", Plan(tmp_path))


def test_the_threshold_is_how_sure_it_must_be(tmp_path: Path) -> None:
    """The chance that a token is a name at all."""
    folder = tiny.tagger(tmp_path)
    chance = 1 - 1 / (np.exp(tiny.SURE) + 4)  # one label at SURE, four at 0

    assert chance < 0.9999
    assert told(load("onnx", Plan(folder, threshold=0.9)), "please ask Jane about it") != []  # type: ignore[arg-type]
    assert told(load("onnx", Plan(folder, threshold=0.99999)), "please ask Jane about it") == []  # type: ignore[arg-type]


def test_threads_share_one_model(model: OnnxNames, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not more of them run it at a time than were agreed."""
    running, most, lock = 0, 0, threading.Lock()
    session = model._session._session

    class Counting:
        def run(self, names: object, feeds: object) -> object:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            got = session.run(names, feeds)
            with lock:
                running -= 1
            return got

    monkeypatch.setattr(model._session, "_session", Counting())
    found: list[object] = []
    text = "the " * 3_000 + "Jane Roe is"
    threads = [threading.Thread(target=lambda: found.append(told(model, text))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [[("Jane Roe", "person")]] * 6
    assert 1 <= most <= _onnx.AT_ONCE


def test_a_forked_process_makes_its_own_session(model: OnnxNames) -> None:
    """The threads of the first one are not in it."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(its, json.dumps(told(model, "please ask Jane Roe about it")).encode())
        finally:
            os._exit(0)
    os.close(its)
    with os.fdopen(ours) as pipe:
        assert json.loads(pipe.read()) == [["Jane Roe", "person"]]
    os.waitpid(child, 0)


def test_code_costs_nothing(model: OnnxNames, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is not asked where there is no prose."""
    monkeypatch.setattr(model._session, "run", lambda feeds: pytest.fail("asked"))

    assert told(model, "for item in items:\n    total = total + item[0];\n") == []
