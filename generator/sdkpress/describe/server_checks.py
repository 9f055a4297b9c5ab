"""The servers of a description in; variables that do not fit their URL are reported."""

from __future__ import annotations

from typing import Any

from ..problems import Pointer, Problems
from ..read.data import as_list, as_object
from ..read.suggest import nearest
from .path_checks import TEMPLATE
from .resolve import PathItem, operations


def check_servers(root: dict[str, Any], items: list[PathItem], problems: Problems) -> None:
    """Check the servers of the description, of its paths and of its operations."""
    owners: dict[Pointer, dict[str, Any]] = {(): root}
    for item in items:
        owners[item.pointer] = item.value
        owners |= {operation.pointer: operation.value for operation in operations(item)}
    for pointer, owner in owners.items():
        for index, server in enumerate(as_list(owner.get("servers"))):
            _check_server(as_object(server), (*pointer, "servers", index), problems)


def _check_server(server: dict[str, Any], pointer: Pointer, problems: Problems) -> None:
    url = server.get("url")
    variables = as_object(server.get("variables"))
    if not isinstance(url, str):
        return
    names = dict.fromkeys(TEMPLATE.findall(url))
    for name in names:
        if name not in variables:
            near = nearest(name, variables)
            hint = f'did you mean "{near}"?' if near else 'add it to "variables" with a default'
            message = f'the variable "{name}" of the server URL is not defined'
            problems.error(message, (*pointer, "url"), hint)
    for name, value in variables.items():
        at = (*pointer, "variables", name)
        if name not in names:
            problems.warning(f'the server URL has no variable "{name}"', at)
        variable = as_object(value)
        choices = variable.get("enum")
        if "default" in variable and choices and variable["default"] not in as_list(choices):
            message = f'the default of the variable "{name}" is none of its values'
            problems.error(message, (*at, "default"))
