"""A whole corpus from end to end: structure, joins, resume, what is told."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import garim
from garim import BadInput, Refused, Screen
from garim.bulk.run import Order, Outcome, clean
from garim.config import Settings
from garim.store.chain import walk

from .conftest import HOST, KEY, PEOPLE, corpus, csv_of, customers

Clean = Callable[..., tuple[Path, Outcome]]


def tree(root: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus; nothing may change it."""
    return corpus(tmp_path_factory.mktemp("corpus"))


def test_corpus_keeps_its_structure_and_loses_its_words(source: Path, cleaned: Clean) -> None:
    """Every file is there with its shape; nothing of the hidden stands anywhere; the source is untouched."""
    before = tree(source)
    dst, outcome = cleaned(source)
    after = tree(dst)
    everything = [data for name, data in after.items() if data[:2] not in (b"PK", b"\x1f\x8b")] + [name.encode() for name in after]
    with zipfile.ZipFile(dst / next(n for n in after if n.endswith(".zip"))) as zipped:
        everything += [zipped.read(n) + n.encode() for n in zipped.namelist()]
        assert len(zipped.namelist()) == 2
    log = gzip.decompress(next(v for k, v in after.items() if k.endswith("log.gz")))
    with tarfile.open(dst / next(n for n in after if n.endswith("tar.gz"))) as tar:
        assert len(tar.getnames()) == 2
        everything += [tar.extractfile(n).read() for n in tar.getnames()]  # type: ignore[union-attr]
    everything.append(log)
    text = b"\n".join(everything).decode()

    assert tree(source) == before and len(after) == len(before)
    assert not [word for word in (*PEOPLE[:2], HOST, "hanbyeol", "한별", "나래", "010-3382-7719", "harang.do", "82Lm") if word in text]
    assert log.count(b"\n") == 400 and (dst / "empty").is_dir()
    assert outcome.residue == [] and outcome.bad == []


def test_joins_hold_over_files_and_names_are_one(source: Path, cleaned: Clean) -> None:
    """The same customer is the same surrogate in CSV, TSV, JSON lines and in an archive; two customers are two."""
    dst, _ = cleaned(source)
    rows = list(csv.DictReader((dst / "customers.csv").read_text().splitlines()))
    tab = list(csv.DictReader((dst / "customers.tsv").read_text().splitlines(), delimiter="\t"))
    orders = [json.loads(line) for line in (dst / "orders.jsonl").read_text().splitlines()]
    with zipfile.ZipFile(dst / next(p.name for p in dst.glob("*.zip"))) as zipped:
        packed = list(csv.DictReader(zipped.read("customers_2.csv").decode().splitlines()))

    assert [row["cust_no"] for row in rows] == [order["custNo"] for order in orders]
    assert [row["cust_name"] for row in rows] == [order["owner"] for order in orders]
    assert [row["cust_no"] for row in rows[:40]] == [row["cust_no"] for row in tab]
    assert [row["cust_no"] for row in rows[:50]] == [row["cust_no"] for row in packed]
    assert len({row["cust_no"] for row in rows}) == 200 and len({row["cust_name"] for row in rows}) == len(PEOPLE)
    assert [(row["grade"], row["amount"]) for row in rows] == [(row["grade"], str(row["amount"])) for row in customers(200)]


def test_surrogates_are_those_of_live_traffic(source: Path, cleaned: Clean, screen: Screen) -> None:
    """What the library makes of a word, the corpus has too."""
    dst, outcome = cleaned(source)
    assert outcome.met == 0
    rows = list(csv.DictReader((dst / "customers.csv").read_text().splitlines()))
    for before, after in list(zip(customers(200), rows, strict=True))[:25]:
        live = screen.hide(f"cust_no,cust_name,phone\n{before['cust_no']},{before['cust_name']},{before['phone']}\n").text
        assert live.splitlines()[1].split(",") == [after["cust_no"], after["cust_name"], after["phone"]]
    settings = json.loads((dst / "settings.json").read_text())
    assert settings["database"]["host"] == screen.hide(HOST).text and settings["ports"] == [5432, 6432]


def test_masked_for_good_has_other_surrogates_each_time(source: Path, cleaned: Clean) -> None:
    """--drop hides under a key of its own that is nowhere afterwards; joins hold all the same."""
    one, _ = cleaned(source, drop=True, dst="one")
    other, _ = cleaned(source, drop=True, dst="other")
    rows = list(csv.DictReader((one / "customers.csv").read_text().splitlines()))

    assert (one / "customers.csv").read_bytes() != (other / "customers.csv").read_bytes()
    assert [row["cust_no"] for row in rows] == [json.loads(line)["custNo"] for line in (one / "orders.jsonl").read_text().splitlines()]
    assert sorted(p.name for p in one.with_name("one.garim").iterdir()) == []


