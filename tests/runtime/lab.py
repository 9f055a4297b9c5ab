"""What the runtime's tests share: the runtime as a package, a small generated-like SDK, a server.

The server speaks in bytes over a loopback socket, so that tests decide what exactly is answered.
"""

from __future__ import annotations

import importlib.util
import json
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
CERTIFICATE = Path(__file__).parents[1] / "support" / "loopback-server.pem"
"""A certificate for 127.0.0.1, with its key."""
AUTHORITY = CERTIFICATE.with_name("loopback-authority.pem")
"""The certificate of whoever signed it, and nothing else."""


def _load() -> None:
    """Import templates/runtime as `sdk_runtime`, as generated packages do under their own name."""
    spec = importlib.util.spec_from_file_location(
        "sdk_runtime", RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sdk_runtime"] = module
    spec.loader.exec_module(module)


if "sdk_runtime" not in sys.modules:
    _load()

from pydantic import Field  # noqa: E402
from sdk_runtime.base.errors import SDKError  # noqa: E402
from sdk_runtime.base.operation import (  # noqa: E402
    Body,
    BodyKind,
    ClientSpec,
    ErrorTypes,
    Operation,
    Parameter,
    ResponseCase,
    SecurityScheme,
    Server,
)
from sdk_runtime.client.client import AsyncClient, SyncClient  # noqa: E402
from sdk_runtime.models.model import Model  # noqa: E402


class BaseError(SDKError):
    """Base error of the sample SDK."""


class DefaultError(BaseError):
    """Undeclared status."""


class ConnectionFailed(BaseError):
    """No response."""


class TimedOut(ConnectionFailed):
    """No response in time."""


class ResponseInvalid(BaseError):
    """Undecodable response."""


class RequestInvalid(BaseError, ValueError):
    """Unencodable request."""


class CredentialsMissing(RequestInvalid):
    """No credentials."""


class BadRequestError(BaseError):
    """Declared for 400."""


ERRORS = ErrorTypes(
    BaseError,
    DefaultError,
    ConnectionFailed,
    TimedOut,
    ResponseInvalid,
    RequestInvalid,
    CredentialsMissing,
    {},
)


class Item(Model):
    date: str
    usage: float
    model_name: str | None = Field(default=None, alias="modelName")


class Items(Model):
    data: list[Item]


class Problem(Model):
    code: int
    message: str


class BadRequest(Model):
    error: Problem


OK = ResponseCase("200", "application/json", "json", lambda: Items)
BAD = ResponseCase("400", "application/json", "json", lambda: BadRequest, lambda: BadRequestError)
ITEMS = {"data": [{"date": "2025-08-24", "usage": 0.5, "modelName": "m", "new": [1]}]}


def operation(**changes: Any) -> Operation[Any]:
    """Make an operation; GET /items unless changed."""
    given: dict[str, Any] = {"id": "getItems", "method": "GET", "path": "/items"}
    return Operation(**{**given, "responses": (OK, BAD), **changes})


GET = operation()
BODY = Body("application/json", "json", lambda: Item, arguments=("date", "usage", "model_name"))
POST = operation(id="addItem", method="POST", bodies=(BODY,))
BEARER = SecurityScheme("bearer", "api_key", "http", "bearer", env="SDK_TEST_API_KEY")


def spec(url: str, **changes: Any) -> ClientSpec:
    """Make the constants of a package whose server is at this URL."""
    security = (("bearer",), ())
    base = ClientSpec("sdk/1.0", (Server(url),), (BEARER,), security, lambda: ERRORS)
    return base._replace(**changes)


@dataclass(frozen=True)
class Received:
    """A request as the server saw it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)


def answer(
    body: bytes | str | dict[str, Any] | list[Any] = b"",
    status: int = 200,
    headers: dict[str, str] | None = None,
    content_type: str | None = "application/json",
) -> bytes:
    """Write a whole HTTP/1.1 response."""
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    fields = {"Content-Length": str(len(body)), **(headers or {})}
    if content_type is not None:
        fields["Content-Type"] = content_type
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode("latin-1") + body


@dataclass(frozen=True)
class Drip:
    """An answer whose body comes one byte at a time."""

    data: bytes
    pause: float

    def send(self, connection: socket.socket) -> None:
        head, end, body = self.data.partition(b"\r\n\r\n")
        connection.sendall(head + end)
        for byte in body:
            connection.sendall(bytes([byte]))
            time.sleep(self.pause)


Answer = Drip | bytes | None | Callable[[Received], "bytes | None"]


@dataclass
class ByteServer:
    """Answers requests one after the other; the last answer is repeated. None hangs up."""

    answers: list[Answer] = field(default_factory=lambda: [answer(ITEMS)])
    received: list[Received] = field(default_factory=list)
    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self._socket = socket.create_server((self.host, 0))
        self._connections: list[socket.socket] = []
        self._lock = threading.Lock()
        self._count = 0
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http{'s' if self.tls else ''}://{self.host}:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def last(self) -> Received:
        return self.received[-1]

    def leaves_open(self, most: int) -> bool:
        """Wait for connections that are given up; return whether no more than `most` are open."""
        end = time.monotonic() + 5
        while sum(one.fileno() != -1 for one in self._connections) > most:
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def close(self) -> None:
        with suppress(OSError):  # not connected, says the kernel, and wakes `accept` up
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._connections:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as file:
                while (request := _read_request(file)) is not None:
                    with self._lock:
                        self.received.append(request)
                        reply = self.answers[min(self._count, len(self.answers) - 1)]
                        self._count += 1
                    data = reply(request) if callable(reply) else reply
                    if data is None:
                        return
                    if isinstance(data, Drip):
                        data.send(connection)
                        return
                    connection.sendall(data)
                    if b"connection: close" in data.lower():
                        return
        except OSError:
            return  # the client went away, which some tests want


def _read_request(file: Any) -> Received | None:
    line = file.readline()
    if not line:
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while (field_line := file.readline().decode("latin-1").strip()) != "":
        name, _, value = field_line.partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding") == "chunked":
        return Received(method, target, headers, _read_chunks(file))
    return Received(method, target, headers, file.read(int(headers.get("content-length", 0))))


def _read_chunks(file: Any) -> bytes:
    body = b""
    while size := int(file.readline() or b"0", 16):  # nothing, if the client went away
        body += file.read(size)
        file.readline()
    file.readline()
    return body


def slow(seconds: float, reply: bytes) -> Callable[[Received], bytes]:
    """Answer after a while."""

    def later(_: Received) -> bytes:
        time.sleep(seconds)
        return reply

    return later


@dataclass
class FakeClock:
    """Stands in for the runtime's clock: sleeping takes no time, and is noted."""

    now: float = 1000.0
    sleeps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)


__all__ = [
    "AsyncClient",
    "Body",
    "BodyKind",
    "Parameter",
    "ResponseCase",
    "SecurityScheme",
    "SyncClient",
]
