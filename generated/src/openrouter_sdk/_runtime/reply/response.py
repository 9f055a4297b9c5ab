"""`APIResponse`: a decoded value together with the HTTP response that it came in."""

from __future__ import annotations

import sys
from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.headers import Headers

T_co = TypeVar("T_co", covariant=True)

REQUEST_ID_HEADERS = (
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
)


@dataclass(frozen=True, slots=True)
class APIResponse(Generic[T_co]):
    """A successful response.

    Attributes:
        status_code: HTTP status.
        headers: Response headers, by name in any case.
        body: Response body as received, after content decoding; empty for a stream.
        value: The decoded body.
        drift: Where the body differs from the description.
        request_id: What the server calls this request in its own logs, if it says so.
        http_response: The response object of the HTTP library.
        url: Where it came from, after redirects; credentials are hidden.
    """

    status_code: int
    headers: Headers
    body: bytes = field(repr=False)
    value: T_co
    drift: tuple[Drift, ...] = ()
    request_id: str | None = None
    http_response: Any = field(default=None, repr=False, compare=False)
    url: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy all of it; the HTTP response without the credentials that were sent."""
        return (
            APIResponse,
            (
                self.status_code,
                self.headers,
                self.body,
                self.value,
                self.drift,
                self.request_id,
                without_credentials(self.http_response, self.headers.secrets),
                self.url,
            ),
        )


def request_id(headers: Headers) -> str | None:
    """Find the id that the server gave to the request."""
    for name in REQUEST_ID_HEADERS:
        if name in headers:
            return headers[name]
    return None


def without_credentials(response: Any, secrets: Container[str]) -> Any:
    """Copy a response of the HTTP library so that it can be pickled.

    Args:
        response: `httpx2.Response` or what another transport left.
        secrets: Lower-case names of fields and parameters that are secret.

    Returns:
        A copy without the header fields and parameters that sound secret, such as Set-Cookie,
        which knows nothing of the request but method and URL;
        None for a response that is not httpx2's: what it would pickle is unknown.
    """
    httpx2 = sys.modules.get("httpx2")
    if httpx2 is None or not isinstance(response, httpx2.Response):
        return None
    from ..base.redact import redact_fields, redact_url

    fields = redact_fields(response.headers.raw, secrets)
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in fields
        if name != "content-encoding"  # the content is decoded already
    ]
    return httpx2.Response(
        response.status_code,
        headers=headers,
        content=getattr(response, "_content", b""),
        request=httpx2.Request(response.request.method, redact_url(str(response.request.url))),
    )
