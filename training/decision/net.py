"""Fit the net of the decision (`garim.detect.decide.net`). Needs `jax` and `optax`, which the project does not need to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from garim.detect.decide.net import DILATIONS, MOST, REACH, SIZES, TABLES, seen

EPOCHS = 6
SIZE, VECTOR, POOL = 64, 8, 32
"""Numbers that a unit is told by inside; of a learnt vector; that units tell each other."""
BATCH, LENGTHS = 4096, (32, 64, 128, 256, 512, 1024)
"""Units of a batch, and to which lengths texts are filled up; longer ones are cut."""
RATE, DECAY, WARM, CLIP = 2e-3, 0.1, 200, 1.0
NUMBERS, VECTORS, LAYER, LAST = 0.2, 0.5, 0.25, 0.4
"""What is dropped by chance while it learns: numbers, vectors, inside the layers and before the last one."""
KIND, SMOOTH = 0.3, 0.01
"""What the kind counts against whether it is hidden; and how far from certain a label is taken to be."""

Arrays = dict[str, Any]


def fit(examples: Sequence[dict[str, Any]], seed: int = 0, epochs: int = EPOCHS) -> dict[str, np.ndarray]:
    """The weights, as `Net` reads them.

    Args:
        examples: As `training.decision.train.prepare` left them.
        seed: Of the first weights, of what is dropped and of the order.
        epochs: How often each text is read.
    """
    told = [_arrays(one) for one in examples]
    some = np.concatenate([numbers[::7] for numbers, *_ in told])
    mean, scale = some.mean(axis=0), 1 / (some.std(axis=0) + 0.05)
    weights = _begun(told[0][0].shape[1], np.random.default_rng(seed))
    steps = epochs * len(list(_batches(told, mean, scale, np.random.default_rng(seed))))
    schedule = optax.warmup_cosine_decay_schedule(0, RATE, min(WARM, steps // 2), steps, RATE / 100)
    optimizer = optax.chain(optax.clip_by_global_norm(CLIP), optax.adamw(schedule, b2=0.99, weight_decay=DECAY))
    state, key = optimizer.init(weights), jax.random.PRNGKey(seed)

    def stepped(weights: Arrays, state: Any, key: Any, batch: Any) -> tuple[Any, Any]:
        up, state = optimizer.update(jax.grad(_loss)(weights, batch, key), state, weights)
        return optax.apply_updates(weights, up), state

    step = jax.jit(stepped)

    for epoch in range(epochs):
        for batch in _batches(told, mean, scale, np.random.default_rng((seed, epoch))):
            key, now = jax.random.split(key)
            weights, state = step(weights, state, now, batch)
    return {"mean": mean, "scale": scale, **{name: np.asarray(array) for name, array in weights.items()}}


def _arrays(one: dict[str, Any]) -> tuple[np.ndarray, ...]:
    """Numbers, rows of vectors, labels, weights (0 where nothing is in doubt) and words of a text's units."""
    weight = np.zeros(len(one["what"]), np.float32)
    weight[one["rows"]] = one["weight"][one["rows"]] * one["counts"]
    return *seen(one["text"]), one["what"].astype(np.int32), weight, one["text"].kin.of.astype(np.int32)


def _begun(numbers: int, chance: np.random.Generator) -> Arrays:
    def some(rows: int, columns: int, scale: float = 1) -> np.ndarray:
        out: np.ndarray = (chance.normal(size=(rows, columns)) * scale / np.sqrt(rows)).astype(np.float32)
        return out

    weights: Arrays = {
        "vectors": (chance.normal(size=(sum(SIZES), VECTOR)) * 0.1).astype(np.float32),
        "w": some(numbers + len(TABLES) * VECTOR, SIZE), "b": np.zeros(SIZE, np.float32),
        "pool": some(SIZE, POOL), "poured": some(3 * POOL, SIZE, 0.5),
        "o1": some(2 * SIZE, SIZE), "ob1": np.zeros(SIZE, np.float32),
        "o2": some(SIZE, 5, 0.3), "ob2": np.zeros(5, np.float32),
    }  # fmt: skip
    for layer in range(len(DILATIONS)):
        weights |= {f"c{layer}": some((2 * REACH + 1) * SIZE, SIZE), f"cb{layer}": np.zeros(SIZE, np.float32)}
        weights |= {f"d{layer}": some(SIZE, SIZE, 0.5), f"db{layer}": np.zeros(SIZE, np.float32)}
    return weights


