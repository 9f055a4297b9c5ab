"""Failed calls as exceptions: an error response or a broken connection in, an SDKError out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..base.charsets import charset, json_bytes, text_of
from ..base.drift import Drift
from ..base.errors import SDKError
from ..base.headers import Headers
from ..base.redact import redact_url
from ..base.traces import forget_locals
from ..http.transport import HTTPRequest, HTTPResponse, TransportError, TransportTimeout
from .decode import Undecodable, parse_json
from .response import request_id

if TYPE_CHECKING:
    from ..base.operation import ErrorTypes, Operation
    from .decode import Decoded, Decoder

_EXCERPT = 200
_MESSAGE_KEYS = ("message", "detail", "error_description", "title", "description", "error", "msg")


def response_error(
    errors: ErrorTypes,
    operation: Operation[Any],
    decoder: Decoder,
    request: HTTPRequest,
    response: HTTPResponse,
) -> SDKError:
    """Make the exception for a response that is no success."""
    cls, decoded = _declared(errors, decoder, response)
    text = message_of(response.content, charset(response.header(b"content-type")))
    return make(cls, operation, request, response, text, data=decoded.value, drift=decoded.drift)


def make(
    cls: type[SDKError],
    operation: Operation[Any],
    request: HTTPRequest,
    response: HTTPResponse,
    text: str,
    *,
    data: Any = None,
    drift: tuple[Drift, ...] = (),
) -> SDKError:
    """Make an exception about a response.

    Args:
        cls: Its class.
        operation: What was called.
        request: What was sent.
        response: What came back.
        text: What went wrong.
        data: Decoded body.
        drift: Differences from the description.
    """
    headers = Headers(response.headers, request.secrets)
    identifier = request_id(headers)
    status = f"{response.status_code} {_reason(response.status_code)}".strip()
    context = operation.id + (f", request id {identifier}" if identifier else "")
    return cls(
        f"{status}: {text} ({context})" if text else f"{status} ({context})",
        status_code=response.status_code,
        headers=headers,
        body=response.content,
        request_id=identifier,
        response=response.raw,
        data=data,
        request=described(request),
        drift=drift,
    )


def transport_error(
    errors: ErrorTypes,
    operation: Operation[Any],
    request: HTTPRequest | None,
    error: TransportError,
) -> SDKError:
    """Make the exception for a request that got no (whole) response."""
    cls = errors.timeout if isinstance(error, TransportTimeout) else errors.connection
    where = described(request) if request is not None else None
    failure = cls(f"{error} ({operation.id})", request=where)
    failure.__cause__ = error.__cause__ or error
    forget_locals(failure.__cause__)
    return failure


def described(request: HTTPRequest) -> str:
    """Return method and URL, without secrets."""
    return f"{request.method} {redact_url(request.url, request.secrets)}"


def _declared(
    errors: ErrorTypes, decoder: Decoder, response: HTTPResponse
) -> tuple[type[SDKError], Decoded]:
    """Decode the body by its row of the response table; the default class where none fits."""
    from .decode import Decoded

    case = decoder.case
    nothing = Decoded(None, ())
    if case is None or not decoder.fits:
        return errors.default, nothing
    cls: type[SDKError] = errors.default if case.error is None else case.error()
    try:
        decoded = decoder.decode(response.content)
    except Undecodable:
        return errors.default, nothing
    if any(not one.location and one.type != "missing" for one in decoded.drift):
        return errors.default, decoded  # not even an object of the declared kind
    return cls, decoded


def message_of(body: bytes, declared: str = "utf-8") -> str:
    """Find the server's own words in the common shapes of error bodies."""
    try:
        found = _dig(parse_json(json_bytes(body, declared)), 0) if body else None
    except Undecodable:
        found = None
    return _shortened(found) if found else _excerpt(body, declared)


def _dig(data: Any, depth: int) -> str | None:
    if isinstance(data, str):
        return data.strip() or None
    if depth > 3:
        return None
    if isinstance(data, list):
        return _dig(data[0], depth + 1) if data else None  # pyright: ignore[reportUnknownArgumentType]
    if not isinstance(data, Mapping):
        return None
    nested = [data.get("error"), data.get("errors")]  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    for inner in nested:  # pyright: ignore[reportUnknownVariableType]
        if isinstance(inner, (Mapping, list)) and (found := _dig(inner, depth + 1)):
            return found
    for key in _MESSAGE_KEYS:
        found = _dig(data.get(key), depth + 1)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        if found:
            return found
    return None


def _excerpt(body: bytes, declared: str) -> str:
    """Return the start of a body that is text; nothing of one that is not."""
    text = text_of(body[: _EXCERPT * 4], declared)
    if "\ufffd" in text[:_EXCERPT] or "\0" in text:
        return f"{len(body)} bytes that are no text"
    return _shortened(text)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _reason(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
