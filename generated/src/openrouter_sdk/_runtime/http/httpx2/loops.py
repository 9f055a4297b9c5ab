"""Clients of httpx2 for tasks: those of the loop that runs, since connections belong to one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, NamedTuple

import httpx2

from ...base.locks import ProcessLock
from ...base.loops import is_over, running_loop
from ..transport import TransportError
from .clients import Clients
from .reuse import watch

_Clients = Clients[httpx2.AsyncClient]


class _Here(NamedTuple):
    loop: Any
    clients: _Clients
    keeper: AsyncGenerator[None]


class LoopClients:
    """The client that was passed in, or for each event loop clients of our own."""

    def __init__(self, injected: httpx2.AsyncClient | None) -> None:
        """Take a client, or make some when they are needed."""
        self._injected = None if injected is None else Clients(httpx2.AsyncClient, injected, watch)
        self._first: Any = None  # the loop that the injected client was first used in
        self._loops: dict[Any, _Here] = {}
        self._lock = ProcessLock()

    @property
    def injected_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout."""
        return None if self._injected is None else self._injected.injected_timeout

    @property
    def authenticates(self) -> bool:
        """Whether the injected client may send credentials of its own."""
        return self._injected is not None and self._injected.authenticates

    def here(self) -> _Clients | None:
        """Return the clients of the loop that runs, if there are any yet."""
        loop = running_loop()
        if self._injected is not None:
            if self._first is None:
                self._first = loop
            return self._injected
        found = self._loops.get(loop)
        return None if found is None else found.clients

    async def add(self) -> _Clients:
        """Return clients for the loop that runs."""
        loop = running_loop()
        clients = Clients(httpx2.AsyncClient, None, watch)
        keeper = self._keep(loop, clients)
        with self._lock:
            for one in [one for one in self._loops if is_over(one)]:
                del self._loops[one]
            found = self._loops.setdefault(loop, _Here(loop, clients, keeper))
        if found.keeper is keeper:
            await anext(keeper)
        return found.clients

    async def _keep(self, loop: Any, clients: _Clients) -> AsyncGenerator[None]:
        """Close clients in the loop that they belong to, if only when it ends.

        At its end a loop closes all asynchronous generators that have been begun in it.
        """
        try:
            yield
        finally:
            self._loops.pop(loop, None)
            for client in clients.opened():
                await client.aclose()

    def explain(self, error: RuntimeError) -> None:
        """Say what it means if an injected client fails in another loop than its first one.

        Raises:
            TransportError: That is the case.
        """
        if self._injected is not None and self._first is not running_loop():
            message = (
                "the httpx2.AsyncClient that was passed in belongs to another event loop, to which "
                "its connections are bound: pass none, or make one for each loop"
            )
            raise TransportError(message, retryable=False) from error

    async def close(self) -> None:
        """Close the clients that are our own: at once here, elsewhere when the loop gets to it."""
        here = running_loop()
        for one in list(self._loops.values()):
            if one.loop is here:
                await one.keeper.aclose()
            elif hasattr(one.loop, "call_soon_threadsafe") and one.loop.is_running():
                import asyncio

                asyncio.run_coroutine_threadsafe(one.keeper.aclose(), one.loop)
