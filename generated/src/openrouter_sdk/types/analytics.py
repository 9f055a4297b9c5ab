"""TypedDicts. Keys are the Python names of the fields of the models, which have the docs too."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Literal, NotRequired

from typing_extensions import TypeAliasType, TypedDict

AnalyticsFilterValueDict = TypeAliasType(
    "AnalyticsFilterValueDict", str | float | Sequence[str | float]
)  # fmt: skip


class AnalyticsFilterDict(TypedDict):
    field: str
    operator: str
    value: AnalyticsFilterValueDict
    include_unset: NotRequired[bool]


class AnalyticsOrderByDict(TypedDict):
    field: str
    direction: Literal["asc", "desc"]


class AnalyticsTimeRangeDict(TypedDict):
    start: datetime.datetime | str
    end: datetime.datetime | str


class ClassifierDimensionsDict(TypedDict):
    classifier_id: uuid.UUID | str
    dimension_names: NotRequired[Sequence[str]]
    include_nulls: NotRequired[bool]


class ClassifierFilterDict(TypedDict):
    field: str
    operator: str
    value: AnalyticsFilterValueDict


class ClassifierFiltersDict(TypedDict):
    classifier_id: uuid.UUID | str
    filters: Sequence[ClassifierFilterDict]


class GetAnalyticsMetaRequestDict(TypedDict):
    pass


class GetUserActivityRequestDict(TypedDict):
    date: NotRequired[str]
    api_key_hash: NotRequired[str]
    user_id: NotRequired[str]
    group_by: NotRequired[Literal["workspace"]]
    workspace_id: NotRequired[str]


class QueryAnalyticsRequestDict(TypedDict):
    metrics: Sequence[str]
    dimensions: NotRequired[Sequence[str]]
    filters: NotRequired[Sequence[AnalyticsFilterDict]]
    time_range: NotRequired[AnalyticsTimeRangeDict]
    granularity: NotRequired[str]
    order_by: NotRequired[AnalyticsOrderByDict]
    limit: NotRequired[int]
    group_limit: NotRequired[int]
    classifier_dimensions: NotRequired[ClassifierDimensionsDict]
    classifier_filters: NotRequired[ClassifierFiltersDict]
