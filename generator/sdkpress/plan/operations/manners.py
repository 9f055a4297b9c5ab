"""An operation in, the same one out as the manners of the SDK have it called."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.manners import Manners
from ..model.operation import Argument, Operation
from ..names.reserved import OPTION_ARGUMENTS

_APART = "api_"
"""What begins the name of an argument that is called as an option is."""

_PLACES = ("path", "query", "querystring", "body", "header", "cookie")
"""The order of arguments where the path does not decide it."""


def mannered(operation: Operation, manners: Manners) -> Operation:
    """`operation` with its arguments as its method takes them."""
    path = re.findall(r"{([^{}]+)}", operation.template)

    names = _names(operation.arguments, manners)

    def settled(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        named = tuple(replace(item, name=names[item.key]) for item in arguments)
        return _ordered(_positional(named, path, manners), path, manners)

    return replace(
        operation,
        arguments=settled(operation.arguments),
        signatures=tuple(map(settled, operation.signatures)),
    )


def _names(arguments: tuple[Argument, ...], manners: Manners) -> dict[str, str]:
    """The name of each argument in the signature, by its key: one that is an option gives way."""
    if manners.options == "dict":
        return {item.key: item.name for item in arguments}
    reserved = OPTION_ARGUMENTS[manners.options]
    names = {item.key: item.key for item in arguments if item.key not in reserved}
    for key in (item.key for item in arguments if item.key in reserved):
        name = f"{_APART}{key}"
        while name in names.values():
            name = f"{name}_"
        names[key] = name
    return names


def _positional(
    arguments: tuple[Argument, ...], path: list[str], manners: Manners
) -> tuple[Argument, ...]:
    """The arguments; those that may be given without their names say so."""
    found = [item.wire for item in arguments if item.location == "path" and item.required]
    last = [name for name in path if name in found][-1:]
    chosen = {"positional": found, "last": last, "keyword": []}[manners.path_arguments]
    return tuple(
        replace(item, positional=item.location == "path" and item.wire in chosen)
        for item in arguments
    )


def _ordered(
    arguments: tuple[Argument, ...], path: list[str], manners: Manners
) -> tuple[Argument, ...]:
    if manners.path_arguments != "last":
        return arguments

    def key(item: Argument) -> tuple[object, ...]:
        in_path = item.location == "path"
        place = path.index(item.wire) if in_path else _PLACES.index(item.location)
        first = (not item.positional, not item.required, item.is_global, not in_path)
        return (*first, place, "" if in_path else item.name)

    return tuple(sorted(arguments, key=key))
