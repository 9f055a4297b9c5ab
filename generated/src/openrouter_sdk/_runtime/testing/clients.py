"""Clients of fakes: calls are made as ever, but for their requests, which nobody sends."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Generator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from ..base.errors import SDKError
from ..base.unset import UNSET
from ..call.exchange import exchange
from ..client.calling import CallingClient
from ..client.client import AsyncClient, SyncClient
from ..client.public import AsyncPublicClient, PublicClient
from ..client.resource import AsyncResource, Resource
from ..http.effects import Effect, Read, Sleep, Steps
from ..http.transport import HTTPRequest, HTTPResponse
from ..reply.failure import described
from ..reply.response import sent
from .answers import FakeError, status_of
from .fakes import FakeCall, Fakes
from .methods import FakeResource, Told

if TYPE_CHECKING:
    from ..auth.oauth import Tokens
    from ..base.operation import Operation
    from ..base.options import RequestOptions, Settings
    from .answers import Answer

_TOKEN = "fake-token"  # what stands for a token that nobody is asked for
_SERVER = "https://api.invalid"
"""Where the description names no absolute URL; the name can never be one (RFC 2606)."""


def faked(
    client: Any,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
    link: str = "",
    *,
    raw: bool = False,
    download: bool = False,
) -> Steps:
    """Make a call, as `exchange` does; its requests are answered here, and no one waits.

    Raises:
        FakeError: The fake was not told what to answer, or cannot be told that.
        Exception: As `exchange`, and what the fake was told to raise.
    """
    steps = exchange(client, operation, arguments, options, link, raw=raw, download=download)
    answering = _Answering(client, operation, arguments)
    reply: Any = None
    failure: Exception | None = None
    try:
        while True:
            effect: Effect = steps.send(reply) if failure is None else steps.throw(failure)
            reply = failure = None
            try:
                if isinstance(effect, HTTPRequest):
                    reply = yield from answering.reply(effect)
                elif not isinstance(effect, Sleep):
                    reply = yield effect
            except Exception as error:
                failure = error
    except StopIteration as stop:
        return stop.value
    except SDKError as error:
        answering.check(error)
        raise


class _Answering:
    """What one call is answered with, each time that it asks."""

    def __init__(
        self, client: Any, operation: Operation[Any], arguments: Mapping[str, Any]
    ) -> None:
        self._client = client
        self._operation = operation
        self._arguments = arguments
        self._asked = client.fakes.asked(client, operation, arguments)
        self._answer: Answer | None = None

    def reply(self, request: HTTPRequest) -> Generator[Effect, Any, HTTPResponse]:
        """Return the response, or raise what there is in place of one."""
        if self._answer is None:
            self._answer = yield from self._chosen(request)
        try:
            return self._answer.respond(self._asked)
        except SDKError as error:
            if error.status_code is None:
                error.status_code = status_of(type(error), self._asked)
            error.request = error.request or described(request)
            raise

    def _chosen(self, request: HTTPRequest) -> Generator[Effect, Any, Answer]:
        content = request.content
        if content is not None and not isinstance(content, bytes):
            content = yield Read(_Sent(content, asynchronous=self._client.asynchronous))
        given = _given(self._operation, self._arguments)
        call = FakeCall(self._operation.id, given, sent(request), content or b"")
        fakes: Fakes = self._client.fakes
        return fakes.choose(call, self._asked)

    def check(self, error: SDKError) -> None:
        """Refuse what was told if the SDK made another error of it."""
        expected = None if self._answer is None else self._answer.expects
        if expected is not None and not isinstance(error, expected):
            message = (
                f"{self._asked.name} cannot raise {expected.__name__}, which is not described for "
                f"it: the SDK makes {type(error).__name__} of such a response"
            )
            raise FakeError(message) from error


def _given(operation: Operation[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that the caller gave: None is one only where null can be sent."""
    nullable = {one.argument for one in operation.parameters if one.nullable}
    nullable.update(name for body in operation.bodies for name in body.nullable_arguments)
    return {
        name: value
        for name, value in arguments.items()
        if value is not UNSET and (value is not None or name in nullable)
    }


class _Sent:
    """A body in chunks, to be read as a transport of either kind would."""

    def __init__(self, chunks: Any, *, asynchronous: bool) -> None:
        self.read = self._awaited if asynchronous else self._joined
        self._chunks = chunks

    def _joined(self) -> bytes:
        return b"".join(self._chunks)

    async def _awaited(self) -> bytes:
        if isinstance(self._chunks, AsyncIterable):
            return b"".join([one async for one in cast("AsyncIterable[bytes]", self._chunks)])
        return self._joined()


class _Fake(CallingClient):
    """What clients of either kind have as fakes."""

    @cached_property
    def fakes(self) -> Fakes:
        """What was told, and what was called; clients made by `with_options` share it."""
        return Fakes()

    @cached_property
    def exchange(self) -> Callable[..., Steps]:
        """Make a call without sending anything."""
        return faked

    def authenticates(self) -> bool:
        """Need no credentials."""
        return True

    def needs_options(self) -> bool:
        """Need no options."""
        return False

    def _share(self, origin: Any) -> None:
        super()._share(origin)
        self.fakes = origin.fakes

    def _described_url(self) -> str | None:
        return super()._described_url() or _SERVER

    def _make_transport(self) -> Any:
        return None  # nothing is sent by it


class FakeSyncClient(_Fake, SyncClient):
    """Carries out the calls of a synchronous fake."""

    def _make_twin(self) -> FakeAsyncClient:
        made = FakeAsyncClient(self.spec, **self._settings())
        made.fakes = self.fakes
        return made

    def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> str:
        """Return what stands for a token."""
        return _TOKEN

    def close(self) -> None:
        """Take no more calls."""
        self._close_transport()


class FakeAsyncClient(_Fake, AsyncClient):
    """Carries out the calls of an asynchronous fake."""

    async def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> str:
        """Return what stands for a token."""
        return _TOKEN

    async def aclose(self) -> None:
        """Take no more calls."""
        self._close_transport()


class FakeClient(PublicClient):
    """What a synchronous fake has beside what its client has, whose names come first."""

    _client: FakeSyncClient

    def __getattribute__(self, name: str) -> Any:
        """Return a resource in which methods are told how to answer, or what else there is."""
        value = super().__getattribute__(name)
        if isinstance(value, (Resource, AsyncResource)):
            return FakeResource(value, name, self._client.fakes)
        return value

    @property
    def calls(self) -> list[FakeCall]:
        """All calls that were made, in their order."""
        return self._client.fakes.calls

    def undescribed(self, method: str, path: str) -> Told:
        """Tell about `client.request(method, path)`."""
        return Told(partial(self.request, method, path), f"{method} {path}", self._client.fakes)


class AsyncFakeClient(AsyncPublicClient):
    """What an asynchronous fake has beside what its client has, whose names come first."""

    _client: FakeAsyncClient

    def __getattribute__(self, name: str) -> Any:
        """Return a resource in which methods are told how to answer, or what else there is."""
        value = super().__getattribute__(name)
        if isinstance(value, (Resource, AsyncResource)):
            return FakeResource(value, name, self._client.fakes)
        return value

    @property
    def calls(self) -> list[FakeCall]:
        """All calls that were made, in their order."""
        return self._client.fakes.calls

    def undescribed(self, method: str, path: str) -> Told:
        """Tell about `client.request(method, path)`."""
        return Told(partial(self.request, method, path), f"{method} {path}", self._client.fakes)
