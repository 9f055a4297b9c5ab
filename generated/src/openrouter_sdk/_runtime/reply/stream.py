"""`Stream` and `AsyncStream`: typed iterators over `text/event-stream` and JSON Lines responses."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..http.transport import HTTPResponse, TransportError
from .body import AsyncClosing, BufferedBody, Closing
from .decode import Decoded, Undecodable, parse_json
from .failure import make, transport_error
from .sse import EventParser, JSONLines, Recoded, ServerSentEvent, Whole

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.operation import Operation
    from .caller import Call, Client
    from .decode import Decoder

T = TypeVar("T")
SENTINEL = "[DONE]"
_ERROR = "error"
_PROPERTY = b'"error"'


class _Items(Generic[T]):
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
        self._embedded: Any = None
        self._done = False

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

    def _last(self) -> Iterator[ServerSentEvent[T]]:
        """Yield what there is when the server has ended: an event that it did not end, at most."""
        parser = self._parser
        for event in parser.finish():
            if parser.cut and not self._is_whole(event):
                message = "the stream ended in the middle of an event"
                raise self._broken(TransportError(message))
            yield from self._typed([event])
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

    def _broken(self, error: TransportError) -> Exception:
        return transport_error(self._client.errors, self._operation, self._call, error)


def _parser(decoder: Decoder) -> EventParser | JSONLines | Whole | Recoded:
    if decoder.is_whole:
        return Whole()
    parser = EventParser() if decoder.kind == "sse" else JSONLines()
    return parser if decoder.charset == "utf-8" else Recoded(parser, decoder.charset)


class Stream(Closing, _Items[T]):
    """Iterates over the items of a response as they come.

    Use it as a context manager, or iterate to the end; otherwise `close` it.
    """

    def __iter__(self) -> Iterator[T]:
        """Iterate over the data of the events, or the values of the lines."""
        for event in self.events():
            yield event.data

    def events(self) -> Iterator[ServerSentEvent[T]]:
        """Iterate over whole events: data, type, id and retry.

        Raises:
            SDKError: The connection broke, an item cannot be decoded, or the server reported an
                error, of the class that the description has for it.
        """
        if self._call.hooks is None:
            return self._received()
        from .told import told

        return told(self._client, self._call.hooks, self._received())

    def _received(self) -> Generator[ServerSentEvent[T], None, None]:
        try:
            self._begin()
            for chunk in self._body:
                yield from self._typed(self._parser.feed(chunk))
                if self._done:
                    return
            yield from self._last()
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            self.close()


class AsyncStream(AsyncClosing, _Items[T]):
    """Iterates over the items of a response as they come.

    Use it as a context manager, or iterate to the end; otherwise `aclose` it.
    """

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the data of the events, or the values of the lines."""
        async with aclosing(self._events()) as events:  # or it would be left to a later turn
            async for event in events:
                yield event.data

    def events(self) -> AsyncIterator[ServerSentEvent[T]]:
        """Iterate over whole events: data, type, id and retry.

        Raises:
            SDKError: The connection broke, an item cannot be decoded, or the server reported an
                error, of the class that the description has for it.
        """
        return self._events()

    def _events(self) -> AsyncGenerator[ServerSentEvent[T], None]:
        if self._call.hooks is None:
            return self._received()
        from .told import told_async

        return told_async(self._client, self._call.hooks, self._received())

    async def _received(self) -> AsyncGenerator[ServerSentEvent[T], None]:
        try:
            self._begin()
            async for chunk in self._body:
                for event in self._typed(self._parser.feed(chunk)):
                    yield event
                if self._done:
                    return
            for event in self._last():
                yield event
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            await self.aclose()
