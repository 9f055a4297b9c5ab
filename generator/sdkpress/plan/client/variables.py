"""Server Variable Objects in, the arguments that fill them out (OpenAPI 3.1, 4.8.6)."""

from __future__ import annotations

from collections.abc import Sequence

from ...config import Config
from ...data import Json, as_list, as_object, text
from ..model.sdk import VariableArgument
from ..operations.raw_operation import RawOperation
from ..operations.servers import default_value
from .constructor import Owner
from .servers import server_objects


def server_variables(
    root: dict[str, Json], raw: Sequence[RawOperation], config: Config
) -> dict[str, list[dict[str, Json]]]:
    """The Server Variable Objects of all servers, those of operations included, by name."""
    found: dict[str, list[dict[str, Json]]] = {}
    for node in _all_servers(root, raw, config):
        for name, value in as_object(node.get("variables")).items():
            found.setdefault(name, []).append(as_object(value))
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
    enums = [[str(item) for item in as_list(node.get("enum"))] for node in nodes]
    closed = all(enums)
    texts = [text(node.get("description")) for node in nodes]
    return VariableArgument(
        name=argument,
        variable=variable,
        default=default_value(nodes[0]),
        enum=tuple(dict.fromkeys(item for enum in enums for item in enum)) if closed else (),
        description=next(filter(None, texts), ""),
    )


def _all_servers(
    root: dict[str, Json], raw: Sequence[RawOperation], config: Config
) -> list[dict[str, Json]]:
    owners = [*(item.path_item for item in raw), *(item.node for item in raw)]
    own = [as_object(server) for owner in owners for server in as_list(owner.get("servers"))]
    return [*server_objects(root, config), *own]
