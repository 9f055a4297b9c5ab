"""A pressed package called at a server on loopback, by its synchronous or asynchronous client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from runtime.lab import ByteServer

Use = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Wire:
    """Calls the clients of the package called Inline; `server` records what arrives."""

    package: ModuleType
    server: ByteServer
    asynchronous: bool

    def call(self, use: Use, **config: Any) -> Any:
        """Return what `use` makes of a client, awaited where that is needed."""
        given = {"server_url": self.server.url, **config}
        if not self.asynchronous:
            with self.package.Inline(**given) as client:
                return use(client)

        async def run() -> Any:
            async with self.package.AsyncInline(**given) as client:
                made = use(client)
                return await made if hasattr(made, "__await__") else made

        return asyncio.run(run())

    def items(self, use: Use, of: Use = lambda stream: stream, **config: Any) -> list[Any]:
        """Return the items of the stream that `use` gives, or of what `of` makes of it."""
        if not self.asynchronous:
            return self.call(lambda client: list(of(use(client))), **config)

        async def collected(client: Any) -> list[Any]:
            return [item async for item in of(await use(client))]

        return self.call(collected, **config)

    @property
    def sent(self) -> Any:
        """The request that arrived last."""
        return self.server.last


PressWire = Callable[..., Wire]
"""`wire(yaml, config)` → the pressed description at a server."""
