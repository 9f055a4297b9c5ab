"""Security schemes: credentials and an operation's requirements in, request fields out."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast
from urllib.parse import quote

from ..base.errors import InvalidRequest
from ..base.headers import Fields, field

if TYPE_CHECKING:
    from ..base.operation import ClientSpec, Requirements, SecurityScheme

Secret: TypeAlias = str | tuple[str, str]
Source: TypeAlias = Secret | Callable[[], Secret | Awaitable[Secret]]
"""A secret, or a function that gives it anew for each attempt."""


class Credentials:
    """What the client knows to authenticate itself. Shows nothing of it, and cannot be pickled.

    Attributes:
        sources: By the names of the schemes, those that there are.
    """

    __slots__ = ("_schemes", "sources")

    def __init__(self, spec: ClientSpec, given: Mapping[str, Source | None]) -> None:
        """Take credentials by scheme name; those that are None come from the environment."""
        self._schemes = {scheme.name: scheme for scheme in spec.security_schemes}
        self.sources: dict[str, Source] = {}
        for scheme in spec.security_schemes:
            source = given.get(scheme.name)
            if source is None and scheme.env is not None:
                source = _from_environment(scheme, scheme.env)
            if source is not None and source != "":
                self.sources[scheme.name] = source

    def given(self, scheme: str) -> Any:
        """Return the credential of a scheme: from the constructor, or the environment; or None."""
        return self.sources.get(scheme)

    def choose(self, requirements: Requirements) -> tuple[Credential, ...]:
        """Return the credentials of the first alternative for which all are present.

        An empty alternative ("no authentication is fine, too") counts last.
        """
        for names in requirements:
            if names and all(name in self.sources for name in names):
                return tuple(Credential(self._schemes[name], self.sources[name]) for name in names)
        return ()

    def lacking(self, requirements: Requirements) -> tuple[tuple[SecurityScheme, ...], ...]:
        """Return the schemes of each alternative that have no credential."""
        return tuple(
            tuple(self._schemes[name] for name in names if name not in self.sources)
            for names in requirements
        )

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<Credentials of {', '.join(self.sources) or 'nobody'}>"

    def __reduce__(self) -> Any:
        """Refuse to be pickled or copied."""
        message = "credentials cannot be pickled or copied"
        raise TypeError(message)


def _from_environment(scheme: SecurityScheme, name: str) -> Secret | None:
    if scheme.token_url:
        pair = os.environ.get(f"{name}_CLIENT_ID"), os.environ.get(f"{name}_CLIENT_SECRET")
        if pair[0] and pair[1]:
            return pair[0], pair[1]
    return os.environ.get(name)


class Credential:
    """One credential and the scheme by which it is sent."""

    __slots__ = ("scheme", "source")

    def __init__(self, scheme: SecurityScheme, source: Source) -> None:
        """Keep both."""
        self.scheme = scheme
        self.source = source

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<Credential {self.scheme.name}>"


class Placed(NamedTuple):
    """A credential as it goes into a request.

    Attributes:
        location: "header", "query" or "cookie".
        name: Of the header, query parameter or cookie.
        value: Ready to be sent (encoded for query and cookie).
    """

    location: str
    name: str
    value: str

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<Placed {self.name} in {self.location}>"


def place(scheme: SecurityScheme, secret: Any) -> Placed | None:
    """Turn a secret into a request field by its scheme; None when it is empty.

    Raises:
        InvalidRequest: The secret has the wrong type, or cannot be sent.
    """
    if secret is None or secret == "":
        return None
    if scheme.type != "apiKey":
        return Placed("header", "Authorization", _authorization(scheme, secret))
    if scheme.location == "header":
        return Placed("header", scheme.parameter, _string(scheme, secret))
    value = quote(encoded(scheme, secret), safe="")
    return Placed(scheme.location, quote(scheme.parameter, safe=""), value)


def put(placed: Placed, fields: Fields, query: list[str], cookies: list[str]) -> None:
    """Put a credential on a request: into one of its header fields, its query, or its cookies.

    Raises:
        InvalidRequest: A header cannot carry it.
    """
    if placed.location == "header":
        fields[placed.name.lower()] = field(placed.name, placed.value)
    elif placed.location == "query":
        query.append(f"{placed.name}={placed.value}")
    else:
        cookies.append(f"{placed.name}={placed.value}")


def _authorization(scheme: SecurityScheme, secret: Any) -> str:
    kind = scheme.scheme.lower() if scheme.type == "http" else "bearer"
    if kind == "basic":
        pair = cast("tuple[str, ...]", secret) if isinstance(secret, tuple) else (secret,)
        joined = b":".join(encoded(scheme, part) for part in pair)
        return "Basic " + b64encode(joined).decode("ascii")
    text = _string(scheme, secret)
    if kind == "bearer":
        return "Bearer " + text
    return text if text.lower().startswith(kind + " ") else f"{scheme.scheme} {text}".strip()


def _string(scheme: SecurityScheme, secret: Any) -> str:
    if isinstance(secret, str):
        return secret
    message = f"{scheme.argument} must be a string, not {type(secret).__name__}"
    raise InvalidRequest(message)


def encoded(scheme: SecurityScheme, secret: Any) -> bytes:
    """Return a secret as bytes.

    Raises:
        InvalidRequest: It is no text, or has no bytes in UTF-8.
    """
    text = _string(scheme, secret)
    with suppress(UnicodeEncodeError):  # which holds the secret
        return text.encode("utf-8")
    message = f"{scheme.argument} holds half a surrogate pair, which cannot be encoded"
    raise InvalidRequest(message)
