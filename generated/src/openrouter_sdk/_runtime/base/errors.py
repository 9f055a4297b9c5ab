"""`SDKError`, the base of every exception that a generated package raises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from .drift import Drift


class InvalidRequest(ValueError):
    """Inside the runtime: the arguments cannot be encoded. Users get the package's own class."""


class NoCredentials(InvalidRequest):
    """Inside the runtime: what the operation needs to be called was not given."""


class SDKError(Exception):
    """A call did not give a value.

    Attributes:
        message: What happened, for people.
        status_code: HTTP status; None when there was no response.
        headers: Response headers, by name in any case; empty when there was no response.
        body: Response body as received.
        request_id: What the server calls this request in its own logs, if it says so.
        response: The response object of the HTTP library.
        data: The decoded body, where the description declares a schema for it.
        request: Method and URL, without secrets.
        drift: Where the body differs from its schema.
    """

    data: Any
    _joined: ClassVar[dict[tuple[type[SDKError], ...], type[SDKError]]] = {}

    def __init__(
        self,
        message: str = "",
        *,
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        request_id: str | None = None,
        response: Any = None,
        data: Any = None,
        request: str | None = None,
        drift: tuple[Drift, ...] = (),
    ) -> None:
        """Keep everything that is known about the failure."""
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.headers: Mapping[str, str] = {} if headers is None else headers
        self.body = body
        self.request_id = request_id
        self.response = response
        self.data = data
        self.request = request
        self.drift = drift

    @property
    def text(self) -> str:
        """The response body as text, by its declared charset; undecodable bytes are replaced."""
        from .charsets import text_of

        return text_of(self.body, self._charset())

    @property
    def json(self) -> Any:
        """The response body, parsed anew each time; None where it is no JSON."""
        import json

        from .charsets import json_bytes

        try:
            return json.loads(json_bytes(self.body, self._charset()))
        except (ValueError, RecursionError):
            return None

    def _charset(self) -> str:
        from .charsets import charset

        return charset(self.headers.get("content-type", "").encode("latin-1", "replace"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy all of it; the response without the credentials that were sent."""
        from .redact import without_credentials

        secrets = getattr(self.headers, "secrets", ())
        state = {**self.__dict__, "response": without_credentials(self.response, secrets)}
        parts = vars(type(self)).get("_parts", (type(self),))
        return (_restore, (parts, self.args, state))


def error_of(
    declared: type[SDKError], statuses: Mapping[str, type[SDKError]], status: int
) -> type[SDKError]:
    """Return the class of an error that is of a class and of the class of its status, too.

    Args:
        declared: Its class by the description, or the default one.
        statuses: The classes of statuses: "404", "5XX".
        status: HTTP status.

    Returns:
        The declared class, if there is no other or it is below that; else one below both, which has
        its name, and is the same for all errors of both.
    """
    own = statuses.get(str(status)) or statuses.get(f"{status // 100}XX")
    return declared if own is None or issubclass(declared, own) else _join(declared, own)


def _join(*parts: type[SDKError]) -> type[SDKError]:
    """Return the class that is below all of some; it pickles as them, having no module itself."""
    first, known = parts[0], SDKError._joined  # pyright: ignore[reportPrivateUsage]
    if len(parts) == 1 or parts in known:
        return known.get(parts, first)
    names = {name: getattr(first, name) for name in ("__module__", "__qualname__", "__doc__")}
    made = type(first.__name__, parts, {**names, "_parts": parts})
    return known.setdefault(parts, made)  # the same, whichever of two threads comes first


def _restore(
    parts: tuple[type[SDKError], ...], args: tuple[Any, ...], state: dict[str, Any]
) -> SDKError:
    kind = _join(*parts)
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error
