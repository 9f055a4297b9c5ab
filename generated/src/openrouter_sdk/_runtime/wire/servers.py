"""Base URLs: Server Objects and what the user chose in, an absolute URL out."""

from __future__ import annotations

from collections.abc import Mapping

from ..base.errors import InvalidRequest
from ..base.operation import Server
from ..base.options import nearest
from ..base.url import InvalidURL, normal


def check_url(url: str, name: str = "server_url") -> str:
    """Check a base URL that a user gave, by the argument or variable of this name.

    Returns:
        It, in the form in which it is sent, without a trailing slash.

    Raises:
        TypeError: It is no text.
        ValueError: It is not an absolute http or https URL; without it, if it may hold a secret.
    """
    if not hasattr(url, "partition"):
        message = f"{name} must be a string, not {type(url).__name__}: pass str(url)"
        raise TypeError(message)
    try:
        if "#" not in url:
            return normal(url).rstrip("/")
        message = "has a fragment"
    except InvalidURL as error:
        message = str(error)
    shown = "" if "@" in url or "?" in url else f" {url!r}"
    message = f"{name}{shown} {message}: pass one such as 'https://api.example.com/v1'"
    raise ValueError(message)


def select(servers: tuple[Server, ...], name: str | None, variable: str = "") -> Server | None:
    """Return the server of that name, which an environment variable may have, or the first one.

    Raises:
        ValueError: There is no server of that name.
    """
    if name is None:
        return servers[0] if servers else None
    for server in servers:
        if server.name == name:
            return server
    known = tuple(server.name for server in servers if server.name)
    said = f"{variable}: " if variable else ""
    message = f"{said}unknown server {name!r}{nearest(name, known)}"
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
    """Make a URL of the description absolute: one that is relative starts at the client's own.

    Raises:
        InvalidRequest: It is relative and there is nothing to start at, or it is no URL.
    """
    if base is not None:
        path, mark, query = base.partition("?")
        base = f"{path.rstrip('/')}/{mark}{query}"
    try:
        return normal(url, base).rstrip("/")
    except InvalidURL as error:
        message = f"the description's URL {url!r} {error}: pass server_url"
    raise InvalidRequest(message)
