"""Servers as they are written in, Server Objects whose variables are all defined out."""

from __future__ import annotations

from typing import Any, cast

from ..data import as_list, as_object
from ..pointer import Pointer
from ..problems import Problems
from ..read.grammar import Node
from ..read.suggest import nearest
from .path_templates import EXPRESSION


def mend_servers(node: Node, problems: Problems) -> None:
    """Mend the servers of a description, a path or an operation."""
    if isinstance(node.value.get("servers"), dict):
        node.value["servers"] = [node.value["servers"]]
        message = '"servers" must be a list, is an object; a list of it alone is taken for it'
        problems.warning(message, (*node.pointer, "servers"))
    for index, server in enumerate(as_list(node.value.get("servers"))):
        if isinstance(server, dict):
            at = (*node.pointer, "servers", index)
            _mend_server(cast("dict[str, Any]", server), at, problems)


def _mend_server(server: dict[str, Any], pointer: Pointer, problems: Problems) -> None:
    if server.get("url") is None:
        server["url"] = "/"
        message = 'the field "url" is missing; "/" is taken for it'
        problems.warning(message, pointer, "say where the server is")
    names = dict.fromkeys(EXPRESSION.findall(str(server["url"])))
    if names and server.get("variables") is None:
        server["variables"] = {}
    variables = as_object(server.get("variables"))
    for name in names:
        if name not in variables:
            near = nearest(name, variables)
            hint = f'did you mean "{near}"?' if near else 'add it to "variables" with a default'
            message = f'the variable "{name}" of the server URL is not defined'
            problems.warning(message, (*pointer, "url"), hint)
            variables[name] = {}
    for name, value in variables.items():
        at = (*pointer, "variables", name)
        if name not in names:
            problems.warning(f'the server URL has no variable "{name}"', at)
        elif isinstance(value, dict):
            _mend_variable(name, cast("dict[str, Any]", value), at, problems)


def _mend_variable(
    name: str, variable: dict[str, Any], pointer: Pointer, problems: Problems
) -> None:
    choices = as_list(variable.get("enum"))
    if variable.get("default") is not None:
        if choices and str(variable["default"]) not in map(str, choices):
            message = f'the default of the variable "{name}" is none of its values'
            problems.warning(message, (*pointer, "default"), "it is allowed, as they are")
            choices.append(variable["default"])
    elif choices:
        variable["default"] = choices[0]
        message = f'the variable "{name}" has no default; the first of its values is taken for it'
        problems.warning(message, pointer, 'add a "default"')
    else:
        variable.pop("default", None)
        message = f'the variable "{name}" has no default: the client has to be given it'
        problems.warning(message, pointer, 'add a "default"')
