"""What OpenTelemetry's exporters in memory get of calls."""

from __future__ import annotations

from typing import Any

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from sdk_runtime.call.otel import OpenTelemetryHooks

import runtime.lab  # noqa: F401 - so that `sdk_runtime` can be imported

DURATION = "http.client.request.duration"


class Telemetry:
    """What is set up to get spans and metrics."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.tracers = TracerProvider(shutdown_on_exit=False)
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader], shutdown_on_exit=False)
        self.hooks = OpenTelemetryHooks("sdk", "1.0", self.tracers, self.meters)

    @property
    def spans(self) -> list[ReadableSpan]:
        return sorted(self.exporter.get_finished_spans(), key=lambda span: span.start_time or 0)

    def call(self) -> ReadableSpan:
        return [one for one in self.spans if one.kind is SpanKind.INTERNAL][-1]

    def requests(self) -> list[ReadableSpan]:
        """The requests' spans in their order; each is below the call's."""
        found = [one for one in self.exporter.get_finished_spans() if one.kind is SpanKind.CLIENT]
        call = self.call()
        assert all(one.parent == call.context for one in found)
        return found

    def durations(self) -> list[Any]:
        data = self.reader.get_metrics_data()
        assert data is not None
        [metric] = data.resource_metrics[0].scope_metrics[0].metrics
        assert (metric.name, metric.unit) == (DURATION, "s")
        return list(metric.data.data_points)
