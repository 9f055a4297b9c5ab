# mypy: no-warn-redundant-casts
"""Failed calls as exceptions: an error response or a broken connection in, an SDKError out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from ..base.charsets import charset, json_bytes, text_of
from ..base.drift import Drift
from ..base.errors import SDKError, error_of
from ..base.headers import Headers
from ..base.redact import redact_url
from ..data.values import is_object
from ..http.transport import HTTPRequest, HTTPResponse, TransportError
from ..http.unanswered import unanswered
from .decode import Undecodable, parse_json
from .response import request_id

if TYPE_CHECKING:
    from ..base.operation import ErrorTypes, Operation
    from .caller import Call
    from .decode import Decoded, Decoder

_EXCERPT = 200
_LONGEST = 1000
_MOST_FIELDS = 20
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
    cls = error_of(cls, errors.statuses, response.status_code)
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
    errors: ErrorTypes, operation: Operation[Any], call: Call, error: TransportError
) -> SDKError:
    """Make the exception for a call that got no (whole) response."""
    where = None if call.request is None else described(call.request)
    return unanswered(
        errors, error, call.settings, call.attempt, request=where, operation=operation.id
    )


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
    return _shortened(found, _LONGEST) if found else _excerpt(body, declared)


def _dig(data: Any, depth: int) -> str | None:
    if isinstance(data, str):
        return data.strip() or None
    if depth > 3:
        return None
    if isinstance(data, list):
        items = cast("list[Any]", data)
        return _fields(items) or (_dig(items[0], depth + 1) if items else None)
    if not isinstance(data, Mapping):
        return None
    if found := _problem(data):  # pyright: ignore[reportUnknownArgumentType]
        return found
    nested = [data.get("error"), data.get("errors")]  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    for inner in nested:  # pyright: ignore[reportUnknownVariableType]
        if isinstance(inner, (Mapping, list)) and (found := _dig(inner, depth + 1)):
            return found
    for key in _MESSAGE_KEYS:
        found = _dig(data.get(key), depth + 1)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        if found:
            return found
    return None


def _problem(data: Mapping[str, Any]) -> str | None:
    """Return title and detail of a problem (RFC 9457), where it has both."""
    title, detail = data.get("title"), data.get("detail")
    if not (isinstance(title, str) and isinstance(detail, str) and title.strip()):
        return None
    title, detail = title.strip(), detail.strip()
    return detail if detail.startswith(title) else f"{title}: {detail}" if detail else title


def _fields(items: list[Any]) -> str:
    """List what is wrong with which field, as FastAPI says it; "" if that is not what it says."""
    found: list[str] = []
    for item in items[:_MOST_FIELDS]:
        location, text = (item.get("loc"), item.get("msg")) if is_object(item) else (None, None)
        if not (isinstance(location, list) and isinstance(text, str)):
            return ""
        places = cast("list[Any]", location)
        place = ".".join(str(one) for one in places if isinstance(one, (str, int)))
        found.append(f"{place}: {text}" if place else text)
    return "; ".join(found)


def _excerpt(body: bytes, declared: str) -> str:
    """Return the start of a body that is text; nothing of one that is not."""
    text = text_of(body[: _EXCERPT * 4], declared)
    if "\ufffd" in text[:_EXCERPT] or "\0" in text:
        return f"{len(body)} bytes that are no text"
    return _shortened(text)


def _shortened(text: str, longest: int = _EXCERPT) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _reason(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
