"""Links: a URL that a response gave is gone to in place of an operation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from ..base.errors import InvalidRequest
from ..base.redact import is_secret
from ..base.url import InvalidURL, is_same_origin, normal
from ..http.redirect import is_credential

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .request import Draft
    from .route import Route


def lead(draft: Draft, route: Route, link: str) -> None:
    """Make a request go where a link leads, by the query of the link.

    To another origin (scheme, host or port) no credentials are sent, nor what sounds like them.

    Args:
        draft: A request for the operation's own URL.
        route: Where it got its credentials from.
        link: An absolute URL.

    Raises:
        InvalidRequest: It is not one that HTTP can go to.
    """
    try:
        url, _, query = normal(link).partition("?")
    except InvalidURL as error:
        message = f"the link to the next page {error}"
        raise InvalidRequest(message) from None
    draft.foreign = not is_same_origin(draft.url, url)
    draft.url = url
    pairs = [pair for pair in query.split("&") if pair]
    if draft.foreign:
        draft.query = [pair for pair in pairs if _name(pair) not in route.secrets]
        draft.cookies = []
        draft.fields = {
            name: pair
            for name, pair in draft.fields.items()
            if not is_credential(pair[0], route.secrets)
        }
    else:
        draft.query = list(_with_credentials(pairs, route))


def _with_credentials(pairs: list[str], route: Route) -> Iterator[str]:
    """Yield the parameters of a link and the client's own secrets, which it may echo."""
    own = {
        _name(pair): pair
        for part in route.query
        for pair in part.split("&")
        if is_secret(_name(pair), route.secrets)
    }
    asked = {scheme.parameter.lower() for scheme, _ in route.asked}
    for pair in pairs:
        name = _name(pair)
        if name in route.secrets and (name in own or name in asked):
            continue
        own.pop(name, None)
        yield pair
    yield from own.values()


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).lower()
