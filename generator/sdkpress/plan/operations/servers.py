"""Server Objects in, named servers of the plan out (OpenAPI 3.1, 4.8.5)."""

from __future__ import annotations

import re
from typing import Any

from ...data import Json, as_list, as_object, text
from .. import dialects
from ..model.operation import Server, ServerVariable
from ..names.identifiers import snake


def plan_servers(raw_servers: Any) -> tuple[Server, ...]:
    """The servers of a description, a path or an operation, each with a name of its own."""
    planned: list[Server] = []
    for value in as_list(raw_servers):
        node = as_object(value)
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
            default_value(as_object(value)),
            tuple(str(item) for item in as_list(as_object(value).get("enum"))),
        )
        for name, value in as_object(node.get("variables")).items()
    )


def default_value(node: dict[str, Json]) -> str | None:
    """What a Server Variable Object is by default."""
    return str(node["default"]) if "default" in node else None
