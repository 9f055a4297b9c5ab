"""Code that must type-check, and whose types must be these. `make test` runs basedpyright over it.

Nothing here is executed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal, assert_never, assert_type

import httpx2
from openrouter_sdk import (
    APIResponse,
    AsyncOpenRouter,
    Drift,
    Err,
    Ok,
    OpenRouter,
    OpenRouterError,
    RequestOptions,
    RetryPolicy,
)
from openrouter_sdk.core import AsyncOpenRouterCore, OpenRouterCore
from openrouter_sdk.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadRequestResponseError,
    ForbiddenResponseError,
    GetAnalyticsMetaError,
    GetUserActivityError,
    InternalServerResponseError,
    MissingCredentialsError,
    NotFoundError,
    NotFoundResponseError,
    OpenRouterDefaultError,
    PermissionDeniedError,
    QueryAnalyticsError,
    RequestTimeoutResponseError,
    RequestValidationError,
    ResponseValidationError,
    UnauthorizedResponseError,
)
from openrouter_sdk.funcs.analytics_get_analytics_meta import (
    analytics_get_analytics_meta,
    analytics_get_analytics_meta_async,
)
from openrouter_sdk.funcs.analytics_get_user_activity import (
    analytics_get_user_activity,
    analytics_get_user_activity_async,
)
from openrouter_sdk.funcs.analytics_query_analytics import (
    analytics_query_analytics,
    analytics_query_analytics_async,
)
from openrouter_sdk.hooks import HookCall, HookRequest, HookResponse, HookRetry
from openrouter_sdk.models import (
    ActivityItem,
    ActivityResponse,
    AnalyticsFilter,
    AnalyticsMetaResponse,
    AnalyticsMetric,
    AnalyticsOrderBy,
    AnalyticsQueryResponse,
    AnalyticsTimeRange,
    BadRequestResponse,
    BadRequestResponseErrorData,
    GetUserActivityRequest,
    QueryAnalyticsRequest,
)
from openrouter_sdk.testing import AsyncFakeOpenRouter, FakeCall, FakeOpenRouter
from openrouter_sdk.types import (
    AnalyticsFilterDict,
    GetUserActivityRequestDict,
    QueryAnalyticsRequestDict,
)


def methods_return_models(client: OpenRouter) -> None:
    activity = client.analytics.get_user_activity(date="2025-08-24", group_by="workspace")
    assert_type(activity, ActivityResponse)
    assert_type(activity.data, list[ActivityItem])
    assert_type(activity.data[0].usage, float)
    assert_type(activity.data[0].requests, int)
    assert_type(activity.data[0].workspace_id, str | None)
    assert_type(client.analytics.get_analytics_meta(), AnalyticsMetaResponse)
    rows = client.analytics.query_analytics(metrics=["request_count"])
    assert_type(rows, AnalyticsQueryResponse)
    assert_type(rows.data.data, list[dict[str, Any]])
    assert_type(rows.data.cached_at, float | None)


async def asynchronous_methods_return_the_same(client: AsyncOpenRouter) -> None:
    assert_type(await client.analytics.get_user_activity(), ActivityResponse)
    assert_type(await client.analytics.get_analytics_meta(), AnalyticsMetaResponse)
    rows = await client.analytics.query_analytics(metrics=("request_count",))
    assert_type(rows, AnalyticsQueryResponse)


def open_enums_take_other_values(metric: AnalyticsMetric) -> None:
    text: str = metric.display_format
    if metric.display_format == "currency" or text == "a value of tomorrow":
        metric.display_format = "another"


def raw_responses_are_generic(client: OpenRouter) -> None:
    raw = client.analytics.with_raw_response.get_user_activity(date="2025-08-24")
    assert_type(raw, APIResponse[ActivityResponse])
    assert_type(raw.value, ActivityResponse)
    assert_type(raw.status_code, int)
    assert_type(raw.headers["x-request-id"], str)
    assert_type(raw.body, bytes)
    assert_type(raw.request_id, str | None)
    assert_type(raw.drift, tuple[Drift, ...])


async def asynchronous_raw_responses_are_generic(client: AsyncOpenRouter) -> None:
    raw = await client.analytics.with_raw_response.query_analytics(metrics=["request_count"])
    assert_type(raw, APIResponse[AnalyticsQueryResponse])
    assert_type(raw.value.data.metadata.row_count, int)


def functions_return_results(client: OpenRouterCore) -> None:
    assert_type(
        analytics_get_user_activity(client), Ok[ActivityResponse] | Err[GetUserActivityError]
    )
    assert_type(
        analytics_get_analytics_meta(client), Ok[AnalyticsMetaResponse] | Err[GetAnalyticsMetaError]
    )
    assert_type(
        analytics_query_analytics(client, {"metrics": []}),
        Ok[AnalyticsQueryResponse] | Err[QueryAnalyticsError],
    )


async def asynchronous_functions_return_results(client: AsyncOpenRouterCore) -> None:
    assert_type(
        await analytics_get_user_activity_async(client),
        Ok[ActivityResponse] | Err[GetUserActivityError],
    )
    assert_type(
        await analytics_get_analytics_meta_async(client),
        Ok[AnalyticsMetaResponse] | Err[GetAnalyticsMetaError],
    )
    assert_type(
        await analytics_query_analytics_async(client, QueryAnalyticsRequest(metrics=[])),
        Ok[AnalyticsQueryResponse] | Err[QueryAnalyticsError],
    )


def ok_narrows(client: OpenRouter) -> ActivityResponse:
    result = analytics_get_user_activity(client)
    if result.ok:
        assert_type(result.value, ActivityResponse)
        return result.value
    assert_type(result.error, GetUserActivityError)
    raise result.error


def not_ok_narrows(client: OpenRouter) -> ActivityResponse:
    result = analytics_get_user_activity(client)
    if not result.ok:
        assert_type(result.error, GetUserActivityError)
        error: OpenRouterError = result.error
        raise error
    assert_type(result.value, ActivityResponse)
    return result.value


def comparing_ok_narrows_the_result_itself(client: OpenRouter) -> None:
    result = analytics_get_user_activity(client)
    if result.ok is True:
        assert_type(result, Ok[ActivityResponse])
    else:
        assert_type(result, Err[GetUserActivityError])


def isinstance_narrows(client: OpenRouter) -> None:
    result = analytics_get_user_activity(client)
    if isinstance(result, Err):
        assert_type(result, Err[GetUserActivityError])
    else:
        assert_type(result, Ok[ActivityResponse])
    assert_type(result.unwrap(), ActivityResponse)


def match_narrows(client: OpenRouter) -> str:
    match analytics_query_analytics(client, {"metrics": ["request_count"]}):
        case Ok(value):
            assert_type(value, AnalyticsQueryResponse)
            return str(value.data.metadata.row_count)
        case Err(error):
            assert_type(error, QueryAnalyticsError)
            return explained(error)


def explained(error: QueryAnalyticsError) -> str:
    """Every class of the union, and no other."""
    match error:
        case BadRequestResponseError():
            return error.data.error.message
        case UnauthorizedResponseError() | ForbiddenResponseError():
            return error.data.error.message
        case RequestTimeoutResponseError() | InternalServerResponseError():
            return str(error.data.error.code)
        case OpenRouterDefaultError() | APITimeoutError() | APIConnectionError():
            return error.message
        case ResponseValidationError() | RequestValidationError():
            return error.message
        case _:
            assert_never(error)


def classes_of_statuses(error: QueryAnalyticsError) -> str:
    """By status, declared or not; the classes of what has none are left."""
    match error:
        case ForbiddenResponseError():
            takes_permission_denied(error)
            return error.data.error.message
        case NotFoundError() | PermissionDeniedError():
            takes_undeclared(error)
            return error.message
        case APIStatusError():
            return error.text
        case APIConnectionError():
            return error.message
        case MissingCredentialsError():
            takes_refused(error)
            return error.message
        case ResponseValidationError() | RequestValidationError():
            return error.message
        case _:
            assert_never(error)


def takes_permission_denied(_: PermissionDeniedError) -> None: ...


def takes_undeclared(_: OpenRouterDefaultError) -> None: ...


def takes_refused(_: RequestValidationError) -> None: ...


def errors_have_typed_data(error: BadRequestResponseError, other: NotFoundResponseError) -> None:
    assert_type(error.data, BadRequestResponse)
    assert_type(error.data.error, BadRequestResponseErrorData)
    assert_type(error.data.error.message, str)
    assert_type(error.data.user_id, str | None)
    assert_type(other.data.error.code, int)


def every_error_tells_what_came_back(error: OpenRouterError) -> None:
    assert_type(error.status_code, int | None)
    assert_type(error.headers, Mapping[str, str])
    assert_type(error.body, bytes)
    assert_type(error.request_id, str | None)
    assert_type(error.text, str)
    assert_type(error.json, Any)


def requests_are_models_or_dicts(client: OpenRouter) -> None:
    as_dict: GetUserActivityRequestDict = {"date": "2025-08-24", "group_by": "workspace"}
    analytics_get_user_activity(client)
    analytics_get_user_activity(client, None)
    analytics_get_user_activity(client, {})
    analytics_get_user_activity(client, as_dict)
    analytics_get_user_activity(client, {"user_id": "u", "workspace_id": "w"})
    analytics_get_user_activity(client, GetUserActivityRequest(date="2025-08-24"))


def bodies_take_models_and_dicts_mixed(client: OpenRouter) -> None:
    as_dict: AnalyticsFilterDict = {"field": "model", "operator": "in", "value": ["a", 1.5]}
    as_model = AnalyticsFilter(field="model", operator="eq", value="a")
    now = datetime.now(UTC)
    client.analytics.query_analytics(
        metrics=["request_count"],
        filters=[as_dict, as_model],
        time_range={"start": now, "end": "2025-01-08T00:00:00Z"},
        order_by={"field": "date", "direction": "asc"},
    )
    client.analytics.query_analytics(
        metrics=("request_count",),
        time_range=AnalyticsTimeRange(start=now, end=now),
        order_by=AnalyticsOrderBy(field="date", direction="desc"),
    )
    request: QueryAnalyticsRequestDict = {"metrics": ["request_count"], "filters": [as_dict]}
    analytics_query_analytics(client, request)


def direction_is_a_closed_enum(order: AnalyticsOrderBy) -> None:
    assert_type(order.direction, Literal["asc", "desc"])


def options_are_a_typed_dict(client: OpenRouter) -> None:
    options: RequestOptions = {
        "headers": {"X-Trace": "1"},
        "query": {"page": 2},
        "timeout": httpx2.Timeout(5),
        "retries": {
            "max_attempts": 5,
            "initial_delay": 0.1,
            "factor": 2,
            "max_delay": 3,
            "statuses": ["503", "4XX"],
            "connection_errors": False,
            "writes": True,
        },
        "deadline": 30,
        "server_url": "https://a.example",
        "idempotency_key": "k",
        "strict": True,
    }
    client.analytics.get_user_activity(options=options)
    client.analytics.get_analytics_meta(options={"timeout": None, "retries": False})
    analytics_get_analytics_meta(client, options={"timeout": 3})
    retries = RetryPolicy(max_attempts=5, statuses=("503",), writes=True)
    client.analytics.get_analytics_meta(options={"retries": retries})


def clients_take_their_settings(key: str) -> None:
    with OpenRouter(
        api_key=key,
        server="production",
        http_referer="https://app.example",
        app_title="Mine",
        app_categories="cli-agent",
        timeout=3.5,
        retries={"max_attempts": 2},
        strict=True,
        headers={"X-A": "1"},
        http_client=httpx2.Client(),
        on_drift=print,
    ) as client:
        assert_type(client, OpenRouter)
    with OpenRouterCore(api_key=lambda: key, server_url="https://a.example") as core:
        assert_type(core, OpenRouterCore)


async def asynchronous_clients_take_theirs(key: str) -> None:
    async def fetch_key() -> str:
        return key

    async with AsyncOpenRouter(api_key=fetch_key, http_client=httpx2.AsyncClient()) as client:
        assert_type(client, AsyncOpenRouter)
    async with AsyncOpenRouterCore(api_key=lambda: key) as core:
        assert_type(core, AsyncOpenRouterCore)


def other_settings(client: OpenRouter) -> None:
    patient = client.with_options(timeout=300.0, retries={"max_attempts": 5}, api_key="sk")
    assert_type(patient, OpenRouter)
    assert_type(client.request("GET", "/status", query={"verbose": True}), APIResponse[Any])


async def other_settings_async(client: AsyncOpenRouter) -> None:
    assert_type(client.with_options(strict=True), AsyncOpenRouter)
    assert_type(await client.request("POST", "/x", body=[1]), APIResponse[Any])


def streaming(client: OpenRouter) -> None:
    with client.analytics.with_streaming_response.get_user_activity() as response:
        assert_type(response.parse(), ActivityResponse)
        assert_type([*response.iter_lines()], list[str])


class Hears:
    """A hook of a synchronous client, and so of an asynchronous one."""

    def before_request(self, request: HookRequest) -> dict[str, str]:
        assert_type(request.url, str)
        assert_type(request.unredacted().body, bytes | None)
        return {"X-Attempt": str(request.call.attempt)}

    def after_response(self, response: HookResponse) -> None:
        assert_type(response.elapsed, float)
        assert_type(response.headers["date"], str)

    def before_retry(self, retry: HookRetry) -> None:
        assert_type(retry.delay, float)
        print(retry.error or retry.response)

    def on_drift(self, drift: Drift) -> None:
        print(drift)


class HearsLater:
    """A hook of an asynchronous client."""

    async def before_request(self, request: HookRequest) -> Mapping[str, str] | None:
        return None if request.is_foreign else {"X-Signature": request.method}

    async def after_call(self, call: HookCall) -> None:
        assert_type(call.error, BaseException | None)


def hooks() -> None:
    client = OpenRouter(hooks=[Hears()])
    assert_type(client.with_options(hooks=(Hears(), Hears())), OpenRouter)
    assert_type(AsyncOpenRouter(hooks=[Hears(), HearsLater()]), AsyncOpenRouter)


def program(client: OpenRouter) -> ActivityResponse:
    return client.analytics.get_user_activity()


async def fakes(fake: FakeOpenRouter, other: AsyncFakeOpenRouter, value: ActivityResponse) -> None:
    told = fake.analytics.get_user_activity
    told.returns(value, value).raises(NotFoundError, ValueError("x")).responds(200, json={})
    told.when(date="2025-08-24").returns(value)
    other.analytics.get_user_activity.when(date="2025").returns(value)
    assert_type(program(fake), ActivityResponse)
    assert_type(fake.analytics.get_user_activity(date="2025"), ActivityResponse)
    assert_type(await other.analytics.get_user_activity(date="2025"), ActivityResponse)
    assert_type(fake.analytics.get_user_activity.calls, list[FakeCall])
    assert_type(fake.calls, list[FakeCall])
    assert_type(fake.with_options(timeout=3.0), FakeOpenRouter)
