"""`APIResponse`: a decoded value together with the HTTP response that it came in."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from ..base.headers import Headers
from ..base.redact import redact_fields, redact_url, without_credentials

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..http.transport import HTTPRequest, HTTPResponse

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
AnyResponse = TypeVar("AnyResponse", bound="APIResponse[Any]")

REQUEST_ID_HEADERS = (
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
)


class SentRequest(NamedTuple):
    """A request as it was sent, credentials hidden.

    Attributes:
        method: HTTP method.
        url: Of the last one, where redirects were followed.
        headers: Header fields, by name in any case.
    """

    method: str
    url: str
    headers: Headers


def sent(request: HTTPRequest) -> SentRequest:
    """Return what users may see of a request."""
    fields = Headers(redact_fields(request.headers, request.secrets))
    return SentRequest(request.method, redact_url(request.url, request.secrets), fields)


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
        http_request: What was sent, credentials hidden.
    """

    status_code: int
    headers: Headers
    body: bytes = field(repr=False)
    value: T_co
    drift: tuple[Drift, ...] = ()
    request_id: str | None = None
    http_response: Any = field(default=None, repr=False, compare=False)
    url: str = ""
    http_request: SentRequest | None = field(default=None, repr=False, compare=False)

    @property
    def is_closed(self) -> bool:
        """Whether the body has come; of a stream, whether it has ended or been closed."""
        from .body import AsyncClosing, Closing

        value = self.value
        return value.is_closed if isinstance(value, (Closing, AsyncClosing)) else True

    def parse(self) -> T_co:
        """Return the decoded body."""
        return self.value

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
                self.http_request,
            ),
        )


def api_response(
    request: HTTPRequest, response: HTTPResponse, value: T, drift: tuple[Drift, ...]
) -> APIResponse[T]:
    """Put together what came, and what it is decoded to."""
    headers = Headers(response.headers, request.secrets)
    return APIResponse(
        response.status_code,
        headers,
        response.content,
        value,
        drift,
        request_id(headers),
        response.raw,
        redact_url(request.url, request.secrets),
        sent(request),
    )


def recast(response: APIResponse[Any], kind: type[AnyResponse]) -> AnyResponse:
    """Return a response as one of a class below its own."""
    return kind(*(getattr(response, item.name) for item in fields(response)))


def request_id(headers: Headers) -> str | None:
    """Find the id that the server gave to the request."""
    for name in REQUEST_ID_HEADERS:
        if name in headers:
            return headers[name]
    return None
