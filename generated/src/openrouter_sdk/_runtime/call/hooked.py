"""Hooks during a call: when each of their methods is called, and what becomes of what it says.

What a hook raises is raised by the call, as it is; the connection is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ..base import clock
from ..base.errors import InvalidRequest
from ..base.headers import Fields, merge
from ..base.hooks import MOMENTS, HookCall, HookRequest, HookResponse, HookRetry
from ..http.effects import Effect, Resolve, Steps
from ..http.transport import HTTPRequest, HTTPResponse, TransportError

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.operation import ErrorTypes, Operation
    from ..reply.caller import Call

    class _Sender(Call, Protocol):
        def sent(self, request: HTTPRequest) -> Generator[Effect, Any, HTTPResponse]: ...


_ASYNCHRONOUS = 0x80 | 0x200  # inspect.CO_COROUTINE, CO_ASYNC_GENERATOR
_FRAMING = frozenset(
    [
        *("connection", "content-encoding", "content-length", "content-type", "expect", "host"),
        *("keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
    ]
)
"""Fields about how a request or its body is sent, which no hook can know."""


class Hooks:
    """The hooks of a client.

    Attributes:
        given: As the user gave them.
    """

    def __init__(self, given: Any, *, asynchronous: bool) -> None:
        """Find the methods that are to be called.

        Raises:
            TypeError: One of them is no hook, or asynchronous in a synchronous client.
        """
        if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
            message = f"hooks must be a list of objects, not {type(given).__name__}"  # pyright: ignore[reportUnknownArgumentType]
            raise TypeError(message)
        self.given: tuple[Any, ...] = tuple(given)  # pyright: ignore[reportUnknownArgumentType]
        self._methods: dict[str, list[Callable[[Any], Any]]] = {name: [] for name in MOMENTS}
        for hook in self.given:
            for name, method in _methods(hook).items():
                known = method if asynchronous else _synchronous(method)
                self._methods[name].append(known)

    def of(self, moment: str) -> list[Callable[[Any], Any]]:
        """Return the methods of this name, in the order of the hooks."""
        return self._methods[moment]


def _methods(hook: Any) -> dict[str, Callable[[Any], Any]]:
    """Return the methods of a hook, by name."""
    found = {name: getattr(hook, name) for name in MOMENTS if hasattr(hook, name)}
    wrong = [name for name, method in found.items() if not callable(method)]
    if wrong or not found or isinstance(hook, type):
        what = f"{hook.__name__} is a class" if isinstance(hook, type) else type(hook).__name__
        problem = f"its {wrong[0]} is none" if wrong else f"pass {'an object' if found else 'one'}"
        message = f"a hook has any of the methods {', '.join(MOMENTS)}; {what}: {problem}"
        raise TypeError(message)
    return found


def _synchronous(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a method for a synchronous client, which sees that nothing is to be awaited."""
    if _is_asynchronous(method):
        raise TypeError(_asynchronous(method))
    return partial(_called, method)


def _is_asynchronous(method: Any) -> bool:
    code = getattr(method, "__code__", None)
    return code is not None and bool(code.co_flags & _ASYNCHRONOUS)


def _asynchronous(method: Any) -> str:
    name = getattr(method, "__qualname__", type(method).__name__)
    return f"{name} is asynchronous, and the client is not: such hooks are for asynchronous clients"


def _called(method: Callable[[Any], Any], subject: Any) -> Any:
    """Call a method of a synchronous client's hook."""
    outcome = method(subject)
    if hasattr(outcome, "__await__"):
        getattr(outcome, "close", bool)()  # a coroutine that is never awaited warns
        raise TypeError(_asynchronous(method))
    return outcome


class Raised(Exception):
    """Carries what a hook raised past the runtime, which knows errors of its own."""

    def __init__(self, error: Exception) -> None:
        """Keep it."""
        super().__init__()
        self.error = error


