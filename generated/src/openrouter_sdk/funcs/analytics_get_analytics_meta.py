"""Standalone functions for `getAnalyticsMeta`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations.analytics import GET_ANALYTICS_META
from .._runtime.client.public import async_caller, caller

if TYPE_CHECKING:
    from .. import errors, models, types
    from .._runtime.base.options import RequestOptions
    from .._runtime.client.result import Err, Ok
    from ..core import AsyncOpenRouterCore, OpenRouterCore


def analytics_get_analytics_meta(
    client: OpenRouterCore,
    request: models.GetAnalyticsMetaRequest | types.GetAnalyticsMetaRequestDict | None = None,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.AnalyticsMetaResponse] | Err[errors.GetAnalyticsMetaError]:
    """List the metrics and dimensions of analytics queries.

    Lists what an analytics query may be built from: metrics, dimensions, filter operators and
    time granularities. Needs a management key.
    """
    return caller(client).call_result(GET_ANALYTICS_META, request, options)


async def analytics_get_analytics_meta_async(
    client: AsyncOpenRouterCore,
    request: models.GetAnalyticsMetaRequest | types.GetAnalyticsMetaRequestDict | None = None,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.AnalyticsMetaResponse] | Err[errors.GetAnalyticsMetaError]:
    """List the metrics and dimensions of analytics queries."""
    return await async_caller(client).call_result(GET_ANALYTICS_META, request, options)
