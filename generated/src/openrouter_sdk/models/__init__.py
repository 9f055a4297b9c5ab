"""The models of the API; each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import counted, lazy_exports

# fmt: off
__all__ = [
    "ActivityItem", "ActivityResponse", "AnalyticsDimension", "AnalyticsFilter",
    "AnalyticsFilterValue", "AnalyticsGranularity", "AnalyticsMeta", "AnalyticsMetaResponse",
    "AnalyticsMetric", "AnalyticsOperator", "AnalyticsOperatorName", "AnalyticsOrderBy",
    "AnalyticsQueryMetadata", "AnalyticsQueryResponse", "AnalyticsQueryResult",
    "AnalyticsTimeRange", "BadRequestResponse", "BadRequestResponseErrorData",
    "ClassifierDimensions", "ClassifierFilter", "ClassifierFilters", "ForbiddenResponse",
    "ForbiddenResponseErrorData", "GetAnalyticsMetaRequest", "GetUserActivityRequest",
    "InternalServerResponse", "InternalServerResponseErrorData", "NotFoundResponse",
    "NotFoundResponseErrorData", "QueryAnalyticsRequest", "RequestTimeoutResponse",
    "RequestTimeoutResponseErrorData", "UnauthorizedResponse", "UnauthorizedResponseErrorData",
]
# fmt: on

if TYPE_CHECKING:
    from .analytics import *
else:
    __getattr__, __dir__ = lazy_exports(__name__, counted(__all__, {".analytics": 34}))  # fmt: skip
