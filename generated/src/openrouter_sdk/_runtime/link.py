"""Links: a URL that a response gave is gone to in place of an operation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .errors import InvalidRequest
from .redact import is_secret_name
from .redirect import destination, is_credential, is_same_origin

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
    url = destination("", link)
    if url is None:
        message = "the link to the next page is not an http(s) URL"
        raise InvalidRequest(message)
    parts = urlsplit(url)
    draft.foreign = not is_same_origin(draft.url, url)
    draft.url = parts._replace(query="", fragment="").geturl()
    draft.query = [
        pair for pair in parts.query.split("&") if pair and _name(pair) not in route.secrets
    ]
    if draft.foreign:
        draft.cookies = []
        draft.fields = {
            name: pair
            for name, pair in draft.fields.items()
            if not is_credential(pair[0], route.secrets)
        }
    else:
        given = {_name(pair) for pair in draft.query}
        draft.query += [pair for pair in _credentials(route) if _name(pair) not in given]


def _credentials(route: Route) -> Iterator[str]:
    for pairs in route.query:
        for pair in pairs.split("&"):
            if _name(pair) in route.secrets or is_secret_name(_name(pair)):
                yield pair


def _name(pair: str) -> str:
    return unquote(pair.partition("=")[0]).lower()