def test_training_leaves_what_the_house_may_know(source: Path, cleaned: Clean) -> None:
    """--for training hides people, customers and secrets; the company's own words stay."""
    dst, _ = cleaned(source, training=True)
    text = "\n".join(p.read_text() for p in dst.rglob("*") if p.suffix in (".json", ".md"))

    assert HOST in text and "나래" in text
    assert "도하랑" not in text and "82Lm" not in text and "010-3382-7719" not in text


def test_a_word_of_the_house_that_was_guessed_to_be_a_name_stays_too(tmp_path: Path, cleaned: Clean) -> None:
    """For training: a product that some file takes for a given name is one thing in all files; whoever is called so stays hidden."""
    src = tmp_path / "src"
    src.mkdir()
    (src / "a.md").write_text("# 나래 운영 안내\n\n나래는 한별해운의 예약 시스템입니다. 나래가 느리면 나래를 다시 시작합니다.\n")
    (src / "나래 명단.txt").write_text("도하랑\n서예린\n")
    (src / "b.eml").write_text("From: a@hanbyeol.example\nSubject: =?utf-8?b?64KY656YIOygkOqygA==?=\n\n나래가 느립니다.\n")
    dst, outcome = cleaned(src, training=True)
    assert (dst / "a.md").read_text() == (src / "a.md").read_text() and outcome.residue == []
    assert "나래가 느립니다" in (dst / "b.eml").read_text() and "도하랑" not in "".join(path.read_text() for path in dst.iterdir())

    (src / "c.csv").write_text("cust_name,phone\n" + "".join(f"{name},010-3382-77{i}0\n" for i, name in enumerate(("나래", "도하랑", "서예린", "한도윤", "민서아"))))
    dst, _ = cleaned(src, training=True, dst="more")
    assert "나래" not in (dst / "c.csv").read_text()


SCRIPT = """
import sys
from pathlib import Path
import garim.bulk.plan as plan
from garim.bulk.run import Order, clean
plan.PART = 1 << 15
src, dst, words = map(Path, sys.argv[1:4])
run, _ = clean(Order(src=src, dst=dst, lexicons=(words,), key=bytes(range(32)), rules=True, check=False))
run.publish()
"""


def test_killed_anywhere_it_goes_on_to_the_same_bytes(tmp_path: Path, words: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 at some moments, then the same call: byte for byte the undisturbed run."""
    monkeypatch.setattr("garim.bulk.plan.PART", 1 << 15)
    src = tmp_path / "src"
    src.mkdir()
    corpus(src)
    for number in range(2):  # several tasks
        (src / f"big{number}.csv").write_text(csv_of(customers(1_000, number * 1_000)), newline="")
    whole = tree(cleaned(src, rules=True)[0])
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}
    dst = tmp_path / "killed"
    for pause in (1.3, 1.6, 1.9):
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(src), str(dst), str(words)], env=environment)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if dst.exists():
            break
    if not dst.exists():
        subprocess.run([sys.executable, "-c", SCRIPT, str(src), str(dst), str(words)], env=environment, check=True)

    assert tree(dst) == whole


KILLED = """
import os, signal, sys
from pathlib import Path
replace = Path.replace

def dies(self, target):
    if Path(sys.argv[2] + ".garim/out") in Path(target).parents and str(target).endswith(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = dies
""" + SCRIPT.replace("plan.PART = 1 << 15", "")


@pytest.mark.parametrize("ending", [".csv", ".zip"])
def test_what_a_killed_worker_leaves_is_not_given_out(tmp_path: Path, source: Path, words: Path, cleaned: Clean, ending: str) -> None:
    """Killed when a file was written but had no name yet, plain or put together: no leftover is among the outputs."""
    whole = tree(cleaned(source, rules=True, check=False)[0])
    dst = tmp_path / "killed"
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}
    command = [sys.executable, "-c", KILLED, str(source), str(dst), str(words), ending]

    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL and not dst.exists()
    left = list((tmp_path / "killed.garim/unfinished").rglob("*"))
    assert [path for path in left if path.is_file()] and left[0].stat().st_dev == tmp_path.stat().st_dev
    run, _ = clean(Order(src=source, dst=dst, lexicons=(words,), key=KEY, rules=True, check=False))
    run.publish()
    assert tree(dst) == whole and sorted(path.name for path in run.work.iterdir()) == []


def test_a_worker_that_outlives_its_run_writes_nothing(source: Path, tmp_path: Path, words: Path) -> None:
    """A run that was killed may have workers on other machines yet: when the next one has begun, nothing of theirs gets a name."""
    order = Order(src=source, dst=tmp_path / "out", lexicons=(words,), key=KEY, rules=True, check=False)
    first, _ = clean(order)
    before = tree(first.work / "out")
    first.paths.settle()
    task = first._task(1)
    first.journal.close()
    second, _ = clean(order)
    with pytest.raises(OSError, match="No such file"):
        first.worker.find(task)

    assert tree(second.work / "out") == before
    second.publish()
    assert tree(second.dst) == before


def test_nothing_readable_stands_beside_the_destination(source: Path, tmp_path: Path, words: Path) -> None:
    """Between its steps a run keeps what it found sealed; names too."""
    run, _ = clean(Order(src=source, dst=tmp_path / "out", lexicons=(words,), key=KEY))
    run.journal.close()
    kept = b"\n".join(data for name, data in tree(run.work).items() if not name.startswith("out"))

    for word in ("도하랑", "서예린", "hanbyeol", "82Lm", "C1234567"):
        assert word.encode() not in kept


@pytest.mark.parametrize(
    ("src", "dst", "says"),
    [("in", "in", "itself"), ("in", "in/out", "inside"), ("in", ".", "holds"), ("in", "there", "already"), ("no", "out", "not there")],
)
def test_a_place_that_cannot_be(tmp_path: Path, src: str, dst: str, says: str) -> None:
    """A destination that is, holds or lies in the source is refused before anything is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "there").mkdir()
    with pytest.raises(BadInput, match=says):
        clean(Order(src=tmp_path / src, dst=tmp_path / dst, key=KEY))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "there"]


