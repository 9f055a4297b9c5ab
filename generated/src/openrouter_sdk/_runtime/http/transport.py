"""The small interface between the runtime and an HTTP library: one request in, one response out."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from ..base.headers import Field
    from ..base.options import Timeout

Content: TypeAlias = bytes | Iterable[bytes] | AsyncIterable[bytes] | None


class HTTPRequest:
    """One request, ready to be sent.

    Attributes:
        method: HTTP method.
        url: Absolute URL, percent-encoded.
        headers: Header fields; Host, Connection and Accept-Encoding are the transport's to add.
        content: Body: bytes, or chunks (asynchronous ones only for an asynchronous transport).
        timeout: Seconds, `httpx2.Timeout`, or None for no limit.
        deadline: When all of the response must have come, by `clock.monotonic`, or None.
        stream: Whether to return once the headers have come, leaving the body to be read.
        defaults: Lower-case names of fields that give way to ones set on an injected client.
        redirected: Whether a redirect led here; a client's own parameters are in it already.
        foreign: Whether a redirect led to another origin; no credentials may be added.
        secrets: Lower-case names of header fields and query parameters that carry credentials.
    """

    __slots__ = (
        "content",
        "deadline",
        "defaults",
        "foreign",
        "headers",
        "method",
        "redirected",
        "secrets",
        "stream",
        "timeout",
        "url",
    )

    def __init__(
        self,
        method: str,
        url: str,
        headers: list[Field],
        content: Content = None,
        timeout: Timeout = None,
        stream: bool = False,
        defaults: tuple[str, ...] = (),
        secrets: frozenset[str] = frozenset(),
    ) -> None:
        """Make a request that no redirect has touched."""
        self.method = method
        self.url = url
        self.headers = headers
        self.content = content
        self.timeout = timeout
        self.stream = stream
        self.defaults = defaults
        self.secrets = secrets
        self.deadline: float | None = None
        self.redirected = False
        self.foreign = False


class BodyStream(Protocol):
    """The body of a response that is still being received."""

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the body in chunks as they come."""
        ...

    def read(self) -> bytes:
        """Read all of it and give the connection back."""
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


class AsyncBodyStream(Protocol):
    """The body of a response that is still being received."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the body in chunks as they come."""
        ...

    async def read(self) -> bytes:
        """Read all of it and give the connection back."""
        ...

    async def aclose(self) -> None:
        """Give the connection back."""
        ...


class HTTPResponse:
    """One response.

    Attributes:
        status_code: HTTP status.
        headers: Header fields in the order received.
        content: Body after content decoding; empty while it is still to be read.
        raw: The HTTP library's own response object.
        stream: Where the body is still to be read, what reads it.
    """

    __slots__ = ("content", "headers", "raw", "status_code", "stream")

    def __init__(
        self,
        status_code: int,
        headers: list[Field],
        content: bytes = b"",
        raw: Any = None,
        stream: BodyStream | AsyncBodyStream | None = None,
    ) -> None:
        """Make a response out of its parts."""
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.raw = raw
        self.stream = stream

    def header(self, name: bytes) -> bytes | None:
        """Return the first field of a (lower-case) name."""
        for key, value in self.headers:
            if key.lower() == name:
                return value
        return None


class TransportError(Exception):
    """A request could not be sent, or its response could not be read.

    Attributes:
        retryable: Whether another try may succeed.
        sent: Whether the server may have got something of the request.
    """

    def __init__(self, message: str, *, retryable: bool = True, sent: bool = True) -> None:
        """Describe the failure; the HTTP library's exception goes into `__cause__`."""
        super().__init__(message)
        self.retryable = retryable
        self.sent = sent


class TransportTimeout(TransportError):
    """The time that a request was given is over."""


@runtime_checkable
class Transport(Protocol):
    """Sends requests. Implement it to use another HTTP library.

    With an attribute `authenticates` that is true, it sees to credentials itself: none need be
    given to the client.
    """

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request without following redirects.

        Raises:
            TransportTimeout: It took longer than `request.timeout`.
            TransportError: The connection failed.
        """
        ...

    def close(self) -> None:
        """Give all connections back."""
        ...


@runtime_checkable
class AsyncTransport(Protocol):
    """Sends requests without blocking. Implement it to use another HTTP library.

    With an attribute `authenticates` that is true, it sees to credentials itself: none need be
    given to the client.
    """

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request without following redirects.

        Raises:
            TransportTimeout: It took longer than `request.timeout`.
            TransportError: The connection failed.
        """
        ...

    async def aclose(self) -> None:
        """Give all connections back."""
        ...
