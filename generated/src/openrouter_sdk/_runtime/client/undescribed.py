"""Requests that the description lacks: method and path in, the steps of a call out."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl

from ..base.errors import InvalidRequest
from ..base.operation import Body, Operation, ResponseCase
from ..call.request import refuse_dot_segments
from ..data.values import is_bytes
from ..http.retry import READS

if TYPE_CHECKING:
    from ..base.options import RequestOptions
    from ..http.effects import Steps
    from .calling import CallingClient

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_CONTENT = (os.PathLike, Iterator, AsyncIterable)
"""What is sent as it is, besides bytes and files."""
_RESPONSES = (
    ResponseCase("2XX", "application/json", "json", lambda: Any),
    ResponseCase("2XX", "text/*", "text"),
    ResponseCase("2XX", "*/*", "binary"),
)


class _Undescribed(Operation[Any]):
    """An operation that is made up for one request: its path is no template."""

    __slots__ = ()
    described: ClassVar[bool] = False


def request_steps(
    client: CallingClient,
    method: str,
    path: str,
    query: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
    body: Any,
    options: RequestOptions | None,
) -> Steps:
    """Send a request, as `exchange` does for an operation that is described.

    Returns:
        An `APIResponse`.

    Raises:
        SDKError: The call failed.
    """
    try:
        path, pairs = _split(method, path)
    except InvalidRequest as error:
        raise client.errors.request_validation(str(error)) from None
    bodies = () if body is None else (_body(body, headers),)
    keyed = client.spec.keyed and method.upper() not in READS
    operation = _Undescribed(f"{method} {path}", method, path, (), bodies, _RESPONSES, keyed=keyed)
    arguments = {} if body is None else {"body": body}
    changed = _options(options, {**pairs, **(query or {})}, headers)
    try:
        return (yield from client.exchange(client, operation, arguments, changed, raw=True))
    finally:
        client.forget(operation)


def _split(method: str, path: str) -> tuple[str, dict[str, list[str]]]:
    """Check what is to be requested; return the path, and the query that it ends with."""
    if not _TOKEN.fullmatch(method):
        message = f"the method must be one of HTTP, such as 'GET', not {method!r}"
        raise InvalidRequest(message)
    path, _, query = path.partition("?")
    if not path.startswith("/") or "#" in path + query:
        message = "the path must start with '/', below the server's URL, and have no fragment"
        raise InvalidRequest(message)
    refuse_dot_segments(path)
    pairs: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        pairs.setdefault(name, []).append(value)
    return path, pairs


def _body(body: Any, headers: Mapping[str, str] | None) -> Body:
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if is_bytes(body) or isinstance(body, _CONTENT) or hasattr(body, "read"):
        return Body(given.get("content-type", "application/octet-stream"), "binary", lambda: Any)
    return Body(given.get("content-type", "application/json"), "json", lambda: Any)


def _options(
    options: RequestOptions | None, query: dict[str, Any], headers: Mapping[str, str] | None
) -> RequestOptions:
    """Return the options of the call, with query and headers of their own winning."""
    changed: RequestOptions = {**(options or {})}
    if query:
        changed["query"] = {**query, **(changed.get("query") or {})}
    if headers:
        changed["headers"] = {**headers, **(changed.get("headers") or {})}
    return changed
