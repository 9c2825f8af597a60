"""What is wrong with a source is told with its file and place, what is right goes on, and the source is never touched."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import garim
from garim import BadInput, Broken
from garim.bulk import plan
from garim.bulk.formats import formats
from garim.bulk.run import Order, Outcome, clean

from .conftest import KEY, csv_of, customers
from .test_formats import Held

Clean = Callable[..., tuple[Path, Outcome]]


@pytest.fixture
def src(tmp_path: Path) -> Path:
    """A source with one file that is as it should be."""
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "good.txt").write_text("도하랑 과장님\n")
    return folder


def told(outcome: Outcome) -> dict[str, str]:
    """File → reason."""
    return {file: reason for file, _, _, reason in outcome.bad}


def good(dst: Path) -> bool:
    """Whether the rest went on."""
    return "과장님" in (dst / "good.txt").read_text() and "도하랑" not in (dst / "good.txt").read_text()


def test_archives_that_are_cut_off(src: Path, cleaned: Clean) -> None:
    """A gzip, zip and tar that end too early: told; members that were whole go on."""
    whole = gzip.compress(b"line\n" * 50_000)
    (src / "a.log.gz").write_bytes(whole[: len(whole) // 2])
    frames = zstandard.ZstdCompressor().compress(b"line\n" * 50_000) + zstandard.ZstdCompressor().compress(os.urandom(300_000).hex().encode())
    (src / "d.log.zst").write_bytes(frames[:-100])
    (src / "e.log.zst").write_bytes(frames)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("one.txt", os.urandom(400_000).hex())
    (src / "b.zip").write_bytes(packed.getvalue()[:-40])
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as out:
        for name in ("first.txt", "second.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4000
            out.addfile(info, io.BytesIO(b"0123456 \n" * 444 + b"abcd"))
    (src / "c.tar").write_bytes(tar.getvalue()[: 512 + 4096 + 512 + 100])
    dst, outcome = cleaned(src)

    assert good(dst) and all("damaged or cut off" in told(outcome)[name] for name in ("a.log.gz", "b.zip", "c.tar", "d.log.zst"))
    assert zstandard.ZstdDecompressor().stream_reader(io.BytesIO((dst / "e.log.zst").read_bytes())).read(50) == b"line\n" * 10
    with tarfile.open(dst / "c.tar") as left:
        assert left.getnames() == ["first.txt"]


def test_a_bomb_and_a_way_out(src: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that swells without end, and members that lead out of it, are left out."""
    monkeypatch.setattr("garim.bulk.packed.FREE", 1 << 20)
    (src / "bomb.gz").write_bytes(gzip.compress(bytes(30 << 20)))
    with zipfile.ZipFile(src / "out.zip", "w") as zipped:
        zipped.writestr("../../evil.txt", "x")
        zipped.writestr("fine.txt", "도하랑")
    dst, outcome = cleaned(src)

    assert good(dst) and "unpacks to over" in told(outcome)["bomb.gz"]
    assert told(outcome)["out.zip/../../evil.txt"] == "a member that leads out of the archive"
    with zipfile.ZipFile(dst / "out.zip") as zipped:
        assert zipped.namelist() == ["fine.txt"] and zipped.read("fine.txt").decode() != "도하랑"


def packed(inner: bytes, how: str, count: int) -> bytes:
    """An archive that holds the same member so many times."""
    out = io.BytesIO()
    if how == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
            for number in range(count):
                zipped.writestr(f"{number}.zip", inner)
    else:
        with tarfile.open(fileobj=out, mode="w:gz") as tar:
            for number in range(count):
                info = tarfile.TarInfo(f"{number}.gz")
                info.size = len(inner)
                tar.addfile(info, io.BytesIO(inner))
    return out.getvalue()


