"""A real HTTP server on loopback that answers as a description says, and checks what it is sent.

Every request is validated with openapi-core, which we did not write. What it finds is kept in
`violations`, for the test to assert on.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import uvicorn
from jsonschema_path import SchemaPath
from openapi_core import V31RequestValidator
from openapi_core.testing import MockRequest
from werkzeug.datastructures import MultiDict

from support.api_description import ApiDescription

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer; by default the description's example of the operation's success.

    Attributes:
        status: None is the operation's first 2XX status.
        body: None is the description's example for the status.
        media_type: Content-Type.
        headers: Further header fields.
        delay: Seconds until the answer.
    """

    status: int | None = None
    body: bytes | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it arrived; header names in lower case, `path` below the server's own."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes


class ApiServer:
    """Serves one description; use it as a context manager.

    Attributes:
        requests: What arrived.
        violations: Where requests differ from the description.
        url: The base URL to call.
    """

    def __init__(self, root: Mapping[str, Any], *, validate: bool = True) -> None:
        self.description = ApiDescription(root)
        self.requests: list[Recorded] = []
        self.violations: list[str] = []
        self._script: deque[Reply] = deque()
        self._socket = socket.create_server(("127.0.0.1", 0))
        first: dict[str, str] = next(iter(root.get("servers", ())), {"url": "/"})
        self._base = urlsplit(first["url"]).path.rstrip("/")
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}{self._base}"
        here = {**root, "servers": [{"url": self.url}]}
        self._validator = V31RequestValidator(SchemaPath.from_dict(here)) if validate else None
        config = uvicorn.Config(
            self,  # pyright: ignore[reportArgumentType] - uvicorn wants TypedDicts for messages
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> ApiServer:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return urlsplit(self.url).port or 0

    @property
    def last(self) -> Recorded:
        """The request that came last."""
        return self.requests[-1]

    def script(self, *replies: Reply) -> None:
        """Answer the next requests like this, in turn; later ones as by default."""
        self._script.extend(replies)

    def reset(self) -> None:
        """Forget requests, violations and script."""
        self.requests.clear()
        self.violations.clear()
        self._script.clear()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        request = await self._recorded(scope, receive)
        self.requests.append(request)
        found = self._validate(request)
        self.violations += found
        reply = self._script.popleft() if self._script else Reply()
        if found:
            reply = Reply(422, json.dumps({"violations": found}).encode())
        await asyncio.sleep(reply.delay)
        status, body = self._content(request, reply)
        headers = {**reply.headers}
        if body:
            headers["Content-Type"] = reply.media_type
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})

    async def _recorded(self, scope: Message, receive: Receive) -> Recorded:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return Recorded(
            scope["method"],
            scope["path"].removeprefix(self._base),
            parse_qsl(scope["query_string"].decode(), keep_blank_values=True),
            {name.decode(): value.decode("latin-1") for name, value in scope["headers"]},
            body,
        )

    def _validate(self, request: Recorded) -> list[str]:
        if self._validator is None:
            return []
        host = self.url.removesuffix(self._base)
        wanted = MockRequest(
            host,
            request.method,
            self._base + request.path,
            args=MultiDict(request.query),
            headers=request.headers,
            data=request.body or None,
            content_type=request.headers.get("content-type", ""),
        )
        where = f"{request.method} {request.path}"
        return [
            f"{where}: {error!r} {error.__cause__!r}"
            for error in self._validator.iter_errors(wanted)
        ]

    def _content(self, request: Recorded, reply: Reply) -> tuple[int, bytes]:
        operation = self.description.match(request.method, request.path)
        status = reply.status
        if status is None:
            status = self.description.success_status(operation) if operation else 200
        if reply.body is not None:
            return status, reply.body
        declared = operation is not None and str(status) in operation["responses"]
        if operation is None or not declared:
            return status, b""
        example = self.description.response_example(operation, status)
        return status, b"" if example is None else json.dumps(example).encode()
