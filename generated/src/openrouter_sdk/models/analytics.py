"""Models, from the description's schemas."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from .._runtime.models.model import Model
from .._runtime.models.wire_types import WireDateTime, WireUUID


class ActivityItem(Model):
    """What one model used at one endpoint on one day."""

    date: str
    """The UTC day, written YYYY-MM-DD."""
    model: str
    """Slug of the model."""
    model_permaslug: str
    """Slug of the exact version of the model; it never comes to mean another one."""
    endpoint_id: str
    """Identifier of the endpoint that served the requests."""
    provider_name: str
    """Provider that runs the endpoint."""
    usage: float
    """OpenRouter credits spent, in USD."""
    byok_usage_inference: float
    """Inference cost in USD that the account's own provider keys (BYOK) were charged outside
    OpenRouter."""
    requests: int
    """How many requests were made."""
    prompt_tokens: int
    """Tokens of all prompts."""
    completion_tokens: int
    """Tokens of all completions."""
    reasoning_tokens: int
    """Tokens spent on reasoning."""
    workspace_id: str | None = None
    """Workspace that the row belongs to; set only when the request says `group_by=workspace`.
    Older activity, recorded without a workspace, shows the default workspace of the account."""


class ActivityResponse(Model):
    """Activity of an account, one row per date, model and endpoint."""

    data: list[ActivityItem]
    """The activity rows."""


class AnalyticsDimension(Model):
    """A dimension that a query can group by or filter on."""

    name: str
    """Name to use in a query."""
    display_label: str
    """Label to show to people."""


AnalyticsFilterValue = TypeAliasType("AnalyticsFilterValue", str | float | list[str | float])


class AnalyticsGranularity(Model):
    """A size of time bucket."""

    name: Literal["minute", "hour", "day", "week", "month"] | str
    """Name to use in a query."""
    display_label: str
    """Label to show to people."""


class AnalyticsMetric(Model):
    """A metric that a query can compute."""

    name: str
    """Name to use in a query."""
    display_label: str
    """Label to show to people."""
    is_rate: bool
    """True for a ratio, which is averaged over rows; false for a count, which is summed."""
    display_format: Literal["number", "currency", "percent", "latency", "throughput"] | str
    """How to show a value. A `percent` is a fraction, to be multiplied by 100; `currency` is in
    dollars."""


AnalyticsOperatorName = TypeAliasType(
    "AnalyticsOperatorName", Literal["eq", "neq", "in", "not_in", "gt", "gte", "lt", "lte"] | str
)  # fmt: skip


class AnalyticsOrderBy(Model):
    """The order of the rows."""

    field: str
    """What to sort by: a metric or dimension of the query, `date`, or `request_count`, which need
    not be among the metrics."""
    direction: Literal["asc", "desc"]
    """Smallest first or largest first."""


class AnalyticsQueryMetadata(Model):
    """Facts about the execution of a query."""

    query_time_ms: float
    """How long the query ran, in milliseconds."""
    row_count: int
    """How many rows came back."""
    truncated: bool
    """Whether a limit cut rows off."""


class AnalyticsQueryResult(Model):
    """The rows that a query found, and how it went."""

    data: list[dict[str, Any]]
    """The rows."""
    metadata: AnalyticsQueryMetadata
    cached_at: Annotated[float | None, Field(alias="cachedAt")] = None
    """When the result was cached, where it came from a cache."""
    warnings: list[str] | None = None
    """Filter values that could not be resolved, such as the hash of an unknown API key. The query
    ran all the same."""


class AnalyticsTimeRange(Model):
    """The span of time that a query covers."""

    start: WireDateTime
    """When the span begins."""
    end: WireDateTime
    """When the span ends."""


class BadRequestResponseErrorData(Model):
    """What went wrong, in a BadRequestResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class ClassifierDimensions(Model):
    """Grouping by the tags that a classifier of the workspace gives. The classifier must be
    active.
    """

    classifier_id: WireUUID
    """UUID of the classifier."""
    dimension_names: list[str] | None = None
    """Dimensions of the classifier to group by; two at most, and two are crossed with each other.
    Each becomes a column of the result. When empty or left out, every pair of dimension and
    value is a row of its own, with the columns `clf_dimension_name` and `clf_dimension_value`."""
    include_nulls: bool | None = None
    """Also count what the classifier left untagged; false when left out."""


class ClassifierFilter(Model):
    """A condition on one dimension of a classifier."""

    field: str
    """Name of the classifier's dimension, in snake_case."""
    operator: str
    """One of `eq`, `neq`, `in` and `not_in`. Tags are text and have no order, so nothing else
    applies."""
    value: AnalyticsFilterValue
    """One value for `eq` and `neq`, a list for `in` and `not_in`."""


class ClassifierFilters(Model):
    """Conditions on the tags that a classifier gives. May be used with or without
    `classifier_dimensions`.
    """

    classifier_id: WireUUID
    """UUID of the classifier; the same one as in `classifier_dimensions` when both are given."""
    filters: list[ClassifierFilter]
    """The conditions; one to ten."""


