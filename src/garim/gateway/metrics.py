"""Numbers for Prometheus. Labels are names out of settings and code, never out of requests.

With several workers, PROMETHEUS_MULTIPROC_DIR must be set before this file is imported; `server.serve` does it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

OWN = (0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.512)
WHOLE = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """What a gateway process counts."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        here = self._registry
        self._exchanges = Counter("garim_exchanges", "Exchanges by protocol and status.", ["protocol", "status"], registry=here)
        self._hidden = Counter("garim_hidden", "Spans hidden, by kind.", ["kind"], registry=here)
        self._own = Histogram("garim_own_seconds", "From the whole request to its sending.", registry=here, buckets=OWN)
        self._whole = Histogram("garim_exchange_seconds", "From the whole request to its end.", registry=here, buckets=WHOLE)
        self._by_kind: dict[str, Counter] = {}
        self._by_status: dict[tuple[str, int], Counter] = {}

    def note(self, protocol: str, status: int, own: float, whole: float) -> None:
        """Count an exchange.

        Args:
            protocol: Its protocol's name.
            status: What the caller got; 0 where it had left.
            own: Seconds until it was sent; 0 where it was not.
            whole: Seconds until its end.
        """
        counter = self._by_status.get((protocol, status))
        if counter is None:
            counter = self._by_status[protocol, status] = self._exchanges.labels(protocol, str(status))
        counter.inc()
        if own:
            self._own.observe(own)
        self._whole.observe(whole)

    def note_hidden(self, counts: Mapping[str, int]) -> None:
        """Count what an exchange hid, by kind."""
        for kind, number in counts.items():
            counter = self._by_kind.get(kind)
            if counter is None:
                counter = self._by_kind[kind] = self._hidden.labels(kind)
            counter.inc(number)

    def errors(self) -> int:
        """Exchanges that were answered with an error, 4xx or 5xx, since the start: whatever was sent or not, recorded or not."""
        samples = (one for family in self._whole_gateway().collect() for one in family.samples)
        return round(sum(one.value for one in samples if one.name == "garim_exchanges_total" and one.labels["status"] >= "400"))

    def text(self) -> bytes:
        """All numbers, of all workers, in Prometheus' text format."""
        return generate_latest(self._whole_gateway())

    def _whole_gateway(self) -> CollectorRegistry:
        """What is counted here, or by all workers where there are several."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return self._registry
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return registry
