"""An operation in, the same one out as the manners of the SDK have it called."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.manners import Manners
from ..model.operation import Argument, Operation

_PLACES = ("path", "query", "querystring", "body", "header", "cookie")
"""The order of arguments where the path does not decide it."""


def mannered(operation: Operation, manners: Manners) -> Operation:
    """`operation` with its arguments as its method takes them."""
    path = re.findall(r"{([^{}]+)}", operation.template)

    def settled(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return _ordered(_positional(arguments, path, manners), path, manners)

    return replace(
        operation,
        arguments=settled(operation.arguments),
        signatures=tuple(map(settled, operation.signatures)),
    )


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
