"""Make the learnt decision, or print how it does on companies left out of its training.

    python -m training.decision.train --sets DIR --made FILE --out src/garim/detect/decide/data/decision.npz

Needs `catboost`, `jax` and `optax` (no dependencies of the project: only what they fit is kept). It first trains once a fold,
both passes and the net, and prints how each company fares by what has not seen it; without `--out` that is all. What is fitted
is not measured.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

from garim.detect.decide.certain import is_certain
from garim.detect.decide.decision import both
from garim.detect.decide.features import OFFSETS, PRIORS
from garim.detect.decide.limits import Limits, limits_of, weighed
from garim.detect.decide.net import Net
from garim.detect.decide.words import BUCKETS, COMMON, OWN, STEM
from training.decision import net
from training.decision.examples import Finders, by_chance, labelled, lexicons, made, own, public, said

TREES = (400, 260)
"""Of the first pass and the second."""
PUBLIC = ("public", "asked", "chance", "said", "people")
"""Sets without companies."""
SENTENCES = 1200
"""Everyday sentences of each language."""
WHOLE = (300, 6)
"""Of the question put to the whole text, and their depth."""
GROUPS = 6
"""Shares of the companies that are left out of the topics that their own texts are shown."""
COUNTS, FEWER_LISTED = {"made": 0.3, "people": 0.6}, 0.5
"""What a made text and a sentence about people count, and a labelled one read without its company's list or with half of it,
against one with all of it."""
LIMITS = Limits(opaque=0.07, long=0.1, number=0.08, unknown=0.12, name=0.18, public=0.2, wide=0.4, listed=0.07, coded=0.1)
"""Chosen on the curve of leak against public words kept, companies left out."""


def model(trees: int, depth: int = 6) -> CatBoostClassifier:
    """An ensemble before it is fitted."""
    return CatBoostClassifier(
        iterations=trees, depth=depth, learning_rate=0.08, l2_leaf_reg=4, rsm=0.25, bootstrap_type="Bernoulli", subsample=0.7,
        border_count=48, loss_function="Logloss", verbose=0, thread_count=2, random_seed=0, allow_writing_files=False,
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


def odds(fitted: CatBoostClassifier, one: dict[str, Any], seen: str) -> np.ndarray:
    """Log odds of a text's units in doubt."""
    if not len(one["rows"]):
        return np.zeros(0, np.float32)
    out: np.ndarray = fitted.predict(one[seen], prediction_type="RawFormulaVal").astype(np.float32)
    return out


def spread(one: dict[str, Any], chance: np.ndarray) -> np.ndarray:
    """Chances of every unit of a text: none of those that are in no doubt."""
    out = np.zeros(len(one["what"]), np.float32)
    out[one["rows"]] = chance
    return out


def folds(examples: Sequence[dict[str, Any]], count: int) -> np.ndarray:
    """The fold of each text: a company's texts share one."""
    number = {org: i % count for i, org in enumerate(sorted({one["org"] for one in examples}))}
    return np.array([number[one["org"]] for one in examples])


