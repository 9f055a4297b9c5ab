"""Items of streams: chunks in, typed events out; what both kinds of streams share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..http.transport import HTTPResponse, TransportError
from .body import BufferedBody
from .caller import Break
from .decode import Decoded, Undecodable, parse_json
from .failure import make, transport_error
from .sse import EventParser, JSONLines, Recoded, ServerSentEvent, Whole

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.operation import Operation
    from ..http.effects import Steps
    from .caller import Call, Client, Reconnected
    from .decode import Decoder
    from .stream_response import StreamResponse

T = TypeVar("T")
SENTINEL = "[DONE]"
_ERROR = "error"
_PROPERTY = b'"error"'


class Items(Generic[T]):
    """Turns chunks into typed events; what `Stream` and `AsyncStream` share."""

    def __init__(
        self,
        client: Client,
        operation: Operation[Any],
        call: Call,
        response: HTTPResponse,
        decoder: Decoder,
    ) -> None:
        """Start at the beginning of the body."""
        self._client = client
        self._operation = operation
        self._call = call
        self._response = response
        self._decoder = decoder
        self._parser = _parser(decoder)
        self._body: Any = response.stream or BufferedBody(response.content)
        case = decoder.case
        ending = SENTINEL if case is None or case.sentinel is None else case.sentinel
        self._sentinel = ending.encode("utf-8")
        self._ends = case is not None and case.sentinel is not None and call.reconnects
        self._fruitless = 0  # connections in a row
        self._embedded: Any = None
        self._done = False  # the last event has come
        self._closed = False  # by the user

    @property
    def response(self) -> StreamResponse:
        """What the items come in: status, header fields, what was sent, but neither body nor value.

        Where the stream has been connected to again, it is that of the last connection.
        """
        from .response import api_response
        from .stream_response import stream_response

        request = self._call.request
        assert request is not None
        found = api_response(request, self._response, None, self._decoder.drift)
        return stream_response(found, self)

    @property
    def http_response(self) -> Any:
        """The response object of the HTTP library."""
        return self._response.raw

    def _typed(self, events: list[ServerSentEvent[bytes]]) -> Iterator[ServerSentEvent[T]]:
        for data, name, identifier, retry in events:
            if data == self._sentinel:
                self._done = True
                return
            if name == _ERROR:
                value = self._failure(data)
            elif not data or (data.isspace() and self._decoder.type is not str):
                continue  # it keeps the connection alive
            else:
                value = self._value(data, name)
            yield ServerSentEvent(value, name, identifier, retry)
            if self._closed:
                return

    def _last(self) -> Iterator[ServerSentEvent[T]]:
        """Yield what there is when the server has ended: an event that it did not end, at most.

        Raises:
            TransportError: That is not all that there was to come.
        """
        parser = self._parser
        for event in parser.finish():
            if parser.cut and not self._is_whole(event):
                message = "the stream ended in the middle of an event"
                raise TransportError(message)
            if not self._ends or event.data == self._sentinel:
                yield from self._typed([event])
        if self._ends and not self._done:
            message = "the stream ended before what is to be its last event"
            raise TransportError(message)
        if isinstance(parser, EventParser) and parser.stray:
            yield from self._stray(parser.stray)

    def _is_whole(self, event: ServerSentEvent[bytes]) -> bool:
        """Tell whether an event that has no end has come as a whole, as JSON can show."""
        if event.data == self._sentinel or event.event == _ERROR:
            return True
        if not self._decoder.fits:
            return True  # what it is instead is said of the whole
        try:
            parse_json(event.data)
        except Undecodable:
            return False
        return self._decoder.type is not str

    def _stray(self, data: bytes) -> Iterator[ServerSentEvent[T]]:
        """Yield the one value that came in place of events."""
        try:
            parse_json(data)
        except Undecodable:
            if self._decoder.fits:
                return  # fields that the standard does not know are to be ignored
            raise self._invalid("the body is no stream of events") from None
        yield from self._typed([ServerSentEvent(data)])

    def _begin(self) -> None:
        """Check the response before its first item.

        Raises:
            SDKError: It is none of those described, and the client is strict.
        """
        drift = self._decoder.drift
        if drift and self._call.settings.strict:
            raise self._invalid(f"differs from its description: {drift[0].message}", drift)

    def _value(self, data: bytes, name: str) -> Any:
        decoder = self._decoder
        try:
            if decoder.kind == "sse":
                decoded = decoder.decode_event(name, data)
            else:
                decoded = decoder.decode_item(data)
        except Undecodable as error:
            raise self._invalid(str(error), data=data) from None
        if decoded.drift or (_PROPERTY in data and decoder.type is not str):
            self._check(data, decoded)
        return decoded.value

    def _failure(self, data: bytes) -> Any:
        """Raise the error that an event is, if the description does not say what it is."""
        decoder = self._decoder
        if decoder.case is not None and decoder.case.error_events:
            with suppress(Undecodable):
                decoded = decoder.decode_event(_ERROR, data)
                if not decoded.drift:
                    return decoded.value
        raise self._embeds().error(data)

    def _check(self, data: bytes, decoded: Decoded) -> None:
        """Raise the error that an item is; report how it differs from its description."""
        error = self._embeds().in_item(data, decoded, self._decoder)
        if error is not None:
            raise error
        if decoded.drift:
            self._call.report(decoded.drift)
            if self._call.settings.strict:
                first = decoded.drift[0]
                message = f"an item differs at {first.pointer or '/'}: {first.message}"
                raise self._invalid(message, decoded.drift, data, decoded.value)

    def _embeds(self) -> Any:
        if self._embedded is None:
            from .embedded import Embedded

            request = self._call.request
            assert request is not None
            errors = self._client.errors
            self._embedded = Embedded(errors, self._operation, request, self._response)
        return self._embedded

    def _invalid(
        self, message: str, drift: tuple[Drift, ...] = (), data: bytes = b"", value: Any = None
    ) -> Exception:
        request, came = self._call.request, self._response
        assert request is not None
        cls = self._client.errors.response_validation
        response = HTTPResponse(came.status_code, came.headers, data, came.raw)
        return make(cls, self._operation, request, response, message, data=value, drift=drift)

    def _again(self, error: TransportError) -> Steps:
        """Return the steps that connect again.

        Raises:
            TransportError: It is not wanted: what broke the stream.
        """
        call, parser = self._call, _events_of(self._parser)
        if parser is None or self._closed or not call.reconnects:
            raise error
        self._fruitless = self._fruitless + 1 if parser.is_fruitless else 0
        steps = call.reconnect(Break(error, parser.last_id, parser.pause, self._fruitless))
        return steps if call.hooks is None else call.hooks.reading(steps)

    def _goes_on(self, answer: Reconnected | None) -> bool:
        """Take the response that the stream goes on with; tell if there is one."""
        if answer is None:
            return False
        before = _events_of(self._parser)
        self._response, self._decoder = answer
        self._parser = _parser(self._decoder, before)
        self._body = self._response.stream or BufferedBody(self._response.content)
        self._embedded = None
        return True

    def _broken(self, error: TransportError) -> Exception:
        return transport_error(self._client.errors, self._operation, self._call, error)


def _parser(
    decoder: Decoder, before: EventParser | None = None
) -> EventParser | JSONLines | Whole | Recoded:
    """Return what parses a body; `before`, where it goes on with what that has parsed."""
    if decoder.is_whole:
        return Whole()
    if decoder.kind != "sse":
        parser: EventParser | JSONLines = JSONLines()
    elif before is None:
        parser = EventParser()
    else:
        parser = EventParser(before.last_id, before.pause)
    return parser if decoder.charset == "utf-8" else Recoded(parser, decoder.charset)


def _events_of(parser: EventParser | JSONLines | Whole | Recoded) -> EventParser | None:
    """Return what parses events, whatever their charset; None if none does."""
    inner = parser.parser if isinstance(parser, Recoded) else parser
    return inner if isinstance(inner, EventParser) else None
