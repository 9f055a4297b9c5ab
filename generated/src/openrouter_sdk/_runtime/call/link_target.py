"""Links: a URL that a response gave in, the target of the request that follows it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_plus

from ..base.errors import InvalidRequest
from ..base.redact import is_secret
from ..base.url import InvalidURL, is_same_origin, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .endpoint import Endpoint


class Target(NamedTuple):
    """Where a request goes in place of the operation's own URL.

    Attributes:
        url: Absolute, without a query.
        query: The pairs of its query, as they are sent.
        foreign: Whether it is of another origin (scheme, host or port), which gets no credentials.
    """

    url: str
    query: list[str]
    foreign: bool


def link_target(link: str, own: str, endpoint: Endpoint) -> Target:
    """Return where a link leads; it decides on the query alone.

    Args:
        link: An absolute URL.
        own: The operation's own URL.
        endpoint: Where the request got its credentials from.

    Raises:
        InvalidRequest: It is not one that HTTP can go to.
    """
    try:
        url, _, query = normal(link).partition("?")
    except InvalidURL as error:
        message = f"the link to the next page {error}"
        raise InvalidRequest(message) from None
    pairs = [pair for pair in query.split("&") if pair]
    if is_same_origin(own, url):
        return Target(url, list(_with_credentials(pairs, endpoint)), foreign=False)
    return Target(
        url, [pair for pair in pairs if _name(pair) not in endpoint.secrets], foreign=True
    )


def _with_credentials(pairs: list[str], endpoint: Endpoint) -> Iterator[str]:
    """Yield the parameters of a link and the client's own secrets, which it may echo."""
    own = {
        _name(pair): pair
        for part in endpoint.query
        for pair in part.split("&")
        if is_secret(_name(pair), endpoint.secrets)
    }
    asked = {scheme.parameter.lower() for scheme, _ in endpoint.asked}
    for pair in pairs:
        name = _name(pair)
        if name in endpoint.secrets and (name in own or name in asked):
            continue
        own.pop(name, None)
        yield pair
    yield from own.values()


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).lower()
