"""Spans at a real collector: what they say, whose children they are, and that no text is in them."""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from garim.errors import BadSettings
from garim.exchange import Screening
from garim.gateway.traces import open_traces
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "Vellichor on tamsil-prd-db03"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_without_the_extra_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)

    with pytest.raises(BadSettings, match="OpenTelemetry") as caught:
        open_traces("http://127.0.0.1:4318/v1/traces")
    assert "garim[tracing]" in caught.value.hint


def test_no_address_no_traces() -> None:
    assert open_traces("") is None


def test_an_exchange_is_a_span_with_its_steps_and_no_text(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="the extra `tracing`")
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    bodies: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    collector = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    settings = servers.settings_for(
        tmp_path,
        gateway={"traces": f"http://127.0.0.1:{collector.server_port}/v1/traces"},
        upstream=[{"name": "up", "url": upstream.url}],
    )
    with servers.in_thread(settings, screening) as gateway:
        assert gateway.chat(TEXT, headers={"x-garim-scope": "case", "traceparent": PARENT}).status == 200
        assert gateway.chat(TEXT, model="e500", stream=True).status >= 500
        assert "traceparent" not in upstream.heads[0]
        for broken in ("", "no traceparent", PARENT.upper() * 9):
            assert gateway.chat(TEXT, headers={"traceparent": broken}).status == 200
    collector.shutdown()
    collector.server_close()
    spans = [
        span
        for body in bodies
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    first = next(span for span in spans if span.trace_id.hex() == PARENT[3:35] and span.name == "chat")
    steps = [span for span in spans if span.parent_span_id == first.span_id]

    assert first.parent_span_id.hex() == PARENT[36:52]
    assert {one.key: one.value.int_value or one.value.string_value for one in first.attributes} == {"garim.protocol": "chat", "garim.status": 200, "garim.upstream": "up", "garim.hidden": 2}
    assert [span.name for span in sorted(steps, key=lambda span: span.start_time_unix_nano)] == ["load", "hide", "choose", "keep", "record", "send"]
    assert all(first.start_time_unix_nano <= span.start_time_unix_nano <= span.end_time_unix_nano <= first.end_time_unix_nano for span in steps)
    assert sum(span.name == "chat" for span in spans) == 5
    assert not any(word in body for body in bodies for word in (b"Vellichor", b"tamsil", b"case"))


def test_a_collector_that_is_away_keeps_nobody_waiting(tmp_path: Path, screening: Screening, upstream: FakeUpstream, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="the extra `tracing`")
    settings = servers.settings_for(tmp_path, gateway={"traces": "http://127.0.0.1:9/v1/traces"}, upstream=[{"name": "up", "url": upstream.url}])
    with servers.in_thread(settings, screening) as gateway:
        assert gateway.chat(TEXT).status == 200
    assert "Traceback" not in capfd.readouterr().err
