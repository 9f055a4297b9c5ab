"""Errors that several operations declare alike."""

from __future__ import annotations

from .. import errors, models
from .._runtime.base.operation import ResponseCase

BAD_REQUEST_RESPONSE_ERROR_400 = ResponseCase(
    "400",
    "application/json",
    "json",
    type=lambda: models.BadRequestResponse,
    error=lambda: errors.BadRequestResponseError,
)
FORBIDDEN_RESPONSE_ERROR_403 = ResponseCase(
    "403",
    "application/json",
    "json",
    type=lambda: models.ForbiddenResponse,
    error=lambda: errors.ForbiddenResponseError,
)
INTERNAL_SERVER_RESPONSE_ERROR_500 = ResponseCase(
    "500",
    "application/json",
    "json",
    type=lambda: models.InternalServerResponse,
    error=lambda: errors.InternalServerResponseError,
)
UNAUTHORIZED_RESPONSE_ERROR_401 = ResponseCase(
    "401",
    "application/json",
    "json",
    type=lambda: models.UnauthorizedResponse,
    error=lambda: errors.UnauthorizedResponseError,
)
