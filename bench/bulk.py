"""Whole corpora: how fast, how flat, how safe. `python -m bench.bulk [--size MB] [--terms N] [--kills N] [what …]`

    rate      MB/s of a mixed corpus (code, logs, CSV, JSON lines, prose): default settings, patterns and list only
    workers   two processes against one
    scale     ten times the data: time and memory
    kills     kill -9 at random moments, then on to the end: the same bytes?
    planted   a corpus with planted values in every format: what is left, which joins broke, what was lost
    live      the corpus against live traffic, text by text: the same surrogates for the same originals? Within its scope too
"""

from __future__ import annotations

import argparse
import csv
import email
import gzip
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

KEY = bytes(range(32))
RUN = """
import json, resource, sys, time
from pathlib import Path
from garim.bulk.run import Order, clean
if __name__ == "__main__":
    src, dst, words, workers, rules, check = sys.argv[1:7]
    began, marks = time.monotonic(), {}
    def tell(p):
        marks.setdefault(p.step, time.process_time())
    run, out = clean(Order(src=Path(src), dst=Path(dst), lexicons=(Path(words),), key=bytes(range(32)), workers=int(workers), rules=rules == "1", check=check == "1", tell=tell))
    run.publish()
    print(json.dumps({"seconds": time.monotonic() - began, "marks": marks, "cpu": time.process_time(), "workers_cpu": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "rows": out.told.rows, "read": out.told.read, "spans": sum(out.told.kinds.values()), "originals": out.originals, "met": out.met,
        "residue": len(out.residue), "bad": len(out.bad), "left": out.residue[:5]}))
"""
SYLLABLES = "바 별 도 해 담 온 누 리 솔 한 빛 나 래 가 람 새 론 마 루 시 내 여 울 터".split()
LATIN = "ba byeol do hae dam on nu ri sol han bit na rae ga ram sae ron ma ru si nae yeo ul teo".split()
SURNAMES, GIVEN = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권".split(), "서준 하린 도윤 지우 예준 민서 시우 수아 주원 지호 다온 은결 우진 시온".split()


