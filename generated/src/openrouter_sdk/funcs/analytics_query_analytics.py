"""Standalone functions for `queryAnalytics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations.analytics import QUERY_ANALYTICS
from .._runtime.client.public import async_caller, caller

if TYPE_CHECKING:
    from .. import errors, models, types
    from .._runtime.base.options import RequestOptions
    from .._runtime.client.result import Err, Ok
    from ..core import AsyncOpenRouterCore, OpenRouterCore


def analytics_query_analytics(
    client: OpenRouterCore,
    request: models.QueryAnalyticsRequest | types.QueryAnalyticsRequestDict,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.AnalyticsQueryResponse] | Err[errors.QueryAnalyticsError]:
    """Run an analytics query.

    Computes the chosen metrics over a time range, broken down by dimension and time bucket and
    narrowed by filters. The names it accepts are those that `getAnalyticsMeta` lists. Needs a
    management key.
    """
    return caller(client).call_result(QUERY_ANALYTICS, request, options)


async def analytics_query_analytics_async(
    client: AsyncOpenRouterCore,
    request: models.QueryAnalyticsRequest | types.QueryAnalyticsRequestDict,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.AnalyticsQueryResponse] | Err[errors.QueryAnalyticsError]:
    """Run an analytics query."""
    return await async_caller(client).call_result(QUERY_ANALYTICS, request, options)
