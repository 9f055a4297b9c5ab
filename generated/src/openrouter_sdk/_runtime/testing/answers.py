"""What a fake was told in, what a server would answer out: status, header fields and body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.errors import InvalidRequest
from ..base.operation import STREAMED, Body, ErrorTypes, Operation, ResponseCase
from ..http.transport import HTTPResponse, TransportError, TransportTimeout
from ..models.adapter import to_json
from ..reply.rows import rows_for
from ..wire.body import encode_body
from .events import streamed_body

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHOUT_CONTENT = (204, 304)
_JSON = "application/json"
_TOLD = b'{"message": "the fake was told to raise this"}'


class FakeError(AssertionError):
    """A test asks for what the fake was not told, or cannot be told."""


class Asked(NamedTuple):
    """A call that waits for an answer.

    Attributes:
        name: The method, from the client on.
        operation: What was called.
        errors: The package's exception classes.
        wants_stream: Whether the call must give a stream, or must not; None if either will do.
        examples: Bodies that the description shows, by status.
    """

    name: str
    operation: Operation[Any]
    errors: ErrorTypes
    wants_stream: bool | None
    examples: Mapping[str, Any]


class Answer(NamedTuple):
    """How a call is answered.

    Attributes:
        respond: Gives the response, or raises what there is in place of one.
        expects: The class of the error that the SDK is to make of it, if any.
    """

    respond: Callable[[Asked], HTTPResponse]
    expects: type[Exception] | None = None


def returned(value: Any) -> Answer:
    """Answer with a value of the operation's result: a model, or what stands for it."""

    def respond(asked: Asked) -> HTTPResponse:
        if asked.wants_stream:
            message = f"{asked.name} is called for a stream: tell the fake by streams([…])"
            raise FakeError(message)
        problems: list[str] = []
        for case in _successes(asked.operation, value):
            try:
                body = _wrapped(asked, case, value) or _body(case, value)
                return _response(_status(case.status), _media_type(case), body)
            except InvalidRequest as error:
                problems.append(str(error))
        found = "; ".join(dict.fromkeys(problems)) or "it only streams: tell it by streams([…])"
        message = f"{asked.name} cannot return this {type(value).__name__}: {found}"
        raise FakeError(message)

    return Answer(respond)


def streamed(items: Iterable[Any]) -> Answer:
    """Answer with a stream of items; an exception among them breaks it off there."""
    kept = list(items)

    def respond(asked: Asked) -> HTTPResponse:
        cases = [one for one in asked.operation.responses if one.kind in STREAMED]
        case = next((one for one in cases if one.error is None), None)
        if case is None or asked.wants_stream is False:
            message = f"{asked.name} is not called for a stream: tell the fake by returns(…)"
            raise FakeError(message)
        try:
            body = streamed_body(case, kept)
        except InvalidRequest as error:
            message = f"{asked.name} cannot stream one of these items: {error}"
            raise FakeError(message) from None
        response = _response(_status(case.status), _media_type(case), b"")
        response.stream = body
        return response

    return Answer(respond)


def responded(status: int, json: Any, content: bytes, headers: Mapping[str, str] | None) -> Answer:
    """Answer with this very response."""
    body = content if json is None else to_json(json)
    fields = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    is_typed = any(name.lower() == b"content-type" for name, _ in fields)

    def respond(asked: Asked) -> HTTPResponse:
        response = _response(status, None if is_typed or json is None else _JSON, body)
        response.headers.extend(fields)
        return response

    return Answer(respond)


def raised(error: Exception | type[Exception]) -> Answer:
    """Answer with what makes the call raise an error: an instance as it is, a class by its status.

    What a class stands for is a response of its status, with the body that the description shows.
    """

    def respond(asked: Asked) -> HTTPResponse:
        if not isinstance(error, type):
            raise error
        if issubclass(error, asked.errors.timeout):
            message = "the fake was told to time out"
            raise TransportTimeout(message)
        if issubclass(error, asked.errors.connection):
            message = "the fake was told to break off"
            raise TransportError(message)
        status = status_of(error, asked)
        if status is None:
            raise error("the fake was told to raise this")
        case = next(iter(rows_for(asked.operation.responses, status)), None)
        if case is None or error is asked.errors.default:
            return _response(status, _JSON, _TOLD if case is None else b"")
        body = to_json(asked.examples.get(case.status, {}))
        return _response(status, _media_type(case), body)

    return Answer(respond, error if isinstance(error, type) else None)


