"""Decoding of successful responses: status, Content-Type and body in, value and drift out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.charsets import charset, json_bytes, text_of
from ..base.drift import Drift
from ..base.media_type import essence, is_json
from ..base.operation import STREAMED
from ..models.adapter import adapter, from_json
from .rows import choose_media_type, nearest_rows, rows_for

if TYPE_CHECKING:
    from ..base.operation import Operation, ResponseCase

_LONG = 65_536  # bytes, from where it matters that most rows are right
NO_DRIFT: tuple[Drift, ...] = ()
_LINES = ("jsonl", "ndjson", "json-seq", "json-lines", "jsonlines")
_WITHOUT_CONTENT = (204, 205)  # RFC 9110, sections 15.3.5 and 15.3.6


class Decoded(NamedTuple):
    """A decoded body.

    Attributes:
        value: What users get.
        drift: Where it differs from the description.
    """

    value: Any
    drift: tuple[Drift, ...]


class Undecodable(Exception):
    """The body is not what its media type says."""


class Decoder:
    """Decodes the responses of one operation that have a certain status and Content-Type.

    Attributes:
        case: The row of the response table that applies; None when no row does.
        fits: Whether the media type is the row's own.
        charset: Of text, as it is declared; else UTF-8.
        kind: How the body is decoded.
        drift: Where status and media type differ from the description.
        framing: How the body is a stream ("sse", "jsonl") though a whole value is wanted; else "".
        is_whole: Whether the body is one JSON value though a stream is wanted.
        type: What a value of it is; Any where the description does not say.
        validate: For JSON: strict validation of the body; the fast path, straight into the
            library of models.
    """

    __slots__ = (
        "_as_declared",
        "_declared",
        "_events",
        "_operation",
        "case",
        "charset",
        "drift",
        "fits",
        "framing",
        "is_whole",
        "kind",
        "type",
        "validate",
    )

    def __init__(
        self,
        operation: Operation[Any],
        status: int,
        content_type: bytes | None,
        wants_stream: bool | None = None,
    ) -> None:
        """Choose the row: exact status, then range, then default; then the best media type.

        Args:
            operation: Its response table.
            status: HTTP status.
            content_type: As received.
            wants_stream: Whether the call must give a stream, or must not; None if either will do.
        """
        self._operation = operation.id
        media_type = essence((content_type or b"").decode("latin-1"))
        self.charset = charset(content_type)
        rows = rows_for(operation.responses, status)
        if status < 400:
            rows = tuple(row for row in rows if row.error is None or row.status != "default")
        self._declared = bool(rows)
        if not self._declared and 200 <= status < 300:
            rows = nearest_rows(operation.responses, status, media_type)
        self.case: ResponseCase | None
        self.case, self.fits = choose_media_type(rows, media_type)
        self.drift = self._declaration_drift(status, media_type, declared=self._declared)
        if wants_stream is not None:
            self._choose_wanted(operation, status, media_type, wants_stream)
        self.kind: str = self.case.kind if self.case is not None else _guess_kind(media_type)
        if operation.method.upper() == "HEAD":
            self.kind = "empty"
        if status in _WITHOUT_CONTENT and self.kind == "json":
            self.kind = "empty"
        framing = _framing(media_type)
        self.framing = framing if self.kind == "json" else ""
        self.is_whole = self.kind in STREAMED and is_json(media_type)
        if self.kind in STREAMED and framing:
            self.kind = framing
        self.validate: Any = None
        self.type: Any = Any
        self._events: dict[str, Any] = {}
        typed = self.kind in ("json", *STREAMED)
        if typed and self.case is not None and self.case.type is not None:
            self.type = self.case.type()
            self.validate = adapter(self.type).validator.validate_json
            self._events = self.case.events() if self.case.events is not None else {}
        plain = self.kind == "json" and self.validate is not None and self.charset == "utf-8"
        self._as_declared = plain and not self.drift

    def _choose_wanted(
        self, operation: Operation[Any], status: int, media_type: str, wants_stream: bool
    ) -> None:
        """Choose a row of the form that the call must give, if the row is none of an error."""
        own = self.case
        if own is not None and (own.error or (own.kind in STREAMED) is wants_stream):
            return
        rows = [row for row in operation.responses if (row.kind in STREAMED) is wants_stream]
        rows = [row for row in rows if row.error is None]
        same = [row for row in rows if own is not None and row.status == own.status]
        near = same or nearest_rows(tuple(rows), status, "")
        if near and 200 <= status < 300:
            self.case, self.fits = choose_media_type(tuple(near), media_type)

    def _declaration_drift(
        self, status: int, media_type: str, *, declared: bool
    ) -> tuple[Drift, ...]:
        if not declared:
            message = f"status {status} is not declared"
            return (Drift(self._operation, (), "undeclared_status", message, status),)
        kind = None if self.case is None else self.case.kind
        if status in _WITHOUT_CONTENT and kind == "json":
            message = f"status {status} has no content"
            return (Drift(self._operation, (), "media_type", message, status),)
        if self.fits or kind == "empty":
            return NO_DRIFT
        message = f"media type {media_type} is not declared for status {status}"
        return (Drift(self._operation, (), "media_type", message, media_type),)

    def decode(self, body: bytes) -> Decoded:
        """Decode a body; tolerant of everything but text that is not JSON at all.

        Raises:
            Undecodable: The body should be JSON and is not.
        """
        if self._as_declared:
            return self.decode_item(body)
        if self.kind == "empty":
            return Decoded(None, self.drift)
        if self.kind == "binary":
            return Decoded(body, self.drift)
        if self.kind == "text":
            return Decoded(text_of(body, self.charset), self.drift)
        body = json_bytes(body, self.charset)
        if not body and (self.case is None or not self._declared):
            return Decoded(None, self.drift)
        decoded = self.decode_item(body)
        return Decoded(decoded.value, self.drift + decoded.drift) if self.drift else decoded

    def decode_item(self, data: bytes) -> Decoded:
        """Decode JSON: a whole body, or one item of a stream.

        Raises:
            Undecodable: It is no JSON.
        """
        if self.validate is None:
            return Decoded(parse_json(data), NO_DRIFT)
        if len(data) > _LONG:
            from ..models.recovery import recovery

            if (rows := recovery(self.type)) is not None:
                with suppress(ValueError):
                    return Decoded(*rows.decode(data, self._operation))
        try:
            return Decoded(self.validate(data, strict=True, by_alias=True, by_name=False), NO_DRIFT)
        except ValueError:  # of the library of models
            return self._tolerate(data, self.type)

    def decode_event(self, name: str, data: bytes) -> Decoded:
        """Decode the data of an event: JSON, or text where the description says no more.

        Raises:
            Undecodable: It is no JSON.
        """
        annotation = self._events.get(name, self.type)
        if annotation is str:
            return Decoded(text_of(data, "utf-8"), NO_DRIFT)
        try:
            if annotation is self.type:
                return self.decode_item(data)
            return Decoded(_validated(annotation, data), NO_DRIFT)
        except Undecodable:
            if annotation is not Any:
                raise
            return Decoded(data.decode("utf-8", "replace"), NO_DRIFT)
        except ValueError:
            return self._tolerate(data, annotation)

    def _tolerate(self, data: bytes, annotation: Any) -> Decoded:
        from ..models.recovery import build_json

        plain = json_bytes(data, "utf-8")
        if plain is not data:  # it began with a byte order mark
            with suppress(ValueError):
                return Decoded(_validated(annotation, plain), NO_DRIFT)
        try:
            return Decoded(*build_json(annotation, plain, self._operation))
        except ValueError as error:
            raise _not_json(error) from None


def _validated(annotation: Any, data: bytes) -> Any:
    validate = adapter(annotation).validator.validate_json
    return validate(data, strict=True, by_alias=True, by_name=False)


def parse_json(body: bytes) -> Any:
    """Parse JSON.

    Raises:
        Undecodable: It is none; the message says where, not what.
    """
    try:
        return from_json(body)
    except ValueError as error:
        raise _not_json(error) from None


def _not_json(error: ValueError) -> Undecodable:
    return Undecodable(f"the body is not JSON: {error}")


def _framing(media_type: str) -> str:
    """Return how a media type makes a stream of values; "" if it does not."""
    if media_type == "text/event-stream":
        return "sse"
    return "jsonl" if media_type.endswith(_LINES) else ""


def _guess_kind(media_type: str) -> str:
    if is_json(media_type) or not media_type:
        return "json"
    return "text" if media_type.startswith("text/") else "binary"
