"""Errors that come as a success: the body of a 2XX or an item of a stream in, the exception out.

Servers that have begun a stream can no longer change its status, and some answer 200 whatever
happens. What they say is an error of the operation all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.errors import error_of
from ..data.values import is_object
from ..http.transport import HTTPRequest, HTTPResponse
from ..models.adapter import adapter, known, unknown
from .decode import Undecodable, parse_json
from .failure import make, message_of
from .rows import rows_for

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.errors import SDKError
    from ..base.operation import ErrorTypes, Operation, ResponseCase
    from .decode import Decoded, Decoder

_STATUS_KEYS = ("status", "status_code", "statusCode", "http_status", "code")


class _Fit(NamedTuple):
    """A declared error that a payload is."""

    row: ResponseCase
    value: Any
    drift: tuple[Drift, ...] = ()


class Embedded:
    """Finds the errors in the successes of one call."""

    def __init__(
        self,
        errors: ErrorTypes,
        operation: Operation[Any],
        request: HTTPRequest,
        response: HTTPResponse,
    ) -> None:
        """Take the call's operation, and what was sent and came back."""
        self._errors = errors
        self._operation = operation
        self._request = request
        self._response = response

    def in_body(self, data: bytes, decoded: Decoded) -> SDKError | None:
        """Return the error that a whole body is, if it is one.

        It is, if it fits a declared error and has more of its properties than of the success's; or
        if it has none of the success's and a property `error`.
        """
        own = known(decoded.value)
        payload = None if own and not decoded.drift else _object(data)
        if payload is None:
            return None
        declared = next((fit for fit in self._fits(payload) if known(fit.value) > own), None)
        if declared is None and (own or not payload.get("error")):
            return None
        return self.error(data)

    def in_item(self, data: bytes, decoded: Decoded, decoder: Decoder) -> SDKError | None:
        """Return the error that an item of a stream is, if it is one.

        It is, too, if it has a property `error` beside others, which its type does not know.
        """
        value = decoded.value
        if is_object(value):
            told = value.get("error")
            if told and not decoded.drift:
                from ..models.tolerant import is_open

                told = told if is_open(decoder.type) else None
        else:
            told = (unknown(value) or {}).get("error")
        if told:
            return self.error(data)
        return self.in_body(data, decoded) if decoded.drift else None

    def error(self, data: bytes) -> SDKError:
        """Make the exception for what is an error, whatever it looks like."""
        payload = _object(data)
        status = None if payload is None else _status(payload)
        value: Any
        if payload is None:
            fit, value = None, data.decode("utf-8", "replace") or None
        else:
            fit = self._chosen(payload, status)
            value = payload if fit is None else fit.value
        cls = self._class(fit, status)
        came = self._response
        body = came.content or data  # which is an item, where that is still to be read
        response = HTTPResponse(came.status_code, came.headers, body, came.raw)
        text = message_of(data) or "the server reported an error"
        drift = () if fit is None else fit.drift
        return make(cls, self._operation, self._request, response, text, data=value, drift=drift)

    def _class(self, fit: _Fit | None, status: int | None) -> type[SDKError]:
        """Return the class of a declared error, or the default one; of the status, if one is told.

        A row of a single status tells it, too.
        """
        errors = self._errors
        cls = errors.default if fit is None or fit.row.error is None else fit.row.error()
        if status is None and fit is not None and fit.row.status.isdigit():
            status = int(fit.row.status)
        return cls if status is None else error_of(cls, errors.statuses, status)

    def _chosen(self, payload: Mapping[str, Any], status: int | None) -> _Fit | None:
        """Choose the declared error: by the status in the payload, or else the only one that fits.

        Where several fit, the one declared as `default` is meant, if there is one.
        """
        fits = list(self._fits(payload, status))
        if not fits and status is not None:
            fits = list(self._nearly(payload, status))
        classes = {fit.row.error() for fit in fits if fit.row.error is not None}
        if len(classes) > 1:
            fits = [fit for fit in fits if fit.row.status == "default"]
        return fits[0] if fits else None

    def _rows(self, status: int | None) -> Iterator[ResponseCase]:
        rows = self._operation.responses
        for row in rows if status is None else rows_for(rows, status):
            if row.error is not None and row.type is not None:
                yield row

    def _fits(self, payload: Mapping[str, Any], status: int | None = None) -> Iterator[_Fit]:
        for row in self._rows(status):
            assert row.type is not None
            try:
                value = adapter(row.type()).validate_python(payload, by_alias=True, by_name=False)
            except ValueError:  # of the library of models
                continue
            if known(value) or is_object(value):
                yield _Fit(row, value)

    def _nearly(self, payload: Mapping[str, Any], status: int) -> Iterator[_Fit]:
        """Yield the declared errors of a status that the payload has something of."""
        from ..models.tolerant import build

        for row in self._rows(status):
            assert row.type is not None
            value, drift = build(row.type(), payload, self._operation.id)
            if known(value):
                yield _Fit(row, value, drift)


def _object(data: bytes) -> Mapping[str, Any] | None:
    try:
        parsed = parse_json(data) if data else None
    except Undecodable:
        return None
    return parsed if is_object(parsed) else None


def _status(payload: Mapping[str, Any]) -> int | None:
    """Find the HTTP status that an error says it is."""
    inner = payload.get("error")
    places = [inner, payload] if is_object(inner) else [payload]
    for place in places:
        for key in _STATUS_KEYS:
            text = str(place.get(key))
            if len(text) == 3 and text.isascii() and text.isdigit() and text[0] in "45":
                return int(text)
    return None
