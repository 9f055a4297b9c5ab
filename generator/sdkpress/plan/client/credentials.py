"""Security Scheme Objects in, the credentials of a client out (OpenAPI 3.1, 4.8.27)."""

from __future__ import annotations

from typing import Any, cast

from ...config import Config
from ...data import Json, text
from ..model.sdk import SecurityScheme
from ..names.identifiers import snake, words
from ..names.scope import Claim
from ..operations.security import token_url
from .constructor import Owner, as_given, claim

_SECRETS = frozenset({"key", "keys", "password", "secret", "token"})


def credential_claims(schemes: dict[str, dict[str, Json]], config: Config) -> list[Claim[Owner]]:
    """Names for the credential of each scheme: `api_key` for a lone key or token."""
    claims: list[Claim[Owner]] = []
    for name, node in schemes.items():
        configured = config.client.credentials.get(name)
        given = configured.argument if configured else None
        wanted = ["api_key"] if len(schemes) == 1 and _is_key(node) else [_secret(name)]
        made = claim("credential", "", name, wanted)
        claims.append(as_given(made, given) if given else made)
    return claims


def _is_key(node: dict[str, Json]) -> bool:
    is_bearer = node.get("type") == "http" and text(node.get("scheme")).lower() == "bearer"
    return node.get("type") == "apiKey" or is_bearer


def _secret(name: str) -> str:
    """The name of a scheme without the `Auth` after what is secret: `ApiKeyAuth` is a key."""
    *first, last = words(name)
    says_less = last.lower() in ("auth", "authentication", "authorization", "scheme")
    is_secret = bool(first) and first[-1].lower() in _SECRETS
    return snake("_".join(first) if says_less and is_secret else name)


def plan_security_schemes(
    schemes: dict[str, dict[str, Json]], arguments: dict[Owner, str], prefix: str, config: Config
) -> tuple[SecurityScheme, ...]:
    """The schemes whose credentials are sent, in the order of the description.

    `prefix` begins the names of environment variables.
    """
    return tuple(
        _scheme(name, node, arguments["credential", "", name], prefix, config)
        for name, node in schemes.items()
    )


def _scheme(
    name: str, node: dict[str, Json], argument: str, prefix: str, config: Config
) -> SecurityScheme:
    configured = config.client.credentials.get(name)
    env = configured.env if configured and configured.env else None
    is_key = node["type"] == "apiKey"
    location = text(node.get("in")) if is_key else "header"
    return SecurityScheme(
        name=name,
        argument=argument,
        type=node["type"],
        scheme=text(node.get("scheme")).lower(),
        location=cast("Any", location if location in ("header", "query", "cookie") else "header"),
        parameter=text(node.get("name")) if is_key else "Authorization",
        env=env or f"{prefix}_{argument.upper()}",
        description=text(node.get("description")),
        token_url=token_url(node),
    )
