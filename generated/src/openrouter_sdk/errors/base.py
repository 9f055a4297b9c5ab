"""The errors that any operation may raise."""

from __future__ import annotations

from .._runtime.base.errors import SDKError


class OpenRouterError(SDKError):
    """Base of every error of this SDK.

    `status_code`, `headers`, `body`, `request_id` and `response` tell what came back; the status
    is None where there was no response.
    """


class APIStatusError(OpenRouterError):
    """The server answered that the call failed: what came has a status, headers and a body."""


class OpenRouterDefaultError(APIStatusError):
    """A status from 400 on that the operation does not declare, or with a body it does not.

    One whose status has a class below is of that class as well.
    """


class BadRequestError(APIStatusError):
    """Status 400, whether the operation declares it or not."""


class AuthenticationError(APIStatusError):
    """Status 401, whether the operation declares it or not."""


class PermissionDeniedError(APIStatusError):
    """Status 403, whether the operation declares it or not."""


class NotFoundError(APIStatusError):
    """Status 404, whether the operation declares it or not."""


class ConflictError(APIStatusError):
    """Status 409, whether the operation declares it or not."""


class UnprocessableEntityError(APIStatusError):
    """Status 422, whether the operation declares it or not."""


class RateLimitError(APIStatusError):
    """Status 429, whether the operation declares it or not."""


class InternalServerError(APIStatusError):
    """Status 5XX, whether the operation declares it or not."""


class APIConnectionError(OpenRouterError):
    """The server could not be reached, or the connection broke before the response was whole."""


class APITimeoutError(APIConnectionError):
    """The server, or the whole call, took longer than allowed."""


class ResponseValidationError(OpenRouterError):
    """The response could not be decoded; `body` has what came, `drift` what is wrong with it."""


class RequestValidationError(OpenRouterError, ValueError):
    """The request could not be made, so nothing was sent."""


class MissingCredentialsError(RequestValidationError):
    """The operation needs credentials that were not given, so nothing was sent."""
