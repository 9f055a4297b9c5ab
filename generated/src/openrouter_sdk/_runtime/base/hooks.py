"""Hooks: what users are told of each call, and the views in which they see requests and responses.

What they see is redacted; `unredacted()` of a view gives it as it is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol, TypeAlias, TypeVar

from .headers import Headers
from .redact import redact_fields, redact_url

if TYPE_CHECKING:
    from .drift import Drift
    from .errors import SDKError
    from .headers import Field

R_co = TypeVar("R_co", covariant=True)

MOMENTS = (
    *("before_call", "before_request", "after_response", "before_retry"),
    *("on_drift", "on_error", "after_call"),
)
"""The methods that a hook may have."""


class HookCall:
    """One call, the same object whenever hooks hear of it.

    Attributes:
        operation: `operationId`.
        method: HTTP method.
        path: Path template, such as "/users/{id}"; "" for a request that the description lacks.
        attempt: How many attempts have been made, the one under way included.
        error: What it has ended with; None while it goes on, and if it succeeds.
        cancelled: Whether the caller has given up: cancelled the task, interrupted the program.
        state: What hooks keep until it ends, by keys of their own.
    """

    __slots__ = ("attempt", "cancelled", "error", "method", "operation", "path", "state")

    def __init__(self, operation: str, method: str, path: str) -> None:
        """Start before the first attempt."""
        self.operation = operation
        self.method = method
        self.path = path
        self.attempt = 0
        self.error: BaseException | None = None
        self.cancelled = False
        self.state: dict[Any, Any] = {}

    def __repr__(self) -> str:
        """Show which call it is."""
        return f"<HookCall {self.operation}>"


class _View:
    """What may hold secrets: not shown, and not pickled."""

    __slots__ = ("_fields", "_secrets", "_shown")

    _fields: list[Field]
    _secrets: frozenset[str]
    _shown: bool

    @property
    def headers(self) -> Headers:
        """Header fields, by name in any case."""
        fields = self._fields if self._shown else redact_fields(self._fields, self._secrets)
        return Headers(fields, self._secrets)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied."""
        message = f"{type(self).__name__} cannot be pickled or copied: it holds credentials"
        raise TypeError(message)


class HookRequest(_View):
    """One request, ready to be sent: of an attempt, or where a redirect leads.

    Attributes:
        call: What it is for.
        method: HTTP method.
        is_foreign: Whether it goes to another origin than the call does, where a redirect or link
            leads. Header fields that hooks add are not sent there.
    """

    __slots__ = ("_content", "_url", "call", "is_foreign", "method")

    def __init__(
        self,
        call: HookCall,
        method: str,
        url: str,
        fields: list[Field],
        content: object,
        secrets: frozenset[str],
        *,
        is_foreign: bool,
        shown: bool = False,
    ) -> None:
        """Take what is sent, and whether its secrets are to be seen."""
        self.call = call
        self.method = method
        self.is_foreign = is_foreign
        self._url = url
        self._fields = fields
        self._content = content
        self._secrets = secrets
        self._shown = shown

    @property
    def url(self) -> str:
        """The absolute URL."""
        return self._url if self._shown else redact_url(self._url, self._secrets)

    @property
    def body(self) -> bytes | None:
        """The body as it is sent; None if it is redacted, or comes from a file or iterator."""
        if not self._shown:
            return None
        content = b"" if self._content is None else self._content
        return content if isinstance(content, bytes) else None

    def unredacted(self) -> HookRequest:
        """Return the request with its credentials and its body."""
        return HookRequest(
            self.call,
            self.method,
            self._url,
            self._fields,
            self._content,
            self._secrets,
            is_foreign=self.is_foreign,
            shown=True,
        )

    def __repr__(self) -> str:
        """Show method and URL, without secrets."""
        return f"<HookRequest {self.method} {redact_url(self._url, self._secrets)}>"


