"""How many replicas, how much PostgreSQL, for how many users: `python -m bench.scale --users 10000000 --cpu-ms 6`.

First the arithmetic, then a simulation of the audit's lock: replicas whose records wait for one another, added together as
`store/postgres.py` adds them (up to 500 a transaction).
"""

from __future__ import annotations

import argparse
import heapq
import json
import random

BATCH = 500


def sizes(users: int, share: float, asks: float, busiest: float, burst: float, cpu_ms: float) -> dict[str, float]:
    """Requests, cores and bytes."""
    day = users * share * asks
    peak = day * busiest / 3600 * burst
    return {
        "requests_a_day": day,
        "peak_a_second": round(peak, 1),
        "cores_at_70_percent": round(peak * cpu_ms / 1000 / 0.7, 1),
        "audit_gb_a_day": round(day * 600 / 1e9, 1),
        "open_streams_at_20_s": round(peak * 20),
    }


def lock(rate: float, replicas: int, base_ms: float, record_us: float, seconds: float = 20.0, seed: int = 1) -> dict[str, float]:
    """Waiting for the lock: each replica has one transaction at a time, the lock is one for all."""
    rng = random.Random(seed)
    arrivals = [(rng.expovariate(rate), n % replicas) for n in range(int(rate * seconds))]
    at = 0.0
    queues: list[list[float]] = [[] for _ in range(replicas)]
    events: list[tuple[float, int]] = []
    for gap, replica in arrivals:
        at += gap
        events.append((at, replica))
    free, waits, heap, index = 0.0, [], [], 0
    while index < len(events) or heap:
        if index < len(events) and (not heap or events[index][0] <= max(heap[0][0], free)):
            when, replica = events[index]
            index += 1
            if not queues[replica]:
                heapq.heappush(heap, (when, replica))
            queues[replica].append(when)
            continue
        asked, replica = heapq.heappop(heap)
        start = max(asked, free)
        ready = [one for one in queues[replica] if one <= start][:BATCH]
        queues[replica] = queues[replica][len(ready) :]
        free = start + base_ms / 1000 + len(ready) * record_us / 1e6
        waits += [free - one for one in ready]
        if queues[replica]:
            heapq.heappush(heap, (max(free, queues[replica][0]), replica))
    waits.sort()
    return {"p50_ms": round(waits[len(waits) // 2] * 1000, 1), "p99_ms": round(waits[len(waits) * 99 // 100] * 1000, 1)}


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    for name, value in (("users", 10_000_000), ("replicas", 12)):
        parser.add_argument(f"--{name}", type=int, default=value)
    for name, value in (("share", 0.2), ("asks", 8), ("busiest", 0.15), ("burst", 3), ("cpu-ms", 6), ("commit-ms", 2), ("record-us", 60)):
        parser.add_argument(f"--{name}", type=float, default=value)
    got = parser.parse_args()
    found = sizes(got.users, got.share, got.asks, got.busiest, got.burst, got.cpu_ms)
    rates = [500, 1000, found["peak_a_second"], 5000, 10_000]
    locks = {str(rate): lock(rate, got.replicas, got.commit_ms, got.record_us, seconds=5) for rate in rates}
    print(json.dumps({"sizes": found, "audit_lock": locks}))


if __name__ == "__main__":
    main()
