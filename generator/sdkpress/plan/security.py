"""Security Scheme and Requirement Objects in, constructor arguments out (OpenAPI 3.1, 4.8.27)."""

from __future__ import annotations

from typing import Any, cast

from ..config import Config
from .names import constant, constructor_names, snake
from .raw import Json, mapping, resolve, sequence, text
from .sdk import SecurityScheme


def plan_security_schemes(
    root: dict[str, Json], client_name: str, config: Config
) -> tuple[SecurityScheme, ...]:
    """The schemes that the description declares, those that it requires first."""
    declared = mapping(mapping(root.get("components")).get("securitySchemes"))
    resolved = {
        name: mapping(resolve(root, value, ("components", "securitySchemes", name))[0])
        for name, value in declared.items()
    }
    arguments = _arguments(resolved)
    return tuple(
        _scheme(name, node, arguments[name], client_name, config)
        for name, node in resolved.items()
        if node.get("type") in ("apiKey", "http", "oauth2", "openIdConnect")
    )


def _arguments(schemes: dict[str, dict[str, Json]]) -> dict[str, str]:
    """The constructor argument of each scheme; a lone key or token is called `api_key`."""
    if len(schemes) == 1:
        name, node = next(iter(schemes.items()))
        scheme = text(node.get("scheme")).lower()
        if node.get("type") == "apiKey" or (node.get("type") == "http" and scheme == "bearer"):
            return {name: "api_key"}
    return constructor_names(schemes)


def _scheme(
    name: str, node: dict[str, Json], argument: str, client_name: str, config: Config
) -> SecurityScheme:
    configured = config.client.credentials.get(name)
    argument = (configured and configured.argument) or argument
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
        env=env or f"{constant(snake(client_name))}_{argument.upper()}",
        description=text(node.get("description")),
    )


def plan_requirements(value: Json) -> tuple[tuple[str, ...], ...] | None:
    """Alternatives of schemes that go together; None where nothing is said."""
    if not isinstance(value, list):
        return None
    return tuple(tuple(sorted(mapping(item))) for item in sequence(value))
