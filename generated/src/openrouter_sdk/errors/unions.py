"""For each operation, the errors that it may raise: what `Err.error` of its function can be."""

from __future__ import annotations

from typing import TypeAlias, Union

from . import base, declared

_Undeclared: TypeAlias = (
    base.OpenRouterDefaultError
    | base.APIConnectionError
    | base.APITimeoutError
    | base.ResponseValidationError
    | base.RequestValidationError
)
# fmt: off
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
