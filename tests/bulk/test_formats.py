"""Each format keeps what holds its values together, part by part, and hides the values."""

from __future__ import annotations

import csv
import datetime
import email
import io
import json
import mailbox
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from garim.bulk.formats import format_of, formats
from garim.bulk.formats._text import pieces
from garim.bulk.run import Outcome
from garim.bulk.values import Cut, Hidden
from garim.families.person import handles

from .conftest import PEOPLE, csv_of, customers

Clean = Callable[..., tuple[Path, Outcome]]


class Held:
    """Bytes as a source."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def read(self, start: int, end: int) -> bytes:
        return self.data[start:end]


def rows(count: int) -> bytes:
    return "".join(f"{i},도하랑,\"a \"\"b\"\",\nc\",{i * 7}\r\n" for i in range(count)).encode()


TEXTS = {
    "text": ["\n\n".join(f"단락 {i} 입니다.\n둘째 줄" for i in range(900)).encode(), b"x" * 60_000, b"", "한 줄".encode(), "가나다\n".encode("cp949") * 40 + "utf-8 줄 도하랑\n".encode() * 40, "\ufeff도하랑\r\n".encode("utf-16-le") * 50],
    "table": [b"no,name,memo,n\r\n" + rows(900), b"no;name\n1;2\n3;4", b"a\tb\n1\t2\n\n3\t4\n", "이름,값\n".encode("cp949") + "도하랑,1\n".encode("cp949") * 30],
    "jsons": [json.dumps({"a": [{"b": "x" * 30, "n": i, "t": None} for i in range(900)]}, indent=1).encode(), b'{"a": 1}\n{"a": "\\u00e9\\""}\n' * 500, b"[1, 2.5e3, true]", b'{"a": 1, // note\n "b": [2]}'],
    "sql": [("CREATE TABLE t (a int);\nINSERT INTO t (a, b) VALUES (1, 'it''s'),\n (2, NULL);\n" * 300 + "COPY c (a, b) FROM stdin;\n" + "1\tx\n\\N\ty\n" * 900 + "\\.\nSELECT 1;\n").encode()],
}


@pytest.mark.parametrize(("name", "data"), [pytest.param(name, data, id=f"{name}{n}") for name, texts in TEXTS.items() for n, data in enumerate(texts)])
@pytest.mark.parametrize("size", [2_000, 1 << 30])
def test_untouched_is_the_same_byte_for_byte(name: str, data: bytes, size: int) -> None:
    """Parts and chunks put together again are the file, and cells lie in their chunk, in order."""
    source, module = Held(data), formats()[name]
    cuts = list(module.cuts(source, size))
    out = []
    for cut in cuts:
        opened = module.read(source, cut)
        for chunk in opened.chunks:
            ends = [0, *(place for cell in chunk.cells for place in cell[:2])]
            assert ends == sorted(ends) and ends[-1] <= len(chunk.text)
        assert not opened.bad
        out.append(opened.write([Hidden(chunk.text, ()) for chunk in opened.chunks]))

    assert b"".join(out) == data
    assert [cut.start for cut in cuts] == [0, *(cut.end for cut in cuts[:-1])][: len(cuts)]
    assert len(cuts) > 1 or size > len(data) / 4 or len(data) < 5_000 or b"\n" not in data or data[:2] == b"\xff\xfe"


def test_columns_of_a_dump_are_known_by_their_table(cleaned: Clean, tmp_path: Path) -> None:
    """INSERT, COPY and Oracle's to_date: values are hidden as their columns are, the statements stay SQL."""
    people = customers(30)
    lines = ["CREATE TABLE hb.customers (cust_no varchar(10), cust_name text, birth_date date, amount int);"]
    lines += [f"Insert into HB.CUSTOMERS (CUST_NO,CUST_NAME,BIRTH_DATE,AMOUNT) values ('{p['cust_no']}','{p['cust_name']}',to_date('19{70 + i}-03-1{i % 9}','YYYY-MM-DD'),{p['amount']});" for i, p in enumerate(people)]
    lines += ["COPY hb.calls (cust_no, memo) FROM stdin;", *(f"{p['cust_no']}\t나래 문의\\n{p['phone']}" for p in people), "\\."]
    (tmp_path / "src").mkdir()
    (tmp_path / "src/dump.sql").write_text("\n".join(lines) + "\n")
    (tmp_path / "src/customers.csv").write_text(csv_of(people), newline="")
    dst, outcome = cleaned(tmp_path / "src")
    new = (dst / "dump.sql").read_text().splitlines()
    table = (dst / "customers.csv").read_text().splitlines()

    assert len(new) == len(lines) and outcome.bad == [] and outcome.residue == []
    assert [line.split("'")[1] for line in new if line.startswith("Insert")] == [row.split(",")[0] for row in table[1:]]
    assert [line.split("'")[3] for line in new if line.startswith("Insert")] == [row.split(",")[1] for row in table[1:]]
    assert all("','YYYY-MM-DD')," in line and line.rsplit(",", 1)[1] == old.rsplit(",", 1)[1] for line, old in zip(new, lines, strict=True) if line.startswith("Insert"))
    assert not any(f"to_date('19{70 + i}-03-1{i % 9}'" in "\n".join(new) for i in range(30))
    assert not any(str(p["phone"]) in "\n".join(new) for p in people)


