"""Python SDK for OpenRouter API.

Every name below is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from . import errors, models, types
    from ._runtime.drift import Drift
    from ._runtime.operation import RetryPolicy
    from ._runtime.options import RequestOptions, RetryOptions
    from ._runtime.response import APIResponse
    from ._runtime.result import Err, Ok, Result
    from ._runtime.sse import ServerSentEvent
    from ._runtime.stream import AsyncStream, Stream
    from ._runtime.transport import AsyncTransport, Transport
    from ._runtime.unset import UNSET, Unset
    from ._spec import __version__
    from .client import AsyncOpenRouter, OpenRouter
    from .core import AsyncOpenRouterCore, OpenRouterCore
    from .errors import OpenRouterError
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "OpenRouter": ".client",
            "AsyncOpenRouter": ".client",
            "OpenRouterCore": ".core",
            "AsyncOpenRouterCore": ".core",
            "OpenRouterError": ".errors",
            "APIResponse": "._runtime.response",
            "AsyncStream": "._runtime.stream",
            "AsyncTransport": "._runtime.transport",
            "Drift": "._runtime.drift",
            "Err": "._runtime.result",
            "Ok": "._runtime.result",
            "RequestOptions": "._runtime.options",
            "Result": "._runtime.result",
            "RetryOptions": "._runtime.options",
            "RetryPolicy": "._runtime.operation",
            "ServerSentEvent": "._runtime.sse",
            "Stream": "._runtime.stream",
            "Transport": "._runtime.transport",
            "UNSET": "._runtime.unset",
            "Unset": "._runtime.unset",
            "__version__": "._spec",
            "errors": ".errors:",
            "models": ".models:",
            "types": ".types:",
        },
    )

__all__ = [
    "UNSET",
    "APIResponse",
    "AsyncOpenRouter",
    "AsyncOpenRouterCore",
    "AsyncStream",
    "AsyncTransport",
    "Drift",
    "Err",
    "Ok",
    "OpenRouter",
    "OpenRouterCore",
    "OpenRouterError",
    "RequestOptions",
    "Result",
    "RetryOptions",
    "RetryPolicy",
    "ServerSentEvent",
    "Stream",
    "Transport",
    "Unset",
    "__version__",
    "errors",
    "models",
    "types",
]