def test_a_table_is_one_in_prose_and_in_sql(cleaned: Callable[..., tuple[Path, Outcome]], tmp_path: Path) -> None:
    """What hides in a name of several words in one file hides in it in every other, in any case."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.md").write_text("TB_QVL_MST 테이블에서 조회가 느려요. 한별해운 계정계입니다.\n")
    (tmp_path / "src/b.sql").write_text("SELECT * FROM tb_qvl_mst WHERE acnt_no = 1;\n")
    dst, _ = cleaned(tmp_path / "src")
    name = (dst / "a.md").read_text().split()[0]
    assert name != "TB_QVL_MST" and (dst / "b.sql").read_text().split()[3] == name.lower()


RULES = [
    {"name": "a vendor may read phones", "purposes": ["corpus"], "kinds": ["*phone*"], "style": "keep"},
    {"name": "people as signs", "purposes": ["corpus"], "kinds": ["person"], "style": "tag"},
    {"name": "hosts stay in conversations", "purposes": ["chat"], "kinds": ["*host*"], "style": "keep"},
]


def test_policy_says_what_stands_in_for_what_and_the_audit_hears_it(tmp_path: Path, words: Path) -> None:
    """Styles of rules that see the purpose `corpus` hold in every format, and the second pass knows them; one record of it."""
    (tmp_path / "src").mkdir()
    rows = customers(60)
    (tmp_path / "src/a.csv").write_text(csv_of(rows), newline="")
    (tmp_path / "src/b.md").write_text(f"도하랑 과장님, {HOST} 확인 부탁드립니다. {rows[3]['phone']}\n")
    settings = msgspec.convert({"store": {"url": "sqlite:///garim.db", "anchor": "off"}, "policy": {"rules": RULES}, "base": str(tmp_path)}, Settings)
    order = Order(src=tmp_path / "src", dst=tmp_path / "out", lexicons=(words,), key=KEY, settings=settings, scope="vendor")
    run, outcome = clean(order)
    store = run.worker.screen.scopes.store  # type: ignore[attr-defined]
    before = list(walk(store.page))
    run.publish()
    told = [json.loads(record.text) for record in walk(store.page)]
    (record,) = [one for one in told if one.get("event") == "corpus"]
    table = list(csv.DictReader((tmp_path / "out/a.csv").open(newline="")))
    text = (tmp_path / "out/b.md").read_text()

    assert outcome.residue == [] and [row["phone"] for row in table] == [row["phone"] for row in rows] and str(rows[3]["phone"]) in text
    assert {row["cust_name"] for row in table}.isdisjoint(PEOPLE) and all(re.search(r"[^\w]", row["cust_name"]) for row in table)
    assert "도하랑" not in text and HOST not in text and not {row["cust_no"] for row in table} & {row["cust_no"] for row in rows}
    assert not [one for one in before if "corpus" in one.text] and record["by"] == "operator" and record["details"]["files"] == 2 and record["details"]["places"] >= 120
    assert not [word for word in ("vendor", "도하랑", str(tmp_path)) if word in json.dumps(record, ensure_ascii=False)]
    store.close()


def test_a_corpus_that_policy_lets_nobody_have_is_not_written(tmp_path: Path, words: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.csv").write_text(csv_of(customers(60)), newline="")
    rule = {"name": "no lists", "kinds": ["person"], "at_least": 5, "refuse": "ask the data office"}
    settings = msgspec.convert({"store": {"url": "sqlite:///garim.db", "anchor": "off"}, "policy": {"rules": [rule]}, "base": str(tmp_path)}, Settings)

    with pytest.raises(Refused, match="ask the data office"):
        clean(Order(src=tmp_path / "src", dst=tmp_path / "out", lexicons=(words,), key=KEY, settings=settings, drop=True))
    assert not (tmp_path / "out").exists()