def test_parquet_keeps_types_nulls_and_joins(cleaned: Clean, tmp_path: Path) -> None:
    """Numbers stay numbers, dates dates, lists lists; the same customer is the same in a file where the number is text."""
    n = 400
    table = pa.table({
        "cust_no": pa.array([1_000_003 + i * 7919 for i in range(n)], pa.int32()),
        "cust_name": [PEOPLE[i % 8] if i % 7 else None for i in range(n)],
        "birth_date": pa.array([datetime.date(1970 + i % 30, i % 12 + 1, i % 28 + 1) for i in range(n)]),
        "amount": pa.array([i * 1700 for i in range(n)], pa.int64()),
        "tags": [["나래", None] if i % 2 else None for i in range(n)],
        "owner": [{"name": "도하랑", "at": i} for i in range(n)],
        "kind": pa.array(["한별해운", "b"] * (n // 2)).dictionary_encode(),
    })
    (tmp_path / "src").mkdir()
    pq.write_table(table, tmp_path / "src/t.parquet", row_group_size=150)
    (tmp_path / "src/t.csv").write_text("customer_no,x\n" + "".join(f"{value},1\n" for value in table["cust_no"].to_pylist()))
    dst, outcome = cleaned(tmp_path / "src")
    new = pq.read_table(dst / "t.parquet")
    numbers = [int(line.split(",")[0]) for line in (dst / "t.csv").read_text().splitlines()[1:]]

    assert outcome.residue == [] and new.schema.types == table.schema.types and pq.ParquetFile(dst / "t.parquet").num_row_groups == 3
    assert new["cust_no"].to_pylist() == numbers and len(set(numbers)) == n and not set(numbers) & set(table["cust_no"].to_pylist())
    assert new["amount"] == table["amount"] and new["cust_name"].null_count == table["cust_name"].null_count
    assert new["birth_date"].to_pylist() != table["birth_date"].to_pylist()
    text = str(new.to_pylist())
    assert not [word for word in ("도하랑", "나래", "한별") if word in text]


def test_mail_is_hidden_in_headers_bodies_and_attachments(cleaned: Clean, tmp_path: Path) -> None:
    """Encoded headers, base64 and quoted-printable bodies, attached documents; the box keeps its messages."""
    (tmp_path / "src").mkdir()
    box = mailbox.mbox(tmp_path / "src/team.mbox")
    for number in range(3):
        message = email.message.EmailMessage()
        message["From"], message["To"] = "도하랑 <harang.do@hanbyeol.co.kr>", "pat@oakfield.example"
        message["Subject"], message["Message-ID"] = f"나래 장애 보고 {number}", f"<{number}@hanbyeol.co.kr>"
        message.set_content("도하랑 과장님께, 010-3382-7719로 연락 주세요.\n" * 3, cte=("base64", "quoted-printable", "8bit")[number])
        sheet = io.BytesIO()
        book = openpyxl.Workbook()
        book.active.append(["이름", "도하랑"])  # type: ignore[union-attr]
        book.save(sheet)
        message.add_attachment(sheet.getvalue(), maintype="application", subtype="vnd.ms-excel", filename="서예린.xlsx")
        message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(40), maintype="image", subtype="png", filename="a.png")
        box.add(message)
    box.close()
    dst, outcome = cleaned(tmp_path / "src")
    new = list(mailbox.mbox(dst / "team.mbox"))
    said = "\n".join(str(email.header.make_header(email.header.decode_header(str(v)))) for m in new for p in m.walk() for v in p.values())
    said += "\n".join((p.get_payload(decode=True) or b"").decode() for m in new for p in m.walk() if not p.is_multipart())  # type: ignore[union-attr]

    assert len(new) == 3 and [len(list(m.walk())) for m in new] == [4, 4, 4]
    assert not [word for word in ("도하랑", "harang", "hanbyeol", "나래", "3382-7719", "서예린") if word in said]
    assert len(outcome.bad) == 3 and "image/png" in outcome.bad[0][3]


@pytest.mark.parametrize("charset", ["utf-8", "cp949"])
def test_headers_that_are_not_encoded_are_read(cleaned: Clean, tmp_path: Path, charset: str) -> None:
    """Many programs write headers as they are; what is hidden goes back encoded, and a readable body stays readable."""
    (tmp_path / "src").mkdir()
    text = f"From: 도하랑 <harang.do@hanbyeol.co.kr>\nSubject: 나래 장애\nX-Loop: 온도\nContent-Type: text/plain; charset={charset}\n\n도하랑 과장님께 안내드립니다.\n"
    (tmp_path / "src/a.eml").write_bytes(text.encode(charset))
    dst, outcome = cleaned(tmp_path / "src")
    data = (dst / "a.eml").read_bytes()
    message = email.message_from_bytes(data)
    said = [str(email.header.make_header(email.header.decode_header(message[name]))) for name in ("From", "Subject")]

    assert outcome.residue == [] and outcome.bad == []
    assert not [word for word in ("도하랑", "harang", "나래") for part in (*said, data.decode(errors="replace")) if word in part]
    assert said[1].endswith(" 장애") and " 과장님께 안내드립니다.".encode() in data and "X-Loop: 온도".encode(charset) in data


@pytest.mark.parametrize("boundary", ["=_Hanbyeol_{}", "----=_Part.hanbyeol-prd-db01.{}", "narae {} x"])
def test_a_mails_boundary_is_hidden_with_the_rest(cleaned: Clean, tmp_path: Path, boundary: str) -> None:
    """In the header and between the parts alike, inner and outer apart; nothing stands before or behind the parts."""
    (tmp_path / "src").mkdir()
    outer, inner = boundary.format(1), boundary.format(2)
    text = (
        f'From: harang.do@hanbyeol.co.kr\nSubject: x\nDKIM-Signature: v=1; d=hanbyeol.co.kr; b=abc\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{outer}"\n\n'
        f'나래 앞의 글\n--{outer}\nContent-Type: multipart/alternative; boundary="{inner}"\n\n--{inner}\nContent-Type: text/plain; charset=utf-8\n\nfirst 나래\n'
        f"--{inner}\nContent-Type: text/html; charset=utf-8\n\n<p>second</p>\n--{inner}--\n--{outer}\nContent-Type: text/plain\n\nthird\n--{outer}--\n도하랑 뒤의 글\n"
    )
    (tmp_path / "src/a.eml").write_text(text)
    dst, outcome = cleaned(tmp_path / "src")
    data = (dst / "a.eml").read_bytes()
    parts = [part.get_payload(decode=True) for part in email.message_from_bytes(data).walk() if not part.is_multipart()]

    assert outcome.residue == [] and len(parts) == 3 and b"first" in parts[0] and b"second" in parts[1] and b"third" in parts[2]  # type: ignore[operator]
    assert not [word for word in ("hanbyeol", "narae", "나래", "도하랑") if word in data.decode().lower()]


def test_documents_become_their_text(cleaned: Clean, tmp_path: Path) -> None:
    """Word and Excel: what they say, hidden, under a new name."""
    (tmp_path / "src").mkdir()
    document = docx.Document()
    document.add_paragraph("도하랑 과장은 나래를 맡는다.")
    document.save(str(tmp_path / "src/도하랑.docx"))
    dst, outcome = cleaned(tmp_path / "src")
    (new,) = dst.iterdir()

    assert new.name.endswith(".docx.txt") and "도하랑" not in new.name
    assert new.read_text().startswith("") and "과장은" in new.read_text() and not [w for w in ("도하랑", "나래") if w in new.read_text()]


def test_history_becomes_patches(cleaned: Clean, tmp_path: Path) -> None:
    """A file a commit with author, message and change; the working tree beside it; git's own store stays behind."""
    src = tmp_path / "src"
    src.mkdir()

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(src), "-c", "user.name=도하랑", "-c", "user.email=harang.do@hanbyeol.co.kr", *words], check=True, capture_output=True)

    git("init")
    for number in range(3):
        (src / "app.py").write_text(f'HOST = "hanbyeol-prd-db0{number}.hanbyeol.internal"\n')
        git("add", "app.py")
        git("commit", "-m", f"나래 호스트 {number}")
    dst, outcome = cleaned(src, history=True)
    patches = sorted((dst / "history").iterdir())
    text = "\n".join(p.read_text() for p in [*patches, *dst.glob("*.py")])

    assert len(patches) == 3 and not (dst / ".git").exists() and text.count("+HOST = ") == 3
    assert not [word for word in ("도하랑", "harang", "hanbyeol", "나래") if word in text] and outcome.bad == []


