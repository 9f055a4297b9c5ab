"""Redirects: credentials stay with the origin that they were meant for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from openrouter_sdk import AsyncOpenRouter, OpenRouter
from openrouter_sdk.errors import APIConnectionError

from support.sdk import STYLES, description, operations
from support.server import ApiServer, Reply

Style = Callable[..., Any]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
READ = operations()[0]
SECRET_HEADERS = {
    "Cookie": "session=sk-cookie",
    "X-Api-Key": "sk-header",
    "Proxy-Authorization": "Basic sk-proxy",
}


@pytest.fixture
def elsewhere() -> Iterator[ApiServer]:
    """Another origin, which takes every request."""
    with ApiServer(description(), validate=False) as server:
        yield server


def moved(target: str, status: int = 307) -> Reply:
    """Redirect to a URL."""
    return Reply(status, b"", headers={"Location": target})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@every_style
def test_another_origin_gets_no_credentials(
    style: Style, status: int, api: ApiServer, elsewhere: ApiServer, key: str
) -> None:
    api.script(moved(f"{elsewhere.url}/activity?date=2025-08-24", status))
    value = style(READ, {}, server_url=api.url, api_key=key, headers=SECRET_HEADERS)
    assert type(value) is READ.response
    assert api.last.headers["authorization"] == f"Bearer {key}"
    got = elsewhere.last.headers
    assert not {"authorization", "cookie", "x-api-key", "proxy-authorization"} & set(got)
    assert not [text for text in got.values() if "sk-" in text]
    assert got["host"] == f"127.0.0.1:{elsewhere.port}"


@every_style
def test_the_way_back_gets_no_credentials_either(
    style: Style, api: ApiServer, elsewhere: ApiServer, key: str
) -> None:
    api.script(moved(f"{elsewhere.url}/activity"), Reply(401))
    elsewhere.script(moved(f"{api.url}/activity"))
    with pytest.raises(Exception, match="401|422"):
        style(READ, {}, server_url=api.url, api_key=key)
    assert "authorization" not in api.last.headers
    assert len(api.violations) == 1  # openapi-core misses the credentials, too
    api.violations.clear()


@every_style
def test_the_same_origin_keeps_credentials(style: Style, api: ApiServer, key: str) -> None:
    api.script(moved("/api/v1/activity?date=2025-08-24"))
    assert type(style(READ, {}, server_url=api.url, api_key=key)) is READ.response
    assert [one.headers["authorization"] for one in api.requests] == [f"Bearer {key}"] * 2
    assert api.last.query == [("date", "2025-08-24")]


@pytest.mark.parametrize("status", [307, 308])
def test_a_body_is_sent_again(status: int, api: ApiServer, key: str) -> None:
    api.script(moved(f"{api.url}/analytics/query", status))
    with OpenRouter(server_url=api.url, api_key=key) as client:
        client.analytics.query_analytics(metrics=["request_count"])
    assert [one.method for one in api.requests] == ["POST", "POST"]
    assert [one.body for one in api.requests] == [b'{"metrics":["request_count"]}'] * 2


def test_303_turns_a_post_into_a_get_without_a_body(
    api: ApiServer, elsewhere: ApiServer, key: str
) -> None:
    api.script(moved(f"{elsewhere.url}/activity", 303))
    elsewhere.script(Reply(200, b'{"data": {"data": [], "metadata": {}}}'))
    with OpenRouter(server_url=api.url, api_key=key) as client:
        client.analytics.query_analytics(metrics=["request_count"])
    assert (elsewhere.last.method, elsewhere.last.body) == ("GET", b"")
    assert "content-type" not in elsewhere.last.headers


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/", "http://:80/", "https://[::1"]
)
def test_a_redirect_that_leaves_http_is_refused(target: str, api: ApiServer, key: str) -> None:
    api.script(moved(target))
    with (
        OpenRouter(server_url=api.url, api_key=key) as client,
        pytest.raises(APIConnectionError, match="redirects"),
    ):
        client.analytics.get_user_activity()
    assert len(api.requests) == 1


def test_a_redirect_loop_ends(api: ApiServer, key: str) -> None:
    api.script(*[moved(f"{api.url}/activity")] * 40)
    with (
        OpenRouter(server_url=api.url, api_key=key) as client,
        pytest.raises(APIConnectionError, match="redirects"),
    ):
        client.analytics.get_user_activity()
    assert len(api.requests) == 21


@pytest.fixture
def home() -> Iterator[ApiServer]:
    """An origin that takes requests without an API key, too."""
    with ApiServer(description(), validate=False) as server:
        yield server


INJECTED: dict[str, Any] = {
    "auth": ("me", "sk-basic"),
    "headers": {"X-Api-Key": "sk-own"},
    "cookies": {"session": "sk-cookie"},
}


def assert_stayed_home(home: ApiServer, elsewhere: ApiServer) -> None:
    """Check who got what an injected client adds."""
    names = {"authorization", "x-api-key", "cookie"}
    assert names <= set(home.last.headers)
    assert not names & set(elsewhere.last.headers)


def test_credentials_of_an_injected_client_stay_home_too(
    home: ApiServer, elsewhere: ApiServer
) -> None:
    home.script(moved(f"{elsewhere.url}/activity"))
    with (
        httpx2.Client(**INJECTED) as own,
        OpenRouter(server_url=home.url, http_client=own) as client,
    ):
        client.analytics.get_user_activity()
    assert_stayed_home(home, elsewhere)


def test_credentials_of_an_injected_async_client_stay_home_too(
    home: ApiServer, elsewhere: ApiServer
) -> None:
    home.script(moved(f"{elsewhere.url}/activity"))

    async def run() -> None:
        async with (
            httpx2.AsyncClient(**INJECTED) as own,
            AsyncOpenRouter(server_url=home.url, http_client=own) as client,
        ):
            await client.analytics.get_user_activity()

    asyncio.run(run())
    assert_stayed_home(home, elsewhere)
