"""Mistakes that users make: each must be a type error, of exactly the kind that it is marked with.

A mark without an error is an error itself (`reportUnnecessaryTypeIgnoreComment`), and so is an
error without a mark. `make test` runs basedpyright over this file; nothing here is executed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true
# What only follows from a mistake is not worth a mark:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import httpx2
from openrouter_sdk import AsyncOpenRouter, Ok, OpenRouter, RequestOptions
from openrouter_sdk.core import AsyncOpenRouterCore, OpenRouterCore
from openrouter_sdk.errors import (
    BadRequestResponseError,
    ForbiddenResponseError,
    NotFoundError,
    OpenRouterError,
)
from openrouter_sdk.funcs.analytics_get_user_activity import (
    analytics_get_user_activity,
    analytics_get_user_activity_async,
)
from openrouter_sdk.funcs.analytics_query_analytics import analytics_query_analytics
from openrouter_sdk.hooks import HookRequest
from openrouter_sdk.models import ActivityResponse, AnalyticsOrderBy, QueryAnalyticsRequest
from openrouter_sdk.testing import AsyncFakeOpenRouter, FakeOpenRouter
from openrouter_sdk.types import AnalyticsOrderByDict, GetUserActivityRequestDict


def arguments(client: OpenRouter) -> None:
    client.analytics.get_user_activity(group_by="bogus")  # pyright: ignore[reportArgumentType]
    client.analytics.get_user_activity(date=20250824)  # pyright: ignore[reportArgumentType]
    client.analytics.get_user_activity(dates="2025")  # pyright: ignore[reportCallIssue]
    client.analytics.get_user_activity("2025-08-24")  # pyright: ignore[reportCallIssue]
    client.analytics.get_activity()  # pyright: ignore[reportAttributeAccessIssue]
    client.analytic.get_user_activity()  # pyright: ignore[reportAttributeAccessIssue]
    client.analytics.get_analytics_meta(date="2025")  # pyright: ignore[reportCallIssue]


def bodies(client: OpenRouter) -> None:
    query = client.analytics.query_analytics
    query()  # pyright: ignore[reportCallIssue]
    query(metrics=None)  # pyright: ignore[reportArgumentType]
    query(metrics="request_count")  # pyright: ignore[reportArgumentType]
    query(metrics=["request_count"], dimensions="model")  # pyright: ignore[reportArgumentType]
    query(metrics=[1])  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], limit="10")  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], order_by="date")  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], order_by={"field": "date"})  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], order_by={"field": "date", "direction": "up"})  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], filters=[{"field": "model"}])  # pyright: ignore[reportArgumentType]
    query(metrics=["m"], time_range={"start": 1, "end": 2})  # pyright: ignore[reportArgumentType]


def options(client: OpenRouter) -> None:
    call = client.analytics.get_analytics_meta
    call(options={"time_out": 3})  # pyright: ignore[reportArgumentType]
    call(options={"timeout": "3"})  # pyright: ignore[reportArgumentType]
    call(options={"strict": "yes"})  # pyright: ignore[reportArgumentType]
    call(options={"reconnect": "yes"})  # pyright: ignore[reportArgumentType]
    call(options={"retries": {"attempts": 3}})  # pyright: ignore[reportArgumentType]
    call(options={"retries": True})  # pyright: ignore[reportArgumentType]
    call(options={"retries": {"writes": "yes"}})  # pyright: ignore[reportArgumentType]
    call(options={"retries": {"statuses": [503]}})  # pyright: ignore[reportArgumentType]
    call(options={"headers": {"X-A": 1}})  # pyright: ignore[reportArgumentType]
    call(options={"method": "POST"})  # pyright: ignore[reportArgumentType]
    _: RequestOptions = {"deadline": "1 minute"}  # pyright: ignore[reportAssignmentType]


def settings() -> None:
    OpenRouter("sk-key")  # pyright: ignore[reportCallIssue]
    OpenRouter(api_keys="sk-key")  # pyright: ignore[reportCallIssue]
    OpenRouter(api_key=b"sk-key")  # pyright: ignore[reportArgumentType]
    OpenRouter(server="staging")  # pyright: ignore[reportArgumentType]
    OpenRouter(timeout="3")  # pyright: ignore[reportArgumentType]
    OpenRouter(retries={"attempts": 3})  # pyright: ignore[reportArgumentType]
    OpenRouter(http_client=httpx2.AsyncClient())  # pyright: ignore[reportArgumentType]
    AsyncOpenRouter(http_client=httpx2.Client())  # pyright: ignore[reportArgumentType]


async def fetch_key() -> str:
    return "sk-key"


def keys() -> None:
    AsyncOpenRouter(api_key=fetch_key)
    OpenRouter(api_key=fetch_key)  # pyright: ignore[reportArgumentType]


def requests(client: OpenRouterCore) -> None:
    analytics_get_user_activity(client, {"dates": "2025"})  # pyright: ignore[reportArgumentType]
    analytics_get_user_activity(client, {"group_by": "bogus"})  # pyright: ignore[reportArgumentType]
    analytics_get_user_activity(client, "2025-08-24")  # pyright: ignore[reportArgumentType]
    analytics_get_user_activity(client, date="2025")  # pyright: ignore[reportCallIssue]
    analytics_query_analytics(client)  # pyright: ignore[reportCallIssue]
    analytics_query_analytics(client, None)  # pyright: ignore[reportArgumentType]
    analytics_query_analytics(client, {"dimensions": ["model"]})  # pyright: ignore[reportArgumentType]
    QueryAnalyticsRequest()  # pyright: ignore[reportCallIssue]
    QueryAnalyticsRequest(metrics=["m"], limit="10")  # pyright: ignore[reportArgumentType]
    AnalyticsOrderBy(field="date", direction="up")  # pyright: ignore[reportArgumentType]
    GetUserActivityRequestDict(days="2025")  # pyright: ignore[reportCallIssue]
    AnalyticsOrderByDict(field="date")  # pyright: ignore[reportCallIssue]


async def clients(sync: OpenRouterCore, asynchronous: AsyncOpenRouterCore) -> None:
    analytics_get_user_activity(asynchronous)  # pyright: ignore[reportArgumentType]
    await analytics_get_user_activity_async(sync)  # pyright: ignore[reportArgumentType]
    await analytics_get_user_activity(sync)  # pyright: ignore[reportGeneralTypeIssues]
    _ = sync.analytics  # pyright: ignore[reportAttributeAccessIssue]


def results(client: OpenRouterCore) -> None:
    result = analytics_get_user_activity(client)
    if result.ok is True:
        take_error(result.value)  # pyright: ignore[reportArgumentType]
    else:
        take_response(result.error)  # pyright: ignore[reportArgumentType]
        _ = result.error.data.error.hint  # pyright: ignore[reportAttributeAccessIssue]
    _ = result.values  # pyright: ignore[reportAttributeAccessIssue]


def take_response(_: ActivityResponse) -> None: ...


def take_error(_: OpenRouterError) -> None: ...


def unhandled(client: OpenRouterCore) -> None:
    match analytics_get_user_activity(client):  # pyright: ignore[reportMatchNotExhaustive]
        case Ok():
            pass


def responses(activity: ActivityResponse, error: BadRequestResponseError) -> None:
    row = activity.data[0]
    _ = row.cost  # pyright: ignore[reportAttributeAccessIssue]
    _ = row.requests.hint  # pyright: ignore[reportAttributeAccessIssue]
    row.workspace_id.upper()  # pyright: ignore[reportOptionalMemberAccess]
    _ = error.data.error.hint  # pyright: ignore[reportAttributeAccessIssue]
    _ = error.status_code + 1  # pyright: ignore[reportOptionalOperand]
    take_other_error(error)  # pyright: ignore[reportArgumentType]
    take_not_found(error)  # pyright: ignore[reportArgumentType]
    error.json = {}  # pyright: ignore[reportAttributeAccessIssue]


def take_other_error(_: ForbiddenResponseError) -> None: ...


def take_not_found(_: NotFoundError) -> None: ...


class Later:
    async def before_request(self, request: HookRequest) -> None: ...


class Wrong:
    def before_request(self, request: HookRequest) -> list[str]:
        return [request.url]


def hooks() -> None:
    OpenRouter(hooks=[Later()])  # pyright: ignore[reportArgumentType]
    OpenRouter(hooks=[Wrong()])  # pyright: ignore[reportArgumentType]
    OpenRouter(hooks=Wrong())  # pyright: ignore[reportArgumentType]
    AsyncOpenRouter(hooks=[Wrong()])  # pyright: ignore[reportArgumentType]
    AsyncOpenRouter(hooks=[object()])  # pyright: ignore[reportArgumentType]


def fakes(fake: FakeOpenRouter, other: AsyncFakeOpenRouter, order: AnalyticsOrderBy) -> None:
    fake.analytics.get_user_activity.returns(order)  # pyright: ignore[reportArgumentType]
    other.analytics.get_user_activity.returns(order)  # pyright: ignore[reportArgumentType]
    fake.analytics.get_user_activity.when(date=3)  # pyright: ignore[reportArgumentType]
    fake.analytics.get_user_activity.when(day="3")  # pyright: ignore[reportCallIssue]
    fake.analytics.get_user_activity.streams([order])  # pyright: ignore[reportAttributeAccessIssue]
    fake.analytics.get_user_activity.raises("404")  # pyright: ignore[reportArgumentType]
    fake.analytics.get_activity.returns(order)  # pyright: ignore[reportAttributeAccessIssue]
    fake.analytics.get_user_activity(date=3)  # pyright: ignore[reportArgumentType]
    _: AsyncOpenRouter = fake  # pyright: ignore[reportAssignmentType]
