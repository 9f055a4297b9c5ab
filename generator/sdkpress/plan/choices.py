"""Unions that msgspec cannot decode: found, named, and left to a decoder of our own.

It tells the members of a union apart by their JSON types only, so there may be one of each: one
object, one array, one kind of text. Every other union becomes an alias that it knows nothing of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..problems import Problems
from .definitions import Alias, Definition, Field, Model
from .names import pascal
from .types import (
    NONE,
    ListOf,
    LiteralOf,
    LiteralValue,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
    references,
    transform,
)

_TEXT = frozenset({"base64", "date", "datetime", "time", "duration", "uuid"})
_SINGLE = frozenset({"object", "array", "text", "integer", "number", "boolean"})
"""Of these, a union that msgspec decodes has one at most."""
_FOREIGN = frozenset({"bytes", "file", "binary", "ipv4", "ipv6"})
"""Scalars that msgspec asks us about: they can stand beside null only."""
_JSON_TYPES = {"bool": "boolean", "int": "integer", "float": "number", "none": "null"}


def refuse_names(definitions: dict[str, Definition], problems: Problems) -> None:
    """Report the properties whose names msgspec does not take: they would fail at import."""
    for definition in definitions.values():
        for field in definition.fields if isinstance(definition, Model) else ():
            if any(character in '"\\' or ord(character) < 0x20 for character in field.wire):
                problems.error(
                    f"msgspec takes no property called {field.wire!r} (of {definition.name})",
                    hint='without backend = "msgspec" in [models], models are made of pydantic',
                )


class Choices:
    """Finds the unions that are no choice of msgspec's."""

    def __init__(self, definitions: dict[str, Definition]) -> None:
        self._definitions = definitions
        self._added: dict[str, Definition] = {}
        self.names: set[str] = set()

    def applied(self) -> dict[str, Definition]:
        """The definitions with each such union under a name, which is then one of `names`."""
        for name, definition in self._definitions.items():
            if isinstance(definition, Alias) and not self._is_known(definition):
                self.names.add(name)
        changed = {name: self._definition(item) for name, item in self._definitions.items()}
        return {**changed, **self._added}

    def _is_known(self, alias: Alias) -> bool:
        """Whether msgspec can be told what an alias stands for; it knows no alias that recurs."""
        if alias.name in self._aliases_in(alias.type, set()):
            return False
        return not isinstance(alias.type, UnionOf) or self._is_native(alias.type)

    def _aliases_in(self, node: Type, found: set[str]) -> set[str]:
        """The aliases that a type is made of, models not looked into."""
        for name in references(node):
            definition = self._definitions[name]
            if isinstance(definition, Alias) and name not in found:
                found.add(name)
                self._aliases_in(definition.type, found)
        return found

    def _definition(self, definition: Definition) -> Definition:
        if isinstance(definition, Model):
            fields = tuple(self._field(definition.name, field) for field in definition.fields)
            return replace(definition, fields=fields)
        node = definition.type
        if isinstance(node, UnionOf):
            members = tuple(
                self._named(member, f"{definition.name}Item") for member in node.members
            )
            return replace(definition, type=replace(node, members=members))
        return replace(definition, type=self._named(node, f"{definition.name}Item"))

    def _field(self, model: str, field: Field) -> Field:
        return replace(field, type=self._named(field.type, f"{model}{pascal(field.wire)}"))

    def _named(self, node: Type, hint: str) -> Type:
        """`node` with each union in it that msgspec cannot decode replaced by an alias."""
        return transform(node, lambda part: self._hoisted(part, hint))

    def _hoisted(self, part: Type, hint: str) -> Type:
        if not isinstance(part, UnionOf) or self._is_native(part):
            return part
        members = tuple(member for member in part.members if member != NONE)
        alias = self._alias(replace(part, members=members), hint)
        return UnionOf((alias, NONE)) if NONE in part.members else alias

    def _alias(self, node: UnionOf, hint: str) -> Ref:
        """A definition that holds `node`: one that is there already, or a new one."""
        name, number = hint, 1
        while (taken := self._definitions.get(name) or self._added.get(name)) is not None:
            if isinstance(taken, Alias) and taken.type == node and name in self.names:
                return Ref(name)
            number += 1
            name = f"{hint}{number}"
        self._added[name] = Alias(name, node)
        self.names.add(name)
        return Ref(name)

    def _is_native(self, union: UnionOf) -> bool:
        if union.discriminator is not None:
            return False
        kinds = [kind for member in union.members for kind in self._kinds(member, frozenset())]
        found = Counter(kinds)
        others = found.keys() - {"null"}
        if "foreign" in found or "decimal" in found:
            return len(others) == 1 and sum(found[kind] for kind in others) == 1
        if "text" in found and found.keys() & {"str", "literal"}:
            return False
        return all(found[kind] <= 1 for kind in _SINGLE)

    def _kinds(self, node: Type, seen: frozenset[str]) -> Iterator[str]:
        """The JSON types of a type, as msgspec tells them apart."""
        match node:
            case Ref(name):
                yield from self._kinds_of(self._definitions[name], seen)
            case UnionOf(members, discriminator):
                yield from (
                    ["foreign"]
                    if discriminator
                    else [kind for member in members for kind in self._kinds(member, seen)]
                )
            case Scalar(name):
                yield _kind(name)
            case LiteralOf(values):
                yield from {_literal_kind(value) for value in values}
            case ListOf() | StreamOf() | TupleOf():
                yield "array"
            case MapOf():
                yield "object"

    def _kinds_of(self, definition: Definition, seen: frozenset[str]) -> Iterator[str]:
        if isinstance(definition, Model):
            yield "object"
        elif definition.name in self.names or definition.name in seen:
            yield "foreign"
        else:
            yield from self._kinds(definition.type, seen | {definition.name})


def _literal_kind(value: LiteralValue) -> str:
    return "literal" if isinstance(value, str) else _kind(type(value).__name__)


def _kind(name: str) -> str:
    if name in _TEXT:
        return "text"
    return "foreign" if name in _FOREIGN else _JSON_TYPES.get(name, name)