@pytest.mark.parametrize("how", ["zip", "tar"])
@pytest.mark.parametrize("budget", ["bytes", "members", "in vain"])
def test_a_bomb_of_archives_in_archives(src: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch, how: str, budget: str) -> None:
    """No archive in it is too big by itself; together they are: one budget from the file on the disk down, also of what fails."""
    monkeypatch.setattr("garim.bulk.packed.FREE", 8 << 20)
    monkeypatch.setattr("garim.bulk.packed.SWELL", 1)
    spooled: list[int] = []
    kept = plan.spool
    monkeypatch.setattr(plan, "spool", lambda *rest: spooled.append(0) or _counted(kept, spooled, *rest))
    if budget == "members":
        monkeypatch.setattr("garim.bulk.packed.MOST_MEMBERS", 200)
        bomb = packed(packed(b"x", "zip", 40), "zip", 40)
    else:
        inner = gzip.compress(bytes(3 << 20))
        bomb = packed(inner if budget == "bytes" else inner[:-9], how, 60)
        bomb = packed(bomb, how, 3)
    (src / "bomb.bin").write_bytes(bomb)
    dst, outcome = cleaned(src)

    assert good(dst) and (dst / "bomb.bin").exists()
    assert any(word in reason for reason in told(outcome).values() for word in ("unpacks to over", "swell without end", "hold over"))
    assert len(spooled) < 220 and sum(spooled) < 24 << 20


def _counted(kept: Callable[..., int], spooled: list[int], stream: io.BufferedIOBase, *rest: object) -> int:
    class Counted(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, into: object) -> int:
            data = stream.read(len(into))  # type: ignore[arg-type]
            into[: len(data)] = data  # type: ignore[index]
            spooled[-1] += len(data)
            return len(data)

    return kept(Counted(), *rest)


