"""garim doctor on names: which finder is active, what it costs, and what to do about one that does not load."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import garim
from tests.models import tiny

GARIM = str(Path(sys.executable).with_name("garim"))


def doctor(folder: Path, toml: str) -> tuple[int, dict[str, str]]:
    """Exit code, and what is told under each name."""
    (folder / "garim.toml").write_text(f'{toml}\n[store]\nurl = "sqlite:///garim.db"\n')
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    program = [GARIM, "doctor", "--config", str(folder / "garim.toml")]
    done = subprocess.run(program, capture_output=True, text=True, env={**clean, "GARIM_KEY": "11" * 32}, check=False)
    rows = (re.match(r"(ok  |FAIL)  (.{12}) (.*)", line) for line in done.stdout.splitlines())
    return done.returncode, {row[2].strip(): row[1] + row[3] for row in rows if row}


@pytest.mark.parametrize(("choice", "told"), [("model", r"model is active, .*names_\w+\.npz [\d.]+ MB"), ("rules", "rules is active"), ("off", "off: ")])
def test_our_own_finder_is_told(tmp_path: Path, choice: str, told: str) -> None:
    """Which, from which files, how fast."""
    _, rows = doctor(tmp_path, f'[screen]\nnames = "{choice}"')

    assert re.match(f"ok  {told}", rows["names"])
    assert choice == "off" or re.search(r"loads in \d+ ms, reads \d+ KB/s.*, one thread", rows["names"])
    assert "none" in rows["names model"]


@pytest.mark.parametrize("runtime", ["onnx", "gliner"])
def test_a_plugged_in_model_is_told(tmp_path: Path, runtime: str) -> None:
    """Runtime, device, file, size and cost."""
    labels = "" if runtime == "onnx" else 'names_labels = { "person" = "person", "organization" = "org" }'
    (tiny.tagger if runtime == "onnx" else tiny.gliner)(tmp_path / "model")
    code, rows = doctor(tmp_path, f'[models]\nnames_path = "model"\nnames_runtime = "{runtime}"\n{labels}\n[screen]\nnames = "rules"')
    told = rows["names model"]

    assert code in (0, 1) and told.startswith("ok  ")
    assert f"{runtime} on cpu, 2 threads" in told and "model.onnx" in told and re.search(r"[\d.]+ MB; loads in \d+ ms, reads \d+ KB/s", told)


def test_weights_in_a_file_beside_the_model_are_counted(tmp_path: Path) -> None:
    """As big models have them."""
    file = tiny.beside(tiny.tagger(tmp_path / "model"))
    file.write_bytes(file.read_bytes() + bytes(3 * 2**20))
    _, rows = doctor(tmp_path, '[models]\nnames_path = "model"\n[screen]\nnames = "rules"')

    assert ", 3.0 MB;" in rows["names model"]


def test_a_damaged_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    """And the exit code is 1."""
    file = tiny.tagger(tmp_path / "model") / "model.onnx"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    code, rows = doctor(tmp_path, '[models]\nnames_path = "model"\n[screen]\nnames = "rules"')

    assert code == 1
    assert rows["names model"].startswith("FAIL") and "model.onnx does not load" in rows["names model"] and "copy the whole folder" in rows["names model"]
    assert rows["names"].startswith("ok")


@pytest.mark.parametrize("choice", ["model", "rules"])
def test_our_own_damaged_files_are_told_with_what_to_do(tmp_path: Path, choice: str) -> None:
    """Those of the package: a copy of it with one of them cut."""
    package = Path(shutil.copytree(Path(garim.__file__).parent, tmp_path / "garim"))
    for file in (package / "detect" / "data").iterdir():
        if file.name.startswith("names_" if choice == "rules" else "names_model"):
            file.write_bytes(file.read_bytes()[:100])
    toml = tmp_path / "garim.toml"
    toml.write_text(f'[screen]\nnames = "{choice}"\n[store]\nurl = "sqlite:///garim.db"\n')
    program = [sys.executable, "-c", "from garim.cli import main; main()", "doctor", "--config", str(toml)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, env={**clean, "GARIM_KEY": "11" * 32, "PYTHONPATH": str(tmp_path)}, check=False)

    assert done.returncode == 1
    assert re.search(r"FAIL  names .*missing or damaged.*reinstall Garim", done.stdout)
    assert "Traceback" not in done.stderr
