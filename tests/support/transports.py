"""The transports that the SDK has: tests are run with each, as if it were the default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import httpx2
import pytest
from pyreqwest import exceptions
from pyreqwest.response import Response, SyncResponse


@dataclass(frozen=True, slots=True)
class TransportKind:
    """An HTTP library, and what of it shows.

    Attributes:
        name: The library's.
        response: What `http_response` of a response and `response` of an error are.
        refused: The cause of the error for a connection that is refused.
        broken: The cause of the error for one that breaks.
        late: The cause of the error for an answer that does not come in time.
    """

    name: str
    response: tuple[type, ...]
    refused: type[Exception]
    broken: type[Exception]
    late: type[Exception]

    def become_default(self, runtime: str, patch: pytest.MonkeyPatch) -> None:
        """Make the clients of a package use it; `runtime` is its `_runtime` package."""
        if self is PYREQWEST:
            clients = import_module(f"{runtime}.client.client")
            fast = import_module(f"{runtime}.http.pyreqwest.transport")
            patch.setattr(clients.SyncClient, "_make_transport", _maker(fast.FastTransport))
            patch.setattr(clients.AsyncClient, "_make_transport", _maker(fast.AsyncFastTransport))

    def keeps(self, response: Any, status: int, content: bytes) -> bool:
        """Tell whether a copied response is what becomes of it: nothing of pyreqwest's is left."""
        if self is PYREQWEST:
            return response is None
        return (response.status_code, response.content) == (status, content)


def _maker(transport: Callable[[], object]) -> Callable[[object], object]:
    return lambda _client: transport()


HTTPX2 = TransportKind(
    "httpx2",
    (httpx2.Response,),
    httpx2.ConnectError,
    httpx2.RemoteProtocolError,
    httpx2.ReadTimeout,
)
PYREQWEST = TransportKind(
    "pyreqwest",
    (Response, SyncResponse),
    exceptions.ConnectError,
    exceptions.RequestError,
    exceptions.RequestTimeoutError,
)
TRANSPORTS = (HTTPX2, PYREQWEST)

only_httpx2 = pytest.mark.parametrize("transport", [HTTPX2], ids=["httpx2"], indirect=True)
"""For a test of what httpx2 alone has."""

only_pyreqwest = pytest.mark.parametrize("transport", [PYREQWEST], ids=["pyreqwest"], indirect=True)
"""For a test of what pyreqwest alone has."""
