"""Servers that break off, keep silent or are not there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from openrouter_sdk import OpenRouter, OpenRouterError
from openrouter_sdk.errors import (
    APIConnectionError,
    APITimeoutError,
    OpenRouterDefaultError,
    ResponseValidationError,
)

from support.clock import FakeClock
from support.raw_server import DROPPED, SILENT, TRUNCATED, RawServer, refusing
from support.sdk import STYLES, operations
from support.server import ApiServer, Reply

Style = Callable[..., Any]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
READ = operations()[0]
pytestmark = pytest.mark.usefixtures("default_transport")


def failure(style: Style, url: str, **client: Any) -> OpenRouterError:
    """Make a call that fails and return the error."""
    with pytest.raises(OpenRouterError) as caught:
        style(READ, {}, server_url=url, api_key="sk-any", **client)
    return caught.value


def assert_no_response(error: OpenRouterError) -> None:
    """Check that the error does not pretend that anything came back."""
    assert error.status_code is None
    assert dict(error.headers) == {}
    assert (error.body, error.response, error.request_id, error.data) == (b"", None, None, None)
    assert error.__cause__ is not None
    assert error.request is not None and error.request.startswith("GET http://127.0.0.1:")


@every_style
@pytest.mark.parametrize("answer", [TRUNCATED, DROPPED], ids=["truncated", "dropped"])
def test_a_connection_that_breaks_is_a_connection_error(style: Style, answer: bytes) -> None:
    with RawServer(answer) as server:
        error = failure(style, server.url, retries=False)
        assert len(server.received) == 1
    assert type(error) is APIConnectionError
    assert_no_response(error)


@every_style
def test_a_silent_server_is_a_timeout(style: Style) -> None:
    with RawServer(SILENT) as server:
        started = time.monotonic()
        error = failure(style, server.url, retries=False, timeout=0.1)
        assert time.monotonic() - started < 2
    assert type(error) is APITimeoutError
    assert_no_response(error)


@every_style
def test_a_slow_answer_is_a_timeout_for_the_call_that_has_no_time(
    style: Style, api: ApiServer, key: str
) -> None:
    api.script(Reply(delay=0.5), Reply(delay=0.2))
    with pytest.raises(APITimeoutError) as caught:
        style(READ, {}, {"timeout": 0.1, "retries": False}, server_url=api.url, api_key=key)
    assert caught.value.status_code is None
    assert style(READ, {}, {"timeout": 5}, server_url=api.url, api_key=key, timeout=0.1).data


@every_style
def test_a_refused_connection_is_tried_three_times(style: Style, clock: FakeClock) -> None:
    with refusing() as url:
        error = failure(style, url)
    assert type(error) is APIConnectionError
    assert_no_response(error)
    assert clock.sleeps == [0.5, 0.75]


@every_style
def test_a_success_that_is_no_json_cannot_be_decoded(
    style: Style, api: ApiServer, key: str
) -> None:
    api.script(Reply(200, b"<html>Welcome</html>"))
    error = failure(style, api.url)
    assert type(error) is ResponseValidationError
    assert (error.status_code, error.body) == (200, b"<html>Welcome</html>")
    assert len(api.requests) == 1


def test_broken_connections_are_not_retried_where_the_user_says_so(clock: FakeClock) -> None:
    with RawServer(DROPPED) as server:
        failure(STYLES["method"], server.url, retries={"max_attempts": 1})
        assert len(server.received) == 1
    assert clock.sleeps == []


def test_the_deadline_is_over_attempts_that_are_slow_themselves(api: ApiServer, key: str) -> None:
    api.script(*[Reply(503, b"", delay=0.12)] * 5)
    options: Any = {"deadline": 0.3, "retries": {"max_attempts": 5, "initial_delay": 0.01}}
    started = time.monotonic()
    with OpenRouter(server_url=api.url, api_key=key) as client:
        with pytest.raises((APITimeoutError, OpenRouterDefaultError)):
            client.analytics.get_user_activity(options=options)
        assert time.monotonic() - started < 0.6
        assert 2 <= len(api.requests) <= 3
