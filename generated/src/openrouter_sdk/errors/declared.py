"""The errors that operations declare: `data` holds the body, decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import OpenRouterError

if TYPE_CHECKING:
    from .. import models


class BadRequestResponseError(OpenRouterError):
    """Status 400: The request is malformed or one of its values is not allowed."""

    data: models.BadRequestResponse


class UnauthorizedResponseError(OpenRouterError):
    """Status 401: The key is missing or not valid."""

    data: models.UnauthorizedResponse


class ForbiddenResponseError(OpenRouterError):
    """Status 403: The key is valid but may not do this."""

    data: models.ForbiddenResponse


class NotFoundResponseError(OpenRouterError):
    """Status 404: Nothing exists under what was asked for."""

    data: models.NotFoundResponse


class RequestTimeoutResponseError(OpenRouterError):
    """Status 408: The query took longer than the server allows."""

    data: models.RequestTimeoutResponse


class InternalServerResponseError(OpenRouterError):
    """Status 500: The server failed."""

    data: models.InternalServerResponse
