"""`Ok` and `Err`, and the requests that standalone functions take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openrouter_sdk import Err, Ok, OpenRouter, OpenRouterCore
from openrouter_sdk.errors import (
    BadRequestResponseError,
    OpenRouterDefaultError,
    RequestValidationError,
)
from openrouter_sdk.funcs.analytics_get_user_activity import analytics_get_user_activity
from openrouter_sdk.funcs.analytics_query_analytics import analytics_query_analytics
from openrouter_sdk.models import (
    ActivityResponse,
    AnalyticsFilter,
    AnalyticsTimeRange,
    GetUserActivityRequest,
    QueryAnalyticsRequest,
)

from support.server import ApiServer, Reply


def outcome(result: Any) -> str:
    """Say what a result is, with `match`."""
    match result:
        case Ok(ActivityResponse(data=[first, *_])):
            return f"{first.requests} requests"
        case Err(BadRequestResponseError(data=data)):
            return data.error.message
        case Err(error):
            return type(error).__name__
        case _:
            return "neither"


def test_results_work_in_match(api: ApiServer) -> None:
    api.script(Reply(), Reply(400), Reply(418, b""))
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        outcomes = [outcome(analytics_get_user_activity(client)) for _ in range(3)]
    assert outcomes == ["5 requests", "Invalid request parameters", "OpenRouterDefaultError"]


def test_a_result_has_either_a_value_or_an_error(api: ApiServer) -> None:
    api.script(Reply(), Reply(418, b""))
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        good, bad = analytics_get_user_activity(client), analytics_get_user_activity(client)
    assert good.ok and not bad.ok
    assert good.unwrap() is good.value
    assert not hasattr(good, "error") and not hasattr(bad, "value")
    with pytest.raises(OpenRouterDefaultError) as caught:
        bad.unwrap()
    assert caught.value is bad.error
    assert good == Ok(good.value) and good != bad and bad == Err(bad.error)
    with pytest.raises(AttributeError):
        good.value = None  # type: ignore[misc]  # pyright: ignore


@pytest.mark.parametrize(
    "request_",
    [
        {"date": "2025-08-24", "group_by": "workspace"},
        {"date": "2025-08-24", "group_by": "workspace", "user_id": None},
        GetUserActivityRequest(date="2025-08-24", group_by="workspace"),
        GetUserActivityRequest(date="2025-08-24", group_by="workspace", user_id=None),
    ],
)
def test_a_request_is_a_dict_or_a_model(request_: Any, api: ApiServer) -> None:
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        assert analytics_get_user_activity(client, request_).ok
    assert sorted(api.last.query) == [("date", "2025-08-24"), ("group_by", "workspace")]


FILTER: Any = {"field": "model", "operator": "in", "value": ["a", 2], "include_unset": True}
SPAN: Any = {"start": "2025-01-01T00:00:00Z", "end": "2025-01-08T00:00:00Z"}


def test_models_and_dicts_inside_a_body_give_the_same_bytes(api: ApiServer) -> None:
    plain: Any = {"metrics": ["request_count"], "filters": [FILTER], "time_range": SPAN}
    mixed: Any = {
        "metrics": ("request_count",),
        "filters": [AnalyticsFilter(**FILTER)],
        "time_range": AnalyticsTimeRange(**SPAN),
    }
    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        client.analytics.query_analytics(**plain)
        client.analytics.query_analytics(**mixed)
        for request in (plain, mixed, QueryAnalyticsRequest(**plain)):
            assert analytics_query_analytics(client, request).ok
    first, *others = [one.body for one in api.requests]
    assert json.loads(first) == plain
    assert others == [first] * 4


@pytest.mark.parametrize("request_", ["date", 7, ["date"], {"dates": "x"}, {"options": {}}])
def test_what_is_no_request_is_an_err(request_: Any, api: ApiServer) -> None:
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        result = analytics_get_user_activity(client, request_)
    assert isinstance(result, Err)
    assert isinstance(result.error, RequestValidationError)
    assert api.requests == []


def test_functions_take_the_full_client_too(api: ApiServer) -> None:
    with OpenRouter(server_url=api.url, api_key="sk-any", app_title="Mine") as client:
        assert analytics_get_user_activity(client).unwrap() == client.analytics.get_user_activity()
    assert [one.headers["x-openrouter-title"] for one in api.requests] == ["Mine", "Mine"]
