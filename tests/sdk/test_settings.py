"""What the client and each call can be told: keys, global headers, options, HTTP clients."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from openrouter_sdk import AsyncOpenRouter, OpenRouter, OpenRouterCore
from openrouter_sdk.errors import (
    APITimeoutError,
    MissingCredentialsError,
    ResponseValidationError,
)

from support.sdk import STYLES, description, operations
from support.server import ApiServer, Reply
from support.transports import only_httpx2

every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
META = next(one for one in operations() if one.id == "getAnalyticsMeta")


@every_style
def test_the_key_comes_from_the_environment(
    style: Any, api: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-env")
    style(META, {}, server_url=api.url)
    assert api.last.headers["authorization"] == "Bearer sk-env"


@every_style
def test_the_argument_wins_over_the_environment(
    style: Any, api: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-env")
    style(META, {}, server_url=api.url, api_key="sk-argument")
    style(META, {}, server_url=api.url, api_key=lambda: "sk-called")
    sent = [one.headers["authorization"] for one in api.requests]
    assert sent == ["Bearer sk-argument", "Bearer sk-called"]


@pytest.mark.parametrize("name", ["async-method", "async-function"])
def test_the_key_may_be_awaited(name: str, api: ApiServer) -> None:
    async def fetch_key() -> str:
        await asyncio.sleep(0)
        return "sk-awaited"

    STYLES[name](META, {}, server_url=api.url, api_key=fetch_key)
    assert api.last.headers["authorization"] == "Bearer sk-awaited"


def test_a_synchronous_client_refuses_a_key_to_be_awaited(api: ApiServer) -> None:
    async def fetch_key() -> str:
        return "sk-awaited"

    awaited: Any = fetch_key
    with (
        OpenRouter(server_url=api.url, api_key=awaited) as client,
        pytest.raises(TypeError, match="asynchronous"),
    ):
        client.analytics.get_analytics_meta()
    assert api.requests == []


@pytest.mark.parametrize("given", ["", None])
def test_without_a_key_nothing_is_sent(given: str | None) -> None:
    with ApiServer(description(), validate=False) as server:
        for style in STYLES.values():
            with pytest.raises(MissingCredentialsError) as caught:
                style(META, {}, server_url=server.url, api_key=given)
            told = "the client needs api_key (or OPENROUTER_API_KEY in the environment)"
            assert told in str(caught.value)
        assert server.requests == []


@every_style
def test_globals_fill_headers_and_a_call_overrides_them(style: Any, api: ApiServer) -> None:
    client = {
        "http_referer": "https://app.example",
        "app_title": "My app",
        "app_categories": "cli-agent,cloud-agent",
    }
    style(META, {}, server_url=api.url, api_key="sk-any", **client)
    style(META, {"app_title": "This one"}, server_url=api.url, api_key="sk-any", **client)
    names = ("http-referer", "x-openrouter-title", "x-openrouter-categories")
    first, second = ([one.headers[name] for name in names] for one in api.requests)
    assert first == ["https://app.example", "My app", "cli-agent,cloud-agent"]
    assert second == ["https://app.example", "This one", "cli-agent,cloud-agent"]


@every_style
def test_headers_of_call_and_client_are_merged_whatever_their_case(
    style: Any, api: ApiServer
) -> None:
    client = {"X-Both": "client", "X-Client": "1", "user-agent": "mine"}
    options = {"headers": {"x-both": "call", "X-Call": "2", "Authorization": "Bearer other"}}
    style(META, {}, options, server_url=api.url, api_key="sk-any", headers=client)
    sent = api.last.headers
    assert (sent["x-both"], sent["x-client"], sent["x-call"]) == ("call", "1", "2")
    assert (sent["user-agent"], sent["authorization"]) == ("mine", "Bearer other")


@every_style
def test_options_add_query_parameters(style: Any, api: ApiServer) -> None:
    activity = operations()[0]
    options = {"query": {"trace": "a b&c", "page": 2, "date": "2025-01-02", "many": ["x", "y"]}}
    style(activity, {"date": "2025-01-01"}, options, server_url=api.url, api_key="sk-any")
    assert sorted(api.last.query) == [
        ("date", "2025-01-02"),
        ("many", "x"),
        ("many", "y"),
        ("page", "2"),
        ("trace", "a b&c"),
    ]


@every_style
def test_options_change_the_server(style: Any, api: ApiServer) -> None:
    options = {"server_url": f"{api.url}/"}
    value = style(META, {}, options, server_url="http://127.0.0.1:9", api_key="sk-any")
    assert type(value) is META.response


@every_style
def test_options_switch_strictness_both_ways(style: Any, api: ApiServer) -> None:
    incomplete = Reply(200, b'{"data": {"metrics": []}}')
    api.script(incomplete, incomplete)
    with pytest.raises(ResponseValidationError):
        style(META, {}, {"strict": True}, server_url=api.url, api_key="sk-any")
    assert style(META, {}, {"strict": False}, server_url=api.url, api_key="sk-any", strict=True)


@every_style
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"time_out": 3}, "did you mean 'timeout'"),
        ({"method": "POST"}, "unknown request option 'method'"),
        ({"timeout": "3"}, "timeout must be a number"),
        ({"deadline": True}, "deadline must be a number"),
        ({"retries": {"attempts": 3}}, "did you mean 'max_attempts'"),
        ({"retries": 3}, "retries must be"),
    ],
)
def test_a_wrong_option_is_a_type_error(
    options: Any, message: str, style: Any, api: ApiServer
) -> None:
    with pytest.raises(TypeError, match=message):
        style(META, {}, options, server_url=api.url, api_key="sk-any")
    assert api.requests == []


@every_style
def test_an_unknown_argument_is_refused(style: Any, api: ApiServer) -> None:
    with pytest.raises((TypeError, ValueError), match="dat_e"):
        style(operations()[0], {"dat_e": "x"}, server_url=api.url, api_key="sk-any")
    assert api.requests == []


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"server_url": "openrouter.ai"}, ValueError),
        ({"server": "staging"}, ValueError),
        ({"timeout": -1}, ValueError),
        ({"retries": {"max_attempts": 0}}, ValueError),
        ({"retries": {"delay": 1}}, TypeError),
        ({"http_client": object()}, TypeError),
        ({"api_keys": "sk"}, TypeError),
    ],
)
@pytest.mark.parametrize("client", [OpenRouter, AsyncOpenRouter])
def test_a_wrong_setting_is_refused_at_once(
    client: Any, settings: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        client(**settings)


def test_the_timeout_of_the_client_holds(api: ApiServer) -> None:
    api.script(Reply(delay=0.4), Reply(delay=0.4))
    for timeout in (0.1, httpx2.Timeout(5, read=0.1)):
        with (
            OpenRouter(server_url=api.url, api_key="sk", timeout=timeout, retries=False) as client,
            pytest.raises(APITimeoutError),
        ):
            client.analytics.get_analytics_meta()


@only_httpx2
def test_an_injected_client_is_used_and_left_open(api: ApiServer) -> None:
    seen: list[httpx2.Request] = []
    own = httpx2.Client(headers={"X-Own": "1"}, event_hooks={"request": [seen.append]})
    with own:
        with OpenRouter(server_url=api.url, api_key="sk-any", http_client=own) as client:
            client.analytics.get_analytics_meta()
        assert len(seen) == 1
        assert not own.is_closed
        with OpenRouterCore(server_url=api.url, api_key="sk-any", http_client=own) as core:
            META.function()(core).unwrap()
        assert len(seen) == 2
    assert [one.headers["x-own"] for one in api.requests] == ["1", "1"]


@only_httpx2
def test_an_injected_async_client_is_used_and_left_open(api: ApiServer) -> None:
    seen: list[httpx2.Request] = []

    async def hook(request: httpx2.Request) -> None:
        seen.append(request)

    async def run() -> None:
        async with httpx2.AsyncClient(event_hooks={"request": [hook]}) as own:
            async with AsyncOpenRouter(
                server_url=api.url, api_key="sk-any", http_client=own
            ) as client:
                await client.analytics.get_analytics_meta()
            assert not own.is_closed

    asyncio.run(run())
    assert len(seen) == 1


@only_httpx2
def test_a_closed_client_gives_its_connections_back_and_refuses_calls(
    api: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    close, aclose = httpx2.Client.close, httpx2.AsyncClient.aclose

    def spy(client: httpx2.Client) -> None:
        closed.append("sync")
        close(client)

    async def async_spy(client: httpx2.AsyncClient) -> None:
        closed.append("async")
        await aclose(client)

    monkeypatch.setattr(httpx2.Client, "close", spy)
    monkeypatch.setattr(httpx2.AsyncClient, "aclose", async_spy)

    async def run() -> None:
        async with AsyncOpenRouter(server_url=api.url, api_key="sk-any") as client:
            await client.analytics.get_analytics_meta()
        with pytest.raises(RuntimeError, match="closed"):
            await client.analytics.get_analytics_meta()

    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        client.analytics.get_analytics_meta()
    with pytest.raises(RuntimeError, match="closed"):
        client.analytics.get_analytics_meta()
    asyncio.run(run())
    assert closed == ["sync", "async"]
    assert len(api.requests) == 2
