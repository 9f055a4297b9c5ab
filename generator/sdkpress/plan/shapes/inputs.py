"""Operations in, what of their arguments has a name: models or dicts, and long unions of them.

A signature that writes them out says everything twice, and no one reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model.definitions import Alias, Definition, Model, definition_types
from ..model.operation import Argument, Operation
from ..model.sdk import Inputs
from ..model.types import Ref, Type, UnionOf, children, references, walk
from ..names.identifiers import class_name, depluralized, pascal

LONGEST = 3
"""Definitions in a union that are written out where it is taken."""


def plan_inputs(definitions: Mapping[str, Definition], operations: Iterable[Operation]) -> Inputs:
    """What callers give to methods: which definitions they may give as dicts, and long unions."""
    given = [
        (operation.owner(argument), argument)
        for operation in operations
        for arguments in (operation.arguments, *operation.signatures)
        for argument in arguments
    ]
    mentioned = {name for _, item in given for name in references(item.type)}
    unions: dict[tuple[str, Type], str] = {}
    taken = set(definitions)
    for owner, argument in given:
        for node, hint in _long_unions(argument):
            if (owner, node) not in unions:
                name = class_name(f"{owner}{pascal(hint)}")
                known = definitions.get(name)
                is_same = isinstance(known, Alias) and children(known.type) == children(node)
                unions[owner, node] = name if is_same else _free(name, taken)
    return Inputs(frozenset(mentioned & _with_models(definitions)), unions)


def _long_unions(argument: Argument) -> Iterator[tuple[Type, str]]:
    """The long unions in an argument, and what each is to be called after."""
    parts = children(argument.type) if isinstance(argument.type, UnionOf) else ()
    whole = (argument.type, *parts)
    for node in walk(argument.type):
        if (
            isinstance(node, UnionOf)
            and sum(isinstance(one, Ref) for one in node.members) > LONGEST
        ):
            yield node, argument.key if node in whole else depluralized(argument.key)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{name}Value"
    taken.add(name)
    return name


def _with_models(definitions: Mapping[str, Definition]) -> set[str]:
    """The definitions that are models, or aliases with models somewhere inside."""
    found = {name for name, item in definitions.items() if isinstance(item, Model)}
    pending = [item for item in definitions.values() if isinstance(item, Alias)]
    size = -1
    while size != len(found):
        size = len(found)
        for item in pending:
            inner = (name for node in definition_types(item) for name in references(node))
            if any(name in found for name in inner):
                found.add(item.name)
    return found
