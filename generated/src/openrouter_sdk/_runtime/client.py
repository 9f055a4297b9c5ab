"""`SyncClient` and `AsyncClient`, the bases of generated clients: they do what `exchange` asks for."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from . import clock
from .exchange import Effect, Resolve, Sleep, Steps, exchange
from .operation import ClientSpec, ErrorTypes, Operation, RetryPolicy
from .options import apply_retries, check_timeout
from .redact import redact_url
from .route import Route
from .security import Credentials, Source
from .servers import check_url, fill, select
from .transport import HTTPRequest

if TYPE_CHECKING:
    from types import TracebackType

    from .decode import Decoder
    from .drift import Drift
    from .options import RequestOptions, Retries, Timeout
    from .outcome import Call
    from .plan import Plan
    from .response import APIResponse
    from .result import Err, Ok
    from .transport import AsyncTransport, HTTPResponse, Transport

T = TypeVar("T")


class BaseClient:
    """Configuration that both kinds of client share.

    Attributes:
        spec: What the generated package says about itself.
        credentials: From arguments and environment.
        global_arguments: Values for parameters that calls leave out.
        server_url: Base URL, if there is an absolute one.
        server_chosen: Whether the user chose it.
        server_variables: Values for variables in server URLs.
        headers: Sent with every request.
        strict: Whether a response that differs from the description raises.
        timeout: Limit of each attempt.
        logger: Gets the log lines.
    """

    def __init__(
        self,
        spec: ClientSpec,
        *,
        credentials: Mapping[str, Source | None] | None = None,
        global_arguments: Mapping[str, Any] | None = None,
        server_url: str | None = None,
        server: str | None = None,
        server_variables: Mapping[str, str | None] | None = None,
        timeout: Timeout = None,
        retries: Retries | None = None,
        strict: bool = False,
        headers: Mapping[str, str] | None = None,
        http_client: Any = None,
        on_drift: Callable[[Drift], None] | None = None,
    ) -> None:
        """Check and keep the configuration; nothing is sent and no HTTP library is imported.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: An argument has a value that cannot be.
        """
        self.spec = spec
        self.credentials = Credentials(spec, credentials or {})
        self.global_arguments = dict(global_arguments or {})
        self.server_variables = dict(server_variables or {})
        self.server_chosen = server_url is not None or server is not None
        self.server_url = self._server_url(server_url, server)
        self.headers = dict(headers or {})
        self.strict = strict
        self.logger = logging.getLogger(spec.logger)
        self._retries = retries
        apply_retries(spec.retries, retries)  # complain now, not at the first call
        self._on_drift = on_drift
        self._routes: dict[Operation[Any], Route] = {}
        self._lock = Lock()
        self._closed = False
        self._injected: Any = None if http_client is None else self._wrap(http_client)
        self._transport: Any = self._injected
        self._process = os.getpid()
        own = getattr(self._injected, "default_timeout", None)
        default = spec.timeout if own is None else own
        self.timeout: Timeout = default if timeout is None else check_timeout(timeout)

    def _wrap(self, http_client: Any) -> Any:
        raise NotImplementedError

    def _make_transport(self) -> Any:
        raise NotImplementedError

    def _server_url(self, server_url: str | None, server: str | None) -> str | None:
        if server_url is not None:
            return check_url(server_url)
        selected = select(self.spec.servers, server)
        if selected is None:
            return None
        url = fill(selected, self.server_variables)
        return url if url.lower().startswith(("http://", "https://")) else None

    def base_url(self) -> str:
        """Return the base URL of operations that have no server of their own.

        Raises:
            ValueError: The description has none that is absolute, and the user gave none.
        """
        if self.server_url is None:
            message = "the description names no absolute server URL: pass server_url"
            raise ValueError(message)
        return self.server_url

    @property
    def errors(self) -> ErrorTypes:
        """The package's exception classes."""
        return self.spec.errors()

    def retry_policy(self, policy: RetryPolicy | None) -> RetryPolicy:
        """Return an operation's (or the package's) policy with the user's changes."""
        return apply_retries(policy or self.spec.retries, self._retries)

    def route(self, plan: Plan) -> Route:
        """Return what is sent for an operation whatever the arguments."""
        route = self._routes.get(plan.operation)
        if route is None:
            route = self._routes[plan.operation] = Route(self, plan)
        return route

    def report(self, drift: tuple[Drift, ...]) -> None:
        """Log drift and hand it to the user's hook: once for each place, whatever the index."""
        from .logs import distinct, log_drift

        places = distinct(drift)
        log_drift(self.logger, places)
        if self._on_drift is not None:
            for one, _ in places:
                self._on_drift(one)

    def stream(self, plan: Plan, call: Call, response: HTTPResponse, decoder: Decoder) -> Any:
        """Make the iterator over a streamed body."""
        raise NotImplementedError

    def _open_transport(self) -> Any:
        """Return the transport; make the default one at the first request (of this process)."""
        if self._closed:
            message = f"this {type(self).__name__} has been closed"
            raise RuntimeError(message)
        if self._transport is None or self._process != os.getpid():
            with self._lock:
                if self._injected is None and self._process != os.getpid():
                    self._transport = None  # a fork must not share its parent's connections
                if self._transport is None:
                    self._transport = self._make_transport()
                self._process = os.getpid()
        return self._transport

    def _close_transport(self) -> Any:
        """Mark the client closed; return the transport if it is our own and open."""
        self._closed = True
        transport = None if self._injected is not None else self._transport
        self._transport = self._injected
        return transport

    def __repr__(self) -> str:
        """Show where the client sends to, and no credential."""
        return f"{type(self).__name__}(server_url={redact_url(self.server_url or '')!r})"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a client holds credentials and connections."""
        message = f"{type(self).__name__} cannot be pickled or copied; make a new one"
        raise TypeError(message)


class SyncClient(BaseClient):
    """Base of the synchronous client. Many threads may use one client."""

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
        return self._drive(exchange(self, operation, arguments, options))

    def call_raw(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> APIResponse[T]:
        """Call an operation and return its value with status, headers and body.

        Raises:
            SDKError: The call failed.
        """
        return self._drive(exchange(self, operation, arguments, options, raw=True))

    def call_result(
        self,
        operation: Operation[T],
        request: object = None,
        options: RequestOptions | None = None,
    ) -> Ok[T] | Err[Any]:
        """Call an operation with a request (model, dict or None); an SDKError becomes an `Err`."""
        from .result import Err, Ok

        try:
            return Ok(self._drive(_result_steps(self, operation, request, options)))
        except self.errors.base as error:
            return Err(error)

    def _drive(self, steps: Steps) -> Any:
        """Do what the steps ask for until they return."""
        transport: Transport = self._open_transport()
        try:
            effect = next(steps)
            while True:
                try:
                    reply = _perform(effect, transport)
                except Exception as error:  # noqa: BLE001 - the steps decide what becomes of it
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            return stop.value

    def _wrap(self, http_client: Any) -> Transport:
        from .transport import sync_transport

        return sync_transport(http_client)

    def _make_transport(self) -> Transport:
        from .httpx2_transport import HTTPX2Transport

        return HTTPX2Transport.make()

    def stream(self, plan: Plan, call: Call, response: HTTPResponse, decoder: Decoder) -> Any:
        """Make the iterator over a streamed body."""
        from .stream import Stream

        return Stream(self, plan, call, response, decoder)

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


class AsyncClient(BaseClient):
    """Base of the asynchronous client. Many tasks may use one client."""

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
        return await self._drive(exchange(self, operation, arguments, options))

    async def call_raw(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
    ) -> APIResponse[T]:
        """Call an operation and return its value with status, headers and body.

        Raises:
            SDKError: The call failed.
        """
        return await self._drive(exchange(self, operation, arguments, options, raw=True))

    async def call_result(
        self,
        operation: Operation[T],
        request: object = None,
        options: RequestOptions | None = None,
    ) -> Ok[T] | Err[Any]:
        """Call an operation with a request (model, dict or None); an SDKError becomes an `Err`."""
        from .result import Err, Ok

        try:
            return Ok(await self._drive(_result_steps(self, operation, request, options)))
        except self.errors.base as error:
            return Err(error)

    async def _drive(self, steps: Steps) -> Any:
        """Do what the steps ask for until they return."""
        transport: AsyncTransport = self._open_transport()
        try:
            effect = next(steps)
            while True:
                try:
                    reply = await _perform_async(effect, transport)
                except Exception as error:  # noqa: BLE001 - the steps decide what becomes of it
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            return stop.value

    def _wrap(self, http_client: Any) -> AsyncTransport:
        from .transport import async_transport

        return async_transport(http_client)

    def _make_transport(self) -> AsyncTransport:
        from .httpx2_transport import AsyncHTTPX2Transport

        return AsyncHTTPX2Transport.make()

    def stream(self, plan: Plan, call: Call, response: HTTPResponse, decoder: Decoder) -> Any:
        """Make the iterator over a streamed body."""
        from .stream import AsyncStream

        return AsyncStream(self, plan, call, response, decoder)

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


def _perform(effect: Effect, transport: Transport) -> Any:
    kind = type(effect)
    if kind is HTTPRequest:
        return transport.send(effect)
    if kind is Sleep:
        return clock.sleep(effect.seconds)
    if kind is Resolve:
        return _called(effect.source())
    return effect.response.stream.read()


def _called(secret: Any) -> Any:
    if hasattr(secret, "__await__"):
        getattr(secret, "close", bool)()
        message = "a credential function of a synchronous client must not be asynchronous"
        raise TypeError(message)
    return secret


async def _perform_async(effect: Effect, transport: AsyncTransport) -> Any:
    if isinstance(effect, HTTPRequest):
        return await transport.send(effect)
    if isinstance(effect, Sleep):
        return await clock.async_sleep(effect.seconds)
    if isinstance(effect, Resolve):
        secret = effect.source()
        return await secret if hasattr(secret, "__await__") else secret
    return await effect.response.stream.read()


def _result_steps(
    client: BaseClient, operation: Operation[Any], request: object, options: RequestOptions | None
) -> Steps:
    from .arguments import request_arguments
    from .errors import InvalidRequest
    from .plan import plan_of

    try:
        arguments = request_arguments(plan_of(operation), request)
    except InvalidRequest as error:
        raise client.errors.request_validation(f"{error} ({operation.id})") from error.__cause__
    return (yield from exchange(client, operation, arguments, options))
