"""`SDKError`, the base of every exception that a generated package raises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .drift import Drift


class InvalidRequest(ValueError):
    """Inside the runtime: the arguments cannot be encoded. Users get the package's own class."""


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
        from .charsets import charset, text_of

        content_type = self.headers.get("content-type", "")
        return text_of(self.body, charset(content_type.encode("latin-1", "replace")))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy all of it; the response without the credentials that were sent."""
        from .redact import without_credentials

        secrets = getattr(self.headers, "secrets", ())
        state = {**self.__dict__, "response": without_credentials(self.response, secrets)}
        return (_restore, (type(self), self.args, state))


def _restore(kind: type[SDKError], args: tuple[Any, ...], state: dict[str, Any]) -> SDKError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error
