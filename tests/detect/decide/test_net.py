"""The net, asked with numpy."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from garim.detect.decide import net
from garim.detect.decide.decision import both
from garim.detect.decide.features import Text, text_of
from garim.detect.decide.net import DILATIONS, REACH, SIZES, TABLES, Net
from garim.detect.decide.words import Words
from garim.detect.public.table import Table

SIZE, VECTOR, POOL = 6, 3, 4


@pytest.fixture(scope="module")
def words() -> Words:
    """What the public table says."""
    return Words(Table.open())


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    """Of chance."""
    dice = np.random.default_rng(3)
    numbers = text(Words(Table.open()), "qorvan b").numbers().shape[1]
    shapes = {
        "mean": (numbers,), "scale": (numbers,), "vectors": (sum(SIZES), VECTOR), "w": (numbers + len(TABLES) * VECTOR, SIZE), "b": (SIZE,),
        "pool": (SIZE, POOL), "poured": (3 * POOL, SIZE), "o1": (2 * SIZE, SIZE), "ob1": (SIZE,), "o2": (SIZE, 5), "ob2": (5,),
    }
    for layer in range(len(DILATIONS)):
        shapes |= {f"c{layer}": ((2 * REACH + 1) * SIZE, SIZE), f"cb{layer}": (SIZE,), f"d{layer}": (SIZE, SIZE), f"db{layer}": (SIZE,)}
    return {name: dice.normal(size=shape).astype(np.float32) * 0.3 for name, shape in shapes.items()}


def text(words: Words, said: str) -> Text:
    """A text as the decision sees it."""
    read = text_of(said, [], words)
    assert read is not None
    return read


def plainly(of: dict[str, np.ndarray], seen: Text) -> np.ndarray:
    """The same unit by unit, as it is written down."""
    numbers, rows = net.seen(seen)
    n = len(numbers)

    def even(row: np.ndarray) -> np.ndarray:
        return row / np.sqrt((row**2).mean() + 1e-5)

    state = []
    for i in range(n):
        told = np.concatenate([np.clip((numbers[i] - of["mean"]) * of["scale"], -6, 6), *(of["vectors"][row] for row in rows[i])])
        state.append(np.maximum(told @ of["w"] + of["b"], 0))
    first = list(state)
    for layer, apart in enumerate(DILATIONS):
        after = []
        for i in range(n):
            places = [i + step * apart for step in range(-REACH, REACH + 1)]
            around = np.concatenate([even(state[k]) if 0 <= k < n else np.zeros(SIZE) for k in places])
            after.append(state[i] + np.maximum(around @ of[f"c{layer}"] + of[f"cb{layer}"], 0) @ of[f"d{layer}"] + of[f"db{layer}"])
        state = after
        if layer == 1:
            said = np.array([even(row) @ of["pool"] for row in state])
            word = seen.facts.kin
            for i in range(n):
                same = np.mean([said[k] for k in range(n) if word[k] == word[i]], axis=0)
                state[i] = state[i] + np.concatenate([same, said.mean(0), said.max(0)]) @ of["poured"]
    last = np.array(
        [np.maximum(np.concatenate([even(s), f]) @ of["o1"] + of["ob1"], 0) @ of["o2"] + of["ob2"] for s, f in zip(state, first, strict=True)]
    )
    return np.concatenate([(np.log(np.exp(last[:, 1:]).sum(1)) - last[:, 0])[:, None], last[:, 1:]], axis=1)


@pytest.mark.parametrize("said", ["배포꾼", "kafka broker 둘이 죽어서 kafka 로그를 봤습니다\nuser: qorvan 10.0.0.1", "a,b\nqorvan,2\nkkk,3\n" * 4])
def test_it_says_what_its_weights_say(words: Words, weights: dict[str, np.ndarray], said: str) -> None:
    """As the same sums done one by one; a single word has nothing round it."""
    seen = text(words, said)

    assert np.allclose(Net(weights).raw(seen), plainly(weights, seen), atol=1e-3)


def test_whoever_asks_finds_the_library_as_it_was(words: Words, weights: dict[str, np.ndarray]) -> None:
    """Many at once, each alone while it works, and all say the same."""
    seen, asked = text(words, "kafka broker 둘이 죽었습니다"), Net(weights)
    before = ThreadpoolController().info()

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: asked.raw(seen), range(64)))

    assert ThreadpoolController().info() == before
    assert all(np.allclose(one, told[0]) for one in told)


def test_another_version_is_told(weights: dict[str, np.ndarray]) -> None:
    """Vectors of other tables are not read; nor is a file without a net."""
    arrays = {f"net.{name}": array for name, array in weights.items()}

    with pytest.raises(ValueError, match="version"):
        Net.read(arrays | {"net.vectors": weights["vectors"][1:]}, "net")
    with pytest.raises(KeyError):
        Net.read({}, "net")


def test_both_count_alike() -> None:
    """Log odds that say the opposite leave it open."""
    assert both(np.array([2.0, 2.0], np.float32), np.array([-2.0, 2.0], np.float32)).tolist() == pytest.approx([0.5, 0.8808], abs=1e-3)
