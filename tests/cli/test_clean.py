"""garim clean through its real door."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from garim import cli
from tests import forked


@pytest.fixture
def garim(tmp_path: Path, words: Path):  # type: ignore[no-untyped-def]
    """Run `garim clean …`; gives (exit code, output, error)."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_")}
    environment |= {"PYTHONPATH": str(Path(cli.__file__).parents[2]), "GARIM_KEY": "11" * 32, "GARIM_STORE_URL": f"sqlite:///{tmp_path}/store/garim.db"}
    environment["GARIM_SCREEN_LEXICONS"] = json.dumps([str(words)])

    def run(*arguments: str) -> tuple[int, str, str]:
        done = forked.garim(*arguments, env=environment, cwd=tmp_path)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_a_folder_and_the_way_back(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Hidden under a scope, restored from it; the report stands beside; a second time is refused."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/memo.txt").write_text("도하랑 과장님, 나래 담당 010-3382-7719\n")
    code, out, error = garim("clean", "src", "dst", "--scope", "vendor-7", "--json")
    hidden = (tmp_path / "dst/memo.txt").read_text()

    assert (code, error) == (0, "") and json.loads(out)["residue"] == []
    assert "도하랑" not in hidden and garim("restore", "dst/memo.txt", "--scope", "vendor-7")[1] == (tmp_path / "src/memo.txt").read_text()
    assert (tmp_path / "dst.garim/report.html").exists()
    assert garim("clean", "src", "dst", "--drop")[0] == 2


def test_one_file(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A single file goes to the name that was given."""
    (tmp_path / "도하랑.csv").write_text("name,phone\n도하랑,010-3382-7719\n")
    code, out, error = garim("clean", "도하랑.csv", "safe.csv", "--drop")

    assert code == 0 and out == "" and "1 files, 1 records" in error
    assert (tmp_path / "safe.csv").read_text().startswith("name,phone\n") and "도하랑" not in (tmp_path / "safe.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["src", "dst"], "say what becomes of the way back"), (["src", "dst", "--drop", "--scope", "x"], "say what becomes"), (["src", "dst", "--drop", "--for", "fun"], "--for fun"), (["nothing", "dst", "--drop"], "not there"), (["src", "src", "--drop"], "the source itself")],
)
def test_wrong_orders(garim, tmp_path: Path, arguments: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    """Exit code 2 and what to do, before anything is read."""
    (tmp_path / "src").mkdir()
    code, out, error = garim("clean", *arguments)
    assert (code, out) == (2, "") and says in error and "Traceback" not in error


def test_hide_takes_big_files_the_same_way(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file over some MB goes part by part into --out, restorable by its scope, and nothing is left beside it."""
    lines = [f"{i} " + "=" * 500 for i in range(8_500)]
    lines[7000] = "도하랑 과장님 010-3382-7719"
    (tmp_path / "big.log").write_text("\n".join(lines) + "\n")
    (tmp_path / "out").mkdir()
    code, out, error = garim("hide", "big.log", "--out", "out", "--scope", "big")
    new = (tmp_path / "out/big.log").read_text()

    assert (code, out, error) == (0, "", "") and [p.name for p in (tmp_path / "out").iterdir()] == ["big.log"]
    assert "도하랑" not in new and new.count("\n") == 8_500 and garim("restore", "out/big.log", "--scope", "big")[1] == (tmp_path / "big.log").read_text()
