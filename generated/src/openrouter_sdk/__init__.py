"""Python SDK for OpenRouter API.

Every name below is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from . import errors, models, types
    from ._runtime.base.drift import Drift
    from ._runtime.base.operation import RetryPolicy
    from ._runtime.base.options import RequestOptions, RetryOptions
    from ._runtime.base.unset import UNSET, Unset
    from ._runtime.client.result import Err, Ok, Result
    from ._runtime.http.transport import AsyncTransport, Transport
    from ._runtime.reply.response import APIResponse
    from ._runtime.reply.sse import ServerSentEvent
    from ._runtime.reply.stream import AsyncStream, Stream
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
            "APIResponse": "._runtime.reply.response",
            "AsyncStream": "._runtime.reply.stream",
            "AsyncTransport": "._runtime.http.transport",
            "Drift": "._runtime.base.drift",
            "Err": "._runtime.client.result",
            "Ok": "._runtime.client.result",
            "RequestOptions": "._runtime.base.options",
            "Result": "._runtime.client.result",
            "RetryOptions": "._runtime.base.options",
            "RetryPolicy": "._runtime.base.operation",
            "ServerSentEvent": "._runtime.reply.sse",
            "Stream": "._runtime.reply.stream",
            "Transport": "._runtime.http.transport",
            "UNSET": "._runtime.base.unset",
            "Unset": "._runtime.base.unset",
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
