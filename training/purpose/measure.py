"""How right the model is that comes with Garim, on labelled prompts: `python -m training.purpose.measure [FILE]…`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from garim.retro.purpose import model
from training.purpose.generate import HERE, PURPOSES, blocks


def main() -> None:
    """Print it."""
    for path in [Path(name) for name in sys.argv[1:]] or [HERE / "heldout.txt"]:
        texts = blocks(path)
        found = [model().judge(text) for text, _, _ in texts]
        hits = np.array([one.purpose == purpose for one, (_, purpose, _) in zip(found, texts, strict=True)])
        sure = np.array([one.sure for one in found])
        for language in ("ko", "en"):
            mine = np.array([one == language for _, _, one in texts])
            print(
                f"{path.name} {language}: {mine.sum()} prompts, right {hits[mine].mean():.3f}; sure of {sure[mine].mean():.3f}, "
                f"of those right {hits[mine & sure].mean():.3f}"
            )
        for purpose in PURPOSES:
            mine = np.array([one == purpose for _, one, _ in texts])
            print(f"    {purpose:13} right {hits[mine].mean():.3f}")
        off = sum(
            abs(np.mean([f.chance for f, p in zip(found, part, strict=True) if p]) - hits[part].mean()) * part.mean()
            for low in np.arange(0, 1, 0.1)
            if (part := np.array([low <= one.chance < low + 0.1 for one in found])).any()
        )
        print(f"    calibration error {off:.3f}")


if __name__ == "__main__":
    main()
