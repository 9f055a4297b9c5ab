"""Decoding of successful responses: status, Content-Type and body in, value and drift out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .adapter import adapter, from_json
from .drift import Drift
from .operation import ResponseCase
from .values import is_json

if TYPE_CHECKING:
    from .operation import Operation

NO_DRIFT: tuple[Drift, ...] = ()
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
        kind: How the body is decoded.
        type: What a value of it is; Any where the description does not say.
        validate: For JSON: strict validation of the body; the fast path, straight into the
            library of models.
    """

    __slots__ = (
        "_as_declared",
        "_drift",
        "_events",
        "_operation",
        "case",
        "fits",
        "kind",
        "type",
        "validate",
    )

    def __init__(self, operation: Operation[Any], status: int, content_type: bytes | None) -> None:
        """Choose the row: exact status, then range, then default; then the best media type."""
        self._operation = operation.id
        media_type = essence(content_type)
        rows = rows_for(operation.responses, status)
        if status < 400:
            rows = tuple(row for row in rows if row.error is None or row.status != "default")
        self.case, self.fits = choose_media_type(rows, media_type)
        self.kind: str = self.case.kind if self.case is not None else _guess_kind(media_type)
        if operation.method.upper() == "HEAD":
            self.kind = "empty"
        self._drift = self._declaration_drift(status, media_type, declared=bool(rows))
        if status in _WITHOUT_CONTENT and self.kind == "json":
            self.kind = "empty"
        self.validate: Any = None
        self.type: Any = Any
        self._events: dict[str, Any] = {}
        streamed = self.kind in ("json", "sse", "jsonl")
        if streamed and self.case is not None and self.case.type is not None:
            self.type = self.case.type()
            self.validate = adapter(self.type).validator.validate_json
            self._events = self.case.events() if self.case.events is not None else {}
        self._as_declared = self.kind == "json" and self.validate is not None and not self._drift

    def _declaration_drift(
        self, status: int, media_type: str, *, declared: bool
    ) -> tuple[Drift, ...]:
        if not declared:
            message = f"status {status} is not declared"
            return (Drift(self._operation, (), "undeclared_status", message, status),)
        if status in _WITHOUT_CONTENT and self.kind == "json":
            message = f"status {status} has no content"
            return (Drift(self._operation, (), "media_type", message, status),)
        if self.fits or self.kind == "empty":
            return NO_DRIFT
        message = f"media type {media_type} is not declared for status {status}"
        return (Drift(self._operation, (), "media_type", message, media_type),)

    def decode(self, body: bytes, content_type: bytes | None) -> Decoded:
        """Decode a body; tolerant of everything but text that is not JSON at all.

        Raises:
            Undecodable: The body should be JSON and is not.
        """
        if self._as_declared:
            return self.decode_item(body)
        if self.kind == "empty":
            return Decoded(None, self._drift)
        if self.kind == "binary":
            return Decoded(body, self._drift)
        if self.kind == "text":
            return Decoded(body.decode(charset(content_type), "replace"), self._drift)
        if not body and self.case is None:
            return Decoded(None, self._drift)
        decoded = self.decode_item(body)
        return Decoded(decoded.value, self._drift + decoded.drift) if self._drift else decoded

    def decode_item(self, data: bytes) -> Decoded:
        """Decode JSON: a whole body, or one item of a stream.

        Raises:
            Undecodable: It is no JSON.
        """
        if self.validate is None:
            return Decoded(parse_json(data), NO_DRIFT)
        try:
            return Decoded(self.validate(data, by_alias=True, by_name=False), NO_DRIFT)
        except ValueError:  # of the library of models
            return self._tolerate(data, self.type)

    def decode_event(self, name: str, data: bytes) -> Decoded:
        """Decode the data of an event: JSON, or text where the description says no more.

        Raises:
            Undecodable: It is no JSON.
        """
        annotation = self._events.get(name, self.type)
        if annotation is str:
            return Decoded(data.decode("utf-8", "replace"), NO_DRIFT)
        try:
            if annotation is self.type:
                return self.decode_item(data)
            validate = adapter(annotation).validator.validate_json
            return Decoded(validate(data, by_alias=True, by_name=False), NO_DRIFT)
        except Undecodable:
            if annotation is not Any:
                raise
            return Decoded(data.decode("utf-8", "replace"), NO_DRIFT)
        except ValueError:
            return self._tolerate(data, annotation)

    def _tolerate(self, data: bytes, annotation: Any) -> Decoded:
        from .tolerant import build

        return Decoded(*build(annotation, parse_json(data), self._operation))


def parse_json(body: bytes) -> Any:
    """Parse JSON.

    Raises:
        Undecodable: It is none; the message says where, not what.
    """
    try:
        return from_json(body)
    except ValueError as error:
        message = f"the body is not JSON: {error}"
        raise Undecodable(message) from None


def rows_for(cases: tuple[ResponseCase, ...], status: int) -> tuple[ResponseCase, ...]:
    """Return the rows of a status: those that name it, else its range, else the default."""
    for wanted in (str(status), f"{status // 100}XX", "default"):
        rows = tuple(case for case in cases if case.status.upper() == wanted.upper())
        if rows:
            return rows
    return ()


def choose_media_type(
    rows: tuple[ResponseCase, ...], media_type: str
) -> tuple[ResponseCase | None, bool]:
    """Choose the row for a media type: the same, then alike JSON, then "type/*", then "*/*".

    Returns:
        The row, and whether it fits. A response without Content-Type fits the first row; one
        with another media type gets the first row, too, but does not fit it.
    """
    if not rows:
        return None, False
    if not media_type:
        return rows[0], True
    best = max(rows, key=lambda row: _fitness(row, media_type))
    fits = _fitness(best, media_type) > 0
    return (best if fits else rows[0]), fits


def _fitness(row: ResponseCase, media_type: str) -> int:
    declared = (row.media_type or "").partition(";")[0].strip().lower()
    if declared == media_type:
        return 4
    if is_json(declared) and is_json(media_type):
        return 3
    if declared == "*/*":
        return 1
    return 2 if declared.endswith("/*") and media_type.startswith(declared[:-1]) else 0


def essence(content_type: bytes | None) -> str:
    """Return the media type of a Content-Type header without its parameters, in lower case."""
    return (content_type or b"").partition(b";")[0].strip().decode("latin-1").lower()


def charset(content_type: bytes | None) -> str:
    """Return the charset parameter of a Content-Type header, if Python knows it; else UTF-8."""
    import codecs

    for parameter in (content_type or b"").decode("latin-1").split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset":
            try:
                return codecs.lookup(value.strip("\"' ")).name
            except LookupError:
                break
    return "utf-8"


def _guess_kind(media_type: str) -> str:
    if is_json(media_type) or not media_type:
        return "json"
    return "text" if media_type.startswith("text/") else "binary"
