"""Configuration and description in, the client's classes, globals and defaults out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ...config import Config
from ...problems import Problems
from .. import dialects
from ..model.operation import Retries
from ..model.sdk import Client, GlobalArgument, Package, Source
from ..model.types import Scalar
from ..names.identifiers import distribution_name, package_name, pascal, snake
from ..names.reserved import ERRORS, PACKAGE_ATTRIBUTES
from ..names.scope import Claim, itself, settle
from ..names.titles import joined, package_title, short_title
from ..operations.security import (
    plan_requirements,
    plan_scopes,
    plan_security_schemes,
    sent_schemes,
)
from ..operations.servers import plan_servers, plan_variables, server_variables
from ..raw import Json, mapping, resolve, text
from ..schemas.schemas import Schemas
from .constructor import (
    Owner,
    claim,
    constructor_arguments,
    credential_claims,
    given_claim,
)
from .licence import plan_license

T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
"""Seconds that one attempt may take."""


def plan_client(root: dict[str, Json], config: Config, schemas: Schemas) -> Client:
    """What the client classes are called and configured with."""
    title = short_title(text(mapping(root.get("info")).get("title")))
    name = config.client.name or _client_name(title)
    schemes, variables = sent_schemes(root), server_variables(root)
    declared = declared_globals(root, config)
    arguments = constructor_arguments(
        [
            *credential_claims(schemes, config),
            *(_global_claim(item) for item in declared),
            *(claim("variable", "", variable, []) for variable in variables),
        ]
    )
    base_error, default_error = _error_names(name, config)
    return Client(
        name=name,
        base_error=base_error,
        default_error=default_error,
        timeout=config.client.timeout or DEFAULT_TIMEOUT,
        retries=plan_retries(config, dialects.retries(root, Retries())),
        servers=plan_servers(root.get("servers")) or plan_servers([{"url": "/"}]),
        security_schemes=plan_security_schemes(schemes, arguments, _prefix(title, config), config),
        security=plan_requirements(root.get("security"), root) or (),
        globals=plan_globals(declared, arguments, schemas),
        scopes=plan_scopes(root.get("security"), root),
        variables=plan_variables(variables, arguments),
    )


def _client_name(title: str) -> str:
    """The name of the client, where nothing of the package is called as it or its kinds are."""
    name = pascal(title, "Client")
    return settle([Claim("", (name, f"{name}Client"))], PACKAGE_ATTRIBUTES, client_family)[""]


def client_family(name: str) -> tuple[str, ...]:
    """The classes of a client of this name."""
    return (name, f"Async{name}", f"{name}Core", f"Async{name}Core")


def _error_names(name: str, config: Config) -> tuple[str, str]:
    """The base of all errors, and the one of what operations do not declare."""
    given = config.client
    claims = [
        Claim("base", (given.base_error or f"{name}Error", f"{name}ClientError")),
        Claim("default", (given.default_error or f"{name}DefaultError",)),
    ]
    names = settle(claims, {*ERRORS, *PACKAGE_ATTRIBUTES, *client_family(name)}, itself)
    return names["base"], names["default"]


def _prefix(title: str, config: Config) -> str:
    """What the names of environment variables begin with: `OPENAI`, `PET_STORE`."""
    given = config.client.name
    is_derived = given in (None, pascal(title, "Client"))
    return joined(title if is_derived else given or "").upper().rstrip("_")


def plan_package(root: dict[str, Json], config: Config, problems: Problems) -> Package:
    """The distribution; what is not configured is derived from the description's title."""
    info = mapping(root.get("info"))
    title = text(info.get("title"))
    name = config.package.name or package_name(package_title(short_title(title)))
    given = config.package
    return Package(
        distribution=given.distribution or distribution_name(name),
        name=name,
        version=given.version or "0.1.0",
        description=given.description or f"Python SDK for {title}",
        license=plan_license(root, config, problems),
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


@dataclass(frozen=True, slots=True)
class RawGlobal:
    """A parameter that the client fills: the name that the user or the description gives it."""

    location: str
    wire: str
    name: str
    is_given: bool
    node: dict[str, Json]


def declared_globals(root: dict[str, Json], config: Config) -> list[RawGlobal]:
    """The parameters that the client fills: configured ones, then declared ones."""
    nodes = [
        mapping(resolve(root, value, ("x-globals", index))[0])
        for index, value in enumerate(dialects.global_parameters(root))
    ]
    described = {(text(node.get("in")), text(node.get("name"))): node for node in nodes}
    found = {
        identity: RawGlobal(*identity, dialects.name_override(node) or identity[1], False, node)
        for identity, node in described.items()
    }
    given: dict[tuple[str, str], RawGlobal] = {}
    for name, item in config.globals.items():
        identity = (item.location or "header", item.name or name)
        given[identity] = RawGlobal(*identity, name, True, described.get(identity, {}))
    return [*given.values(), *(item for key, item in found.items() if key not in given)]


def _global_claim(item: RawGlobal) -> Claim[Owner]:
    if item.is_given:
        return given_claim(item.location, item.wire, item.name)
    return claim("global", item.location, item.wire, [snake(item.name)])


def plan_globals(
    found: list[RawGlobal], arguments: dict[Owner, str], schemas: Schemas
) -> tuple[GlobalArgument, ...]:
    """The constructor arguments that fill parameters."""
    return tuple(
        _global(item, arguments["global", item.location, item.wire], schemas) for item in found
    )


def _global(item: RawGlobal, name: str, schemas: Schemas) -> GlobalArgument:
    place = ("x-globals", item.wire, "schema")
    has_schema = "schema" in item.node
    kind = (
        schemas.type_of(item.node["schema"], place, pascal(name)) if has_schema else Scalar("str")
    )
    about = text(item.node.get("description"))
    return GlobalArgument(name, item.location, item.wire, kind, about)  # pyright: ignore[reportArgumentType]
