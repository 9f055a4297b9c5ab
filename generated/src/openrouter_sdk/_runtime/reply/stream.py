"""`Stream` and `AsyncStream`: typed iterators over `text/event-stream` and JSON Lines responses."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing
from typing import TypeVar

from ..http.transport import TransportError
from .body import AsyncClosing, Closing
from .items import Items
from .sse import ServerSentEvent

T = TypeVar("T")


class Stream(Closing, Items[T]):
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
            going_on = True
            while going_on:
                try:
                    for chunk in self._body:
                        yield from self._typed(self._parser.feed(chunk))
                        if self._done or self._closed:
                            return
                    yield from self._last()
                    return
                except TransportError as error:
                    steps = self._again(error)
                self._body.close()
                going_on = self._goes_on(self._client.drive(steps))
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            Closing.close(self)

    def close(self) -> None:
        """Give the connection back; the rest of the body is lost, and iterating ends."""
        self._closed = True
        super().close()


class AsyncStream(AsyncClosing, Items[T]):
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
            going_on = True
            while going_on:
                try:
                    async for chunk in self._body:
                        for event in self._typed(self._parser.feed(chunk)):
                            yield event
                        if self._done or self._closed:
                            return
                    for event in self._last():
                        yield event
                    return
                except TransportError as error:
                    steps = self._again(error)
                await self._body.aclose()
                going_on = self._goes_on(await self._client.drive(steps))
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            await AsyncClosing.aclose(self)

    async def aclose(self) -> None:
        """Give the connection back; the rest of the body is lost, and iterating ends."""
        self._closed = True
        await super().aclose()

    async def close(self) -> None:
        """Do as `aclose`: streams of both kinds of clients have `close`."""
        await self.aclose()
