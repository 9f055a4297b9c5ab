"""Standalone functions for `getUserActivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations.analytics import GET_USER_ACTIVITY
from .._runtime.client.public import async_caller, caller

if TYPE_CHECKING:
    from .. import errors, models, types
    from .._runtime.base.options import RequestOptions
    from .._runtime.client.result import Err, Ok
    from ..core import AsyncOpenRouterCore, OpenRouterCore


def analytics_get_user_activity(
    client: OpenRouterCore,
    request: models.GetUserActivityRequest | types.GetUserActivityRequestDict | None = None,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.ActivityResponse] | Err[errors.GetUserActivityError]:
    """List account activity by endpoint.

    Lists what the account used on each of the last 30 completed UTC days, one row per date,
    model and endpoint. Rows add up all workspaces unless `group_by=workspace` asks for one row
    per workspace; `workspace_id` narrows the list to a single workspace. Activity from before
    workspaces were recorded always counts towards the default workspace of the account. Needs a
    management key.
    """
    return caller(client).call_result(GET_USER_ACTIVITY, request, options)


async def analytics_get_user_activity_async(
    client: AsyncOpenRouterCore,
    request: models.GetUserActivityRequest | types.GetUserActivityRequestDict | None = None,
    *,
    options: RequestOptions | None = None,
) -> Ok[models.ActivityResponse] | Err[errors.GetUserActivityError]:
    """List account activity by endpoint."""
    return await async_caller(client).call_result(GET_USER_ACTIVITY, request, options)
