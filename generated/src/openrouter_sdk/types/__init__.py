"""Requests as dictionaries: a TypedDict for each model that a request may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_exports, names_of

if TYPE_CHECKING:
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
                )
            }
        ),
    )

# fmt: off
__all__ = [
    "AnalyticsFilterDict", "AnalyticsFilterValueDict", "AnalyticsOrderByDict",
    "AnalyticsTimeRangeDict", "ClassifierDimensionsDict", "ClassifierFilterDict",
    "ClassifierFiltersDict", "GetAnalyticsMetaRequestDict", "GetUserActivityRequestDict",
    "QueryAnalyticsRequestDict",
]
# fmt: on
