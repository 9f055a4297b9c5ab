"""A transport that answers from a list: what a call does is tested without a socket or a wait."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from sdk_runtime.http.transport import HTTPRequest, HTTPResponse, TransportError

from runtime.lab import AsyncClient, SyncClient, spec

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
