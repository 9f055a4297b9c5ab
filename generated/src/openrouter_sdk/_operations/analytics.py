"""The operations of analytics as data."""

from __future__ import annotations

from .. import errors, models
from .._runtime.base.operation import Body, Operation, Parameter, ResponseCase, names
from . import _shared

GET_USER_ACTIVITY: Operation[models.ActivityResponse] = Operation(
    id="getUserActivity", method="GET", path="/activity",
    parameters=(
        Parameter("date", "date", "query"), Parameter("api_key_hash", "api_key_hash", "query"),
        Parameter("user_id", "user_id", "query"), Parameter("group_by", "group_by", "query"),
        Parameter("workspace_id", "workspace_id", "query"), _shared.GLOBAL_HTTP_REFERER,
        _shared.GLOBAL_APP_TITLE, _shared.GLOBAL_APP_CATEGORIES,
    ),
    responses=(
        ResponseCase("200", "application/json", "json", type=lambda: models.ActivityResponse),
        _shared.BAD_REQUEST_RESPONSE_ERROR_400, _shared.UNAUTHORIZED_RESPONSE_ERROR_401,
        _shared.FORBIDDEN_RESPONSE_ERROR_403,
        ResponseCase(
            "404", "application/json", "json", type=lambda: models.NotFoundResponse,
            error=lambda: errors.NotFoundResponseError,
        ),
        _shared.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
)  # fmt: skip

GET_ANALYTICS_META: Operation[models.AnalyticsMetaResponse] = Operation(
    id="getAnalyticsMeta", method="GET", path="/analytics/meta",
    parameters=(
        _shared.GLOBAL_HTTP_REFERER, _shared.GLOBAL_APP_TITLE, _shared.GLOBAL_APP_CATEGORIES,
    ),
    responses=(
        ResponseCase("200", "application/json", "json", type=lambda: models.AnalyticsMetaResponse),
        _shared.UNAUTHORIZED_RESPONSE_ERROR_401, _shared.FORBIDDEN_RESPONSE_ERROR_403,
        _shared.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
)  # fmt: skip

QUERY_ANALYTICS: Operation[models.AnalyticsQueryResponse] = Operation(
    id="queryAnalytics", method="POST", path="/analytics/query",
    parameters=(
        _shared.GLOBAL_HTTP_REFERER, _shared.GLOBAL_APP_TITLE, _shared.GLOBAL_APP_CATEGORIES,
    ),
    bodies=(
        Body(
            "application/json", "json", lambda: models.QueryAnalyticsRequest,
            arguments=names(
                "metrics dimensions filters time_range granularity order_by limit group_limit "
                "classifier_dimensions classifier_filters"
            ),
        ),
    ),
    responses=(
        ResponseCase("200", "application/json", "json", type=lambda: models.AnalyticsQueryResponse),
        _shared.BAD_REQUEST_RESPONSE_ERROR_400, _shared.UNAUTHORIZED_RESPONSE_ERROR_401,
        _shared.FORBIDDEN_RESPONSE_ERROR_403,
        ResponseCase(
            "408", "application/json", "json", type=lambda: models.RequestTimeoutResponse,
            error=lambda: errors.RequestTimeoutResponseError,
        ),
        _shared.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
    idempotent=True,
)  # fmt: skip
