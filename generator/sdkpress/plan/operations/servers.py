"""Server Objects in, named servers of the plan out (OpenAPI 3.1, 4.8.5)."""

from __future__ import annotations

import re
from typing import Any

from .. import dialects
from ..client.constructor import Owner
from ..model.operation import Server, ServerVariable
from ..model.sdk import VariableArgument
from ..names.identifiers import snake
from ..raw import Json, mapping, sequence, text


def plan_servers(raw_servers: Any) -> tuple[Server, ...]:
    """The servers of a description, a path or an operation, each with a name of its own."""
    planned: list[Server] = []
    for value in sequence(raw_servers):
        node = mapping(value)
        name = _name(node, {server.name for server in planned})
        planned.append(
            Server(
                url=text(node.get("url")) or "/",
                name=name,
                description=text(node.get("description")),
                variables=_variables(node),
            )
        )
    return tuple(planned)


def _name(node: dict[str, Any], taken: set[str]) -> str:
    """A server's declared name, or one from its description or host, whichever is still free."""
    declared = dialects.server_name(node)
    if declared and declared not in taken:
        return declared
    description = text(node.get("description"))
    url = re.sub(r"^\w+://", "", text(node.get("url")))
    candidates = [description, url.split("/")[0], url]
    # The URL "/" has no word to be called by.
    names = [snake(item, "server") for item in candidates if any(map(str.isalnum, item))]
    short = [name for name in names if len(name) <= 30]
    name = next((name for name in [*short, *names] if name not in taken), "server")
    while name in taken:
        name = f"{name}_"
    return name


def _variables(node: dict[str, Any]) -> tuple[ServerVariable, ...]:
    return tuple(
        ServerVariable(
            name,
            _default(mapping(value)),
            tuple(str(item) for item in sequence(mapping(value).get("enum"))),
        )
        for name, value in mapping(node.get("variables")).items()
    )


def _default(node: dict[str, Json]) -> str | None:
    return str(node["default"]) if "default" in node else None


def server_variables(root: dict[str, Json]) -> dict[str, list[dict[str, Json]]]:
    """The Server Variable Objects of all servers, those of operations included, by name."""
    found: dict[str, list[dict[str, Json]]] = {}
    for node in _all_servers(root):
        for name, value in mapping(node.get("variables")).items():
            found.setdefault(name, []).append(mapping(value))
    return found


def plan_variables(
    found: dict[str, list[dict[str, Json]]], arguments: dict[Owner, str]
) -> tuple[VariableArgument, ...]:
    """The constructor arguments for server variables.

    Servers may share a variable; what one of them allows is allowed.
    """
    return tuple(
        _variable(name, arguments["variable", "", name], nodes) for name, nodes in found.items()
    )


def _variable(variable: str, argument: str, nodes: list[dict[str, Json]]) -> VariableArgument:
    enums = [[str(item) for item in sequence(node.get("enum"))] for node in nodes]
    closed = all(enums)
    texts = [text(node.get("description")) for node in nodes]
    return VariableArgument(
        name=argument,
        variable=variable,
        default=_default(nodes[0]),
        enum=tuple(dict.fromkeys(item for enum in enums for item in enum)) if closed else (),
        description=next(filter(None, texts), ""),
    )


def _all_servers(root: dict[str, Json]) -> list[dict[str, Json]]:
    items = [mapping(item) for item in mapping(root.get("paths")).values()]
    owners = [root, *items]
    owners += [mapping(operation) for item in items for operation in item.values()]
    return [mapping(server) for owner in owners for server in sequence(owner.get("servers"))]
