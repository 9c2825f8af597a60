"""Make the learnt decision, or print how it does on companies left out of its training.

    python -m training.decision.train --sets DIR --made FILE --out src/garim/detect/decide/data/decision.npz
    python -m training.decision.train --sets DIR --made FILE --left-out 6

Needs `catboost` (not a dependency of the project: only its trees are kept). What is fitted is not measured: `--left-out` trains
once a fold, both passes and the priors included, and judges each company by trees that have not seen it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

from garim.detect.decide.decision import Limits, is_certain, limits_of
from garim.detect.decide.features import OFFSETS, PRIORS
from garim.detect.decide.words import UNKNOWN
from training.decision.examples import Finders, labelled, made, public

TREES = (300, 160, 60)
"""Of the first pass, the second, and the kinds."""
MADE, WITHOUT_LIST = 0.3, 0.5
"""What a made text counts, and a labelled one read without its company's list, against one with it."""
LIMITS = Limits(opaque=0.1, number=0.25, unknown=0.35, public=0.5, listed=0.25)
"""Chosen on the curve of leak against public words kept, companies left out."""


def model(trees: int, depth: int = 6, rate: float = 0.1, loss: str = "Logloss") -> CatBoostClassifier:
    """An ensemble before it is fitted."""
    return CatBoostClassifier(
        iterations=trees, depth=depth, learning_rate=rate, l2_leaf_reg=4, rsm=0.25, bootstrap_type="Bernoulli", subsample=0.7,
        border_count=48, loss_function=loss, verbose=0, thread_count=2, random_seed=0, allow_writing_files=False,
    )  # fmt: skip


def priors(examples: Sequence[dict[str, Any]], weight: float = 20) -> np.ndarray:
    """How often each bucket stood at or beside a person, and anything hidden: log odds, pulled to the mean by `weight` units."""
    counts = np.zeros((sum(PRIORS), 3))
    for one in examples:
        counted = one["weight"] > 0.5
        for column in (one["text"].buckets + OFFSETS)[counted].T:
            np.add.at(counts[:, 0], column, 1)
            np.add.at(counts[:, 1], column, one["what"][counted] == 2)
            np.add.at(counts[:, 2], column, one["what"][counted] > 0)
    mean = counts[:, 1:].sum(0) / counts[:, 0].sum()
    share = (counts[:, 1:] + weight * mean) / (counts[:, :1] + weight)
    out: np.ndarray = np.log(share / (1 - share)).astype(np.float32)
    return out


