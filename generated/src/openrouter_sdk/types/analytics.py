"""TypedDicts, from the description's schemas. Keys are the Python names of the models' fields."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Literal, NotRequired

from typing_extensions import TypeAliasType, TypedDict

AnalyticsFilterValueDict = TypeAliasType(
    "AnalyticsFilterValueDict", str | float | Sequence[str | float]
)


class AnalyticsFilterDict(TypedDict):
    """A condition on one dimension."""

    field: str
    """Name of the dimension to compare."""
    operator: str
    """Name of the operator to compare with."""
    value: AnalyticsFilterValueDict
    """What to compare with: one value, or a list for operators that take one. Responses show
    labels for some dimensions; a filter always needs the identifier behind the label.
    `api_key_id` takes the numeric id or the 64-digit hash of the key, `user` the user id (such
    as `user_abc123`), `workspace` the UUID, `app` the numeric id and `model` the permaslug
    (such as `openai/gpt-4o`). All other dimensions take the value just as responses show it.
    The UUID of the default workspace also covers activity recorded without a workspace.
    """
    include_unset: NotRequired[bool]
    """Keep rows in which the dimension has no value. Works with `in` and `not_in`, on dimensions
    that can be unset.
    """


class AnalyticsOrderByDict(TypedDict):
    """The order of the rows."""

    field: str
    """What to sort by: a metric or dimension of the query, `date`, or `request_count`, which need
    not be among the metrics.
    """
    direction: Literal["asc", "desc"]
    """Smallest first or largest first."""


class AnalyticsTimeRangeDict(TypedDict):
    """The span of time that a query covers."""

    start: datetime.datetime | str
    """When the span begins."""
    end: datetime.datetime | str
    """When the span ends."""


class ClassifierDimensionsDict(TypedDict):
    """Grouping by the tags that a classifier of the workspace gives. The classifier must be
    active.
    """

    classifier_id: uuid.UUID | str
    """UUID of the classifier."""
    dimension_names: NotRequired[Sequence[str]]
    """Dimensions of the classifier to group by; two at most, and two are crossed with each other.
    Each becomes a column of the result. When empty or left out, every pair of dimension and
    value is a row of its own, with the columns `clf_dimension_name` and `clf_dimension_value`.
    """
    include_nulls: NotRequired[bool]
    """Also count what the classifier left untagged; false when left out."""


class ClassifierFilterDict(TypedDict):
    """A condition on one dimension of a classifier."""

    field: str
    """Name of the classifier's dimension, in snake_case."""
    operator: str
    """One of `eq`, `neq`, `in` and `not_in`. Tags are text and have no order, so nothing else
    applies.
    """
    value: AnalyticsFilterValueDict
    """One value for `eq` and `neq`, a list for `in` and `not_in`."""


class ClassifierFiltersDict(TypedDict):
    """Conditions on the tags that a classifier gives. May be used with or without
    `classifier_dimensions`.
    """

    classifier_id: uuid.UUID | str
    """UUID of the classifier; the same one as in `classifier_dimensions` when both are given."""
    filters: Sequence[ClassifierFilterDict]
    """The conditions; one to ten."""


class GetAnalyticsMetaRequestDict(TypedDict):
    """The arguments of `GET /analytics/meta`."""


class GetUserActivityRequestDict(TypedDict):
    """The arguments of `GET /activity`."""

    date: NotRequired[str]
    """Only this UTC day, written YYYY-MM-DD. It has to be one of the last 30 days."""
    api_key_hash: NotRequired[str]
    """Only activity of the API key with this hash, the SHA-256 hex string that the keys API
    reports.
    """
    user_id: NotRequired[str]
    """Only activity of this member of the organization. For organization accounts."""
    group_by: NotRequired[Literal["workspace"]]
    """`workspace` gives one row per workspace and sets `workspace_id` on every row. When left out,
    rows are summed over workspaces and carry no `workspace_id`.
    """
    workspace_id: NotRequired[str]
    """Only activity of the workspace with this UUID, which must belong to the account."""


class QueryAnalyticsRequestDict(TypedDict):
    """QueryAnalyticsRequestDict"""

    metrics: Sequence[str]
    """Names of the metrics to compute; at least one."""
    dimensions: NotRequired[Sequence[str]]
    """Names of the dimensions to group by; two at most."""
    filters: NotRequired[Sequence[AnalyticsFilterDict]]
    """Conditions that every counted request meets; 20 at most."""
    time_range: NotRequired[AnalyticsTimeRangeDict]
    granularity: NotRequired[str]
    """Name of the time bucket that splits the range."""
    order_by: NotRequired[AnalyticsOrderByDict]
    limit: NotRequired[int]
    """Most rows to return in all; 1000 when left out. The server may go higher for a time series
    that has dimensions and sets no `group_limit`, so that no bucket is lost.
    """
    group_limit: NotRequired[int]
    """Most rows for each combination of dimension values; has no effect without dimensions. A time
    series gets a value large enough for all of its buckets when this is left out, and loses
    buckets when this is smaller than their number.
    """
    classifier_dimensions: NotRequired[ClassifierDimensionsDict]
    classifier_filters: NotRequired[ClassifierFiltersDict]
