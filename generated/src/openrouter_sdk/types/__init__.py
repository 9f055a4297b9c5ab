"""Requests as dictionaries: a TypedDict for each model that a request may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_exports, names_of

if TYPE_CHECKING:
    from ._inputs import *
    from .analytics import *
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        names_of(
            {
                ".analytics": (
                    "AnalyticsFilterDict AnalyticsFilterValueDict AnalyticsOrderByDict "
                    "AnalyticsTimeRangeDict ClassifierDimensionsDict ClassifierFilterDict "
                    "ClassifierFiltersDict GetAnalyticsMetaRequestDict GetUserActivityRequestDict "
                    "QueryAnalyticsRequestDict"
                ),
                "._inputs": (
                    "AnalyticsFilterInput AnalyticsOrderByInput AnalyticsTimeRangeInput "
                    "ClassifierDimensionsInput ClassifierFiltersInput"
                ),
            }
        ),
    )

# fmt: off
__all__ = [
    "AnalyticsFilterDict", "AnalyticsFilterInput", "AnalyticsFilterValueDict",
    "AnalyticsOrderByDict", "AnalyticsOrderByInput", "AnalyticsTimeRangeDict",
    "AnalyticsTimeRangeInput", "ClassifierDimensionsDict", "ClassifierDimensionsInput",
    "ClassifierFilterDict", "ClassifierFiltersDict", "ClassifierFiltersInput",
    "GetAnalyticsMetaRequestDict", "GetUserActivityRequestDict", "QueryAnalyticsRequestDict",
]
# fmt: on