class ForbiddenResponseErrorData(Model):
    """What went wrong, in a ForbiddenResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class GetAnalyticsMetaRequest(Model):
    """The arguments of `GET /analytics/meta`."""


class GetUserActivityRequest(Model):
    """The arguments of `GET /activity`."""

    date: str | None = None
    """Only this UTC day, written YYYY-MM-DD. It has to be one of the last 30 days."""
    api_key_hash: str | None = None
    """Only activity of the API key with this hash, the SHA-256 hex string that the keys API
    reports."""
    user_id: str | None = None
    """Only activity of this member of the organization. For organization accounts."""
    group_by: Literal["workspace"] | None = None
    """`workspace` gives one row per workspace and sets `workspace_id` on every row. When left out,
    rows are summed over workspaces and carry no `workspace_id`."""
    workspace_id: str | None = None
    """Only activity of the workspace with this UUID, which must belong to the account."""


class InternalServerResponseErrorData(Model):
    """What went wrong, in a InternalServerResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class NotFoundResponseErrorData(Model):
    """What went wrong, in a NotFoundResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class RequestTimeoutResponseErrorData(Model):
    """What went wrong, in a RequestTimeoutResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class UnauthorizedResponseErrorData(Model):
    """What went wrong, in a UnauthorizedResponse."""

    code: int
    """The HTTP status code again."""
    message: str
    """The reason, for people to read."""
    metadata: dict[str, Any] | None = None
    """Details, where there are any."""


class AnalyticsFilter(Model):
    """A condition on one dimension."""

    field: str
    """Name of the dimension to compare."""
    operator: str
    """Name of the operator to compare with."""
    value: AnalyticsFilterValue
    """What to compare with: one value, or a list for operators that take one. Responses show
    labels for some dimensions; a filter always needs the identifier behind the label.
    `api_key_id` takes the numeric id or the 64-digit hash of the key, `user` the user id (such
    as `user_abc123`), `workspace` the UUID, `app` the numeric id and `model` the permaslug
    (such as `openai/gpt-4o`). All other dimensions take the value just as responses show it.
    The UUID of the default workspace also covers activity recorded without a workspace."""
    include_unset: bool | None = None
    """Keep rows in which the dimension has no value. Works with `in` and `not_in`, on dimensions
    that can be unset."""


class AnalyticsOperator(Model):
    """An operator that a filter can compare with."""

    name: AnalyticsOperatorName
    """Name to use in a filter."""
    value_type: Literal["scalar", "array"] | str
    """Whether the filter's value is a single one or a list."""


class AnalyticsQueryResponse(Model):
    """Answer to an analytics query."""

    data: AnalyticsQueryResult


class BadRequestResponse(Model):
    """The request is malformed or one of its values is not allowed."""

    error: BadRequestResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class ForbiddenResponse(Model):
    """The key is valid but may not do this."""

    error: ForbiddenResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class InternalServerResponse(Model):
    """The server failed."""

    error: InternalServerResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class NotFoundResponse(Model):
    """Nothing exists under what was asked for."""

    error: NotFoundResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class QueryAnalyticsRequest(Model):
    metrics: list[str]
    """Names of the metrics to compute; at least one."""
    dimensions: list[str] | None = None
    """Names of the dimensions to group by; two at most."""
    filters: list[AnalyticsFilter] | None = None
    """Conditions that every counted request meets; 20 at most."""
    time_range: AnalyticsTimeRange | None = None
    granularity: str | None = None
    """Name of the time bucket that splits the range."""
    order_by: AnalyticsOrderBy | None = None
    limit: int | None = None
    """Most rows to return in all; 1000 when left out. The server may go higher for a time series
    that has dimensions and sets no `group_limit`, so that no bucket is lost."""
    group_limit: int | None = None
    """Most rows for each combination of dimension values; has no effect without dimensions. A time
    series gets a value large enough for all of its buckets when this is left out, and loses
    buckets when this is smaller than their number."""
    classifier_dimensions: ClassifierDimensions | None = None
    classifier_filters: ClassifierFilters | None = None


class RequestTimeoutResponse(Model):
    """The query took longer than the server allows."""

    error: RequestTimeoutResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class UnauthorizedResponse(Model):
    """The key is missing or not valid."""

    error: UnauthorizedResponseErrorData
    user_id: str | None = None
    """User that the request was made for, where one is known."""
    openrouter_metadata: dict[str, Any] | None = None
    """What OpenRouter reports about how the request was handled."""


class AnalyticsMeta(Model):
    """The vocabulary of analytics queries."""

    metrics: list[AnalyticsMetric]
    """What can be computed."""
    dimensions: list[AnalyticsDimension]
    """What can be grouped by and filtered on."""
    operators: list[AnalyticsOperator]
    """How a filter can compare."""
    granularities: list[AnalyticsGranularity]
    """How a time range can be split."""


class AnalyticsMetaResponse(Model):
    """Answer to a request for the vocabulary of analytics queries."""

    data: AnalyticsMeta
