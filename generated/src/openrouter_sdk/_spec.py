"""What the runtime needs to know about this API: servers, security, defaults."""

from __future__ import annotations

from ._runtime.base.operation import ClientSpec, ErrorTypes, RetryPolicy, SecurityScheme, Server

__version__ = "0.1.0"


def _errors() -> ErrorTypes:
    from .errors import base

    return ErrorTypes(
        base=base.OpenRouterError,
        default=base.OpenRouterDefaultError,
        connection=base.APIConnectionError,
        timeout=base.APITimeoutError,
        response_validation=base.ResponseValidationError,
        request_validation=base.RequestValidationError,
        missing_credentials=base.MissingCredentialsError,
        statuses={
            "400": base.BadRequestError,
            "401": base.AuthenticationError,
            "403": base.PermissionDeniedError,
            "404": base.NotFoundError,
            "409": base.ConflictError,
            "422": base.UnprocessableEntityError,
            "429": base.RateLimitError,
            "5XX": base.InternalServerError,
        },
    )


SPEC = ClientSpec(
    user_agent="openrouter-sdk/0.1.0",
    servers=(Server("https://openrouter.ai/api/v1", name="production"),),
    security_schemes=(
        SecurityScheme(
            name="apiKey",
            argument="api_key",
            type="http",
            scheme="bearer",
            location="header",
            parameter="Authorization",
            env="OPENROUTER_API_KEY",
        ),
    ),
    security=(("apiKey",),),
    errors=_errors,
    retries=RetryPolicy(
        max_attempts=3,
        initial_delay=0.5,
        factor=1.5,
        max_delay=60.0,
        statuses=("5XX", "429"),
        connection_errors=True,
    ),
    timeout=60.0,
    logger="openrouter_sdk",
    env_prefix="OPENROUTER",
)
