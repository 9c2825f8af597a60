"""What is remembered of late."""

from __future__ import annotations

import pickle
import threading

from garim.text.lately import PART, Lately, first


def test_the_first_go_first_and_bit_by_bit() -> None:
    kept = Lately[int, int](100)
    sizes = set()
    for i in range(1000):
        kept[i] = i
        assert kept.get(i) == i
        sizes.add(len(kept))
    assert max(sizes) == 100
    assert min(size for size in sizes if size > 90) >= 100 - 2 * 100 // PART
    assert list(kept) == list(range(1000 - len(kept), 1000))


def test_what_is_put_down_at_once_is_trimmed_when_asked() -> None:
    kept = Lately[int, int](10)
    kept.update((i, i) for i in range(50))
    kept.trim()
    assert len(kept) <= 10
    assert list(kept)[-1] == 49


def test_a_copy_in_another_process_is_bounded_too() -> None:
    kept = Lately[str, int](3)
    kept["a"] = 1
    twin = pickle.loads(pickle.dumps(kept))
    assert twin == {"a": 1}
    for i in range(20):
        twin[str(i)] = i
    assert len(twin) <= 3


def test_threads_put_down_and_take_out_at_once() -> None:
    kept, broken = Lately[int, int](64), list[BaseException]()

    def work(seed: int) -> None:
        try:
            for i in range(20_000):
                key = (i * seed) % 500
                if kept.get(key) is None:
                    kept[key] = key
                first(kept, 5)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 3, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken
    assert len(kept) <= 64 + len(threads)
    assert all(key == value for key, value in kept.items())