class HookResponse(_View):
    """The response to one request. Its body is left alone.

    Attributes:
        request: What it answers.
        status_code: HTTP status.
        http_version: "1.1" or "2"; "" where the HTTP library does not tell.
        elapsed: Seconds since the request was sent, with the body unless that is read as it comes.
    """

    __slots__ = ("elapsed", "http_version", "request", "status_code")

    def __init__(
        self,
        request: HookRequest,
        status_code: int,
        fields: list[Field],
        http_version: str,
        elapsed: float,
        secrets: frozenset[str],
        *,
        shown: bool = False,
    ) -> None:
        """Take what came, and whether its secrets are to be seen."""
        self.request = request
        self.status_code = status_code
        self.http_version = http_version
        self.elapsed = elapsed
        self._fields = fields
        self._secrets = secrets
        self._shown = shown

    def unredacted(self) -> HookResponse:
        """Return the response, and its request, with what is secret in their header fields."""
        return HookResponse(
            self.request.unredacted(),
            self.status_code,
            self._fields,
            self.http_version,
            self.elapsed,
            self._secrets,
            shown=True,
        )

    def __repr__(self) -> str:
        """Show the status, and what it answers."""
        return f"<HookResponse {self.status_code} to {self.request!r}>"


class HookRetry(NamedTuple):
    """Another attempt that is about to be made.

    Attributes:
        call: What it is for.
        attempt: How many attempts have been made.
        delay: Seconds until the next one.
        error: Why the last one failed, if there was no (whole) response.
        response: The one that is not final, if there was one.
    """

    call: HookCall
    attempt: int
    delay: float
    error: SDKError | None
    response: HookResponse | None


class BeforeCall(Protocol[R_co]):
    """Hears of a call before anything is done for it."""

    def before_call(self, call: HookCall, /) -> R_co:
        """Hear of it."""
        ...


class BeforeRequest(Protocol[R_co]):
    """Hears of each request before it is sent, and may add header fields."""

    def before_request(self, request: HookRequest, /) -> R_co:
        """Return header fields to add, or None."""
        ...


class AfterResponse(Protocol[R_co]):
    """Hears of each response."""

    def after_response(self, response: HookResponse, /) -> R_co:
        """Hear of it."""
        ...


class BeforeRetry(Protocol[R_co]):
    """Hears of each further attempt, before the pause."""

    def before_retry(self, retry: HookRetry, /) -> R_co:
        """Hear of it."""
        ...


class OnDrift(Protocol[R_co]):
    """Hears of each place where a response differs from the description."""

    def on_drift(self, drift: Drift, /) -> R_co:
        """Hear of it."""
        ...


class OnError(Protocol[R_co]):
    """Hears of the error that a call, or reading its stream or download, ends with."""

    def on_error(self, error: SDKError, /) -> R_co:
        """Hear of it."""
        ...


class AfterCall(Protocol[R_co]):
    """Hears of a call that is over: a stream or download is handed over by then, not yet read."""

    def after_call(self, call: HookCall, /) -> R_co:
        """Hear of it."""
        ...


HookHeaders: TypeAlias = Mapping[str, str] | None
"""Header fields that a request gets from a hook."""

Hook: TypeAlias = (
    BeforeCall[None]
    | BeforeRequest[HookHeaders]
    | AfterResponse[None]
    | BeforeRetry[None]
    | OnDrift[None]
    | OnError[None]
    | AfterCall[None]
)
"""An object with any of these methods."""

AsyncHook: TypeAlias = (
    BeforeCall[Awaitable[None] | None]
    | BeforeRequest[HookHeaders | Awaitable[HookHeaders]]
    | AfterResponse[Awaitable[None] | None]
    | BeforeRetry[Awaitable[None] | None]
    | OnDrift[Awaitable[None] | None]
    | OnError[Awaitable[None] | None]
    | AfterCall[Awaitable[None] | None]
)
"""The same for asynchronous clients: each method may be asynchronous."""
