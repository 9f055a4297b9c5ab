"""Redirects: a request and its 3xx response in, the next request out. Credentials stay home."""

from __future__ import annotations

from urllib.parse import quote

from ..base.redact import is_secret
from ..base.url import InvalidURL, is_same_origin, normal
from .transport import HTTPRequest, HTTPResponse, TransportError

MAX_REDIRECTS = 20
_STATUSES = frozenset({301, 302, 303, 307, 308})
_BODY_HEADERS = (b"content-", b"transfer-", b"trailer", b"expect", b"digest", b"repr-digest")
"""How the names of fields begin that are about a body."""
_ASCII = "".join(map(chr, range(128)))


def is_redirect(response: HTTPResponse) -> bool:
    """Tell whether a response sends the client elsewhere."""
    return response.status_code in _STATUSES and response.header(b"location") is not None


def follow(request: HTTPRequest, response: HTTPResponse) -> HTTPRequest:
    """Build the request that a redirect asks for.

    Args:
        request: The one that was answered.
        response: A redirect.

    Returns:
        The next request. If it goes to another origin (scheme, host or port), every header that
        holds a credential, or sounds as if it did, is left out.

    Raises:
        TransportError: The location is not one that HTTP can go to.
    """
    url = _location(request, response)
    method = _method(request.method, response.status_code)
    headers = [pair for pair in request.headers if pair[0].lower() != b"host"]
    content = request.content
    if method != request.method:
        content = None
        headers = [pair for pair in headers if not pair[0].lower().startswith(_BODY_HEADERS)]
    foreign = request.foreign or not is_same_origin(request.url, url)
    if foreign:
        headers = [pair for pair in headers if not is_credential(pair[0], request.secrets)]
    following = HTTPRequest(
        method,
        url,
        headers,
        content,
        request.timeout,
        request.stream,
        request.defaults,
        request.secrets,
    )
    following.deadline = request.deadline
    following.redirected = True
    following.foreign = foreign
    return following


def _location(request: HTTPRequest, response: HTTPResponse) -> str:
    """Return where to go; bytes beyond ASCII are percent-encoded, as browsers do."""
    given = {value for name, value in response.headers if name.lower() == b"location"}
    try:
        if len(given) != 1:
            message = "is given several times"
            raise InvalidURL(message)
        return normal(quote(given.pop(), safe=_ASCII), request.url)
    except InvalidURL as error:
        message = f"the server redirects, but cannot be followed: the location {error}"
    raise TransportError(message, retryable=False)


def _method(method: str, status: int) -> str:
    """Change the method as browsers do (RFC 9110 section 15.4; QUERY stays, RFC 10008)."""
    if status == 303:
        return method if method == "HEAD" else "GET"
    if status == 302:
        return method if method in ("HEAD", "QUERY") else "GET"
    if status == 301 and method == "POST":
        return "GET"
    return method


def is_credential(name: bytes, secrets: frozenset[str]) -> bool:
    """Tell whether a header field holds a credential, or sounds as if it did.

    An idempotency key only sounds so, and must be the same wherever the request goes.
    """
    text = name.decode("latin-1").lower()
    return text in secrets or ("idempotency" not in text and is_secret(text))