@pytest.mark.parametrize(
    ("head", "name", "want"),
    [(b"a,b\n", "x.CSV", "table"), (b"PAR1", "x", "parquet"), (b"%PDF-1.7", "x", "document"), (b"\x89PNG\r\n\x1a\n\0", "x.png", ""), (b"INSERT", "d.sql", "sql"), (b"hello", "x", "text"), (b"\x7fELF\x02\x01\x01\0\0", "x", "")],
)
def test_a_format_is_known_by_name_and_bytes(head: bytes, name: str, want: str) -> None:
    """What nothing reads is of no format."""
    assert format_of(head, name) == want


def test_cut_has_a_size_of_its_own() -> None:
    """Row groups are counted, not bytes."""
    assert Cut(0, 3, "", 99).size == 99


NASTY = ['ab"cd\\99!Xy', "it's''7Kq!x", "a,b;c\t\"Q9!zz", "tab\tnew\nline K3!pq", "back\\\\slash\\N 8Hj!", "김,서\"준'9!xX", "7624*\\i8Qz", "ijrb6227!\\y4\\s"]


def test_what_stands_in_never_breaks_what_holds_it(cleaned: Clean, tmp_path: Path) -> None:
    """Secrets full of quotes, marks and escapes: JSON, SQL and CSV stay readable, and what was not hidden stays equal."""
    src = tmp_path / "src"
    src.mkdir()
    rows = [{"id": i, "password": NASTY[i % 8] + str(i), "n": 12.5e3, "note": 'plain "quoted" \\ text'} for i in range(60)]
    (src / "a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=i % 2 == 0) + "\n" for i, row in enumerate(rows)))
    with (src / "b.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    quoted = [row["password"].replace("'", "''").replace("\n", " ") for row in rows]  # type: ignore[attr-defined]
    (src / "c.sql").write_text("".join(f"INSERT INTO t (id, password, note) VALUES ({i}, '{text}', 'it''s');\n" for i, text in enumerate(quoted)))
    dst, outcome = cleaned(src)
    lines = [json.loads(line) for line in (dst / "a.jsonl").read_text().splitlines()]
    table = list(csv.DictReader(io.StringIO((dst / "b.csv").read_text())))
    base = sqlite3.connect(":memory:")
    base.execute("create table t (id int, password text, note text)")
    base.executescript((dst / "c.sql").read_text())
    dumped = base.execute("select id, password, note from t order by id").fetchall()

    assert outcome.residue == []
    assert outcome.bad == [] and [len(lines), len(table), len(dumped)] == [60, 60, 60]
    for i, row in enumerate(rows):
        assert (lines[i]["id"], lines[i]["n"], lines[i]["note"]) == (i, 12500.0, row["note"])
        assert (table[i]["id"], table[i]["note"]) == (str(i), row["note"]) and (dumped[i][0], dumped[i][2]) == (i, "it's")
        assert row["password"] not in (lines[i]["password"], table[i]["password"], dumped[i][1])


def test_a_mail_address_is_its_owners_in_office_files_too(cleaned: Clean, tmp_path: Path) -> None:
    """Name and address in runs, cells and files of their own: one person, as in live traffic."""
    (tmp_path / "src").mkdir()
    document = docx.Document()
    paragraph = document.add_paragraph("담당자: ")
    for run in ("도하랑", " 과장 (", "harang.do", "@hanbyeol.example", ")"):
        paragraph.add_run(run)
    document.save(str(tmp_path / "src/a.docx"))
    book = openpyxl.Workbook()
    for row in (("name", "mail"), ("Olivia Marsh", "omarsh@hanbyeol.example"), ("서예린", "yerin.seo@hanbyeol.example")):
        book.active.append(row)
    book.save(tmp_path / "src/b.xlsx")
    dst, _ = cleaned(tmp_path / "src")
    rows = dict(line.split("\t") for line in (dst / "b.xlsx.txt").read_text().splitlines() if "@" in line)
    written = (dst / "a.docx.txt").read_text()

    new = written.removeprefix("담당자: ").split(" ")[0]
    called = {account for name in (new, *rows) for account, _ in handles(name, "a b")}
    assert new != "도하랑" and len(rows) == 2 and not rows.keys() & {"Olivia Marsh", "서예린"}
    for mail in (written.partition("(")[2].partition("@")[0], *(mail.partition("@")[0] for mail in rows.values())):
        assert set(mail.split(".")) <= called


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "line"), [("text", "도하랑 과장 ∑≢∢ {}\n"), ("table", '{},도하랑,"a ""b"",\nc∢∢",7\r\n')])
def test_a_big_file_in_utf_16_is_parted_too(name: str, line: str, encoding: str) -> None:
    """Between lines that stand in no quotes; each part is read alone and written as it was."""
    data = ("\ufeff" + "a,b,c,d\n" * (name == "table") + "".join(line.format(i) for i in range(70_000))).encode(encoding)
    source = Held(data)
    cuts = list(formats()[name].cuts(source, 200_000))
    opened = [formats()[name].read(source, cut) for cut in cuts]

    assert len(cuts) > 8 and max(cut.end - cut.start for cut in cuts) < 400_000 and not [one.bad for one in opened if one.bad]
    assert b"".join(one.write([Hidden(chunk.text, ()) for chunk in one.chunks]) for one in opened) == data
    assert sum(chunk.rows for one in opened for chunk in one.chunks) == 70_000


def test_quotes_that_never_close_in_utf_16_hold_nothing_up() -> None:
    data = ("\ufeffa,b\n" + '1,"x\n' + "2,some cell\n" * 100_000).encode("utf-16-le")
    cuts = list(formats()["table"].cuts(Held(data), 100_000))
    assert len(cuts) > 2 and all(data[: cut.end].decode("utf-16-le").endswith("\n") for cut in cuts)


@pytest.mark.parametrize("mark", [",", ";", "|", " ", ". ", "&", "</b><b>"])
def test_a_line_that_is_too_long_is_cut_in_no_value(mark: str) -> None:
    """Names of two words, numbers and addresses stand whole on one side."""
    values = ["010-3382-7719", "harang.do@hanbyeol.example"] if mark == " " else ["010 3382 7719", "Harang Do", "harang.do@hanbyeol.example"]
    text = mark.join(values[i % len(values)] for i in range(6_000)) + mark
    found = [text[a:b] for a, b in pieces(text)]

    assert len(found) > 5 and "".join(found) == text
    assert all(one.rstrip(mark).lstrip(mark).split(mark)[i] in values for one in found for i in (0, -1))
