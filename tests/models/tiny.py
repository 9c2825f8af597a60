"""Models small enough to be made in a test, real enough to be loaded: ONNX files and tokenizers in their public formats.

What they know is a table: each token of the vocabulary has its answer. Everything around it — files, inputs, windows,
prompt, decoding — is as with a model of millions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "<<ENT>>", "<<SEP>>"]
SAID = {"jane": "B-PER", "roe": "I-PER", "##quist": "I-PER", "brindlecrest": "B-ORG", "이서연": "B-PER", "##입니다": "O"}
"""Token → label."""
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
SURE = 6.0


def tokenizer(*, unknown: str | None = "[UNK]", longest: int = 0) -> Tokenizer:
    """A WordPiece tokenizer; without `unknown` it drops what it does not know, with `longest` it cuts what is longer."""
    words = [*SPECIAL, *SAID, "person", "organization", "the", "is", "##a"]
    vocabulary = {word: at for at, word in enumerate(words)}
    if unknown is None:
        made = Tokenizer(models.BPE(vocab={"j": 0, "a": 1, "n": 2, "e": 3, "[CLS]": 4, "[SEP]": 5}, merges=[]))
    else:
        made = Tokenizer(models.WordPiece(vocabulary, unk_token=unknown))
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(SPECIAL)
    ends = [(mark, made.token_to_id(mark)) for mark in ("[CLS]", "[SEP]")]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    if longest:
        made.enable_truncation(longest)
        made.enable_padding(length=longest)
    return made


def tagger(folder: Path, *, labels: list[str] | None = None, said: Mapping[str, str] | None = None, made: Tokenizer | None = None, **config: object) -> Path:
    """A folder with a token-classification model: the logits are the table's row of each token."""
    labels, said, made = labels or LABELS, said or SAID, made or tokenizer()
    folder.mkdir(parents=True, exist_ok=True)
    table = np.zeros((made.get_vocab_size(), len(LABELS)), dtype=np.float32)
    for word, at in made.get_vocab().items():
        table[at, LABELS.index(said.get(word, "O"))] = SURE
    shape = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask", "token_type_ids")]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*shape, len(LABELS)])
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["logits"])]
    _save(folder, nodes, inputs, output, {"table": table})
    made.save(str(folder / "tokenizer.json"))
    document = {"model_type": "bert", "id2label": {str(at): label for at, label in enumerate(labels)}, **config}
    (folder / "config.json").write_text(json.dumps(document))
    return folder


def shaped(folder: Path, batch: int = 0, tokens: int = 0) -> Path:
    """The folder's model as an export for just so many texts or tokens; 0 leaves any number."""
    model = onnx.load(str(folder / "model.onnx"))
    for item in model.graph.input:
        for dimension, size in zip(item.type.tensor_type.shape.dim, (batch, tokens), strict=True):
            if size:
                dimension.dim_value = size
    onnx.save(model, str(folder / "model.onnx"))
    return folder


def talkative(folder: Path) -> Path:
    """The folder's model with a further output before its logits, as some exports have."""
    model = onnx.load(str(folder / "model.onnx"))
    logits = model.graph.output.pop()
    model.graph.node.append(helper.make_node("Neg", ["logits"], ["last_hidden_state"]))
    model.graph.output.append(helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", len(LABELS)]))
    model.graph.output.append(logits)
    onnx.save(model, str(folder / "model.onnx"))
    return folder


def beside(folder: Path) -> Path:
    """The file beside the folder's model into which its weights were moved, as big models have it."""
    model = onnx.load(str(folder / "model.onnx"))
    onnx.save(model, str(folder / "model.onnx"), save_as_external_data=True, location="model.onnx_data", size_threshold=0)
    return folder / "model.onnx_data"


def short(folder: Path, most: int) -> Path:
    """The folder's model as one that fails on more tokens than it has places for."""
    model = onnx.load(str(folder / "model.onnx"))
    model.graph.node[0].output[0] = "said"
    model.graph.input.append(helper.make_tensor_value_info("position_ids", TensorProto.INT64, ["batch", "tokens"]))
    model.graph.initializer.append(numpy_helper.from_array(np.zeros((most, len(LABELS)), dtype=np.float32), "places"))
    model.graph.node.append(helper.make_node("Gather", ["places", "position_ids"], ["place"]))
    model.graph.node.append(helper.make_node("Add", ["said", "place"], ["logits"]))
    onnx.save(model, str(folder / "model.onnx"))
    return folder


def gliner(folder: Path, *, made: Tokenizer | None = None, **config: object) -> Path:
    """A folder with a GLiNER span model for two things to look for: a span is as good as the worse of its two end words."""
    made, width = made or tokenizer(), 4
    folder.mkdir(parents=True, exist_ok=True)
    table = np.full((made.get_vocab_size(), 2), -SURE, dtype=np.float32)
    for word, at in made.get_vocab().items():
        kind = SAID.get(word, "O")[2:]
        if kind:
            table[at, ("PER", "ORG").index(kind)] = SURE
    ints = {"input_ids": ["b", "t"], "attention_mask": ["b", "t"], "words_mask": ["b", "t"], "text_lengths": ["b", "one"], "span_idx": ["b", "s", "two"]}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in ints.items()]
    inputs.append(helper.make_tensor_value_info("span_mask", TensorProto.BOOL, ["b", "s"]))
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", "w", "width", "c"])
    node = helper.make_node
    nodes = [
        node("Gather", ["table", "input_ids"], ["tokens"]),
        node("Squeeze", ["tokens", "zero"], ["flat"]),
        node("Squeeze", ["text_lengths", "both"], ["size"]),
        node("Add", ["size", "one"], ["after"]),
        node("Range", ["one", "after", "one"], ["numbers"]),
        node("Unsqueeze", ["numbers", "first"], ["column"]),
        node("Equal", ["column", "words_mask"], ["which"]),
        node("Cast", ["which"], ["weights"], to=TensorProto.FLOAT),
        node("MatMul", ["weights", "flat"], ["words"]),
        node("Squeeze", ["span_idx", "zero"], ["spans"]),
        node("Gather", ["spans", "zeroth"], ["begin"], axis=1),
        node("Gather", ["spans", "firsth"], ["end"], axis=1),
        node("Gather", ["words", "begin"], ["begins"]),
        node("Gather", ["words", "end"], ["ends"]),
        node("Min", ["begins", "ends"], ["scores"]),
        node("Reshape", ["scores", "shape"], ["logits"]),
    ]
    constants = {"table": table, "zero": np.array([0]), "both": np.array([0, 1]), "one": np.array(1), "first": np.array([1])}
    constants |= {"zeroth": np.array(0), "firsth": np.array(1), "shape": np.array([1, -1, width, 2])}
    _save(folder, nodes, inputs, output, constants)
    made.save(str(folder / "tokenizer.json"))
    (folder / "gliner_config.json").write_text(json.dumps({"max_width": width, "max_len": 384, "span_mode": "markerV0", **config}))
    return folder


def _save(folder: Path, nodes: list[onnx.NodeProto], inputs: list[onnx.ValueInfoProto], output: onnx.ValueInfoProto, constants: Mapping[str, np.ndarray]) -> None:
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "model.onnx"))
