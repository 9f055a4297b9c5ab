# mypy: no-warn-return-any
"""Transports for what a user gave as `http_client`: an HTTP library's client, or one of these."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..base.options import instead

if TYPE_CHECKING:
    from .transport import AsyncTransport, Transport


def sync_transport(http_client: Any) -> Transport:
    """Return a transport for what a user gave as `http_client`.

    Raises:
        TypeError: It is neither an `httpx2.Client` nor a `Transport`.
    """
    httpx2 = sys.modules.get("httpx2")  # whoever made a client has imported it
    if httpx2 is not None and isinstance(http_client, httpx2.Client):
        from .httpx2.transport import HTTPX2Transport

        return HTTPX2Transport(http_client)
    if _is_transport(http_client, "close"):
        return http_client
    message = (
        f"http_client must be an httpx2.Client or a Transport, not {_name(http_client)}"
        f"{instead(http_client, 'httpx2.Client')}"
    )
    raise TypeError(message)


def async_transport(http_client: Any) -> AsyncTransport:
    """Return an asynchronous transport for what a user gave as `http_client`.

    Raises:
        TypeError: It is neither an `httpx2.AsyncClient` nor an `AsyncTransport`.
    """
    httpx2 = sys.modules.get("httpx2")
    if httpx2 is not None and isinstance(http_client, httpx2.AsyncClient):
        from .httpx2.transport import AsyncHTTPX2Transport

        return AsyncHTTPX2Transport(http_client)
    if _is_transport(http_client, "aclose"):
        return http_client
    message = (
        f"http_client must be an httpx2.AsyncClient or an AsyncTransport, not {_name(http_client)}"
        f"{instead(http_client, 'httpx2.AsyncClient')}"
    )
    raise TypeError(message)


def _is_transport(value: Any, close: str) -> bool:
    # `build_request` marks a client of the httpx family, whose `send` is not ours.
    return hasattr(value, "send") and hasattr(value, close) and not hasattr(value, "build_request")


def _name(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"
