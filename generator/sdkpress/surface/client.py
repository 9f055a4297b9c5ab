"""The plan's client in, what is promised of its constructor out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..plan.model.manners import OURS, Manners
from ..plan.model.operation import Server
from ..plan.model.sdk import Client, GlobalArgument, SecurityScheme, VariableArgument
from . import model
from .methods import retries_text
from .notation import type_text

_UNTOLD = ("async_methods", "attributes", "omit", "options", "parse")
"""The manners that no other fact tells: arguments, names in the root and the like do."""


def client_facts(
    client: Client, constructor: Mapping[str, str], manners: Manners = OURS
) -> model.Client:
    """What is promised of the client; `constructor` has the annotation of each argument."""
    urls = {server.name or str(at): _url(server) for at, server in enumerate(client.servers)}
    return model.Client(
        name=client.name,
        base_error=client.base_error,
        default_error=client.default_error,
        arguments=_arguments(client, constructor),
        base_url_env=f"{client.env_prefix}_BASE_URL",
        server_env=client.server_env,
        timeout=client.timeout,
        retries=retries_text(client.retries),
        key_header=client.key_header if client.keyed else "",
        servers=urls,
        schemes={item.name: item.argument for item in client.security_schemes},
        security=client.security,
        scopes=dict(client.scopes),
        manners={
            name: str(getattr(manners, name)).lower()
            for name in _UNTOLD
            if getattr(manners, name) != getattr(OURS, name)
        },
    )


def _url(server: Server) -> str:
    """The URL of a server, where its variables have a default filled in."""
    url = server.url
    for variable in server.variables:
        if variable.default is not None:
            url = url.replace(f"{{{variable.name}}}", variable.default)
    return url


def _arguments(client: Client, constructor: Mapping[str, str]) -> dict[str, model.Argument]:
    """The arguments that every client has, by what is written; the others by what they mean."""
    facts = {name: model.Argument(type=text) for name, text in constructor.items()}
    facts |= {item.argument: _credential(item, constructor) for item in client.security_schemes}
    facts |= {item.name: _variable(item) for item in client.variables}
    facts |= {item.name: _global(item) for item in client.globals}
    return facts


def _credential(item: SecurityScheme, constructor: Mapping[str, str]) -> model.Argument:
    parts = (item.type, item.scheme, item.location, item.parameter, item.token_url)
    return model.Argument(
        type=constructor[item.argument],
        wire=" ".join(part for part in parts if part),
        env=item.env or "",
    )


def _variable(item: VariableArgument) -> model.Argument:
    values = ", ".join(map(repr, item.enum))
    return model.Argument(
        type=f"Literal[{values}]" if values else "str",
        required=item.default is None,
        wire=f"server {item.variable}",
        default=item.default or "",
        env=item.option.env if item.option else "",
    )


def _global(item: GlobalArgument) -> model.Argument:
    option = item.option
    wire = f"{item.location} {item.wire}" if item.location else ""
    if option is None:
        return model.Argument(type=type_text(item.type), wire=wire)
    return model.Argument(
        type=type_text(item.type),
        required=option.required,
        wire=wire,
        default="" if option.default is None else json.dumps(option.default),
        env=option.env,
    )