def status_of(error: type[Exception], asked: Asked) -> int | None:
    """Return a status that raises an error of this class; None if it is about no response.

    Raises:
        FakeError: The description does not have it for this operation.
    """
    errors = asked.errors
    for case in asked.operation.responses:
        if case.error is not None and case.error() is error:
            return _status(case.status, 500)
    for status, cls in errors.statuses.items():
        if issubclass(error, cls):
            return _status(status)
    own = errors.default.__mro__
    with_status = own[: own.index(errors.base)]
    if error in with_status:
        return 500
    if issubclass(error, with_status):
        message = f"{asked.name} cannot raise {error.__name__}: the description has it elsewhere"
        raise FakeError(message)
    return None


def exemplary(asked: Asked) -> Answer | None:
    """Answer with the description's example, or what has no content; None if there is neither."""
    for case in asked.operation.responses:
        if case.error is not None or (case.kind in STREAMED) is not bool(asked.wants_stream):
            continue
        if case.kind == "empty":
            return returned(None)
        if case.kind == "json" and case.status in asked.examples:
            body = asked.examples[case.status]
            return responded(_status(case.status), body, b"", {"content-type": _json_type(case)})
    return None


def _response(status: int, media_type: str | None, body: bytes) -> HTTPResponse:
    typed = media_type is not None and status not in _WITHOUT_CONTENT
    fields = [(b"content-type", str(media_type).encode("ascii", "replace"))] if typed else []
    return HTTPResponse(status, fields, body)


def _successes(operation: Operation[Any], value: Any) -> Sequence[ResponseCase]:
    """Return the rows that a value may be of: those of its very class first."""
    cases = [one for one in operation.responses if one.error is None and one.kind not in STREAMED]
    return sorted(cases, key=lambda one: one.type is None or one.type() is not type(value))


def _wrapped(asked: Asked, case: ResponseCase, value: Any) -> bytes:
    """Return the body around a value that is unwrapped; nothing where it is the whole already.

    What else the body has is that of the example.
    """
    field = asked.operation.unwrap
    kind = case.type() if case.type is not None else None
    if field is None or case.kind != "json" or (isinstance(kind, type) and isinstance(value, kind)):
        return b""
    example = asked.examples.get(case.status)
    whole: dict[str, Any] = {**example} if isinstance(example, dict) else {}
    whole[field[0]] = value
    content = encode_body(Body(_json_type(case), "json", _anything), whole).content
    return content if isinstance(content, bytes) else b""


def _body(case: ResponseCase, value: Any) -> bytes:
    if case.kind == "empty":
        if value is None:
            return b""
        message = f"status {case.status} has no content"
        raise InvalidRequest(message)
    if isinstance(value, Exception):
        message = "tell an error by raises(…)"
        raise InvalidRequest(message)
    kind = case.kind if case.kind in ("text", "binary") else "json"
    content = encode_body(Body(_json_type(case), kind, case.type or _anything), value).content
    if not isinstance(content, bytes):
        message = "a body is told as bytes"
        raise InvalidRequest(message)
    return content


def _anything() -> Any:
    return Any


def _json_type(case: ResponseCase) -> str:
    return _media_type(case) or _JSON


def _media_type(case: ResponseCase) -> str | None:
    """Return a media type of a row, which may be a range of them."""
    if case.media_type is None or "*" not in case.media_type:
        return case.media_type
    return {"json": _JSON, "text": "text/plain"}.get(case.kind, "application/octet-stream")


def _status(status: str, default: int = 200) -> int:
    """Return a status that a row of the response table is for."""
    return default if status == "default" else int(status.upper().replace("XX", "00"))
