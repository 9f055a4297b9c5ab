"""The extra `otel` of a pressed package: a call over a socket, as it is reported."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import pytest
from opentelemetry.trace import SpanKind

from runtime.lab import answer
from runtime.telemetry import Telemetry
from support.transports import TransportKind
from support.wire import PressWire

API = """
info: {title: Inline, version: 1.0.0}
paths:
  /x/{id}:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
"""


def test_spans_of_calls_over_a_socket(wire: PressWire, transport: TransportKind) -> None:
    api, telemetry = wire(API), Telemetry()
    api.server.answers = [answer({}, 503, {"Retry-After": "0"}), answer({})]
    otel: Any = import_module(f"{api.package.__name__}.otel")
    hook = otel.OpenTelemetryHooks(
        tracer_provider=telemetry.tracers, meter_provider=telemetry.meters
    )
    api.call(lambda client: client.x.get(id="7"), hooks=[hook])
    first, second, call = sorted(telemetry.spans, key=lambda span: span.end_time or 0)
    assert [one.name for one in (first, second, call)] == ["GET /x/{id}", "GET /x/{id}", "get"]
    assert first.kind is second.kind is SpanKind.CLIENT
    for span, one in zip((first, second), api.server.received, strict=True):
        assert span.context is not None
        assert one.headers["traceparent"].split("-")[2] == f"{span.context.span_id:016x}"
        assert (span.attributes or {})["network.protocol.version"] == "1.1"
        assert (span.attributes or {})["server.port"] == api.server.port
    assert (second.attributes or {})["http.request.resend_count"] == 1
    scope = call.instrumentation_scope
    assert scope is not None
    assert (scope.name, scope.version) == ("inline", import_module(f"{scope.name}").__version__)


def test_without_the_api_it_is_said_what_to_install(
    wire: PressWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = wire(API).package.__name__
    for name in (f"{package}.otel", f"{package}._runtime.call.otel"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(ImportError, match=r"pip install 'inline\[otel\]'"):
        import_module(f"{package}.otel")
