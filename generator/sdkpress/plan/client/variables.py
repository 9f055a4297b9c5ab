"""Server Variable Objects in, the arguments that fill them out (OpenAPI 3.1, 4.8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...config import Config, OptionConfig
from ...data import Json, as_list, as_object, text
from ..model.sdk import VariableArgument
from ..names.scope import Claim
from ..operations.raw_operation import RawOperation
from ..operations.servers import default_value
from .constructor import Owner, as_given, claim
from .options import plan_option, variable_options
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
    found: dict[str, list[dict[str, Json]]], arguments: dict[Owner, str], config: Config
) -> tuple[VariableArgument, ...]:
    """The constructor arguments for server variables.

    Servers may share a variable; what one of them allows is allowed.
    """
    options = variable_options(config, found)
    return tuple(
        _with_option(_variable(name, arguments["variable", "", name], nodes), options.get(name))
        for name, nodes in found.items()
    )


def variable_claims(found: dict[str, list[dict[str, Json]]], config: Config) -> list[Claim[Owner]]:
    """Names for the arguments that fill server variables."""
    options = variable_options(config, found)
    claims = {name: claim("variable", "", name, []) for name in found}
    given = {name: as_given(claims[name], option) for name, (option, _) in options.items()}
    return list({**claims, **given}.values())


def _with_option(
    item: VariableArgument, named: tuple[str, OptionConfig] | None
) -> VariableArgument:
    """The argument with what an option says of it; the description's default is its own."""
    if named is None:
        return item
    own = named[1]
    option = plan_option(own)
    default = item.default if own.default is None else str(own.default)
    about = own.description or item.description
    return replace(item, default=default, description=about, option=option)


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
