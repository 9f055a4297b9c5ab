"""Requests as dictionaries: a TypedDict for each model that a request may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import counted, lazy_exports

# fmt: off
__all__ = [
    "AnalyticsFilterDict", "AnalyticsFilterValueDict", "AnalyticsOrderByDict",
    "AnalyticsTimeRangeDict", "ClassifierDimensionsDict", "ClassifierFilterDict",
    "ClassifierFiltersDict", "GetAnalyticsMetaRequestDict", "GetUserActivityRequestDict",
    "QueryAnalyticsRequestDict", "AnalyticsFilterInput", "AnalyticsOrderByInput",
    "AnalyticsTimeRangeInput", "ClassifierDimensionsInput", "ClassifierFiltersInput",
]
# fmt: on

if TYPE_CHECKING:
    from ._inputs import *
    from .analytics import *
else:
    __getattr__, __dir__ = lazy_exports(__name__, counted(__all__, {
        ".analytics": 10, "._inputs": 5,
    }))  # fmt: skip
