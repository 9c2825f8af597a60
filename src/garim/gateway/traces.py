"""Traces of exchanges for OpenTelemetry (extra `tracing`): how long each step took, and never a text.

A span an exchange, named after its protocol, and one for each of its steps. They are made when the exchange has ended, of
times that were noted, so that an exchange which is traced runs as one that is not. A caller's `traceparent` is gone on with;
none is sent upstream.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from garim.config.about import version
from garim.errors import BadSettings


class Step(NamedTuple):
    """A step of an exchange."""

    name: str
    """load | hide | choose | keep | record | send."""
    began: int
    """Nanoseconds since 1970."""
    ended: int


class Told(NamedTuple):
    """What a span says of an exchange: names out of settings and code, and numbers."""

    protocol: str
    status: int
    error: str
    upstream: str
    hidden: int
    """How many spans of text were hidden."""


class Traces(Protocol):
    """Where spans go."""

    def tell(self, told: Told, steps: Sequence[Step], began: int, ended: int, parent: bytes) -> None:
        """Hand on an exchange that ended.

        Args:
            told: What it was.
            steps: What was done, in order.
            began: Nanoseconds since 1970.
            ended: The same.
            parent: The caller's `traceparent`; b"" for none.
        """

    def close(self) -> None:
        """Send what waits."""


def open_traces(url: str, export: Any = None) -> Traces | None:
    """Traces that go to a collector; None where none is named.

    Args:
        url: Of an OTLP/HTTP collector, as http://127.0.0.1:4318/v1/traces; "" for none.
        export: OpenTelemetry's exporter, in place of that which sends to the address.

    Raises:
        BadSettings: The extra is not installed.
    """
    if not url:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise BadSettings("[gateway] traces needs OpenTelemetry", hint="pip install 'garim[tracing]'") from None
    # It logs a collector that is away with its own words and tracebacks; our log has one form.
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    provider = TracerProvider(resource=Resource({"service.name": "garim", "service.version": version()}))
    provider.add_span_processor(BatchSpanProcessor(export or OTLPSpanExporter(endpoint=url)))
    return _Spans(provider)


class _Spans:
    """Traces by OpenTelemetry's own library."""

    def __init__(self, provider: Any) -> None:
        self._provider, self._tracer = provider, provider.get_tracer("garim")

    def tell(self, told: Told, steps: Sequence[Step], began: int, ended: int, parent: bytes) -> None:
        """See `Traces.tell`."""
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        around = TraceContextTextMapPropagator().extract({"traceparent": parent.decode("latin-1")}) if parent else None
        says = {f"garim.{name}": value for name, value in told._asdict().items() if value not in ("", 0)}
        span = self._tracer.start_span(told.protocol, around, trace.SpanKind.SERVER, says, start_time=began)
        if told.error:
            span.set_status(trace.StatusCode.ERROR, told.error)
        within = trace.set_span_in_context(span)
        for step in steps:
            kind = trace.SpanKind.CLIENT if step.name == "send" else trace.SpanKind.INTERNAL
            self._tracer.start_span(step.name, within, kind, start_time=step.began).end(step.ended)
        span.end(ended)

    def close(self) -> None:
        """See `Traces.close`."""
        self._provider.shutdown()