def apart(examples: Sequence[dict[str, Any]], fold: np.ndarray) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Of each fold, the texts of all others and its own."""
    for k in range(fold.max() + 1):
        mine = fold == k
        yield (
            [one for one, is_mine in zip(examples, mine, strict=True) if not is_mine],
            [one for one, is_mine in zip(examples, mine, strict=True) if is_mine],
        )


def passes(examples: list[dict[str, Any]], fold: np.ndarray) -> None:
    """Give each text what is judged by trees and a net that have not seen its company, and what is asked of it as a whole then."""
    for others, mine in apart(examples, fold):
        rows, what, weight = stacked(others, "first")
        fitted = model(TREES[0]).fit(rows, what > 0, sample_weight=weight)
        for one in mine:
            first = spread(one, 1 / (1 + np.exp(-odds(fitted, one, "first"))))
            one["second"] = one["text"].second(one["rows"], one["first"], first)
    for others, mine in apart(examples, fold):
        rows, what, weight = stacked(others, "second")
        fitted = model(TREES[1]).fit(rows, what > 0, sample_weight=weight)
        read = Net(net.fit(others))
        for one in mine:
            one["chances"] = spread(one, both(odds(fitted, one, "second"), read.raw(one["text"])[one["rows"], 0]))
    for others, mine in apart(examples, folds(examples, GROUPS)):
        told = topics(others)
        for one in mine:
            one["whole"] = one["text"].whole(one["chances"], certain(one), told)


def topics(examples: Sequence[dict[str, Any]], weight: float = 10) -> np.ndarray:
    """How much each bucket of ordinary words says that a text has something to hide: log odds over those of any text."""
    counts, every = np.zeros((BUCKETS[COMMON], 2)), np.zeros(2)
    for one in examples:
        row = one["counts"] * np.array([1, bool((one["what"] > 0).any())])
        counts[np.unique(one["text"].facts.letters[:, COMMON])] += row
        every += row
    mean = every[1] / every[0]
    share = (counts[:, 1] + weight * mean) / (counts[:, 0] + weight)
    out: np.ndarray = (np.log(share / (1 - share)) - np.log(mean / (1 - mean))).astype(np.float32)
    return out


def asked_whole(examples: Sequence[dict[str, Any]]) -> CatBoostClassifier:
    """The question put to whole texts."""
    return model(*WHOLE).fit(
        np.concatenate([one["whole"] for one in examples]),
        np.array([bool((one["what"] > 0).any()) for one in examples]),
        sample_weight=np.array([one["counts"] for one in examples]),
    )


def certain(one: dict[str, Any]) -> int:
    """Proposals that need no judgement."""
    text = one["text"]
    own = text.facts.signs[:, OWN] > 0
    return sum(
        is_certain(
            source,
            f,
            own[np.searchsorted(text.units.ends, f.start, "right") : np.searchsorted(text.units.starts, f.end, "left")],
        )
        for source, f in one["proposals"]
    )


def prepare(examples: list[dict[str, Any]], table: np.ndarray) -> None:
    """What the first pass sees of each text."""
    for one in examples:
        one.setdefault("counts", COUNTS.get(one["set"], 1.0))
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


def told(examples: Sequence[dict[str, Any]], fold: np.ndarray) -> None:
    """Print, by company and by set, what texts lose and keep by trees that have not seen their company."""
    by_set: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(12))
    by_company: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(12))
    for others, mine in apart(examples, fold):
        fitted = asked_whole(others)
        for one in mine:
            if one["set"] != "made":
                whole = fitted.predict(one["whole"], prediction_type="RawFormulaVal")[0]
                row = judged(one, weighed(one["text"], one["chances"], float(whole)))
                by_set[one["set"]] += row
                by_set["all" + one["set"][one["set"].find(",") :] * ("," in one["set"])] += row * (one["set"] not in PUBLIC)
                by_company[one["org"]] += row * ("," not in one["set"])
    for table in (by_company, by_set):
        for name, n in table.items():
            if not name.startswith("public "):
                print(
                    f"{name:24} leak {100 * n[1] / max(1, n[0]):5.1f} %  listed {100 * n[3] / max(1, n[2]):5.1f} %  prompts without a leak "
                    f"{100 * n[7] / max(1, n[6]):4.0f} %  kept {100 * n[5] / max(1, n[4]):5.1f} %  clean changed {n[9]:.0f} of {n[8]:.0f}  "
                    f"characters {n[11] / max(1, n[10]):.3f}"
                )


def judged(one: dict[str, Any], chance: np.ndarray) -> np.ndarray:
    """Strings and those that left, listed strings and those that left, kept strings, prompts, clean prompts, characters."""
    text, row, n = one["text"], one["row"], np.zeros(12)
    mask = np.zeros(len(row["text"]) + 1, bool)
    for i in np.flatnonzero(chance > limits_of(text, LIMITS)):
        mask[text.units.starts[i] : text.units.starts[i] + text.facts.signs[i, STEM]] = True
    for source, finding in one["proposals"]:
        a, b = np.searchsorted(text.units.ends, finding.start, "right"), np.searchsorted(text.units.starts, finding.end, "left")
        if is_certain(source, finding, text.facts.signs[a:b, OWN] > 0):
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
    asked.add_argument("--folds", type=int, default=3, help="so many times trees are fitted without a share of the companies")
    wanted = asked.parse_args()
    finders = Finders()
    invented = list(made(wanted.made, finders, wanted.most))
    table = priors(invented)
    texts = [*labelled(wanted.sets, finders), *own(finders), *public(finders, wanted.public)]
    texts += by_chance([one for one in texts if one["set"] in ("asked", "public")], lexicons(wanted.sets), finders)
    texts += said(finders, SENTENCES)
    without = []
    for share in (0, 0.5):
        fewer = (*labelled(wanted.sets, finders, share=share), *(o for o in own(finders, share=share) if o["set"] not in PUBLIC))
        without += [{**one, "counts": FEWER_LISTED, "set": f"{one['set']}, list {share:.0%}"} for one in fewer]
    everything = [*texts, *without, *invented]
    prepare(everything, table)
    fold = folds(everything, wanted.folds)
    passes(everything, fold)
    told(everything, fold)
    if not wanted.out:
        return
    rows, what, weight = stacked(everything, "first")
    first = model(TREES[0]).fit(rows, what > 0, sample_weight=weight)
    rows, what, weight = stacked(everything, "second")
    second = model(TREES[1]).fit(rows, what > 0, sample_weight=weight)
    arrays = {"priors": table.astype(np.float16), "topics": topics(everything), "limits": np.array(LIMITS, np.float32)}
    for name, fitted in (("first", first), ("second", second), ("whole", asked_whole(everything))):
        arrays |= exported(fitted, name)
    arrays |= {f"net.{name}": array.astype(np.float16) for name, array in net.fit(everything).items()}
    np.savez_compressed(wanted.out, allow_pickle=False, **arrays)
    print(f"{wanted.out}: {wanted.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
