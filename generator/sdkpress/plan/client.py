"""Configuration and description in, the client's classes, globals and defaults out."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ..config import Config
from . import dialects
from .names import class_name, constructor_names, distribution_name, package_name, pascal
from .operation import Retries
from .raw import Json, mapping, resolve, text
from .schemas import Schemas
from .sdk import Client, GlobalArgument, Package, SecurityScheme, Source
from .security import plan_requirements, plan_scopes, plan_security_schemes
from .servers import plan_servers, plan_variables
from .types import Scalar

T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
"""Seconds that one attempt may take."""


def plan_client(root: dict[str, Json], config: Config, schemas: Schemas) -> Client:
    """What the client classes are called and configured with."""
    title = text(mapping(root.get("info")).get("title"))
    name = config.client.name or class_name(_short_title(title))
    schemes = plan_security_schemes(root, name, config)
    global_arguments = _distinct(plan_globals(root, config, schemas), schemes)
    taken = {*(item.argument for item in schemes), *(item.name for item in global_arguments)}
    return Client(
        name=name,
        base_error=config.client.base_error or f"{name}Error",
        default_error=config.client.default_error or f"{name}DefaultError",
        timeout=config.client.timeout or DEFAULT_TIMEOUT,
        retries=plan_retries(config, dialects.retries(root, Retries())),
        servers=plan_servers(root.get("servers")) or plan_servers([{"url": "/"}]),
        security_schemes=schemes,
        security=plan_requirements(root.get("security"), root) or (),
        globals=global_arguments,
        scopes=plan_scopes(root.get("security"), root),
        variables=plan_variables(root, taken),
    )


def _distinct(
    found: list[GlobalArgument], schemes: tuple[SecurityScheme, ...]
) -> tuple[GlobalArgument, ...]:
    """The globals; one that is called as a credential is told apart by where it is sent."""
    taken = {scheme.argument for scheme in schemes}
    return tuple(
        replace(item, name=f"{item.location}_{item.name}") if item.name in taken else item
        for item in found
    )


def plan_package(root: dict[str, Json], config: Config) -> Package:
    """The distribution; what is not configured is derived from the description's title."""
    info = mapping(root.get("info"))
    title = text(info.get("title"))
    name = config.package.name or package_name(_short_title(title))
    given = config.package
    return Package(
        distribution=given.distribution or distribution_name(name),
        name=name,
        version=given.version or "0.1.0",
        description=given.description or f"Python SDK for {title}",
        license=given.license or "MIT",
        license_holder=title,
        repository=given.repository or "",
        models=config.models.backend or "pydantic",
    )


def plan_source(root: dict[str, Json], sha256: str) -> Source:
    """What the SDK was pressed from."""
    info = mapping(root.get("info"))
    documentation = mapping(root.get("externalDocs"))
    return Source(
        title=text(info.get("title")),
        version=text(info.get("version")),
        sha256=sha256,
        description=text(info.get("description")),
        documentation_url=text(documentation.get("url")),
    )


def _short_title(title: str) -> str:
    """A title without the words that every description has: `Pet Store API` is a pet store."""
    kept = [
        word for word in title.split() if word.lower() not in ("api", "openapi", "rest", "swagger")
    ]
    without_version = [
        word for word in kept if not word.lower().lstrip("v").replace(".", "").isdigit()
    ]
    return " ".join(without_version or kept) or title or "api"


def plan_retries(config: Config, declared: Retries | None) -> Retries:
    """The policy that is `declared`, or the usual one, with what is configured."""
    base = declared or Retries()
    given = config.retries
    return Retries(
        max_attempts=_given(given.max_attempts, base.max_attempts),
        initial_delay=_given(given.initial_delay, base.initial_delay),
        factor=_given(given.factor, base.factor),
        max_delay=_given(given.max_delay, base.max_delay),
        statuses=given.statuses or base.statuses,
        connection_errors=_given(given.connection_errors, base.connection_errors),
    )


def _given(value: T | None, default: T) -> T:
    return default if value is None else value


def plan_globals(root: dict[str, Json], config: Config, schemas: Schemas) -> list[GlobalArgument]:
    """The constructor arguments that fill parameters: configured ones, then declared ones."""
    found: dict[tuple[str, str], GlobalArgument] = {}
    declared = [
        mapping(resolve(root, value, ("x-globals", index))[0])
        for index, value in enumerate(dialects.global_parameters(root))
    ]
    described = {(text(node.get("in")), text(node.get("name"))): node for node in declared}
    for name, item in config.globals.items():
        identity = (item.location or "header", item.name or name)
        found[identity] = _global(name, *identity, described.get(identity, {}), schemas)
    names = constructor_names(
        dialects.name_override(node) or text(node.get("name")) for node in declared
    )
    for node in declared:
        identity = (text(node.get("in")), text(node.get("name")))
        name = names[dialects.name_override(node) or identity[1]]
        found.setdefault(identity, _global(name, *identity, node, schemas))
    return list(found.values())


def _global(
    name: str, location: str, wire: str, node: dict[str, Json], schemas: Schemas
) -> GlobalArgument:
    kind = (
        schemas.type_of(node["schema"], ("x-globals", wire, "schema"), pascal(name))
        if "schema" in node
        else Scalar("str")
    )
    return GlobalArgument(name, location, wire, kind, text(node.get("description")))  # pyright: ignore[reportArgumentType]
