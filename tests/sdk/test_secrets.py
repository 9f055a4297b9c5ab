"""The API key appears in requests, and nowhere else."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from openrouter_sdk import AsyncOpenRouter, OpenRouter, OpenRouterCore, OpenRouterError

from support.clock import FakeClock
from support.raw_server import DROPPED, RawServer
from support.sdk import STYLES, operations
from support.server import ApiServer, Reply
from support.transports import only_httpx2

Style = Callable[..., Any]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
READ = operations()[0]
OTHER = {"X-Session-Token": "tok-51d3", "Cookie": "sid=tok-77aa"}


def assert_hidden(text: str, key: str) -> None:
    """Check that no secret is in a text."""
    assert [secret for secret in (key, "tok-51d3", "tok-77aa") if secret in text] == []


def logged(caplog: pytest.LogCaptureFixture, logger: str = "") -> str:
    """Return the messages of a logger and those below it; of the server's none."""
    records = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    return "\n".join(one.getMessage() for one in records if one.name.startswith(logger))


@every_style
def test_debug_logs_tell_everything_but_secrets(
    style: Style, api: ApiServer, clock: FakeClock, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    api.script(Reply(503, b"", headers={"Set-Cookie": "sid=tok-77aa"}))
    options = {"query": {"access_token": "tok-51d3", "page": "2"}}
    with caplog.at_level(logging.DEBUG):
        style(READ, {}, options, server_url=api.url, api_key=key, headers=OTHER)
    records = [record for record in caplog.records if record.name == "openrouter_sdk"]
    text = logged(caplog, "openrouter_sdk")
    assert api.last.headers["authorization"] == f"Bearer {key}"
    assert ("access_token", "tok-51d3") in api.last.query
    assert "request GET" in text and "page=2" in text and "response 503" in text
    assert "'authorization': '***'" in text and "access_token=***" in text
    assert {record.levelname for record in records} == {"DEBUG", "INFO"}
    assert_hidden(repr([vars(record) for record in records]), key)
    assert_hidden(logged(caplog, "openrouter_sdk"), key)
    assert key not in logged(caplog) and "tok-51d3" not in logged(caplog)


def test_nothing_is_logged_above_debug_when_all_goes_well(
    api: ApiServer, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "openrouter_sdk"):
        STYLES["method"](READ, {}, server_url=api.url, api_key=key)
    assert [record for record in caplog.records if record.name == "openrouter_sdk"] == []


@pytest.mark.parametrize("cls", [OpenRouter, OpenRouterCore, AsyncOpenRouter])
def test_clients_show_no_key_and_cannot_be_pickled(cls: type[Any], key: str) -> None:
    client = cls(api_key=key, headers=OTHER, server_url="https://a.example/v1?key=tok-51d3")
    assert_hidden(repr(client), key)
    assert_hidden(str(client), key)
    assert_hidden(repr(vars(client)), key)
    for refused in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="pickle"):
            refused(client)


def failure(style: Style, url: str, key: str) -> OpenRouterError:
    """Make a call that fails and return the error."""
    options = {"query": {"access_token": "tok-51d3"}}
    with pytest.raises(OpenRouterError) as caught:
        style(READ, {}, options, server_url=url, api_key=key, headers=OTHER, retries=False)
    return caught.value


@every_style
def test_errors_show_no_key(style: Style, api: ApiServer, key: str) -> None:
    replies = [Reply(401), Reply(418, b"no"), Reply(200, b"<html>"), Reply(200, b"", "text/plain")]
    api.script(*replies)
    failures = [failure(style, api.url, key) for _ in replies]
    with RawServer(DROPPED) as server:
        failures.append(failure(style, server.url, key))
    assert len({type(one) for one in failures}) == 4
    for error in failures:
        assert_hidden(str(error) + repr(error) + repr(error.request), key)
        assert_hidden(repr(vars(error)), key)
        assert_hidden("".join(traceback.format_exception(error)), key)
        assert_hidden(pickle.dumps(error).decode("latin-1"), key)
        assert_hidden(repr(vars(copy.copy(error))), key)


def test_a_key_that_cannot_be_sent_is_not_shown(api: ApiServer) -> None:
    for key in ("sk-broken\n", "sk-broken\r\nX-Evil: 1", "sk-broken\u2026"):
        with (
            OpenRouter(server_url=api.url, api_key=key) as client,
            pytest.raises(OpenRouterError) as caught,
        ):
            client.analytics.get_user_activity()
        assert "sk-broken" not in "".join(traceback.format_exception(caught.value))
    assert api.requests == []


@only_httpx2
def test_raw_responses_show_and_pickle_no_key(api: ApiServer, key: str) -> None:
    own = httpx2.Client(headers={"Proxy-Authorization": "Basic tok-51d3"})
    with own, OpenRouter(server_url=api.url, api_key=key, headers=OTHER, http_client=own) as client:
        raw = client.analytics.with_raw_response.get_user_activity()
    assert_hidden(repr(raw), key)
    assert_hidden(pickle.dumps(raw).decode("latin-1"), key)


@only_httpx2
def test_httpx2s_own_log_line_shows_no_key(
    api: ApiServer, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with AsyncOpenRouter(server_url=api.url, api_key=key) as client:
            options: Any = {"query": {"access_token": "tok-51d3"}}
            await client.analytics.get_user_activity(options=options)

    with caplog.at_level(logging.DEBUG):
        asyncio.run(run())
    assert "HTTP Request: GET" in logged(caplog, "httpx2")
    assert_hidden(logged(caplog), key)
