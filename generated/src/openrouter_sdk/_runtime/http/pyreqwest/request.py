"""Between the runtime and pyreqwest: requests, header fields and errors in the other's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyreqwest.exceptions import (
    BuilderError,
    ConnectTimeoutError,
    PoolTimeoutError,
    PyreqwestError,
    RequestTimeoutError,
)

from ...base import clock
from ..limit import YEAR, in_pieces, phases_of
from ..transport import HTTPResponse, TransportError, TransportTimeout
from .clients import span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyreqwest.response import Response, ResponseBuilder, SyncResponse

    from ...base.headers import Field
    from ..codings import Decoder
    from ..transport import AsyncBodyStream, BodyStream, HTTPRequest

_WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")
_CODINGS = ("Accept-Encoding", "gzip, deflate")
_UNSENT = ("client error (Connect)", "client error (Canceled)")
"""What hyper says of requests that it has not begun to send. pyreqwest's own `ConnectError` is also
raised for a connection that the server closed in place of answering."""


def remaining_of(request: HTTPRequest) -> float | None:
    """Return the seconds until all of the response must be there; None without a limit.

    What is streamed has its timeout for each piece, and only its deadline for all of them.
    """
    timeout = request.timeout
    left = None if request.deadline is None else max(request.deadline - clock.monotonic(), 0.0)
    if request.stream or not isinstance(timeout, (int, float)):
        return left
    return timeout if left is None else min(timeout, left)


def prepared(client: Any, request: HTTPRequest, remaining: float | None) -> Any:
    """Start a request: all but the body.

    Args:
        client: pyreqwest's, of either kind.
        request: What to send.
        remaining: Seconds for all of it, or None.

    Raises:
        TransportError: pyreqwest cannot send it.
    """
    try:
        builder = client.request(request.method, request.url)
    except ValueError as error:
        message = f"the URL is invalid: {error}"
        raise TransportError(message, retryable=False) from None
    builder = builder.headers(_headers(request))
    return builder if remaining is None else builder.timeout(span(remaining))


def _headers(request: HTTPRequest) -> list[tuple[str, str]]:
    try:
        headers = [(name.decode("ascii"), value.decode("ascii")) for name, value in request.headers]
    except UnicodeDecodeError:
        wrong = next(name for name, value in request.headers if not value.isascii())
        message = f"pyreqwest can only send ASCII, which the value of {wrong.decode()} is not"
        raise TransportError(message, retryable=False) from None
    if not any(name.lower() == "accept-encoding" for name, _ in headers):
        headers.append(_CODINGS)
    length = _length(request)
    if length is not None and not any(name.lower() == "content-length" for name, _ in headers):
        headers.append(("Content-Length", str(length)))
    return headers


def _length(request: HTTPRequest) -> int | None:
    """Return the length of a body where pyreqwest does not say it by itself."""
    content = request.content
    if not content:
        return 0 if request.method in _WITH_BODY else None
    return len(content) if isinstance(content, bytes) and in_pieces(content) else None


class FastResponse(HTTPResponse):
    """A response whose header fields are only made a list when someone asks for it."""

    __slots__ = ("_body", "_fields", "_raw")

    def __init__(
        self,
        raw: SyncResponse | Response,
        content: bytes = b"",
        stream: BodyStream | AsyncBodyStream | None = None,
    ) -> None:
        """Take what pyreqwest gives."""
        self.status_code = raw.status
        self.content = content
        self._raw = raw
        self._body = stream
        self.stream = stream
        self._fields: list[Field] | None = None

    @property
    def raw(self) -> Any:  # pyright: ignore[reportIncompatibleVariableOverride]
        """pyreqwest's response, which can be read again after all of a stream was."""
        return getattr(self._body, "response", self._raw)

    @property
    def headers(self) -> list[Field]:  # type: ignore[override] # pyright: ignore[reportIncompatibleVariableOverride]
        """Header fields, but for values that are not ASCII, which pyreqwest cannot give."""
        if self._fields is None:
            self._fields = _fields(self._raw)
        return self._fields

    def header(self, name: bytes) -> bytes | None:
        """Return the first field of a (lower-case) name."""
        try:
            value = self._raw.get_header(name.decode())
        except ValueError:
            return None
        return None if value is None else value.encode()


def held(raw: SyncResponse | Response, content: bytes) -> ResponseBuilder:
    """Return what makes a response like this, whose body has come in pieces."""
    from pyreqwest.response import ResponseBuilder

    return ResponseBuilder().status(raw.status).headers(raw.headers).body_bytes(content)


def decoded(raw: SyncResponse | Response, content: bytes) -> bytes:
    """Undo the content codings of a whole body.

    Raises:
        TransportError: It has been cut short.
    """
    codings = codings_of(raw)
    if not (codings and content):
        return content
    from ..codings import decoded

    return decoded(content, codings)


def decoder_for(raw: SyncResponse | Response) -> Decoder | None:
    """Return what undoes the content codings of a body; None where there is nothing to be done."""
    codings = codings_of(raw)
    if not codings:
        return None
    from ..codings import decoder_of

    return decoder_of(codings)


def content_of(raw: SyncResponse | Response, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo the content codings of a body that comes in chunks."""
    decoder = decoder_for(raw)
    if decoder is None:
        yield from chunks
        return
    for chunk in chunks:
        yield from decoder.decode(chunk)
    yield from decoder.flush()


def in_all(request: HTTPRequest) -> Callable[[], bool]:
    """Return what says yes until the time for all of a body is over, and then raises."""
    seconds = phases_of(request.timeout).read
    until = clock.monotonic() + (YEAR if seconds is None else seconds)

    def check() -> bool:
        if clock.monotonic() > until:
            message = "timed out"
            raise TransportTimeout(message)
        return True

    return check


def codings_of(raw: SyncResponse | Response) -> str:
    """Return the content codings of a body; "" if there are none."""
    try:
        return raw.get_header("content-encoding") or ""
    except ValueError:
        return ""


def _fields(response: SyncResponse | Response) -> list[Field]:
    found: list[Field] = []
    pairs = iter(response.headers.items())
    while True:
        try:
            name, value = next(pairs)
        except StopIteration:
            return found
        except ValueError:
            continue
        found.append((name.encode(), value.encode()))


def translated(error: PyreqwestError, deadline: float | None = None) -> TransportError:
    """Return the runtime's error for one of pyreqwest's, from which it takes the URL.

    The latter becomes the cause, is shown in tracebacks, and a URL may hold credentials.

    Args:
        error: pyreqwest's.
        deadline: When all of the response must have come, or None.
    """
    details: Any = getattr(error, "details", None) or {}
    causes = [one for one in details.get("causes") or () if "://" not in one["message"]]
    unsent = isinstance(error, PoolTimeoutError)
    sent = not (unsent or any(one["message"] in _UNSENT for one in causes))
    texts = [error.message, *(one["message"] for one in causes[-1:])]
    error.args = (": ".join(texts),)
    if details:
        setattr(error, "details", {**details, "causes": causes})  # noqa: B010 - not of every class
    if not isinstance(error, RequestTimeoutError):
        retryable = not isinstance(error, BuilderError)
        return TransportError(error.args[0], retryable=retryable, sent=sent)
    if deadline is not None and clock.monotonic() >= deadline:
        message = "the deadline is over before all of the response has come"
        return TransportTimeout(message, sent=sent)
    # What pyreqwest takes for a timeout of the connection may be one of the answer.
    connecting = isinstance(error, ConnectTimeoutError)
    return TransportTimeout("timed out" if connecting else error.args[0], sent=sent)