class CallHooks:
    """The hooks of a client during one of its calls.

    Attributes:
        drift: Where responses differ from the description: what no hook has heard of yet.
    """

    __slots__ = ("_body", "_call", "_errors", "_hooks", "_last", "_operation", "_told", "drift")

    def __init__(self, hooks: Hooks, errors: ErrorTypes, operation: Operation[Any]) -> None:
        """Begin a call."""
        path = operation.path if operation.described else ""
        self._hooks = hooks
        self._errors = errors
        self._operation = operation
        self._call = HookCall(operation.id, operation.method, path)
        self._last: HookResponse | None = None
        self._body: Any = None  # of the last response, where it is still to be read
        self._told: BaseException | None = None
        self.drift: list[Drift] = []

    def around(self, steps: Steps) -> Steps:
        """Make a call: what its steps give, with hooks told of its beginning and end."""
        return self._plainly(self._around(steps))

    def reading(self, steps: Steps) -> Steps:
        """Read what a call has given: what the steps give, with hooks told of what is wrong."""
        return self._plainly(self._watched(steps))

    def _plainly(self, steps: Steps) -> Steps:
        """Let what a hook raises come out as it is."""
        try:
            return (yield from steps)
        except Raised as raised:
            error = raised.error
        yield from self._give_back()
        raise error

    def _around(self, steps: Steps) -> Steps:
        call = self._call
        try:
            yield from self._tell("before_call", call)
            value = yield from self._watched(steps)
        except GeneratorExit:
            call.cancelled = True
            self._cancelled()
            raise
        except Raised as raised:
            call.error = raised.error
            yield from self._tell("after_call", call)
            raise
        except BaseException as error:
            call.error = error
            yield from self._tell("after_call", call)
            raise
        yield from self._tell("after_call", call)
        return value

    def _watched(self, steps: Steps) -> Steps:
        """Do what the steps ask for, and tell of drift, and of the error that they end with."""
        try:
            value = yield from steps
        except self._errors.base as error:
            yield from self.failed(error)
            raise
        yield from self.drifted()
        return value

    def _cancelled(self) -> None:
        """Tell that the call is over at once: nothing can be awaited any more."""
        for method in self._hooks.of("after_call"):
            if not _is_asynchronous(method):
                outcome = method(self._call)
                getattr(outcome, "close", bool)()

    def failed(self, error: BaseException) -> Steps:
        """Tell of drift, and of the error that followed, once."""
        yield from self.drifted()
        if error is not self._told:
            self._told = error
            yield from self._tell("on_error", error)

    def drifted(self) -> Steps:
        """Tell of drift."""
        while self.drift:
            yield from self._tell("on_drift", self.drift.pop(0))

    def send(self, call: _Sender, request: HTTPRequest) -> Generator[Effect, Any, HTTPResponse]:
        """Send a request with what hooks add to it, and tell of the response.

        Raises:
            InvalidRequest: They add what cannot be added.
        """
        self._call.attempt = call.attempt
        for method in self._hooks.of("before_request"):
            added = yield from self._ask(method, self._request(request))
            if added:
                request = _with(request, added, method)
        started = clock.monotonic()
        response = yield from call.sent(request)
        elapsed = clock.monotonic() - started
        self._body = response.stream
        self._last = HookResponse(
            self._request(request),
            response.status_code,
            response.headers,
            _version(response.raw),
            elapsed,
            request.secrets,
        )
        yield from self._tell("after_response", self._last)
        return response

    def before_retry(
        self, delay: float, outcome: HTTPResponse | TransportError, call: Call
    ) -> Steps:
        """Tell that another attempt is made."""
        error, response = None, self._last
        if isinstance(outcome, TransportError):
            from ..reply.failure import transport_error

            error = transport_error(self._errors, self._operation, call, outcome)
            response = None
        retry = HookRetry(self._call, call.attempt, delay, error, response)
        yield from self._tell("before_retry", retry)

    def _request(self, request: HTTPRequest) -> HookRequest:
        return HookRequest(
            self._call,
            request.method,
            request.url,
            request.headers,
            request.content,
            request.secrets,
            is_foreign=request.foreign,
        )

    def _tell(self, moment: str, subject: Any) -> Steps:
        for method in self._hooks.of(moment):
            yield from self._ask(method, subject)

    def _ask(self, method: Callable[[Any], Any], subject: Any) -> Steps:
        try:
            return (yield Resolve(partial(method, subject)))
        except Exception as error:
            raise Raised(error) from None

    def _give_back(self) -> Steps:
        """Close the body that no one will read."""
        body, self._body = self._body, None
        if body is not None:
            yield Resolve(getattr(body, "aclose", None) or body.close)


def _with(request: HTTPRequest, added: Any, method: Any) -> HTTPRequest:
    """Return a request with the fields that a hook adds; none of them goes to another origin."""
    name = getattr(getattr(method, "func", method), "__qualname__", "before_request")
    if not isinstance(added, Mapping):
        message = f"{name} must return header fields by name, or None, not {type(added).__name__}"
        raise Raised(TypeError(message))
    more: Fields = {}
    merge(more, added)  # pyright: ignore[reportUnknownArgumentType]
    refused = sorted(_FRAMING & more.keys())
    if refused:
        message = f"{name} must not set {refused[0]}, which is about how the request is sent"
        raise InvalidRequest(message)
    if request.foreign:
        return request
    kept = [pair for pair in request.headers if pair[0].decode("latin-1").lower() not in more]
    signed = HTTPRequest(
        request.method,
        request.url,
        [*kept, *more.values()],
        request.content,
        request.timeout,
        request.stream,
        tuple(one for one in request.defaults if one not in more),
        request.secrets | more.keys(),
    )
    signed.deadline = request.deadline
    signed.redirected, signed.foreign = request.redirected, request.foreign
    return signed


def _version(raw: Any) -> str:
    """Return the version of HTTP that a response of an HTTP library came by, as far as it tells."""
    told = getattr(raw, "http_version", None) or getattr(raw, "version", None)
    if not isinstance(told, str) or not told.startswith("HTTP/"):
        return ""
    return told.removeprefix("HTTP/").removesuffix(".0") if told != "HTTP/1.0" else "1.0"