class Company:
    """Words, people and customers of an invented company, from one seed."""

    def __init__(self, terms: int, people: int, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        self.words: list[dict[str, Any]] = []
        seen: set[str] = set()
        while len(self.words) < terms:
            at = [self.dice.randrange(len(SYLLABLES)) for _ in range(self.dice.choice((3, 3, 4)))]
            name = "".join(SYLLABLES[i] for i in at)
            if name not in seen:
                seen.add(name)
                self.words.append({"term": name, "kind": self.dice.choice(("product", "project", "service", "org")), "aliases": ["".join(LATIN[i] for i in at).capitalize()]})
        self.people = [self.dice.choice(SURNAMES) + a + b for a in "가나다라마바사" for b in "온율빈결별솔찬담" for _ in range(people // 56 + 1)][:people]
        self.customers = [(f"C{self.dice.randrange(10**8):08d}", self.dice.choice(self.people), f"010-{self.dice.randrange(2000, 9999)}-{self.dice.randrange(1000, 9999)}") for _ in range(people * 5)]
        self.hosts = [f"{w['aliases'][0].lower()}-prd-db{i % 9:02d}.corp.{w['aliases'][0].lower()}.internal" for i, w in enumerate(self.words[:200])]

    def lexicon(self, path: Path) -> Path:
        """The company's list."""
        path.write_text("\n".join(json.dumps(w, ensure_ascii=False) for w in self.words))
        return path

    def word(self) -> dict[str, Any]:
        return self.words[self.dice.randrange(min(len(self.words), 3000))]

    def log(self) -> str:
        d, (no, _, _) = self.dice, self.dice.choice(self.customers)
        return f"2026-03-{d.randrange(1, 29):02d} 10:{d.randrange(60):02d}:{d.randrange(60):02d}.{d.randrange(999):03d} INFO  [http-nio-8080-exec-{d.randrange(40)}] o.s.web.servlet.DispatcherServlet - {d.choice(('GET', 'POST'))} /api/v2/orders took {d.randrange(900)} ms status=200" + (f" custNo={no} host={d.choice(self.hosts)}" if d.random() < 0.2 else "") + "\n"

    def code(self) -> str:
        w = self.word()["aliases"][0]
        return f"public final class {w}OrderService {{\n    private final OrderRepository repository;\n\n    /** Returns the open orders of a page. */\n    public List<Order> open(int page, int size) {{\n        if (size < 1 || size > 200) {{\n            throw new IllegalArgumentException(\"size\");\n        }}\n        return repository.findAll(PageRequest.of(page, size)).stream()\n            .filter(Order::isOpen)\n            .sorted(Comparator.comparing(Order::createdAt))\n            .toList();\n    }}\n}}\n\n"

    def prose(self) -> str:
        no, name, phone = self.dice.choice(self.customers)
        return f"## {self.word()['term']} 점검 회의\n\n지난주 배포 이후 응답 시간이 늘어났다는 문의가 있었습니다. 캐시 만료 시간을 늘리고, 느린 쿼리 두 개의 실행 계획을 다시 봅니다.\n{name} 과장이 {self.word()['term']} 담당자와 일정을 맞춥니다. 고객번호 {no}, 연락처 {phone}.\n\n"

    def rows(self, count: int, first: int = 0) -> str:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("order_id", "cust_no", "cust_name", "phone", "status", "amount", "created", "memo"))
        for i in range(first, first + count):
            no, name, phone = self.customers[i % len(self.customers)]
            writer.writerow((i, no, name, phone, ("OPEN", "CLOSED", "HOLD")[i % 3], i * 37 % 900_000, f"2026-02-{i % 28 + 1:02d}", "배송 전 확인 부탁드립니다" if i % 4 else ""))
        return out.getvalue()

    def mixed(self, root: Path, size: int) -> Path:
        """A folder of about so many bytes: code 30 %, logs 30 %, CSV 20 %, JSON lines 10 %, prose 10 %."""
        root.mkdir(parents=True)
        for name, share, piece, each in (("code/{}.java", 0.3, self.code, 20_000), ("logs/{}.log", 0.3, self.log, 1_500_000), ("wiki/{}.md", 0.1, self.prose, 20_000)):
            made = number = 0
            while made < size * share:
                text = ""
                pieces = []
                while made < size * share and len(text) < each:
                    pieces.append(piece())
                    made += len(pieces[-1].encode())
                    if len(pieces) % 50 == 0 or each < 100_000:
                        text = "".join(pieces)
                path = root / name.format(number)
                path.parent.mkdir(exist_ok=True)
                path.write_text("".join(pieces))
                number += 1
        (root / "orders.csv").write_text(self.rows(int(size * 0.2 / 95)), newline="")
        lines = int(size * 0.1 / 130)
        with (root / "events.jsonl").open("w") as file:
            for i in range(lines):
                no, name, phone = self.customers[i % len(self.customers)]
                file.write(json.dumps({"event": "order.created", "custNo": no, "owner": name, "phone": phone, "amount": i * 10, "ok": True}, ensure_ascii=False) + "\n")
        return root


def go(src: Path, dst: Path, words: Path, *, workers: int = 1, rules: bool = False, check: bool = False) -> dict[str, Any]:
    """One run in a process of its own."""
    shutil.rmtree(dst, ignore_errors=True)
    shutil.rmtree(f"{dst}.garim", ignore_errors=True)
    script = dst.parent / "run.py"
    script.write_text(RUN)
    done = subprocess.run([sys.executable, str(script), str(src), str(dst), str(words), str(workers), "01"[rules], "01"[check]], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return dict(json.loads(done.stdout.splitlines()[-1]), load=round(os.getloadavg()[0], 1), bytes=sum(p.stat().st_size for p in src.rglob("*") if p.is_file()))


def say(name: str, **facts: Any) -> None:
    print(json.dumps({"what": name, **facts}, ensure_ascii=False), flush=True)


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def rate(room: Path, company: Company, words: Path, size: int) -> None:
    src = company.mixed(room / "rate", size)
    small = company.mixed(room / "rate_small", max(size // 8, 200_000))
    for name, folder, rules in (("default", small, False), ("patterns and list", src, True)):
        out = go(folder, room / "rate_out", words, rules=rules)
        steps = list(out["marks"].items())
        times = {step: round(end - begin, 1) for (step, begin), (_, end) in zip(steps, [*steps[1:], ("", out["cpu"])], strict=True)}
        say("rate", settings=name, mb=round(out["bytes"] / 1e6, 2), seconds=round(out["seconds"], 1), mb_cpu_s=round(out["bytes"] / 1e6 / out["cpu"], 3), steps=times, spans=out["spans"], rss_mb=out["rss"], load=out["load"])


def workers(room: Path, company: Company, words: Path, size: int) -> None:
    src = company.mixed(room / "workers", size)
    one = go(src, room / "w1", words, rules=True)
    two = go(src, room / "w2", words, rules=True, workers=2)
    say("workers", mb=round(one["bytes"] / 1e6, 1), one=round(one["seconds"], 1), two=round(two["seconds"], 1), ratio=round(one["seconds"] / two["seconds"], 2), cpu_one=round(one["cpu"], 1), cpu_leading=round(two["cpu"], 1), cpu_workers=round(two["workers_cpu"], 1), same=tree(room / "w1") == tree(room / "w2"), load=two["load"])


def scale(room: Path, company: Company, words: Path, size: int) -> None:
    small, big = company.mixed(room / "x1", size // 10), company.mixed(room / "x10", size)
    one, ten = go(small, room / "s1", words, rules=True), go(big, room / "s10", words, rules=True)
    say("scale", mb=[round(one["bytes"] / 1e6, 1), round(ten["bytes"] / 1e6, 1)], cpu=[round(one["cpu"], 1), round(ten["cpu"], 1)], ratio=round(ten["cpu"] / one["cpu"], 2), data=round(ten["bytes"] / one["bytes"], 2), rss_mb=[one["rss"], ten["rss"]], originals=[one["originals"], ten["originals"]])


def kills(room: Path, company: Company, words: Path, count: int) -> None:
    src = company.mixed(room / "kills", 400_000)
    script = room / "killed.py"
    script.write_text(RUN.replace("from garim.bulk.run", "import garim.bulk.plan as plan\nplan.PART = 20_000\nfrom garim.bulk.run"))
    dice, alike, done = random.Random(11), 0, 0

    def start(dst: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, str(script), str(src), str(dst), str(words), "1", "1", "0"], stdout=subprocess.DEVNULL)

    began = time.monotonic()
    start(room / "whole").wait()
    whole, wanted = time.monotonic() - began, tree(room / "whole")
    while done < count:
        dst = room / f"killed{done}"
        while not dst.exists() and done < count:
            process = start(dst)
            time.sleep(dice.uniform(0.5, whole * 0.9))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                done += 1
            process.wait()
        if not dst.exists():
            start(dst).wait()
        alike += tree(dst) == wanted
        if tree(dst) != wanted:
            say("kills", differs=[k for k in wanted if tree(dst).get(k) != wanted[k]])
        say("kills", killed=done, ended_alike=alike, whole_run=round(whole, 1))
        shutil.rmtree(dst)


def planted(room: Path, company: Company, words: Path, size: int, workers: int = 1) -> None:
    """Values in every format; everything that comes out is opened by other means and searched."""
    src, rows = company.mixed(room / "planted", size), company.customers
    _plant(src, company)
    dst = room / "planted_out"
    out = go(src, dst, words, check=True, workers=workers)
    present = _values(_everything(src)) & ({v for row in rows for v in (row[0], row[2])} | set(company.people))
    left = sorted(present & _values(_everything(dst)))
    forms = _tables(dst)
    wanted = forms["parquet"]
    broken = {name: len(rows) if len(found) != len(rows) else sum(a != b for a, b in zip(found, wanted, strict=True)) for name, found in forms.items()}
    with (dst / "orders.csv").open(newline="") as file:
        broken["orders.csv"] = sum(row["cust_no"] != wanted[i % len(rows)][0] for i, row in enumerate(csv.DictReader(file)))
    with (dst / "events.jsonl").open() as file:
        broken["events.jsonl"] = sum(json.loads(line)["custNo"] != wanted[i % len(rows)][0] for i, line in enumerate(file))
    before, after = _records(src), _records(dst)
    say(
        "planted", mb=round(out["bytes"] / 1e6, 2), values=len(present), left=len(left), examples=left[:3], second_pass=out["residue"], seen=out["left"],
        joins_broken=broken, records=sum(before), lost=[(a, b) for a, b in zip(before, after, strict=False) if a != b][:5] if before != after else 0, files=[len(before), len(after)],
        bad=out["bad"], distinct=[len({r[at] for r in wanted}) - len({r[at] for r in rows}) for at in (0, 1, 2)], originals=out["originals"], cpu=round(out["cpu"]), seconds=round(out["seconds"]), rss_mb=out["rss"], load=out["load"],
    )


def live(room: Path, company: Company, words: Path, size: int) -> None:
    """What the corpus wrote for an original, against what a conversation of its own writes, and one in the corpus's scope."""
    from garim import Screen
    from garim.bulk.run import Order, clean

    src = company.mixed(room / "live", size)
    run, out = clean(Order(src=src, dst=room / "live_out", lexicons=(words,), key=KEY, scope="corpus", check=False))
    kept = run.worker.screen
    corpus: dict[str, set[str]] = {}
    for entry in kept.scopes.get("corpus"):
        corpus.setdefault(entry.original, set()).add(entry.surrogate)
    texts = [line for path in sorted(src.rglob("*")) if path.is_file() for line in _pages(path)]
    for name, screen, scope, some in (("a conversation", Screen(lexicons=[words], key=KEY), None, texts), ("in the scope", kept, "corpus", texts[:: len(texts) // 40])):
        alike: dict[str, bool] = {}
        only = 0
        for text in some:
            hidden = screen.hide(text, scope)
            for found in hidden.findings:
                raw = text[found.start : found.end]
                only += raw not in corpus
                if raw in corpus:
                    alike[raw] = alike.get(raw, True) and found.surrogate in corpus[raw]
        say("live", against=name, texts=len(some), originals=len(alike), differ=sum(not same for same in alike.values()), met=out.met, found_only_live=only, load=round(os.getloadavg()[0], 1))


def _pages(path: Path, lines: int = 40, most: int = 12) -> list[str]:
    """The beginning of a file as somebody might paste it."""
    said = path.read_text().splitlines(keepends=True)[: lines * most]
    return ["".join(said[at : at + lines]) for at in range(0, len(said), lines)]


HEAD = ("cust_no", "cust_name", "phone")


def _plant(src: Path, company: Company) -> None:
    """All customers in each format that is read."""
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq
    import zstandard
    from docx import Document

    rows = company.customers
    columns = {name: [row[at] for row in rows] for at, name in enumerate(HEAD)}
    pq.write_table(pa.table({**columns, "amount": list(range(len(rows)))}), src / "customers.parquet")
    (src / "dump.sql").write_text("".join(f"INSERT INTO customers (cust_no, cust_name, phone) VALUES ('{a}', '{b}', '{c}');\n" for a, b, c in rows))
    (src / "copy.sql").write_text("COPY customers (cust_no, cust_name, phone) FROM stdin;\n" + "".join("\t".join(r) + "\n" for r in rows) + "\\.\n")
    tabbed, commas = ("".join(mark.join(r) + "\n" for r in (HEAD, *rows)) for mark in "\t,")
    (src / "customers.tsv").write_text(tabbed)
    (src / "old.csv").write_bytes(commas.encode("cp949"))
    (src / "wide.csv").write_bytes(commas.encode("utf-16"))
    (src / "packed.csv.zst").write_bytes(zstandard.compress(commas.encode()))
    (src / "one.json").write_text(json.dumps({"customers": [{"custNo": a, "custName": b, "phone": c} for a, b, c in rows]}, indent=1))
    (src / "escaped.jsonl").write_text("".join(json.dumps({"custNo": a, "custName": b, "phone": c}) + "\n" for a, b, c in rows))
    with gzip.open(src / "more.log.gz", "wt") as packed:
        packed.write("".join(company.log() for _ in range(2000)))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("c.csv", commas)
    (src / "a.zip").write_bytes(inner.getvalue())
    with tarfile.open(src / "b.tar.gz", "w:gz") as tar:
        for name, data in (("wiki/p.md", "".join(company.prose() for _ in range(50)).encode()), ("deep/a.zip", inner.getvalue())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    letters = [f"From x@y.example Mon Mar  2 10:00:00 2026\nFrom: {b} <a@b.example>\nMessage-ID: <{i}@b.example>\nSubject: {b}\nContent-Type: text/plain; charset=utf-8\n\n고객번호 {a}, {b}님 연락처 {c}\n\n" for i, (a, b, c) in enumerate(rows)]
    (src / "box.mbox").write_text("".join(letters))
    (src / "mail.eml").write_text(letters[0].partition("\n")[2])
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("customers")
    for row in (HEAD, *rows):
        sheet.append(row)
    book.save(src / "customers.xlsx")
    document = Document()
    for a, b, c in rows[:300]:
        document.add_paragraph(f"고객번호 {a}, {b} 고객님, 연락처 {c}")
    document.save(str(src / "visits.docx"))


def _tables(dst: Path) -> dict[str, list[tuple[str, ...]]]:
    """The table of customers, read back from each format that keeps it as one."""
    import pyarrow.parquet as pq
    import zstandard

    def rows(text: str, mark: str = ",") -> list[tuple[str, ...]]:
        return [tuple(line) for line in csv.reader(io.StringIO(text), delimiter=mark)][1:]

    with zipfile.ZipFile(dst / "a.zip") as zipped:
        member = zipped.read(zipped.namelist()[0])
    with tarfile.open(dst / "b.tar.gz") as tar:
        deep = next(tar.extractfile(m).read() for m in tar if m.name.endswith(".zip"))  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(deep)) as zipped:
        deeper = zipped.read(zipped.namelist()[0])
    table = pq.read_table(dst / "customers.parquet").to_pydict()
    return {
        "parquet": list(zip(*(table[name] for name in HEAD), strict=True)),
        "tsv": rows((dst / "customers.tsv").read_text(), "\t"),
        "cp949": rows((dst / "old.csv").read_bytes().decode("cp949")),
        "utf-16": rows((dst / "wide.csv").read_bytes().decode("utf-16")),
        "zst": rows(zstandard.ZstdDecompressor().decompressobj().decompress((dst / "packed.csv.zst").read_bytes()).decode()),
        "zip": rows(member.decode()),
        "zip in tar": rows(deeper.decode()),
        "insert": [tuple(line.split("'")[1::2]) for line in (dst / "dump.sql").read_text().splitlines()],
        "copy": [tuple(line.split("\t")) for line in (dst / "copy.sql").read_text().splitlines()[1:-1]],
        "json": [tuple(one.values()) for one in next(iter(json.loads((dst / "one.json").read_text()).values()))],
        "jsonl": [tuple(json.loads(line).values()) for line in (dst / "escaped.jsonl").read_text().splitlines()],
        "mbox": [(found[1], found[2], found[3]) for found in re.finditer(r"(?m)^고객번호 (\S+), (\S+)님 연락처 (\S+)$", (dst / "box.mbox").read_text())],
    }


def _records(root: Path) -> list[int]:
    """How many lines, rows or messages each file of a folder holds, least first: names are hidden, so files cannot be paired."""
    import pyarrow.parquet as pq

    out = []
    for path in root.rglob("*"):
        if not path.is_file() or path.suffix in (".docx", ".xlsx") or path.name.endswith((".docx.txt", ".xlsx.txt")):
            continue
        if path.suffix == ".parquet":
            out.append(pq.read_metadata(path).num_rows)
        else:
            out.append(sum(text.count("\n") for text in _texts(path)))
    return sorted(out)


def _values(texts: Iterator[str]) -> set[str]:
    """What looks like a planted value."""
    look = re.compile(rf"C\d{{8}}|010-\d{{4}}-\d{{4}}|(?=([{''.join(SURNAMES)}][가나다라마바사][온율빈결별솔찬담]))")
    return {found[1] or found[0] for text in texts for found in look.finditer(text)}


def _everything(root: Path) -> Iterator[str]:
    """All that a folder says, read by other means than Garim's."""
    for path in sorted(root.rglob("*")):
        yield str(path.relative_to(root))
        if path.is_file():
            yield from _texts(path)


def _texts(path: Path) -> Iterator[str]:
    """What a file says."""
    import pyarrow.parquet as pq
    from docx import Document

    if path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pydict())
    elif path.suffix == ".docx":
        yield "\n".join(one.text for one in Document(str(path)).paragraphs)
    elif path.suffix == ".xlsx":
        import openpyxl

        for row in openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True):
            yield "\t".join(map(str, row))
    else:
        yield from _opened(path.name, path.read_bytes())


def _opened(name: str, data: bytes) -> Iterator[str]:
    import zstandard

    if name.endswith(".tar.gz"):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                if member.isfile():
                    yield member.name
                    yield from _opened(member.name, tar.extractfile(member).read())  # type: ignore[union-attr]
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            for inner in zipped.namelist():
                yield inner
                yield from _opened(inner, zipped.read(inner))
    elif name.endswith((".gz", ".zst")):
        yield (gzip.decompress(data) if name.endswith(".gz") else zstandard.ZstdDecompressor().decompressobj().decompress(data)).decode()
    elif name.endswith((".eml", ".mbox")):
        for letter in re.split(rb"(?m)^From [^\n]*\n", data) if name.endswith(".mbox") else [data]:
            message = email.message_from_bytes(letter)
            yield " ".join(str(make_header(decode_header(value))) for value in message.values())
            yield (message.get_payload(decode=True) or b"").decode()  # type: ignore[union-attr]
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16")
    elif name == "old.csv":
        yield data.decode("cp949")
    elif name.endswith((".json", ".jsonl")):
        yield from (json.dumps(json.loads(part), ensure_ascii=False) + "\n" for part in (data.decode().splitlines() if name.endswith("l") else [data.decode()]))
    else:
        yield data.decode()


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["rate", "workers", "scale", "kills", "planted"])
    parser.add_argument("--size", type=float, default=16.0, help="MB")
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1, help="processes of `planted`")
    asked = parser.parse_args()
    size = int(asked.size * 1e6)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        company = Company(asked.terms, asked.people)
        words = company.lexicon(room / "words.jsonl")
        go(company.mixed(room / "warm", 20_000), room / "warm_out", words, rules=True)  # compiles the lexicon
        for what in asked.what:
            if what == "kills":
                kills(room, company, words, asked.kills)
            elif what == "planted":
                planted(room, company, words, size, asked.workers)
            else:
                {"rate": rate, "workers": workers, "scale": scale, "live": live}[what](room, company, words, size)


if __name__ == "__main__":
    main()
