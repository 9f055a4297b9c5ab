"""A transport that answers from a list: what a call does is tested without a socket or a wait."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

from sdk_runtime.http.transport import HTTPRequest, HTTPResponse, TransportError

from runtime.lab import GET, AsyncClient, SyncClient, spec

Answer = HTTPResponse | TransportError | Callable[[HTTPRequest], HTTPResponse]
URL = "https://api.example.com/v1"


def reply(body: Any = b"", status: int = 200, /, **headers: str) -> HTTPResponse:
    """Make a response: JSON of anything that is not bytes; `a_b` is the header `a-b`."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content-type": "application/json"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in fields.items()]
    return HTTPResponse(status, pairs, content)


class Script:
    """Gives its answers in turn, the last one again and again, and notes what it was sent."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = answers
        self.sent: list[HTTPRequest] = []

    def answer(self, request: HTTPRequest) -> HTTPResponse:
        self.sent.append(request)
        found = self.answers[min(len(self.sent), len(self.answers)) - 1]
        if isinstance(found, TransportError):
            raise found
        return found(request) if callable(found) else found

    def send(self, request: HTTPRequest) -> HTTPResponse:
        return self.answer(request)

    def close(self) -> None:
        """Nothing is open."""

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.sent]

    def header(self, name: str) -> list[str | None]:
        """The values of a header, one for each request."""
        return [
            next((v.decode() for k, v in one.headers if k.decode().lower() == name), None)
            for one in self.sent
        ]

    def client(self, spec_changes: Any = None, **given: Any) -> SyncClient:
        """A client that sends here."""
        given = {"credentials": {"bearer": "s3cret"}, **given}
        return SyncClient(spec(URL, **(spec_changes or {})), http_client=self, **given)


class AsyncScript(Script):
    """The same for asynchronous clients."""

    async def send(self, request: HTTPRequest) -> HTTPResponse:  # type: ignore[override]
        await asyncio.sleep(0)
        return self.answer(request)

    async def aclose(self) -> None:
        """Nothing is open."""

    def client(self, spec_changes: Any = None, **given: Any) -> AsyncClient:  # type: ignore[override]
        given = {"credentials": {"bearer": "s3cret"}, **given}
        return AsyncClient(spec(URL, **(spec_changes or {})), http_client=self, **given)


class Lab:
    """Calls of one kind of client, whose transport is a script."""

    def __init__(self, asynchronous: bool) -> None:
        self.asynchronous = asynchronous

    def run(self, use: Callable[[Any], Any], *answers: Any, **given: Any) -> Any:
        """Return what `use` makes of a client of a scripted transport, which is kept."""
        self.script = (AsyncScript if self.asynchronous else Script)(*answers)
        client = self.script.client(**given)
        if not self.asynchronous:
            return use(client)

        async def awaited() -> Any:
            return await use(client)

        return asyncio.run(awaited())

    def call(self, *answers: Any, called: Any = GET, arguments: Any = None, **given: Any) -> Any:
        return self.run(lambda client: client.call(called, arguments or {}), *answers, **given)

    def items(self, use: Callable[[Any], Any], *answers: Any, **given: Any) -> list[Any]:
        """Return what can be iterated over of what `use` gives."""
        if not self.asynchronous:
            return self.run(lambda client: list(use(client)), *answers, **given)

        async def collected(client: Any) -> list[Any]:
            return [item async for item in await use(client)]

        return self.run(collected, *answers, **given)


class Pieces:
    """A body that is still to be read."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed += 1


class AsyncPieces(Pieces):
    async def aclose(self) -> None:
        self.closed += 1


def streamed(lab: Lab, *pieces: bytes | Exception, kind: str = "text/event-stream") -> Any:
    body = (AsyncPieces if lab.asynchronous else Pieces)(*pieces)
    return body, HTTPResponse(200, [(b"content-type", kind.encode())], b"", None, body)