def test_a_tar_whose_header_is_a_file(src: Path, cleaned: Clean) -> None:
    """A long name of many bytes would be held in memory: the archive is told as damaged."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 40 << 20
    (src / "names.tar.gz").write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(40 << 20)))
    dst, outcome = cleaned(src)

    assert good(dst) and any("damaged or cut off" in reason for reason in told(outcome).values())


OUT = [
    "../evil", "/evil", "a/../../evil", "..\\evil", "a\\..\\..\\evil", "\\evil", "\\\\host\\share\\evil", "C:/evil", "c:evil", "C:\\evil", "a/.. /evil", "..",
]  # fmt: skip


@pytest.mark.parametrize("how", ["zip", "tar"])
def test_members_lead_out_of_it_nowhere(src: Path, cleaned: Clean, how: str) -> None:
    """Not on Linux, not on Windows; what has a backslash or a colon and leads nowhere stays."""
    fine = ["a\\b.txt", "..hidden.txt", "a..b.txt", "10:30.txt", "x/C.txt"]
    if how == "zip":
        with zipfile.ZipFile(src / "out.zip", "w") as zipped:
            for name in (*OUT, *fine):
                zipped.writestr(zipfile.ZipInfo(name), "x")
    else:
        with tarfile.open(src / "out.tar", "w") as tar:
            for name in (*OUT, *fine):
                tar.addfile(tarfile.TarInfo(name), io.BytesIO())
    dst, outcome = cleaned(src)
    with zipfile.ZipFile(dst / "out.zip") if how == "zip" else tarfile.open(dst / "out.tar") as out:
        left = out.namelist() if isinstance(out, zipfile.ZipFile) else out.getnames()

    assert sorted(left) == sorted(fine)
    assert sorted(told(outcome)) == sorted(f"out.{how}/{name}" for name in OUT)


def test_no_member_runs_with_anothers_rights(src: Path, cleaned: Clean) -> None:
    """setuid, setgid and sticky are not carried over; who may read, write and run is. A device is no file."""
    with zipfile.ZipFile(src / "out.zip", "w") as zipped, tarfile.open(src / "out.tar", "w") as tar:
        for name, mode in (("su", 0o4755), ("sg", 0o2710), ("sticky", 0o1777), ("plain", 0o640)):
            info, entry = zipfile.ZipInfo(name), tarfile.TarInfo(name)
            info.external_attr, entry.mode = (0o100000 | mode) << 16, mode
            zipped.writestr(info, "x")
            tar.addfile(entry, io.BytesIO())
        for name, kind in (("device", 0o020000), ("pipe", 0o010000), ("link", 0o120000)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            zipped.writestr(info, "x")
        folder = tarfile.TarInfo("folder")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o7755
        tar.addfile(folder)
    dst, _ = cleaned(src)
    with zipfile.ZipFile(dst / "out.zip") as zipped, tarfile.open(dst / "out.tar") as tar:
        zips = {info.filename: info.external_attr >> 16 & 0o7777 for info in zipped.infolist()}
        tars = {info.name: info.mode for info in tar}

    assert zips == {"su": 0o755, "sg": 0o710, "sticky": 0o777, "plain": 0o640} and tars == {**zips, "folder": 0o755}


def test_links(src: Path, cleaned: Clean, tmp_path: Path) -> None:
    """A link within the tree leads to the hidden file; one that leads out is told and left out."""
    (tmp_path / "outside.txt").write_text("도하랑")
    (src / "in").symlink_to("good.txt")
    (src / "out").symlink_to("../outside.txt")
    (src / "abs").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(src / "pipe")
    dst, outcome = cleaned(src)

    assert good(dst) and (dst / "in").is_symlink() and (dst / "in").read_text() == (dst / "good.txt").read_text()
    assert not (dst / "out").is_symlink() and not (dst / "abs").is_symlink()
    assert told(outcome) == {"out": "a link that leads out of the tree, or to itself", "abs": "a link that leads out of the tree, or to itself", "pipe": "neither a file nor a folder"}


def test_encodings_within_a_file(src: Path, cleaned: Clean) -> None:
    """Each line stays in its own encoding; a line in none is left out, told with its place, and the others stand."""
    lines = ["도하랑 utf-8\n".encode(), "도하랑 cp949 줄\n".encode("cp949"), b"\xff\xfe\xfa broken \x81\n", b"last\n"]
    (src / "mixed.log").write_bytes(b"".join(lines))
    dst, outcome = cleaned(src)
    new = (dst / "mixed.log").read_bytes().splitlines()

    assert good(dst) and len(new) == 3 and "utf-8" in new[0].decode() and "cp949 줄" in new[1].decode("cp949")
    assert "도하랑" not in new[0].decode() + new[1].decode("cp949")
    assert [(file, start, size) for file, start, size, _ in outcome.bad] == [("mixed.log", len(lines[0] + lines[1]), len(lines[2]))]


def test_broken_quotes_and_rows(src: Path, cleaned: Clean) -> None:
    """A CSV row whose quotes do not close, or with too many cells; a line that is no JSON: left out and told, the rest stands."""
    text = csv_of(customers(20))
    broken = text.replace("\r\n", "\r\nC1,\"도하랑,010-1111-2222\r\nC2,x,010-1111-2222,A,1,too,many\r\n", 1)
    (src / "t.csv").write_text(broken, newline="")
    (src / "t.jsonl").write_text('{"a": "도하랑"}\n{"a": "도하랑\n{"a": 1}\n')
    dst, outcome = cleaned(src)
    new = (dst / "t.csv").read_text()

    assert good(dst) and "도하랑" not in new and "1111-2222" not in new
    assert [json.loads(line) is not None for line in (dst / "t.jsonl").read_text().splitlines()] == [True, True]
    assert any("quotes" in reason or "more cells" in reason for file, _, _, reason in outcome.bad if file == "t.csv")
    assert told(outcome)["t.jsonl"] == "not JSON"


def test_a_stray_quote_in_a_big_file_parts_no_record() -> None:
    """A quote that never closes costs its own line: all parts end with a line."""
    data = b'a,b\n1,"x\n' + b"2,some cell\n" * 200_000
    source = Held(data)
    cuts = list(formats()["table"].cuts(source, 50_000))

    assert len(cuts) > 2 and all(data[cut.end - 1 : cut.end] == b"\n" for cut in cuts)
    rows = [formats()["table"].read(source, cut) for cut in cuts]
    assert [bad.reason for one in rows for bad in one.bad] == ["quotes that do not close"]
    assert sum(chunk.rows for one in rows for chunk in one.chunks) == 200_000


def test_schemas_that_drift(src: Path, cleaned: Clean) -> None:
    """Parquet files of one folder with other columns and types: each stays as it is, keys join over both."""
    numbers = [1_000_003 + i * 7919 for i in range(50)]
    pq.write_table(pa.table({"cust_no": numbers, "a": ["x"] * 50}), src / "p1.parquet")
    pq.write_table(pa.table({"cust_no": [str(n) for n in numbers], "b": [1.5] * 50}), src / "p2.parquet")
    (src / "p3.parquet").write_bytes((src / "p1.parquet").read_bytes()[:300])
    dst, outcome = cleaned(src)
    one, two = pq.read_table(dst / "p1.parquet"), pq.read_table(dst / "p2.parquet")

    assert one.schema.types == [pa.int64(), pa.string()] and two.schema.types == [pa.string(), pa.float64()]
    assert [str(n) for n in one["cust_no"].to_pylist()] == two["cust_no"].to_pylist() != [str(n) for n in numbers]
    assert "damaged or cut off" in told(outcome)["p3.parquet"] and "other columns than its neighbours" in told(outcome)["p2.parquet"]


def test_two_names_that_become_one(src: Path, cleaned: Clean) -> None:
    """Outputs that would be one file are told apart and told."""
    for name in ("HBL", "hbl"):
        (src / f"{name}.txt").write_text(name)
    dst, outcome = cleaned(src)

    assert len(list(dst.iterdir())) == 3
    assert [reason for *_, reason in outcome.bad if "number tells them apart" in reason]


def test_unread_kinds_are_left_out(src: Path, cleaned: Clean) -> None:
    """A picture is not copied: nothing could look into it."""
    (src / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    dst, outcome = cleaned(src)

    assert good(dst) and not list(dst.glob("*.png")) and told(outcome)["photo.png"] == "nothing reads this kind of file"


def test_a_file_that_changes_meanwhile(src: Path, tmp_path: Path, words: Path) -> None:
    """What changed between two steps is left out and told, not mixed."""

    def touch(progress: object) -> None:
        if progress.step == "settle":  # type: ignore[attr-defined]
            (src / "t.csv").write_text("a\n1\n")

    (src / "t.csv").write_text(csv_of(customers(5)))
    run, outcome = clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY, tell=touch))
    run.publish()

    assert "changed while it was read" in told(outcome)["t.csv"] and not (tmp_path / "out/t.csv").exists()


SCRIPT = """
import resource, sys
from pathlib import Path
from garim.bulk.run import Order, clean
from garim.errors import Broken
import garim.detect.decide.decision
src, dst, words, most = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    run, _ = clean(Order(src=src, dst=dst, lexicons=(words,), key=bytes(range(32)), rules=True, check=False))
    run.publish()
