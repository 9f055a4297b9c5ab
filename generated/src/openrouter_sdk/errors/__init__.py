"""The errors that calls raise; `OpenRouterError` is the base of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .base import (
        APIConnectionError,
        APITimeoutError,
        OpenRouterDefaultError,
        OpenRouterError,
        RequestValidationError,
        ResponseValidationError,
    )
    from .declared import (
        BadRequestResponseError,
        ForbiddenResponseError,
        InternalServerResponseError,
        NotFoundResponseError,
        RequestTimeoutResponseError,
        UnauthorizedResponseError,
    )
    from .unions import GetAnalyticsMetaError, GetUserActivityError, QueryAnalyticsError
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "APIConnectionError": ".base",
            "APITimeoutError": ".base",
            "OpenRouterDefaultError": ".base",
            "OpenRouterError": ".base",
            "RequestValidationError": ".base",
            "ResponseValidationError": ".base",
            "BadRequestResponseError": ".declared",
            "ForbiddenResponseError": ".declared",
            "InternalServerResponseError": ".declared",
            "NotFoundResponseError": ".declared",
            "RequestTimeoutResponseError": ".declared",
            "UnauthorizedResponseError": ".declared",
            "GetAnalyticsMetaError": ".unions",
            "GetUserActivityError": ".unions",
            "QueryAnalyticsError": ".unions",
        },
    )

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "BadRequestResponseError",
    "ForbiddenResponseError",
    "GetAnalyticsMetaError",
    "GetUserActivityError",
    "InternalServerResponseError",
    "NotFoundResponseError",
    "OpenRouterDefaultError",
    "OpenRouterError",
    "QueryAnalyticsError",
    "RequestTimeoutResponseError",
    "RequestValidationError",
    "ResponseValidationError",
    "UnauthorizedResponseError",
]
