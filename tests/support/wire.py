"""A pressed package called at a server on loopback, by its synchronous or asynchronous client."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
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
        given = {self.url_argument: self.server.url, **config}
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
    def url_argument(self) -> str:
        """What clients call the argument with a base URL."""
        spec = import_module(f"{self.package.__name__}._spec")
        return str(spec.SPEC.url_argument)

    @property
    def sent(self) -> Any:
        """The request that arrived last."""
        return self.server.last


def body(content: str, required: bool = True) -> str:
    """Describe one operation with a body of this `content`."""
    return f"""
        paths:
          /x:
            post:
              operationId: send
              tags: [x]
              requestBody:
                required: {str(required).lower()}
                content:
                  {content.strip()}
              responses: {{'200': {{description: ok}}}}
        """


def parts(api: Wire) -> list[tuple[str | None, str | None, str | None, bytes]]:
    """Parse the form that arrived: name, file name, media type and content of each part."""
    head = f"Content-Type: {api.sent.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + api.sent.body, policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),  # pyright: ignore[reportReturnType]
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )  # pyright: ignore[reportReturnType]
        for part in message.iter_parts()  # pyright: ignore[reportAttributeAccessIssue]
    ]


PressWire = Callable[..., Wire]
"""`wire(yaml, config)` → the pressed description at a server."""