except Broken as error:
    print(error.message, "|", error.hint)
"""


def test_a_full_disk_stops_and_the_next_run_goes_on(src: Path, tmp_path: Path, words: Path) -> None:
    """No space for an output: told what to do, nothing half there; with space the same call ends as an undisturbed one."""
    (src / "big.txt").write_text(("도하랑 " + "=" * 400 + "\n") * 900)
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}

    def go(dst: str, most: int) -> str:
        words_ = [sys.executable, "-c", SCRIPT, str(src), str(tmp_path / dst), str(words), str(most)]
        return subprocess.run(words_, env=environment, check=True, capture_output=True, text=True).stdout

    said = go("out", 300_000)
    assert "the disk is full | free some space" in said and not (tmp_path / "out").exists()
    assert go("out", 0) == "" and go("other", 0) == ""
    assert (tmp_path / "out/big.txt").read_bytes() == (tmp_path / "other/big.txt").read_bytes()


def test_another_order_to_the_same_place(src: Path, tmp_path: Path, words: Path) -> None:
    """A run that was begun otherwise is not gone on with; --restart forgets it."""
    order = Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY)
    run, _ = clean(order)
    run.journal.close()
    with pytest.raises(BadInput, match="something else"):
        clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY, training=True))
    with pytest.raises(Broken, match="another key"):
        clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=bytes(32)))
    run, _ = clean(Order(src=src, dst=tmp_path / "out", lexicons=(words,), key=KEY, training=True, restart=True))
    run.publish()
    assert (tmp_path / "out").exists() and resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
