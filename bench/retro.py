"""A made year of 20,000 exchanges beside a year of 12,000: `python -m bench.retro [--count N] [--then N]`.

made      seconds to make the two years, as the gateway would keep them
first     the page's figures of both years, asked of a gateway that has read nothing yet; and its CPU, in all threads
again     the same, once it has
list      her exchanges to correct
export    Markdown, HTML and the picture
recount   whether the figures are those of a plain recount over the records (json and datetime only)
judge     milliseconds for what a prompt is for; and what is noted of an exchange, by thread
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.e2e import servers
from tests.retro import made

from garim.retro import Audit, gather
from garim.retro.language import language
from garim.retro.purpose import model

ZONE = "Asia/Seoul"
PROMPT = (
    "배포 이후 주문 API가 가끔 502를 돌려줍니다. 로그는 아래와 같은데 어디부터 봐야 할까요?\n\n2026-03-02 04:11:09 ERROR pool - timeout\n"
    * 6
)


def timed(call: object, times: int = 5) -> tuple[float, float]:
    """(the first, the median of those after) in milliseconds."""
    took = []
    for _ in range(times + 1):
        began = time.perf_counter()
        call()  # type: ignore[operator]
        took.append((time.perf_counter() - began) * 1000)
    return round(took[0], 1), round(statistics.median(took[1:]), 1)


def recount(path: Path, lines: dict[str, list[Any]], year: int) -> dict[str, object]:
    """Plain sums over the records, and what her lines say of them: beginning of the hash → line."""
    with sqlite3.connect(path) as db:
        rows = [json.loads(text) for (text,) in db.execute("SELECT record FROM garim_audit")]
    zone = ZoneInfo(ZONE)
    left = [
        (row, datetime.fromtimestamp(row["at"], zone))
        for row in rows
        if row.get("status") == "sent" and row["protocol"] in ("chat", "anthropic", "responses")
    ]
    left = [(row, at) for row, at in left if at.year == year]
    kinds: Counter[str] = Counter()
    line = {row["number"]: lines.get(row["outbound_sha256"][:16], [False] * 12) for row, _ in left}
    new = [row for row, _ in left if not line[row["number"]][9]]
    left = [(row, at) for row, at in left if not line[row["number"]][11:] or not line[row["number"]][11]]
    for row in new:
        kinds.update(row["counts"] if row["fresh"] is None else row["fresh"])
    return {
        "exchanges": len(left),
        "months": [sum(at.month == month for _, at in left) for month in range(1, 13)],
        "hours": [sum(at.hour == hour for _, at in left) for hour in range(24)],
        "hidden": sum(kinds.values()),
        "kinds": dict(kinds),
        "models": dict(Counter(row["model"] for row, _ in left)),
        "outside": sum(row["trust"] == "outside" for row, _ in left),
    }


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--then", type=int, default=12_000)
    said = parser.parse_args()
    year = datetime.now(UTC).year - 1
    out: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        began = time.perf_counter()
        begin = [datetime(one, 1, 1, tzinfo=ZoneInfo(ZONE)).timestamp() for one in (year - 1, year)]
        store, clock = made.opened(path, begin[0], servers.KEY)
        made.year(store, clock, begin[0], said.then, seed=2)
        made.year(store, clock, begin[1], said.count, seed=3, agents=True)
        store.close()
        out["made_s"] = round(time.perf_counter() - began, 1)
        settings = servers.settings_for(path, policy={"timezone": ZONE})
        with servers.in_thread(settings, servers.load(path)) as gateway:
            asked = f"year={year}&against={year - 1}&zone={ZONE}"
            begun, used = time.perf_counter(), time.process_time()
            gateway.call("GET", f"/garim/retro?{asked}")
            out["first_ms"] = round((time.perf_counter() - begun) * 1000)
            out["first_cpu_ms"] = round((time.process_time() - used) * 1000)
            out["again_ms"] = timed(lambda: gateway.call("GET", f"/garim/retro?{asked}"))[1]
            found = gateway.call("GET", f"/garim/retro?{asked}").json
            out["list_ms"] = timed(lambda: gateway.call("GET", f"/garim/retro/list?{asked}&only=unsure"))[1]
            for form in ("md", "html", "png"):
                out[f"{form}_ms"] = timed(lambda: gateway.call("GET", f"/garim/retro/export?form={form}&{asked}"), 3)  # noqa: B023
            documents = gateway.store.history.all("", "use").result()
            lines = {line[2]: line for document in documents for line in json.loads(document.data) if line[0] == "a"}
            for at, one in ((year, found), (year - 1, found["against"])):
                plain = recount(path / "garim.db", lines, at)
                told = {
                    **one["total"],
                    "months": [month["exchanges"] for month in one["months"]],
                    "hours": one["hours"],
                    "kinds": dict(one["kinds"]),
                    "models": dict(one["models"]),
                }
                out[f"recount_{at}"] = "equal" if all(told[name] == value for name, value in plain.items()) else "DIFFERS"
            began = time.process_time()
            gather(gateway.store, Audit("client", ""), "")
            out["gather_cpu_ms"] = round((time.process_time() - began) * 1000)
    model()
    began = time.process_time()
    for _ in range(300):
        model().judge(PROMPT)
        language(PROMPT)
    out["judge_ms"] = round((time.process_time() - began) / 300 * 1000, 2)
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
