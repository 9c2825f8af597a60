"""A corpus of the invented shipping company in every format, and its words."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from garim.bulk.run import Order, Outcome, clean

KEY = bytes(range(32))
PEOPLE = ["도하랑", "서예린", "한도윤", "민서아", "남우진", "조은결", "백시온", "류다온"]
HOST = "hanbyeol-prd-db01.hanbyeol.internal"


def customers(count: int, first: int = 0) -> list[dict[str, object]]:
    """Rows of a table of customers."""
    return [
        {"cust_no": f"C{(i * 7919 + 1234567) % 10**7:07d}", "cust_name": PEOPLE[i % 8], "phone": f"010-{i * 31 % 9000 + 1000}-{i * 37 % 9000 + 1000}", "grade": "ABC"[i % 3], "amount": i * 1700}
        for i in range(first, first + count)
    ]


def csv_of(rows: list[dict[str, object]], mark: str = ",") -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def corpus(root: Path) -> Path:
    """A source folder."""
    rows = customers(200)
    (root / "한별해운/docs").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "한별해운/docs/도하랑_인수인계.md").write_text(f"# 인수인계\n\n도하랑 과장님, {HOST}에서 나래가 느려요. 010-3382-7719\n" * 30)
    (root / "customers.csv").write_text(csv_of(rows), newline="")
    (root / "customers.tsv").write_text(csv_of(rows[:40], "\t"), newline="")
    orders = [{"order": i, "custNo": row["cust_no"], "owner": row["cust_name"], "memo": "나래 예약 확인"} for i, row in enumerate(rows)]
    (root / "orders.jsonl").write_text("".join(json.dumps(order, ensure_ascii=i % 2 == 0) + "\n" for i, order in enumerate(orders)))
    settings = {"database": {"host": HOST, "password": "".join(("Xq7", "!vbn", "82Lm"))}, "owner": {"name": "도하랑"}, "ports": [5432, 6432], "on": True}
    (root / "settings.json").write_text(json.dumps(settings, ensure_ascii=False, indent=2))
    log = "".join(f"2026-03-{i % 28 + 1:02d} 10:00:{i % 60:02d} INFO c.hanbyeol.narae.Booking - user harang.do@hanbyeol.co.kr from 10.48.2.{i % 250} took {i} ms\n" for i in range(400))
    with gzip.open(root / "narae.log.gz", "wt") as packed:
        packed.write(log)
    with zipfile.ZipFile(root / "hand_over.zip", "w") as zipped:
        zipped.writestr("notes/서예린.txt", "서예린 010-9911-2233\n")
        zipped.writestr("customers_2.csv", csv_of(rows[:50]))
    with tarfile.open(root / "old.tar.gz", "w:gz") as tar:
        for name, text in (("old/app.py", f'HOST = "{HOST}"  # 한별해운\n'), ("old/readme.txt", "문의: 백시온\n")):
            data = text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return root


@pytest.fixture
def cleaned(tmp_path: Path, words: Path) -> Callable[..., tuple[Path, Outcome]]:
    """Clean a folder and give the destination and what is told."""

    def do(src: Path, **more: object) -> tuple[Path, Outcome]:
        dst = tmp_path / str(more.pop("dst", "out"))
        run, outcome = clean(Order(src=src, dst=dst, lexicons=(words,), key=KEY, **more))  # type: ignore[arg-type]
        run.publish()
        return dst, outcome

    return do
