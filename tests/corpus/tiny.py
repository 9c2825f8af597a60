"""A tiny language model for mlx-lm, made from nothing: random weights, and a tokenizer of the corpus it is to learn.

    python tiny.py make FOLDER SET      writes the model; prints its loss on SET's train.jsonl
    python tiny.py loss FOLDER SET ADAPTERS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import mlx.core as mx
from mlx.utils import tree_flatten
from mlx_lm import load
from mlx_lm.models import llama
from mlx_lm.tuner.datasets import CacheDataset, load_dataset
from mlx_lm.tuner.trainer import evaluate
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

MARKS = ["<s>", "</s>", "<|user|>", "<|assistant|>", "<|system|>"]
TEMPLATE = "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}</s>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"


def make(folder: Path, data: Path) -> None:
    """Write the model."""
    folder.mkdir()
    rows = [json.loads(line) for line in (data / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=128, special_tokens=MARKS, show_progress=False)
    tokenizer.train_from_iterator([m["content"] for row in rows for m in row["messages"]], trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    said = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "</s>", "pad_token": "</s>", "chat_template": TEMPLATE, "clean_up_tokenization_spaces": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(said))
    config = {"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "intermediate_size": 128, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 16, "rms_norm_eps": 1e-5, "vocab_size": tokenizer.get_vocab_size(), "max_position_embeddings": 512, "rope_theta": 10000.0, "tie_word_embeddings": False, "eos_token_id": 1, "bos_token_id": 0}
    (folder / "config.json").write_text(json.dumps(config))
    mx.random.seed(1)
    model = llama.Model(llama.ModelArgs.from_dict(config))
    # The head stays random: it can only be sure of a word where what it is given is large.
    model.model.norm.weight = model.model.norm.weight * 4
    mx.save_safetensors(str(folder / "model.safetensors"), dict(tree_flatten(model.parameters())), metadata={"format": "mlx"})


def loss(folder: Path, data: Path, adapters: Path | None) -> float:
    """Of answers, by token."""
    model, tokenizer = load(str(folder), adapter_path=str(adapters) if adapters else None)
    train, _, _ = load_dataset(SimpleNamespace(data=str(data), train=True, test=False, mask_prompt=True, hf_dataset=None), tokenizer)
    return float(evaluate(model, CacheDataset(train), batch_size=2, num_batches=-1, max_seq_length=256))


if __name__ == "__main__":
    what, folder, data = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "make":
        make(folder, data)
    print(json.dumps(loss(folder, data, Path(sys.argv[4]) if len(sys.argv) > 4 else None)))
