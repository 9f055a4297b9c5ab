"""Redirects: a request and its 3xx response in, the next request out. Credentials stay home."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from .redact import is_secret_name
from .transport import HTTPRequest, HTTPResponse, TransportError

MAX_REDIRECTS = 20
_STATUSES = frozenset({301, 302, 303, 307, 308})
_BODY_HEADERS = frozenset({b"content-length", b"content-type", b"content-encoding"})
_PORTS = {"http": 80, "https": 443}


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
        headers = [pair for pair in headers if pair[0].lower() not in _BODY_HEADERS]
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
    location = (response.header(b"location") or b"").decode("utf-8", "replace").strip()
    url = destination(request.url, location)
    if url is None:
        message = "the server redirects to a location that is not an http(s) URL"
        raise TransportError(message, retryable=False)
    return url


def destination(base: str, reference: str) -> str | None:
    """Return the URL that a reference means at a base URL; None where HTTP cannot go there."""
    try:
        url = urljoin(base, reference)
        parts = urlsplit(url)
        return url if parts.scheme in _PORTS and parts.hostname and parts.port != 0 else None
    except ValueError:  # brackets or a port that are none
        return None


def _method(method: str, status: int) -> str:
    """Change the method as browsers do (RFC 9110 section 15.4; QUERY stays, RFC 10008)."""
    if status == 303:
        return method if method == "HEAD" else "GET"
    if status == 302:
        return method if method in ("HEAD", "QUERY") else "GET"
    if status == 301 and method == "POST":
        return "GET"
    return method


def is_same_origin(url: str, other: str) -> bool:
    """Compare origins; the step up from http to https on one host's default ports is the same."""
    here, there = urlsplit(url), urlsplit(other)
    if here.hostname != there.hostname:
        return False
    before, after = (here.scheme, _port(here)), (there.scheme, _port(there))
    return before == after or (before, after) == (("http", 80), ("https", 443))


def _port(url: SplitResult) -> int | None:
    return url.port or _PORTS.get(url.scheme)


def is_credential(name: bytes, secrets: frozenset[str]) -> bool:
    """Tell whether a header field holds a credential, or sounds as if it did."""
    text = name.decode("latin-1").lower()
    return text in secrets or is_secret_name(text)
