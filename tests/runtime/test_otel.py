"""OpenTelemetry: spans and a metric, as the SDK's exporters in memory get them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import StatusCode
from sdk_runtime.call.otel import OpenTelemetryHooks
from sdk_runtime.client.undescribed import request_steps
from sdk_runtime.http.transport import TransportError, TransportTimeout

from runtime.lab import (
    GET,
    POST,
    BaseError,
    FakeClock,
    Parameter,
    RequestInvalid,
    TimedOut,
    operation,
)
from runtime.script import AsyncScript, Script, reply
from runtime.telemetry import Telemetry

GOOD = reply({"data": []})
USER = operation(
    id="getUser", path="/users/{id}", parameters=(Parameter("id", "id", "path"),), responses=()
)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)


@pytest.fixture
def telemetry() -> Telemetry:
    return Telemetry()


Run = Callable[..., Script]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, telemetry: Telemetry) -> Run:
    """Call an operation; an error of the SDK is raised when `fails` does not say which."""

    def call(*answers: Any, called: Any = GET, fails: Any = (), **arguments: Any) -> Script:
        script = (Script if request.param == "sync" else AsyncScript)(*answers)
        client = script.client(hooks=[telemetry.hooks])

        async def awaited() -> Any:
            await client.call(called, arguments)

        with suppress(fails):
            if request.param == "async":
                asyncio.run(awaited())
            else:
                client.call(called, arguments)
        return script

    return call


def test_a_call_and_its_one_request(run: Run, telemetry: Telemetry) -> None:
    script = run(GOOD, called=USER, id="7?token=t0ken")
    [span], call = telemetry.requests(), telemetry.call()
    assert (call.name, dict(call.attributes or {}), call.parent) == ("getUser", {}, None)
    assert span.name == "GET /users/{id}"
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "server.address": "api.example.com",
        "server.port": 443,
        "url.full": "https://api.example.com/v1/users/7%3Ftoken%3Dt0ken",
        "url.template": "/users/{id}",
    }
    assert span.status.status_code is call.status.status_code is StatusCode.UNSET
    scope = span.instrumentation_scope
    assert scope is not None
    assert (scope.name, scope.version) == ("sdk", "1.0")
    assert scope.schema_url == "https://opentelemetry.io/schemas/1.44.0"
    assert span.context is not None
    context = span.context
    ids = f"{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
    assert script.header("traceparent") == [f"00-{ids}"]
    [point] = telemetry.durations()
    assert dict(point.attributes) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "server.address": "api.example.com",
        "server.port": 443,
    }
    assert point.explicit_bounds == BOUNDS
    assert point.count == 1
    assert point.sum == pytest.approx(_seconds(span), abs=1e-6)


def _seconds(span: ReadableSpan) -> float:
    return ((span.end_time or 0) - (span.start_time or 0)) / 1e9


def test_each_attempt_and_each_redirect(run: Run, telemetry: Telemetry, clock: FakeClock) -> None:
    other = "https://other.example:8443/x?sig=s1g&q=1"
    busy, moved = reply({}, 503, retry_after="7"), reply({}, 307, location=other)
    script = run(TransportTimeout("late"), busy, moved, GOOD)
    late, refused, redirected, last = telemetry.requests()
    attributes = [one.attributes or {} for one in telemetry.requests()]
    assert [one.get("http.request.resend_count") for one in attributes] == [None, 1, 2, 3]
    assert (late.attributes or {})["error.type"] == "runtime.lab.TimedOut"
    assert (refused.attributes or {})["error.type"] == "503"
    assert late.status.status_code is refused.status.status_code is StatusCode.ERROR
    assert refused.status.description is late.status.description is None
    assert (redirected.attributes or {})["http.response.status_code"] == 307
    assert "error.type" not in (redirected.attributes or {})
    assert (last.attributes or {})["url.full"] == "https://other.example:8443/x?sig=REDACTED&q=1"
    assert (last.attributes or {})["server.port"] == 8443
    parents = script.header("traceparent")
    assert parents[3] is None
    assert len(set(parents)) == 4
    assert telemetry.call().status.status_code is StatusCode.UNSET
    points = telemetry.durations()
    assert [point.count for point in points] == [1] * 4
    errors = [point.attributes.get("error.type") for point in points]
    assert errors == ["runtime.lab.TimedOut", "503", None, None]


def test_what_a_call_fails_with(run: Run, telemetry: Telemetry, clock: FakeClock) -> None:
    run(reply({"message": "no such thing"}, 404), fails=BaseError)
    call, [request] = telemetry.call(), telemetry.requests()
    assert dict(call.attributes or {}) == {"error.type": "404"}
    assert call.status.status_code is request.status.status_code is StatusCode.ERROR
    assert "no such thing" in (call.status.description or "")
    telemetry.exporter.clear()
    run(TransportError("reset", retryable=False), fails=BaseError)
    kinds = [(one.attributes or {})["error.type"] for one in telemetry.spans]
    assert kinds == ["runtime.lab.ConnectionFailed"] * 2
    telemetry.exporter.clear()
    run(GOOD, called=POST, fails=RequestInvalid)
    assert telemetry.requests() == []
    assert (telemetry.call().attributes or {})["error.type"] == "runtime.lab.RequestInvalid"


def test_a_call_that_is_cancelled_has_not_failed(
    telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = AsyncScript(GOOD)

    async def never(_: Any) -> Any:
        await asyncio.sleep(60)

    monkeypatch.setattr(script, "send", never)

    async def main() -> None:
        task = asyncio.create_task(script.client(hooks=[telemetry.hooks]).call(GET, {}))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    for span in (telemetry.call(), *telemetry.requests()):
        assert span.status.status_code is StatusCode.UNSET
        assert "error.type" not in (span.attributes or {})
    assert len(telemetry.requests()) == 1


def test_names_have_few_values(telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Script(reply({})).client(hooks=[telemetry.hooks])
    client.drive(request_steps(client, "GET", "/users/7", None, None, None, None))
    assert [span.name for span in (telemetry.call(), *telemetry.requests())] == ["GET", "GET"]
    assert "url.template" not in (telemetry.requests()[0].attributes or {})
    telemetry.exporter.clear()
    client.drive(request_steps(client, "PURGE", "/users/7", None, None, None, None))
    [request] = telemetry.requests()
    assert (telemetry.call().name, request.name) == ("HTTP", "HTTP")
    attributes = request.attributes or {}
    assert attributes["http.request.method"] == "_OTHER"
    assert attributes["http.request.method_original"] == "PURGE"
    monkeypatch.setenv("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "PURGE,GET")
    telemetry = Telemetry()
    client = client.with_options({"hooks": [telemetry.hooks]})
    client.drive(request_steps(client, "PURGE", "/users/7", None, None, None, None))
    assert telemetry.requests()[0].name == "PURGE"


def test_it_is_below_what_the_program_does(telemetry: Telemetry) -> None:
    tracer = telemetry.tracers.get_tracer("program")
    with tracer.start_as_current_span("job") as job:
        client = Script(GOOD).client(hooks=[telemetry.hooks])
        client.call(GET, {})
        assert trace.get_current_span() is job
    assert telemetry.call().parent == job.get_span_context()


def test_no_secret_is_reported(run: Run, telemetry: Telemetry) -> None:
    run(reply({"message": "no"}, 401), fails=BaseError)
    shown = "".join(span.to_json() for span in telemetry.spans)
    assert not re.search("s3cret|authorization", shown, re.IGNORECASE)


def test_without_a_provider_nothing_is_reported(run: Run, telemetry: Telemetry) -> None:
    telemetry.hooks = OpenTelemetryHooks("sdk", "1.0")
    assert run(GOOD).header("traceparent") == [None]
    with pytest.raises(TimedOut):
        run(TransportTimeout("late", retryable=False))
    assert telemetry.spans == []
