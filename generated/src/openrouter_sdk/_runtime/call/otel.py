"""Spans and a metric of calls, by OpenTelemetry's semantic conventions for HTTP clients.

Each request (attempts, redirects) is a span of the kind CLIENT, below one for the call. The metric
is `http.client.request.duration`, whose values are the durations of the requests' spans.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from opentelemetry import metrics, propagate, trace
from opentelemetry.trace import SpanKind, Status, StatusCode

from ..base import clock
from ..base.errors import SDKError

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

    from ..base.hooks import HookCall, HookRequest, HookResponse, HookRetry

_SCHEMA = "https://opentelemetry.io/schemas/1.44.0"
_PORTS = {"http": 80, "https": 443}
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
_METHODS = "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,QUERY,TRACE"
_KNOWN_METHODS = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS"

Attributes = dict[str, str | int]


class _Request:
    """A request that is under way."""

    __slots__ = ("attributes", "began", "span", "started")

    def __init__(self, span: Span, began: float, attributes: Attributes) -> None:
        self.span = span
        self.began = began
        self.started = clock.monotonic()
        self.attributes = attributes  # of the metric


class _Call:
    """A call that is under way."""

    __slots__ = ("request", "sent", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self.request: _Request | None = None
        self.sent = 0


class OpenTelemetryHooks:
    """Reports each call by a span, each of its requests by one below it, and their durations.

    The spans know no header fields and no bodies; what is secret in URLs is redacted. A request
    carries on the trace (`traceparent`, or what else is set up to propagate), but not to another
    origin. The call's span ends when a stream or download is handed over.
    """

    def __init__(
        self,
        scope: str,
        version: str,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        """Report under the name and version of a package, to these providers or the global ones."""
        self._tracer = trace.get_tracer(scope, version, tracer_provider, _SCHEMA)
        meter = metrics.get_meter(scope, version, meter_provider, _SCHEMA)
        self._durations = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )
        self._methods = frozenset((os.environ.get(_KNOWN_METHODS) or _METHODS).split(","))

    def before_call(self, call: HookCall) -> None:
        """Begin the span of a call, below the current one."""
        name = call.operation if call.path else self._method(call.method)[1]
        call.state[self] = _Call(self._tracer.start_span(name))

    def before_request(self, request: HookRequest) -> dict[str, str]:
        """Begin the span of a request, and return what carries on the trace."""
        state: _Call = request.call.state[self]
        method, name = self._method(request.method)
        url = urlsplit(request.url)
        where: Attributes = {
            "http.request.method": method,
            "server.address": url.hostname or "",
            "server.port": url.port or _PORTS[url.scheme],
        }
        more: Attributes = {"url.full": request.url.replace("=***", "=REDACTED")}
        if method != request.method:
            more["http.request.method_original"] = request.method
        if request.call.path:
            more["url.template"] = request.call.path
        if state.sent:
            more["http.request.resend_count"] = state.sent
        began = clock.time()
        span = self._tracer.start_span(
            f"{name} {request.call.path}".strip(),
            trace.set_span_in_context(state.span),
            SpanKind.CLIENT,
            {**where, **more},
            start_time=_nanoseconds(began),
        )
        state.sent += 1
        state.request = _Request(span, began, where)
        carrier: dict[str, str] = {}
        propagate.inject(carrier, trace.set_span_in_context(span))
        return carrier

    def after_response(self, response: HookResponse) -> None:
        """End the span of a request that has been answered."""
        attributes: Attributes = {"http.response.status_code": response.status_code}
        if response.http_version:
            attributes["network.protocol.version"] = response.http_version
        error = str(response.status_code) if response.status_code >= 400 else ""
        self._end(response.request.call.state[self], error, attributes)

    def before_retry(self, retry: HookRetry) -> None:
        """End the span of a request that has failed."""
        self._end(retry.call.state[self], _type(retry.error))

    def after_call(self, call: HookCall) -> None:
        """End the span of a call."""
        state: _Call | None = call.state.pop(self, None)
        if state is None:
            return
        error = call.error
        self._end(state, _type(error))
        if error is not None:
            status = error.status_code if isinstance(error, SDKError) else None
            failed = status is not None and status >= 400
            state.span.set_attribute("error.type", str(status) if failed else _type(error))
            state.span.set_status(Status(StatusCode.ERROR, str(error)))
        state.span.end()

    def _end(self, state: _Call, error: str, attributes: Attributes | None = None) -> None:
        request, state.request = state.request, None
        if request is None:
            return
        more = {**(attributes or {}), **({"error.type": error} if error else {})}
        request.span.set_attributes(more)
        if error:
            request.span.set_status(Status(StatusCode.ERROR))
        seconds = clock.monotonic() - request.started
        within = trace.set_span_in_context(request.span)
        self._durations.record(seconds, {**request.attributes, **more}, within)
        request.span.end(_nanoseconds(request.began + seconds))

    def _method(self, method: str) -> tuple[str, str]:
        """Return the attribute that a method is, and what stands for it in names of spans."""
        return (method, method) if method in self._methods else ("_OTHER", "HTTP")


def _type(error: BaseException | None) -> str:
    """Return what kind of error it is; "" if there is none."""
    cls = type(error)
    return "" if error is None else f"{cls.__module__}.{cls.__qualname__}"


def _nanoseconds(time: float) -> int:
    return int(time * 1e9)
