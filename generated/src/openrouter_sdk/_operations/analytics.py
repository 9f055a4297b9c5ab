"""The operations of analytics as data."""

from __future__ import annotations

from .. import errors, models
from .._runtime.base.operation import Body, Operation, Parameter, ResponseCase, names
from . import _cases

GET_USER_ACTIVITY: Operation[models.ActivityResponse] = Operation(
    id="getUserActivity", method="GET", path="/activity",
    parameters=(
        Parameter("date", "date", "query"), Parameter("api_key_hash", "api_key_hash", "query"),
        Parameter("user_id", "user_id", "query"), Parameter("group_by", "group_by", "query"),
        Parameter("workspace_id", "workspace_id", "query"),
        Parameter("http_referer", "HTTP-Referer", "header", is_global=True),
        Parameter("app_title", "X-OpenRouter-Title", "header", is_global=True),
        Parameter("app_categories", "X-OpenRouter-Categories", "header", is_global=True),
    ),
    responses=(
        ResponseCase("200", "application/json", "json", type=lambda: models.ActivityResponse),
        _cases.BAD_REQUEST_RESPONSE_ERROR_400, _cases.UNAUTHORIZED_RESPONSE_ERROR_401,
        _cases.FORBIDDEN_RESPONSE_ERROR_403,
        ResponseCase(
            "404", "application/json", "json", type=lambda: models.NotFoundResponse,
            error=lambda: errors.NotFoundResponseError,
        ),
        _cases.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
)  # fmt: skip

GET_ANALYTICS_META: Operation[models.AnalyticsMetaResponse] = Operation(
    id="getAnalyticsMeta", method="GET", path="/analytics/meta",
    parameters=(
        Parameter("http_referer", "HTTP-Referer", "header", is_global=True),
        Parameter("app_title", "X-OpenRouter-Title", "header", is_global=True),
        Parameter("app_categories", "X-OpenRouter-Categories", "header", is_global=True),
    ),
    responses=(
        ResponseCase("200", "application/json", "json", type=lambda: models.AnalyticsMetaResponse),
        _cases.UNAUTHORIZED_RESPONSE_ERROR_401, _cases.FORBIDDEN_RESPONSE_ERROR_403,
        _cases.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
)  # fmt: skip

QUERY_ANALYTICS: Operation[models.AnalyticsQueryResponse] = Operation(
    id="queryAnalytics", method="POST", path="/analytics/query",
    parameters=(
        Parameter("http_referer", "HTTP-Referer", "header", is_global=True),
        Parameter("app_title", "X-OpenRouter-Title", "header", is_global=True),
        Parameter("app_categories", "X-OpenRouter-Categories", "header", is_global=True),
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
        _cases.BAD_REQUEST_RESPONSE_ERROR_400, _cases.UNAUTHORIZED_RESPONSE_ERROR_401,
        _cases.FORBIDDEN_RESPONSE_ERROR_403,
        ResponseCase(
            "408", "application/json", "json", type=lambda: models.RequestTimeoutResponse,
            error=lambda: errors.RequestTimeoutResponseError,
        ),
        _cases.INTERNAL_SERVER_RESPONSE_ERROR_500,
    ),
    idempotent=True,
)  # fmt: skip
