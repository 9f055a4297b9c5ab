"""What completion shows of the objects that users hold: what is theirs to use, nothing of ours."""

from __future__ import annotations

import openrouter_sdk
from openrouter_sdk import APIResponse, AsyncOpenRouter, AsyncStream, OpenRouter, Stream, errors
from openrouter_sdk.core import AsyncOpenRouterCore, OpenRouterCore


def shown(item: object) -> set[str]:
    return {name for name in dir(item) if not name.startswith("_")}


def test_clients_show_resources_and_what_may_be_called() -> None:
    methods = {"base_url", "request", "with_options"}
    assert shown(OpenRouterCore()) == {*methods, "close"}
    assert shown(AsyncOpenRouterCore()) == {*methods, "aclose"}
    with OpenRouter() as client:
        assert shown(client) == {"analytics", *methods, "close"}
        assert client.analytics is client.analytics
        assert shown(client) == {"analytics", *methods, "close"}
    assert shown(AsyncOpenRouter()) == {"analytics", *methods, "aclose"}


def test_resources_show_methods_and_views() -> None:
    methods = {"get_analytics_meta", "get_user_activity", "query_analytics"}
    for resource in (OpenRouter().analytics, AsyncOpenRouter().analytics):
        assert shown(resource) == {*methods, "with_raw_response", "with_streaming_response"}
        assert shown(resource.with_raw_response) == methods
        assert shown(resource.with_streaming_response) == methods


def test_errors_responses_and_streams_show_what_came() -> None:
    exception = shown(Exception())
    about = {
        "message",
        "status_code",
        "headers",
        "body",
        "text",
        "json",
        "request_id",
        "response",
        "data",
    }
    for kind in (errors.OpenRouterError, errors.NotFoundResponseError):
        assert shown(kind("no")) - exception == {*about, "request", "drift"}
    fields = {"status_code", "headers", "body", "value", "drift", "request_id", "url"}
    further = {"http_request", "http_response", "is_closed", "parse"}
    assert shown(APIResponse) | fields == fields | further
    assert shown(Stream) == {"close", "events", "http_response", "is_closed", "response"}
    further = {"aclose", "close", "events", "http_response", "is_closed", "response"}
    assert shown(AsyncStream) == further


def test_packages_show_what_they_export() -> None:
    OpenRouter()  # loads submodules, which are not for users
    for package in (openrouter_sdk, errors, openrouter_sdk.models, openrouter_sdk.types):
        assert shown(package) == {name for name in package.__all__ if not name.startswith("_")}
