"""The errors that calls raise; `OpenRouterError` is the base of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_exports, names_of

if TYPE_CHECKING:
    from .base import *
    from .declared import *
    from .unions import *
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        names_of(
            {
                ".base": (
                    "APIConnectionError APITimeoutError OpenRouterDefaultError OpenRouterError "
                    "RequestValidationError ResponseValidationError"
                ),
                ".declared": (
                    "BadRequestResponseError ForbiddenResponseError InternalServerResponseError "
                    "NotFoundResponseError RequestTimeoutResponseError UnauthorizedResponseError"
                ),
                ".unions": ("GetAnalyticsMetaError GetUserActivityError QueryAnalyticsError"),
            }
        ),
    )

# fmt: off
__all__ = [
    "APIConnectionError", "APITimeoutError", "BadRequestResponseError", "ForbiddenResponseError",
    "GetAnalyticsMetaError", "GetUserActivityError", "InternalServerResponseError",
    "NotFoundResponseError", "OpenRouterDefaultError", "OpenRouterError", "QueryAnalyticsError",
    "RequestTimeoutResponseError", "RequestValidationError", "ResponseValidationError",
    "UnauthorizedResponseError",
]
# fmt: on
