"""The errors that operations declare: `data` holds the body, decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import base

if TYPE_CHECKING:
    from .. import models


class BadRequestResponseError(base.BadRequestError):
    """Status 400: The request is malformed or one of its values is not allowed."""

    data: models.BadRequestResponse


class UnauthorizedResponseError(base.AuthenticationError):
    """Status 401: The key is missing or not valid."""

    data: models.UnauthorizedResponse


class ForbiddenResponseError(base.PermissionDeniedError):
    """Status 403: The key is valid but may not do this."""

    data: models.ForbiddenResponse


class NotFoundResponseError(base.NotFoundError):
    """Status 404: Nothing exists under what was asked for."""

    data: models.NotFoundResponse


class RequestTimeoutResponseError(base.APIStatusError):
    """Status 408: The query took longer than the server allows."""

    data: models.RequestTimeoutResponse


class InternalServerResponseError(base.InternalServerError):
    """Status 500: The server failed."""

    data: models.InternalServerResponse
