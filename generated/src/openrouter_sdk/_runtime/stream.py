"""`Stream` and `AsyncStream`: typed iterators over `text/event-stream` and JSON Lines responses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from .decode import Undecodable
from .failure import make, transport_error
from .sse import EventParser, JSONLines, ServerSentEvent
from .transport import TransportError

if TYPE_CHECKING:
    from types import TracebackType

    from .base_client import BaseClient
    from .decode import Decoder
    from .outcome import Call
    from .plan import Plan
    from .transport import AsyncBodyStream, BodyStream, HTTPResponse

T = TypeVar("T")
SENTINEL = "[DONE]"


class _Items(Generic[T]):
    """Turns chunks into typed events; what `Stream` and `AsyncStream` share."""

    def __init__(
        self, client: BaseClient, plan: Plan, call: Call, response: HTTPResponse, decoder: Decoder
    ) -> None:
        """Start at the beginning of the body."""
        self._client = client
        self._plan = plan
        self._call = call
        self._response = response
        self._decoder = decoder
        self._parser = EventParser() if decoder.kind == "sse" else JSONLines()
        self._body: Any = response.stream
        case = decoder.case
        ending = SENTINEL if case is None or case.sentinel is None else case.sentinel
        self._sentinel = ending.encode("utf-8")
        self.done = False

    @property
    def http_response(self) -> Any:
        """The response object of the HTTP library."""
        return self._response.raw

    def _typed(self, events: list[ServerSentEvent[bytes]]) -> Iterator[ServerSentEvent[T]]:
        for event in events:
            if event.data == self._sentinel:
                self.done = True
                return
            yield event._replace(data=self._value(event))  # pyright: ignore[reportReturnType]

    def _value(self, event: ServerSentEvent[bytes]) -> Any:
        decoder = self._decoder
        try:
            if decoder.kind == "sse":
                decoded = decoder.decode_event(event.event, event.data)
            else:
                decoded = decoder.decode_item(event.data)
        except Undecodable as error:
            raise self._invalid(str(error)) from None
        if decoded.drift:
            self._client.report(decoded.drift)
            if self._call.settings.strict:
                first = decoded.drift[0]
                message = f"an item differs at {first.pointer or '/'}: {first.message}"
                raise self._invalid(message)
        return decoded.value

    def _invalid(self, message: str) -> Exception:
        request = self._call.request
        assert request is not None
        cls = self._client.errors.response_validation
        return make(cls, self._plan, request, self._response, message)

    def _broken(self, error: TransportError) -> Exception:
        return transport_error(self._client.errors, self._plan, self._call.request, error)


class Stream(_Items[T]):
    """Iterates over the items of a response as they come.

    Use it as a context manager, or iterate to the end; otherwise `close` it.
    """

    _body: BodyStream

    def __iter__(self) -> Iterator[T]:
        """Iterate over the data of the events, or the values of the lines."""
        for event in self.events():
            yield event.data

    def events(self) -> Iterator[ServerSentEvent[T]]:
        """Iterate over whole events: data, type, id and retry.

        Raises:
            SDKError: The connection broke, or an item cannot be decoded.
        """
        try:
            for chunk in self._body:
                yield from self._typed(self._parser.feed(chunk))
                if self.done:
                    return
            yield from self._typed(self._parser.finish())
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            self.close()

    def close(self) -> None:
        """Give the connection back; the rest of the stream is lost."""
        self._body.close()

    def __enter__(self) -> Self:
        """Return the stream itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the stream."""
        self.close()


class AsyncStream(_Items[T]):
    """Iterates over the items of a response as they come.

    Use it as a context manager, or iterate to the end; otherwise `aclose` it.
    """

    _body: AsyncBodyStream

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the data of the events, or the values of the lines."""
        async for event in self.events():
            yield event.data

    async def events(self) -> AsyncIterator[ServerSentEvent[T]]:
        """Iterate over whole events: data, type, id and retry.

        Raises:
            SDKError: The connection broke, or an item cannot be decoded.
        """
        try:
            async for chunk in self._body:
                for event in self._typed(self._parser.feed(chunk)):
                    yield event
                if self.done:
                    return
            for event in self._typed(self._parser.finish()):
                yield event
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Give the connection back; the rest of the stream is lost."""
        await self._body.aclose()

    async def __aenter__(self) -> Self:
        """Return the stream itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the stream."""
        await self.aclose()
