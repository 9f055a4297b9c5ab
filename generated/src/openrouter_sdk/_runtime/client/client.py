# mypy: no-warn-return-any
"""`SyncClient` and `AsyncClient`, the bases of generated clients: they drive exchange.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .calling import CallingClient

if TYPE_CHECKING:
    from types import TracebackType

    from ..auth.oauth import Tokens
    from ..base.operation import Operation
    from ..base.options import RequestOptions, Settings
    from ..http.effects import Effect, Steps
    from ..http.transport import AsyncTransport, HTTPResponse, Transport
    from ..reply.caller import Call
    from ..reply.decode import Decoder
    from ..reply.download import AsyncDownload, Download
    from ..reply.response import APIResponse
    from .pager import AsyncPager
    from .result import Err, Ok

T = TypeVar("T")


class SyncClient(CallingClient):
    """Base of the synchronous client. Many threads may use one client."""

    _twin: AsyncClient | None = None

    @property
    def twin(self) -> AsyncClient:
        """The asynchronous client of the same settings, made when it is first wanted.

        It has connections of its own, and those of an `http_client` of the user are not its own.
        """
        with self._lock:
            if self._twin is None:
                self._twin = self._make_twin()
                self._twin.name = self.name
            return self._twin

    def _make_twin(self) -> AsyncClient:
        return AsyncClient(self.spec, **self._settings())

    def call(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> T:
        """Call an operation and return its value.

        Raises:
            SDKError: The call failed.
        """
        return self.drive(self.exchange(self, operation, arguments, options))

    def call_raw(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
        link: str = "",
    ) -> APIResponse[T]:
        """Call an operation and return its value with status, headers and body.

        Args:
            operation: What to call.
            arguments: By Python name.
            options: Changes for this call.
            link: An absolute URL that a response gave, to go to in place of the operation's own.

        Raises:
            SDKError: The call failed.
        """
        return self.drive(self.exchange(self, operation, arguments, options, link, raw=True))

    def call_download(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> Download[T]:
        """Call an operation and return its body while it is still to be received.

        Raises:
            SDKError: The call failed.
        """
        return self.drive(self.exchange(self, operation, arguments, options, download=True))

    def call_result(
        self, operation: Operation[T], request: object = None, options: RequestOptions | None = None
    ) -> Ok[T] | Err[Any]:
        """Call an operation with a request (model, dict or None); an SDKError becomes an `Err`."""
        return self._result(operation, request, options)

    def download_result(
        self, operation: Operation[T], request: object = None, options: RequestOptions | None = None
    ) -> Ok[Download[T]] | Err[Any]:
        """Do the same with the body still to be received."""
        return self._result(operation, request, options, download=True)

    def _result(
        self, operation: Any, request: object, options: Any, *, download: bool = False
    ) -> Any:
        from .functions import result_steps
        from .result import Err, Ok

        try:
            steps = result_steps(self, operation, request, options, download=download)
            return Ok(self.drive(steps))
        except self.errors.base as error:
            return Err(error)

    def drive(self, steps: Steps) -> Any:
        """Do what the steps ask for until they return."""
        transport: Transport = self._open_transport()
        perform = self._perform
        effect: Any = None
        reply: Any = None
        try:
            effect = next(steps)
            while True:
                try:
                    reply = perform(effect, transport)
                except Exception as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            return stop.value
        except BaseException as error:
            from ..base.traces import forget_locals

            effect = reply = None  # a token, or what gives it
            steps.close()  # where the program is interrupted, or the task cancelled
            forget_locals(error)
            raise

    @cached_property
    def _perform(self) -> Callable[[Effect, Transport], Any]:
        from .perform import perform

        return perform

    def _wrap(self, http_client: Any) -> Transport:
        from ..http.injected import sync_transport

        return sync_transport(http_client)

    def _make_transport(self) -> Transport:
        from ..http.httpx2.transport import HTTPX2Transport

        return HTTPX2Transport()

    def stream(
        self, operation: Operation[Any], call: Call, response: HTTPResponse, decoder: Decoder
    ) -> Any:
        """Make the iterator over a streamed body."""
        from ..reply.stream import Stream

        return Stream[Any](self, operation, call, response, decoder)

    def make_download(
        self,
        operation: Operation[T],
        call: Call,
        response: HTTPResponse,
        finish: Callable[[], Steps],
    ) -> Download[T]:
        """Make what reads a body as it comes."""
        from ..reply.download import Download

        return Download[T](self, operation, call, response, finish)

    def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> str:
        """Return a token, asking for a new one where none is left; one thread does, others wait."""
        from .token_flights import fetched

        return fetched(self, tokens, scopes, settings, deadline)

    def close(self) -> None:
        """Give all connections back. A client that was passed in is left open."""
        transport = self._close_transport()
        if transport is not None:
            transport.close()

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        self.close()


class AsyncClient(CallingClient):
    """Base of the asynchronous client. Many tasks may use one client."""

    asynchronous = True

    def paged(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> AsyncPager[Any, Any]:
        """Return what calls an operation with pages when it is awaited, or iterated over."""
        from .pager import AsyncPager

        return AsyncPager(partial(self.call, operation, arguments, options))

    async def call(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> T:
        """Call an operation and return its value.

        Raises:
            SDKError: The call failed.
        """
        return await self.drive(self.exchange(self, operation, arguments, options))

    async def call_raw(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
        link: str = "",
    ) -> APIResponse[T]:
        """Call an operation and return its value with status, headers and body.

        Args:
            operation: What to call.
            arguments: By Python name.
            options: Changes for this call.
            link: An absolute URL that a response gave, to go to in place of the operation's own.

        Raises:
            SDKError: The call failed.
        """
        return await self.drive(self.exchange(self, operation, arguments, options, link, raw=True))

    async def call_download(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> AsyncDownload[T]:
        """Call an operation and return its body while it is still to be received.

        Raises:
            SDKError: The call failed.
        """
        return await self.drive(self.exchange(self, operation, arguments, options, download=True))

    async def call_result(
        self, operation: Operation[T], request: object = None, options: RequestOptions | None = None
    ) -> Ok[T] | Err[Any]:
        """Call an operation with a request (model, dict or None); an SDKError becomes an `Err`."""
        return await self._result(operation, request, options)

    async def paged_result(
        self,
        operation: Operation[Any],
        request: object = None,
        options: RequestOptions | None = None,
    ) -> Ok[Any] | Err[Any]:
        """Do the same with an operation with pages, whose type is that of a synchronous call."""
        return await self._result(operation, request, options)

    async def download_result(
        self, operation: Operation[T], request: object = None, options: RequestOptions | None = None
    ) -> Ok[AsyncDownload[T]] | Err[Any]:
        """Do the same with the body still to be received."""
        return await self._result(operation, request, options, download=True)

    async def _result(
        self, operation: Any, request: object, options: Any, *, download: bool = False
    ) -> Any:
        from .functions import result_steps
        from .result import Err, Ok

        try:
            steps = result_steps(self, operation, request, options, download=download)
            return Ok(await self.drive(steps))
        except self.errors.base as error:
            return Err(error)

    async def drive(self, steps: Steps) -> Any:
        """Do what the steps ask for until they return."""
        transport: AsyncTransport = self._open_transport()
        perform = self._perform
        effect: Any = None
        reply: Any = None
        try:
            effect = next(steps)
            while True:
                try:
                    reply = await perform(effect, transport)
                except Exception as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            return stop.value
        except BaseException as error:
            from ..base.traces import forget_locals

            effect = reply = None  # a token, or what gives it
            steps.close()  # where the program is interrupted, or the task cancelled
            forget_locals(error)
            raise

    @cached_property
    def _perform(self) -> Callable[[Effect, AsyncTransport], Awaitable[Any]]:
        from .perform import perform_async

        return perform_async

    def _wrap(self, http_client: Any) -> AsyncTransport:
        from ..http.injected import async_transport

        return async_transport(http_client)

    def _make_transport(self) -> AsyncTransport:
        from ..http.httpx2.transport import AsyncHTTPX2Transport

        return AsyncHTTPX2Transport()

    def stream(
        self, operation: Operation[Any], call: Call, response: HTTPResponse, decoder: Decoder
    ) -> Any:
        """Make the iterator over a streamed body."""
        from ..reply.stream import AsyncStream

        return AsyncStream[Any](self, operation, call, response, decoder)

    def make_download(
        self,
        operation: Operation[T],
        call: Call,
        response: HTTPResponse,
        finish: Callable[[], Steps],
    ) -> AsyncDownload[T]:
        """Make what reads a body as it comes."""
        from ..reply.download import AsyncDownload

        return AsyncDownload[T](self, operation, call, response, finish)

    async def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> str:
        """Return a token, asking for a new one where none is left; one task does, others wait."""
        from .token_flights import fetched_async

        return await fetched_async(self, tokens, scopes, settings, deadline)

    async def aclose(self) -> None:
        """Give all connections back. A client that was passed in is left open."""
        transport = self._close_transport()
        if transport is not None:
            await transport.aclose()

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.aclose()
