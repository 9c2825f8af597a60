"""What is told of a run: nothing that was hidden, and what a person needs to decide."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from garim.bulk import residue
from garim.bulk.anonymity import look
from garim.bulk.book import Book
from garim.bulk.notes import Known
from garim.bulk.report import page, write_report
from garim.bulk.residue import Check
from garim.bulk.run import Order, clean
from garim.screen import Screen

from .conftest import KEY, corpus


def test_the_report_shows_nothing_that_was_hidden(tmp_path: Path, words: Path) -> None:
    """report.json and report.html name kinds and counts; originals are in samples.html alone, for its owner."""
    src = tmp_path / "src"
    src.mkdir()
    corpus(src)
    (src / "도하랑.png").write_bytes(b"\x89PNG\0")
    run, outcome = clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY))
    report = write_report(run, outcome)
    run.publish()
    shown = (run.work / "report.html").read_text() + (run.work / "report.json").read_text()

    assert not [word for word in ("도하랑", "hanbyeol", "한별", "나래", "3382") if word in shown]
    assert json.loads((run.work / "report.json").read_text()) == report
    assert report["kinds"]["person"] > 200 and report["residue"] == [] and report["told"] == {"nothing reads this kind of file": 1}
    assert "<svg" in shown and "무엇을 가렸나" in shown and "http" not in (run.work / "report.html").read_text()
    assert (run.work / "samples.html").stat().st_mode & 0o777 == 0o600 and outcome.samples
    assert json.loads((run.work / "bad.jsonl").read_text())["file"] == "도하랑.png"
    assert sorted(p.name for p in run.work.iterdir()) == ["bad.jsonl", "report.html", "report.json", "samples.html"]


@pytest.mark.parametrize("text", ["도하랑", "도 하랑님 도하랑입니다", "\\ub3c4\\ud558\\ub791", "%EB%8F%84%ED%95%98%EB%9E%91", "64-4 hanbyeol-prd-db01", "Hanbyeol Shipping"])
def test_the_second_pass_sees_what_is_left(tmp_path: Path, screen: Screen, text: str) -> None:
    """A value or a listed word that stands in a finished file, in a disguise too; what we wrote is not counted."""
    book = Book(values={"도하랑": Known("person", "person", "도하랑", "full", 88, True)})
    check = Check(screen.screening.detector, book, ["허화봄"], lambda finding: False)
    (tmp_path / "left.txt").write_text(f"앞 {text} 뒤\n허화봄\n")
    (tmp_path / "fine.txt").write_text("허화봄 과장님\n")

    assert list(check.file(tmp_path / "left.txt")) and not list(check.file(tmp_path / "fine.txt"))


def test_rows_that_stand_out(tmp_path: Path) -> None:
    """One row that shares its values with none is told; a column of surrogates is not taken."""
    rows = [f"{1980 + i % 4},{'FM'[i % 2]},가{i % 3}" for i in range(120)] + ["1931,M,가1"]
    (tmp_path / "t.csv").write_text("birth_year,sex,name\n" + "\n".join(rows) + "\n")
    found = look(tmp_path / "t.csv", "t.csv", {"가0", "가1", "가2"})

    assert found is not None and found.columns == ("birth_year", "sex") and (found.smallest, found.small, found.rows) == (1, 1, 121)


def test_a_page_of_nothing_is_a_page() -> None:
    """Empty counts make no chart and no error."""
    facts: dict[str, object] = {name: {} for name in ("files", "kinds", "formats", "told")}
    text = page({**facts, "records": 0, "hidden": 0, "originals": 0, "residue": [], "rules": [], "anonymity": [], "met": 0, "for": "all", "back": "drop"})
    assert "<h1>" in text and "<svg" not in text


def test_what_the_second_pass_sees_is_mended(tmp_path: Path, words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that the first pass missed is hidden in a second writing; only what cannot be mended holds a run back."""
    src = tmp_path / "src"
    src.mkdir()
    (src / "a.txt").write_text("mail to harang.do@hanbyeol.co.kr now\n")
    monkeypatch.setattr("garim.bulk.find.Finder._found", lambda self, text, places, context: iter(()))
    run, outcome = clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY))
    run.publish()

    assert outcome.residue == [] and "harang" not in (tmp_path / "out/a.txt").read_text() and "mail to " in (tmp_path / "out/a.txt").read_text()


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["a line of some words\n", "줄바꿈 없이 이어지는 글 ", "빈칸도없는글"])
def test_the_second_pass_sees_all_of_a_file(encoding: str, line: str) -> None:
    """Whatever it is encoded in, over all windows, with lines and without."""
    text = "\ufeff" * encoding.startswith("utf-16") + "".join(f"{line}{i}" for i in range(40_000)) + "\n"
    seen = "".join(residue._windows(io.BytesIO(text.encode(encoding))))
    assert not [i for i in range(0, 40_000, 7) if f"{line}{i}" not in seen]