def stacked(examples: Sequence[dict[str, Any]], seen: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, labels and weights of many texts."""
    rows = np.concatenate([one[seen] for one in examples])
    what = np.concatenate([one["what"][one["rows"]] for one in examples])
    weight = np.concatenate([one["weight"][one["rows"]] * one["counts"] for one in examples])
    return rows[weight > 0], what[weight > 0], weight[weight > 0]


def chances(fitted: CatBoostClassifier, one: dict[str, Any], seen: str) -> np.ndarray:
    """Of every unit of a text."""
    out = np.zeros(len(one["what"]), np.float32)
    if len(one["rows"]):
        out[one["rows"]] = fitted.predict_proba(one[seen])[:, 1]
    return out


def folds(examples: Sequence[dict[str, Any]], count: int) -> np.ndarray:
    """The fold of each text: a company's texts share one."""
    number = {org: i % count for i, org in enumerate(sorted({one["org"] for one in examples}))}
    return np.array([number[one["org"]] for one in examples])


def first_pass(examples: list[dict[str, Any]], fold: np.ndarray) -> None:
    """Give each text the verdict of a first pass that has not seen its company, and what the second pass sees then."""
    for k in range(fold.max() + 1):
        rows, what, weight = stacked([one for one, f in zip(examples, fold, strict=True) if f != k], "first")
        fitted = model(TREES[0]).fit(rows, what > 0, sample_weight=weight)
        for one, f in zip(examples, fold, strict=True):
            if f == k:
                one["second"] = one["text"].second(one["rows"], one["first"], chances(fitted, one, "first"))


def prepare(examples: list[dict[str, Any]], table: np.ndarray) -> None:
    """What the first pass sees of each text."""
    for one in examples:
        one.setdefault("counts", MADE if one["set"] == "made" else 1.0)
        one["rows"] = one["text"].doubtful()
        one["first"] = one["text"].first(one["rows"], table)


def exported(fitted: CatBoostClassifier, name: str) -> dict[str, np.ndarray]:
    """An ensemble as `garim.detect.decide.trees` reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        fitted.save_model(str(path), format="json")
        told = json.loads(path.read_text())
    trees = told["oblivious_trees"]
    depth = max(len(tree["splits"] or ()) for tree in trees)
    asked: list[list[int]] = []
    leaves, questions = [], dict[tuple[int, float], int]()
    for tree in trees:
        splits = tree["splits"] or []
        row = [questions.setdefault((s["float_feature_index"], s["border"]), len(questions)) for s in splits]
        values = np.array(tree["leaf_values"]).reshape(1 << len(splits), -1)
        while len(row) < depth:  # a shallow tree asks its first question again: both halves are the same
            row.append(row[0] if row else 0)
            values = np.concatenate([values, values])
        asked.append(row)
        leaves.append(values)
    flat = {f["feature_index"]: f["flat_feature_index"] for f in told["features_info"]["float_features"]}
    scale, bias = told["scale_and_bias"]
    return {
        f"{name}.columns": np.array([flat[column] for column, _ in questions], np.int16),
        f"{name}.borders": np.array([border for _, border in questions], np.float32),
        f"{name}.asked": np.array(asked, np.int16),
        f"{name}.leaves": (np.array(leaves) * scale).astype(np.float32),
        f"{name}.bias": np.array(bias, np.float32).reshape(-1),
    }


def left_out(examples: list[dict[str, Any]], count: int) -> None:
    """Print, by set and by company, what companies left out lose and keep."""
    fold = folds(examples, count)
    first_pass(examples, fold)
    by_set: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(12))
    by_company: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(12))
    for k in range(count):
        rows, what, weight = stacked([one for one, f in zip(examples, fold, strict=True) if f != k], "second")
        fitted = model(TREES[1]).fit(rows, what > 0, sample_weight=weight)
        for one, f in zip(examples, fold, strict=True):
            if f == k and one["set"] != "made":
                row = judged(one, chances(fitted, one, "second"))
                by_set[one["set"]] += row
                by_set["all"] += row
                by_company[one["org"]] += row
    for table in (by_company, by_set):
        for name, n in table.items():
            if not name.startswith("public "):
                print(
                    f"{name:12} leak {100 * n[1] / max(1, n[0]):5.1f} %  listed {100 * n[3] / max(1, n[2]):5.1f} %  prompts without a leak "
                    f"{100 * n[7] / max(1, n[6]):4.0f} %  kept {100 * n[5] / max(1, n[4]):5.1f} %  clean changed {n[9]:.0f} of {n[8]:.0f}  "
                    f"characters {n[11] / max(1, n[10]):.3f}"
                )


def judged(one: dict[str, Any], chance: np.ndarray) -> np.ndarray:
    """Strings and those that left, listed strings and those that left, kept strings, prompts, clean prompts, characters."""
    text, row, n = one["text"], one["row"], np.zeros(12)
    mask = np.zeros(len(row["text"]) + 1, bool)
    for i in np.flatnonzero(chance > limits_of(text, LIMITS)):
        mask[text.units.starts[i] : text.units.starts[i] + text.facts.stems[i]] = True
    for source, finding in one["proposals"]:
        a, b = np.searchsorted(text.units.ends, finding.start, "right"), np.searchsorted(text.units.starts, finding.end, "left")
        if is_certain(source, finding, text.facts.numbers[a:b, UNKNOWN] > 0):
            mask[finding.start : finding.end] = True
    shown = "".join("\0" if hidden else c for c, hidden in zip(row["text"], mask, strict=False))
    for string in {span["text"] for span in row["sensitive"]}:
        left = not all(mask[s["start"] : s["end"]].any() for s in row["sensitive"] if s["text"] == string)
        n[0:2] += (1, left)
        n[2:4] += (string in row.get("lexicon_only", ()), left and string in row.get("lexicon_only", ()))
    for string in row.get("keep", ()):
        n[4:6] += (1, string in shown)
    n[6:8] += (float(bool(row["sensitive"])), float(bool(row["sensitive"]) and n[1] == 0))
    n[8:10] += (float(not row["sensitive"]), float(not row["sensitive"] and bool(mask.any())))
    core = np.zeros(len(mask), bool)
    for span in row["sensitive"]:
        for part in span.get("core") or [span["text"]]:
            at = row["text"].find(part, span["start"], span["end"])
            core[max(at, 0) : at + len(part) if at >= 0 else 0] = True
    n[10:12] += (core.sum(), (core & mask).sum())
    return n


def main() -> None:
    """The command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sets", type=Path, required=True, help="folder of labelled sets")
    asked.add_argument("--made", type=Path, required=True, help="texts that training.made.generate wrote")
    asked.add_argument("--most", type=int, default=3500, help="made texts that are read")
    asked.add_argument("--public", type=int, default=400, help="pieces of package descriptions")
    asked.add_argument("--out", type=Path, help="where the decision goes")
    asked.add_argument("--left-out", type=int, default=0, help="judge companies left out, in so many folds; nothing is written")
    told = asked.parse_args()
    finders = Finders()
    invented = list(made(told.made, finders, told.most))
    table = priors(invented)
    texts = [*labelled(told.sets, finders), *public(finders, told.public)]
    if told.left_out:
        prepare(texts + invented, table)
        left_out(texts + invented, told.left_out)
        return
    without = [{**one, "counts": WITHOUT_LIST} for one in labelled(told.sets, finders, lexicons=False)]
    everything = [*texts, *without, *invented]
    prepare(everything, table)
    first_pass(everything, folds(everything, 3))
    rows, what, weight = stacked(everything, "first")
    first = model(TREES[0]).fit(rows, what > 0, sample_weight=weight)
    rows, what, weight = stacked(everything, "second")
    second = model(TREES[1]).fit(rows, what > 0, sample_weight=weight)
    hidden = what > 0
    kinds = model(TREES[2], 5, 0.15, "MultiClass").fit(rows[hidden], what[hidden] - 1, sample_weight=weight[hidden])
    arrays: dict[str, np.ndarray] = {"priors": table.astype(np.float16), "limits": np.array(LIMITS, np.float32)}
    for name, fitted in (("first", first), ("second", second), ("kinds", kinds)):
        arrays |= exported(fitted, name)
    np.savez_compressed(told.out, allow_pickle=False, **arrays)
    print(f"{told.out}: {told.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
