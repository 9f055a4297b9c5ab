"""What several operations declare alike: errors, and parameters that the client has, too."""

from __future__ import annotations

from .. import errors, models
from .._runtime.base.operation import Parameter, ResponseCase

BAD_REQUEST_RESPONSE_ERROR_400 = ResponseCase(
    "400", "application/json", "json", type=lambda: models.BadRequestResponse,
    error=lambda: errors.BadRequestResponseError,
)  # fmt: skip
FORBIDDEN_RESPONSE_ERROR_403 = ResponseCase(
    "403", "application/json", "json", type=lambda: models.ForbiddenResponse,
    error=lambda: errors.ForbiddenResponseError,
)  # fmt: skip
GLOBAL_APP_CATEGORIES = Parameter(
    "app_categories", "X-OpenRouter-Categories", "header", is_global=True
)  # fmt: skip
GLOBAL_APP_TITLE = Parameter("app_title", "X-OpenRouter-Title", "header", is_global=True)
GLOBAL_HTTP_REFERER = Parameter("http_referer", "HTTP-Referer", "header", is_global=True)
INTERNAL_SERVER_RESPONSE_ERROR_500 = ResponseCase(
    "500", "application/json", "json", type=lambda: models.InternalServerResponse,
    error=lambda: errors.InternalServerResponseError,
)  # fmt: skip
UNAUTHORIZED_RESPONSE_ERROR_401 = ResponseCase(
    "401", "application/json", "json", type=lambda: models.UnauthorizedResponse,
    error=lambda: errors.UnauthorizedResponseError,
)  # fmt: skip
