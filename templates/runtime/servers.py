"""Base URLs: Server Objects and what the user chose in, an absolute URL out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .operation import Server
from .options import nearest

_ABSOLUTE = re.compile(r"https?://[^/?#\s]+[^\s#]*", re.IGNORECASE)


def check_url(url: str) -> str:
    """Check a base URL that a user gave.

    Returns:
        It, without a trailing slash.

    Raises:
        ValueError: It is not an absolute http or https URL.
    """
    if _ABSOLUTE.fullmatch(url) is None:
        message = f"server_url must be an absolute http(s) URL without spaces, not {url!r}"
        raise ValueError(message)
    return url.rstrip("/")


def select(servers: tuple[Server, ...], name: str | None) -> Server | None:
    """Return the server of that name, or the first one.

    Raises:
        ValueError: There is no server of that name.
    """
    if name is None:
        return servers[0] if servers else None
    for server in servers:
        if server.name == name:
            return server
    known = tuple(server.name for server in servers if server.name)
    message = f"unknown server {name!r}{nearest(name, known)}"
    raise ValueError(message)


def fill(server: Server, variables: Mapping[str, str | None]) -> str:
    """Put the server variables into a server's URL.

    Raises:
        ValueError: A value is missing, or none that the description allows there.
    """
    if not server.variables:
        return server.url.rstrip("/")
    from .server_variables import filled

    return filled(server, variables).rstrip("/")


def resolve(url: str, base: str | None) -> str:
    """Make a server URL absolute: one that is relative starts at the client's own.

    Raises:
        ValueError: It is relative and there is nothing to start at.
    """
    if _ABSOLUTE.fullmatch(url) is not None:
        return url
    if base is None:
        message = f"the description's server URL {url!r} is relative: pass server_url"
        raise ValueError(message)
    from urllib.parse import urljoin

    return urljoin(base + "/", url).rstrip("/")
