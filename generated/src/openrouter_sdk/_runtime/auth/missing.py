"""Credentials that an operation needs and a client has not: what else may stand for them.

Imported only by a client that lacks some.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from ..base.errors import NoCredentials

if TYPE_CHECKING:
    from ..base.headers import Fields
    from ..base.operation import SecurityScheme

Alternatives: TypeAlias = "tuple[tuple[SecurityScheme, ...], ...]"


class Missing:
    """What a client lacks for an operation."""

    __slots__ = ("_alternatives", "_authenticates")

    def __init__(self, alternatives: Alternatives, authenticates: Callable[[], bool]) -> None:
        """Keep it.

        Args:
            alternatives: The schemes without a credential, of each requirement that would do.
            authenticates: Tells whether the HTTP client that was passed in may see to it.
        """
        self._alternatives = alternatives
        self._authenticates = authenticates

    def check(self, fields: Fields, query: list[str], cookies: list[str]) -> None:
        """Look at what is about to be sent: the user may have put a credential there by hand.

        Whatever Authorization there is counts for any scheme: a gateway may want another one.

        Raises:
            NoCredentials: Nothing stands for what is missing; the message names all that would do.
        """
        if "authorization" in fields or self._authenticates():
            return
        named = _cookies(fields, cookies)
        for schemes in self._alternatives:
            if all(_is_given(scheme, fields, query, named) for scheme in schemes):
                return
        wanted = ", or ".join(
            " and ".join(
                _shown(scheme) for scheme in schemes if not _is_given(scheme, fields, query, named)
            )
            for schemes in self._alternatives
        )
        message = f"no credentials: the client needs {wanted}"
        raise NoCredentials(message)


def _cookies(fields: Fields, cookies: list[str]) -> list[str]:
    own = fields.get("cookie")
    header = [] if own is None else own[1].decode("latin-1").split(";")
    return [*cookies, *(one.strip() for one in header)]


def _is_given(scheme: SecurityScheme, fields: Fields, query: list[str], cookies: list[str]) -> bool:
    if scheme.location == "header":
        return scheme.parameter.lower() in fields
    start = f"{quote(scheme.parameter, safe='')}="
    sent = "&".join(query).split("&") if scheme.location == "query" else cookies
    return any(pair.startswith(start) for pair in sent)


def _shown(scheme: SecurityScheme) -> str:
    """Name the argument, and what is read where it is not given."""
    env = scheme.env
    if env is None:
        return scheme.argument
    names = f"{env}, or {env}_CLIENT_ID and {env}_CLIENT_SECRET," if scheme.token_url else env
    return f"{scheme.argument} (or {names} in the environment)"
