"""Requests as dictionaries: a TypedDict for each model that a request may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .analytics import (
        AnalyticsFilterDict,
        AnalyticsFilterValueDict,
        AnalyticsOrderByDict,
        AnalyticsTimeRangeDict,
        ClassifierDimensionsDict,
        ClassifierFilterDict,
        ClassifierFiltersDict,
        GetAnalyticsMetaRequestDict,
        GetUserActivityRequestDict,
        QueryAnalyticsRequestDict,
    )
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "AnalyticsFilterDict": ".analytics",
            "AnalyticsFilterValueDict": ".analytics",
            "AnalyticsOrderByDict": ".analytics",
            "AnalyticsTimeRangeDict": ".analytics",
            "ClassifierDimensionsDict": ".analytics",
            "ClassifierFilterDict": ".analytics",
            "ClassifierFiltersDict": ".analytics",
            "GetAnalyticsMetaRequestDict": ".analytics",
            "GetUserActivityRequestDict": ".analytics",
            "QueryAnalyticsRequestDict": ".analytics",
        },
    )

__all__ = [
    "AnalyticsFilterDict",
    "AnalyticsFilterValueDict",
    "AnalyticsOrderByDict",
    "AnalyticsTimeRangeDict",
    "ClassifierDimensionsDict",
    "ClassifierFilterDict",
    "ClassifierFiltersDict",
    "GetAnalyticsMetaRequestDict",
    "GetUserActivityRequestDict",
    "QueryAnalyticsRequestDict",
]
