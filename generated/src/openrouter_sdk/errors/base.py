"""The errors that any operation may raise."""

from __future__ import annotations

from .._runtime.base.errors import SDKError


class OpenRouterError(SDKError):
    """Base of every error of this SDK.

    `status_code`, `headers`, `body`, `request_id` and `response` tell what came back; the status
    is None where there was no response.
    """


class OpenRouterDefaultError(OpenRouterError):
    """A status from 400 on that the operation does not declare, or with a body it does not."""


class APIConnectionError(OpenRouterError):
    """The server could not be reached, or the connection broke before the response was whole."""


class APITimeoutError(APIConnectionError):
    """The server, or the whole call, took longer than allowed."""


class ResponseValidationError(OpenRouterError):
    """The response could not be decoded; `body` has what came, `drift` what is wrong with it."""


class RequestValidationError(OpenRouterError, ValueError):
    """The request could not be encoded, so nothing was sent."""
