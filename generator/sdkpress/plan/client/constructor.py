"""All that the constructor of a client takes in, an argument for each out: no two are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...config import Config
from ..names.identifiers import free, snake, words
from ..names.reserved import CONSTRUCTOR_ARGUMENTS
from ..names.scope import GIVEN, Claim, settle
from ..raw import Json, text

Kind = Literal["credential", "global", "variable"]
Owner = tuple[Kind, str, str]
"""What an argument fills: its kind, where it is sent, and its name there."""

_RIGHTS: dict[Kind, int] = {"credential": 3, "global": 2, "variable": 1}
_SECRETS = frozenset({"key", "keys", "password", "secret", "token"})


def constructor_arguments(claims: Iterable[Claim[Owner]]) -> dict[Owner, str]:
    """The argument of each credential, global parameter and server variable."""
    return settle(claims, CONSTRUCTOR_ARGUMENTS)


def claim(kind: Kind, location: str, name: str, wanted: Iterable[str]) -> Claim[Owner]:
    """Names for an argument; what is taken is told apart by what it is for.

    A name that is that of the description, letter for letter, has a better right.
    """
    own = free(snake(name), CONSTRUCTOR_ARGUMENTS)
    qualified = {"credential": f"{own}_auth", "global": f"{location}_{own}"}.get(
        kind, f"server_{own}"
    )
    wanted = [free(one, CONSTRUCTOR_ARGUMENTS) for one in wanted]
    names = tuple(dict.fromkeys([*wanted, own, qualified]))
    rights = {one: 2 * _RIGHTS[kind] + (one == name) for one in names}
    return Claim((kind, location, name), names, rights)


def credential_claims(schemes: dict[str, dict[str, Json]], config: Config) -> list[Claim[Owner]]:
    """Names for the credential of each scheme: `api_key` for a lone key or token."""
    claims: list[Claim[Owner]] = []
    for name, node in schemes.items():
        configured = config.client.credentials.get(name)
        given = configured.argument if configured else None
        wanted = ["api_key"] if len(schemes) == 1 and _is_key(node) else [_secret(name)]
        made = claim("credential", "", name, wanted)
        claims.append(_given(made, given) if given else made)
    return claims


def _given(made: Claim[Owner], name: str) -> Claim[Owner]:
    return Claim(made.owner, (name, *made.names), {**made.rights, name: 10 * GIVEN})


def given_claim(location: str, wire: str, name: str) -> Claim[Owner]:
    """The name that the user gives to the argument of a global parameter."""
    return _given(claim("global", location, wire, []), name)


def _is_key(node: dict[str, Json]) -> bool:
    is_bearer = node.get("type") == "http" and text(node.get("scheme")).lower() == "bearer"
    return node.get("type") == "apiKey" or is_bearer


def _secret(name: str) -> str:
    """The name of a scheme without the `Auth` after what is secret: `ApiKeyAuth` is a key."""
    *first, last = words(name)
    says_less = last.lower() in ("auth", "authentication", "authorization", "scheme")
    is_secret = bool(first) and first[-1].lower() in _SECRETS
    return snake("_".join(first) if says_less and is_secret else name)
