"""Security Requirement Objects in, the schemes that must be satisfied out (OpenAPI 3.1, 4.8.30)."""

from __future__ import annotations

from itertools import combinations

from ...config import Config
from ...data import Json, as_list, as_object, text
from ...pointer import resolve

_SENT = ("apiKey", "http", "oauth2", "openIdConnect")
"""Types of schemes whose credentials travel in fields of a request."""


def plan_requirements(value: Json, root: dict[str, Json]) -> tuple[tuple[str, ...], ...] | None:
    """Alternatives of schemes that go together; None where nothing is said.

    Mutual TLS is the business of the HTTP client that is passed in: no field of a request has it.
    What no one knows, such as a type of someone's own, is left to the user's headers.
    """
    if not isinstance(value, list):
        return None
    found = (
        tuple(name for name in sorted(as_object(item)) if _is_sent(name, root))
        for item in as_list(value)
    )
    return tuple(dict.fromkeys(found))


def _is_sent(name: str, root: dict[str, Json]) -> bool:
    return declared_schemes(root).get(name, {}).get("type") in _SENT


def without_optional(
    requirements: tuple[tuple[str, ...], ...] | None, config: Config
) -> tuple[tuple[str, ...], ...] | None:
    """The alternatives, and each without those schemes that may be missing; the fullest first."""
    optional = {name for name, item in config.client.credentials.items() if item.optional}
    if requirements is None or not optional:
        return requirements
    found: dict[tuple[str, ...], None] = dict.fromkeys(requirements)
    for names in requirements:
        free = [name for name in names if name in optional]
        for kept in (one for size in range(len(free), -1, -1) for one in combinations(free, size)):
            found[tuple(name for name in names if name not in optional or name in kept)] = None
    return tuple(found)


def plan_scopes(value: Json, root: dict[str, Json]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The scopes that requirements name, for the schemes whose tokens we ask for ourselves."""
    schemes = declared_schemes(root)
    scopes: dict[str, dict[str, None]] = {}
    for requirement in as_list(value):
        for name, wanted in as_object(requirement).items():
            if token_url(schemes.get(name, {})):
                found = scopes.setdefault(name, {})
                found.update(dict.fromkeys(map(str, as_list(wanted))))
    return tuple((name, tuple(found)) for name, found in scopes.items() if found)


def token_url(node: dict[str, Json]) -> str:
    """Where a client gets a token with credentials of its own (RFC 6749, section 4.4)."""
    flow = as_object(as_object(node.get("flows")).get("clientCredentials"))
    return text(flow.get("tokenUrl")) if node.get("type") == "oauth2" else ""


def sent_schemes(root: dict[str, Json]) -> dict[str, dict[str, Json]]:
    """The Security Scheme Objects whose credentials are sent, by name."""
    return {
        name: node for name, node in declared_schemes(root).items() if node.get("type") in _SENT
    }


def declared_schemes(root: dict[str, Json]) -> dict[str, dict[str, Json]]:
    """The Security Scheme Objects by name."""
    declared = as_object(as_object(root.get("components")).get("securitySchemes"))
    return {
        name: as_object(resolve(root, value, ("components", "securitySchemes", name))[0])
        for name, value in declared.items()
    }
