"""Whole corpora: how fast, how flat, how safe. `python -m bench.bulk [--size MB] [--terms N] [--kills N] [what …]`

    rate      MB/s of a mixed corpus (code, logs, CSV, JSON lines, prose): default settings, patterns and list only
    workers   two processes against one
    scale     ten times the data: time and memory
    kills     kill -9 at random moments, then on to the end: the same bytes?
    planted   a corpus with planted values in every format: what is left, which joins broke, what was lost
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
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
    print(json.dumps({"seconds": time.monotonic() - began, "marks": marks, "cpu": time.process_time(), "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
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
    say("workers", mb=round(one["bytes"] / 1e6, 1), one=round(one["seconds"], 1), two=round(two["seconds"], 1), ratio=round(one["seconds"] / two["seconds"], 2), same=tree(room / "w1") == tree(room / "w2"), load=two["load"])


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


def planted(room: Path, company: Company, words: Path, size: int) -> None:
    """Values in every format; everything that comes out is opened by other means and searched."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    src = company.mixed(room / "planted", size)
    customers = company.customers
    rows = [company.customers[i % len(customers)] for i in range(len(customers))]
    pq.write_table(pa.table({"cust_no": [r[0] for r in rows], "cust_name": [r[1] for r in rows], "phone": [r[2] for r in rows], "amount": list(range(len(rows)))}), src / "customers.parquet")
    (src / "dump.sql").write_text("".join(f"INSERT INTO customers (cust_no, cust_name, phone) VALUES ('{a}', '{b}', '{c}');\n" for a, b, c in rows))
    (src / "copy.sql").write_text("COPY customers (cust_no, cust_name, phone) FROM stdin;\n" + "".join("\t".join(r) + "\n" for r in rows) + "\\.\n")
    (src / "customers.tsv").write_text("cust_no\tcust_name\tphone\n" + "".join("\t".join(r) + "\n" for r in rows))
    (src / "one.json").write_text(json.dumps({"customers": [{"custNo": a, "custName": b, "phone": c} for a, b, c in rows]}, indent=1))
    with gzip.open(src / "more.log.gz", "wt") as packed:
        packed.write("".join(company.log() for _ in range(2000)))
    with zipfile.ZipFile(src / "a.zip", "w") as zipped:
        zipped.writestr("c.csv", "cust_no,cust_name,phone\n" + "".join(",".join(r) + "\n" for r in rows[:500]))
    with tarfile.open(src / "b.tar.gz", "w:gz") as tar:
        data = "".join(company.prose() for _ in range(50)).encode()
        info = tarfile.TarInfo("wiki/p.md")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    (src / "mail.eml").write_bytes(f"From: {rows[0][1]} <a@b.example>\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{rows[0][1]} {rows[0][2]}\n".encode())
    out = go(src, room / "planted_out", words, check=True)
    dst = room / "planted_out"
    said = "\n".join(_everything(dst))
    values = {v for row in customers for v in (row[0], row[2])} | set(company.people)
    present = {v for v in values if v in "\n".join(_everything(src))}
    left = [v for v in present if v in said]
    new = pq.read_table(dst / "customers.parquet").to_pydict()
    sets = {"parquet": list(zip(new["cust_no"], new["cust_name"], new["phone"], strict=True))}
    sets["tsv"] = [tuple(line.split("\t")) for line in (dst / "customers.tsv").read_text().splitlines()[1:]]
    sets["insert"] = [tuple(line.split("'")[1::2]) for line in (dst / "dump.sql").read_text().splitlines()]
    sets["copy"] = [tuple(line.split("\t")) for line in (dst / "copy.sql").read_text().splitlines()[1:-1]]
    sets["json"] = [(c["custNo"], c["custName"], c["phone"]) for c in next(iter(json.loads((dst / "one.json").read_text()).values()))]
    broken = {name: sum(a != b for a, b in zip(rows_, sets["parquet"], strict=True)) for name, rows_ in sets.items()}
    orders = [r[1] for r in csv.reader((dst / "orders.csv").read_text().splitlines())][1:]
    broken["orders.csv"] = sum(a != sets["parquet"][i % len(rows)][0] for i, a in enumerate(orders))
    lost = {str(p.relative_to(src)): 1 for p in src.rglob("*") if p.is_file()}
    say("planted", mb=round(out["bytes"] / 1e6, 2), values=len(present), left=len(left), examples=left[:3], second_pass=out["residue"], seen=out["left"], joins_broken=broken, files=[len(lost), len(tree(dst))], bad=out["bad"], distinct=len({r[0] for r in sets["parquet"]}) == len({r[0] for r in rows}), seconds=round(out["seconds"], 1), load=out["load"])


def _everything(root: Path) -> list[str]:
    """All that a folder says, read by other means than Garim's."""
    import email

    import pyarrow.parquet as pq

    out = []
    for path in sorted(root.rglob("*")):
        if not path.is_file():
            continue
        out.append(path.name)
        data = path.read_bytes()
        if path.suffix == ".parquet":
            out.append(str(pq.read_table(path).to_pydict()))
        elif path.name.endswith(".tar.gz"):
            with tarfile.open(path) as tar:
                out += [m.name + tar.extractfile(m).read().decode() for m in tar if m.isfile()]  # type: ignore[union-attr]
        elif path.suffix == ".gz":
            out.append(gzip.decompress(data).decode())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as zipped:
                out += [zipped.read(n).decode() for n in zipped.namelist()]
        elif path.suffix == ".eml":
            message = email.message_from_bytes(data)
            out.append(str(message.items()) + (message.get_payload(decode=True) or b"").decode())  # type: ignore[union-attr]
        else:
            text = data.decode()
            out.append(json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text)
    return out


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["rate", "workers", "scale", "kills", "planted"])
    parser.add_argument("--size", type=float, default=16.0, help="MB")
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--kills", type=int, default=50)
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
            else:
                {"rate": rate, "workers": workers, "scale": scale, "planted": planted}[what](room, company, words, size)


if __name__ == "__main__":
    main()
