"""The errors that calls raise; `OpenRouterError` is the base of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import counted, lazy_exports

# fmt: off
__all__ = [
    "APIConnectionError", "APIStatusError", "APITimeoutError", "AuthenticationError",
    "BadRequestError", "ConflictError", "InternalServerError", "MissingCredentialsError",
    "NotFoundError", "OpenRouterDefaultError", "OpenRouterError", "PermissionDeniedError",
    "RateLimitError", "RequestValidationError", "ResponseValidationError",
    "UnprocessableEntityError", "BadRequestResponseError", "ForbiddenResponseError",
    "InternalServerResponseError", "NotFoundResponseError", "RequestTimeoutResponseError",
    "UnauthorizedResponseError", "GetAnalyticsMetaError", "GetUserActivityError",
    "QueryAnalyticsError",
]
# fmt: on

if TYPE_CHECKING:
    from .base import *
    from .declared import *
    from .unions import *
else:
    __getattr__, __dir__ = lazy_exports(__name__, counted(__all__, {
        ".base": 16, ".declared": 6, ".unions": 3,
    }))  # fmt: skip