def _batches(
    told: Sequence[tuple[np.ndarray, ...]], mean: np.ndarray, scale: np.ndarray, chance: np.random.Generator
) -> Iterator[tuple[np.ndarray, ...]]:
    """Texts of about one length together, in an order of chance."""
    pieces = [(i, at) for i, one in enumerate(told) for at in range(0, len(one[2]), LENGTHS[-1])]
    chance.shuffle(pieces)
    waiting: dict[int, list[tuple[int, int]]] = {length: [] for length in LENGTHS}
    full = []
    for i, at in pieces:
        length = next(most for most in LENGTHS if most >= min(len(told[i][2]) - at, LENGTHS[-1]))
        waiting[length].append((i, at))
        if len(waiting[length]) == BATCH // length:
            full.append((length, waiting[length]))
            waiting[length] = []
    full += [(length, few) for length, few in waiting.items() if few]
    chance.shuffle(full)
    for length, few in full:
        yield _filled(told, mean, scale, length, few)


def _filled(
    told: Sequence[tuple[np.ndarray, ...]], mean: np.ndarray, scale: np.ndarray, length: int, few: Sequence[tuple[int, int]]
) -> tuple[np.ndarray, ...]:
    shape = (BATCH // length, length)
    numbers, rows = np.zeros((*shape, told[0][0].shape[1]), np.float32), np.zeros((*shape, len(TABLES)), np.int32)
    what, kin, weight, real = np.zeros(shape, np.int32), np.zeros(shape, np.int32), np.zeros(shape, np.float32), np.zeros(shape)
    for row, (i, at) in enumerate(few):
        one = [array[at : at + length] for array in told[i]]
        n = len(one[2])
        numbers[row, :n], rows[row, :n], what[row, :n], weight[row, :n] = (one[0] - mean) * scale, *one[1:4]
        kin[row, :n], real[row, :n] = np.unique(one[4], return_inverse=True)[1], 1
        kin[row] += row * length
    return np.clip(numbers, -MOST, MOST), rows, what, weight, kin, real.astype(np.float32)


def _loss(weights: Arrays, batch: tuple[Any, ...], key: Any) -> Any:
    numbers, rows, what, weight, kin, real = batch
    odds = jax.nn.log_softmax(_last(weights, numbers, rows, kin, real, key))
    stays = odds[..., 0]
    hidden = jnp.log1p(-jnp.exp(jnp.minimum(stays, -1e-6)))
    share = jnp.where(what > 0, 1 - SMOOTH, SMOOTH / 4)
    kind = jnp.take_along_axis(odds, what[..., None], -1)[..., 0]
    return -((share * hidden + (1 - share) * stays + KIND * kind) * weight).sum() / (weight.sum() + 1e-6)


def _last(of: Arrays, numbers: Any, rows: Any, kin: Any, real: Any, key: Any) -> Any:
    """The same as `Net.raw`, of many texts at once, and some of it dropped by chance."""
    keys = iter(jax.random.split(key, 4 + len(DILATIONS)))

    def dropped(values: Any, share: float) -> Any:
        return values * jax.random.bernoulli(next(keys), 1 - share, values.shape) / (1 - share)

    there = real[..., None]
    vectors = of["vectors"][rows].reshape(*rows.shape[:2], -1)
    told = jnp.concatenate([dropped(numbers, NUMBERS), dropped(vectors, VECTORS)], -1)
    first = state = jax.nn.relu(told @ of["w"] + of["b"]) * there
    for layer, apart in enumerate(DILATIONS):
        wide = jnp.pad(_even(state), ((0, 0), (REACH * apart, REACH * apart), (0, 0)))
        around = jnp.concatenate([wide[:, k * apart : k * apart + state.shape[1]] for k in range(2 * REACH + 1)], -1)
        around = jax.nn.relu(around @ of[f"c{layer}"] + of[f"cb{layer}"])
        state = (state + dropped(around @ of[f"d{layer}"] + of[f"db{layer}"], LAYER)) * there
        if layer == 1:
            state = state + dropped(_heard(_even(state) @ of["pool"], kin, there), LAYER) @ of["poured"] * there
    last = jnp.concatenate([_even(state), first], -1)
    return jax.nn.relu(dropped(last, LAST) @ of["o1"] + of["ob1"]) @ of["o2"] + of["ob2"]


def _heard(said: Any, kin: Any, there: Any) -> Any:
    groups, group = kin.size, kin.reshape(-1)
    said = said * there
    sums = jax.ops.segment_sum(said.reshape(-1, said.shape[-1]), group, groups)
    sizes = jax.ops.segment_sum(there.reshape(-1), group, groups)
    same = (sums / (sizes[:, None] + 1e-3))[group].reshape(said.shape)
    everything = said.sum(1, keepdims=True) / (there.sum(1, keepdims=True) + 1e-3)
    loudest = jnp.where(there > 0, said, -9).max(1, keepdims=True)
    return jnp.concatenate([same, jnp.broadcast_to(everything, said.shape), jnp.broadcast_to(loudest, said.shape)], -1)


def _even(state: Any) -> Any:
    return state * jax.lax.rsqrt((state * state).mean(-1, keepdims=True) + 1e-5)
