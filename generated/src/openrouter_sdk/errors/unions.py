"""For each operation, the errors that it may raise: what `Err.error` of its function can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from . import base, declared

# fmt: off
if TYPE_CHECKING:
    # What is made when an error comes: of its own class and of the class of its status.
    class _OpenRouterDefaultError_400(base.OpenRouterDefaultError, base.BadRequestError): ...
    class _OpenRouterDefaultError_401(base.OpenRouterDefaultError, base.AuthenticationError): ...
    class _OpenRouterDefaultError_403(base.OpenRouterDefaultError, base.PermissionDeniedError): ...
    class _OpenRouterDefaultError_404(base.OpenRouterDefaultError, base.NotFoundError): ...
    class _OpenRouterDefaultError_409(base.OpenRouterDefaultError, base.ConflictError): ...
    class _OpenRouterDefaultError_422(base.OpenRouterDefaultError, base.UnprocessableEntityError): ...
    class _OpenRouterDefaultError_429(base.OpenRouterDefaultError, base.RateLimitError): ...
    class _OpenRouterDefaultError_5XX(base.OpenRouterDefaultError, base.InternalServerError): ...
    _OpenRouterDefaultError: TypeAlias = Union[
        base.OpenRouterDefaultError, _OpenRouterDefaultError_400, _OpenRouterDefaultError_401,
        _OpenRouterDefaultError_403, _OpenRouterDefaultError_404, _OpenRouterDefaultError_409,
        _OpenRouterDefaultError_422, _OpenRouterDefaultError_429, _OpenRouterDefaultError_5XX,
    ]
else:
    _OpenRouterDefaultError = base.OpenRouterDefaultError

_Undeclared: TypeAlias = (
    _OpenRouterDefaultError
    | base.APIConnectionError
    | base.APITimeoutError
    | base.ResponseValidationError
    | base.RequestValidationError
)
GetAnalyticsMetaError: TypeAlias = Union[
    declared.UnauthorizedResponseError, declared.ForbiddenResponseError,
    declared.InternalServerResponseError, _Undeclared,
]
GetUserActivityError: TypeAlias = Union[
    declared.BadRequestResponseError, declared.UnauthorizedResponseError,
    declared.ForbiddenResponseError, declared.NotFoundResponseError,
    declared.InternalServerResponseError, _Undeclared,
]
QueryAnalyticsError: TypeAlias = Union[
    declared.BadRequestResponseError, declared.UnauthorizedResponseError,
    declared.ForbiddenResponseError, declared.RequestTimeoutResponseError,
    declared.InternalServerResponseError, _Undeclared,
]
# fmt: on
