"""Unions that msgspec cannot decode: found, named, and left to a decoder of our own.

It tells the members of a union apart by their JSON types only, so there may be one of each: one
object, one array, one kind of text. Every other union becomes an alias that it knows nothing of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.definitions import Alias, Definition, Field, Model
from ..model.scalars import SCALARS
from ..model.types import (
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
)
from ..names.identifiers import ordinal, pascal, singular
from ..schemas.class_names import SUFFIXES
from .planned import Planned

_SINGLE = frozenset({"object", "array", "text", "integer", "number", "boolean"})
"""Of these, a union that msgspec decodes has one at most."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a union stands: in which definition, by which way, and what it is there."""

    owner: str
    way: str = ""
    part: str = "Value"

    def inner(self, way: str, part: str) -> _Spot:
        """The place of a part of what is here."""
        return _Spot(self.owner, way, part)

    def names(self) -> tuple[str, ...]:
        """What a union is called here; where that is taken, a name that says a little more."""
        wanted = f"{self.owner}{self.way}"
        suffixes = ("", self.part, *(suffix for suffix in SUFFIXES if suffix != self.part))
        return tuple(f"{wanted}{suffix}" for suffix in suffixes)


def with_choices(planned: Planned) -> Planned:
    """Each union that msgspec cannot decode has a name, where models are made of it."""
    if planned.package.models == "pydantic":
        return planned
    found = _Choices(planned)
    return replace(planned, definitions=found.applied(), choices=frozenset(found.names))


class _Choices:
    """Finds the unions that are no choice of msgspec's."""

    def __init__(self, planned: Planned) -> None:
        self._definitions = planned.definitions
        self._places = planned.places
        self._problems = planned.problems
        self._added: dict[str, Definition] = {}
        self._known: dict[str, tuple[str, ...]] = {}
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
        if alias.patterns or alias.name in self._aliases_in(alias.type, set()):
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
        return replace(definition, type=self._inside(definition.type, _Spot(definition.name)))

    def _field(self, model: str, field: Field) -> Field:
        spot = _Spot(model, pascal(field.wire), "Property")
        return replace(field, type=self._named(field.type, spot))

    def _named(self, node: Type, spot: _Spot) -> Type:
        """`node` with each union in it that msgspec cannot decode replaced by an alias."""
        part = self._inside(node, spot)
        if not isinstance(part, UnionOf) or self._is_native(part):
            return part
        members = tuple(member for member in part.members if member != NONE)
        alias = self._alias(replace(part, members=members), spot)
        return UnionOf((alias, NONE)) if NONE in part.members else alias

    def _inside(self, node: Type, spot: _Spot) -> Type:
        """`node` with what it is made of named; its parts are called as those of schemas are."""
        match node:
            case ListOf(items):
                return ListOf(self._named(items, spot.inner(singular(spot.way), "Item")))
            case StreamOf(items):
                return StreamOf(self._named(items, spot.inner(singular(spot.way), "Item")))
            case TupleOf(items):
                ways = [f"{spot.way}{ordinal(index)}" for index in range(len(items))]
                pairs = zip(items, ways, strict=True)
                return TupleOf(
                    tuple(self._named(one, spot.inner(way, "Item")) for one, way in pairs)
                )
            case MapOf(values):
                return MapOf(self._named(values, spot.inner(f"{spot.way}Value", "Value")))
            case UnionOf(members):
                inner = spot.inner(spot.way, "Variant")
                return replace(node, members=tuple(self._named(one, inner) for one in members))
            case _:
                return node

    def _alias(self, node: UnionOf, spot: _Spot) -> Ref:
        """A definition that holds `node`: one that is there already, or a new one."""
        for name in spot.names():
            taken = self._definitions.get(name) or self._added.setdefault(name, Alias(name, node))
            if taken is self._added.get(name):
                self.names.add(name)
            if isinstance(taken, Alias) and taken.type == node and name in self.names:
                return Ref(name)
        self._problems.error(
            f"no name is left for a union in {spot.owner}: {spot.names()[0]} and its variants are"
            " taken",
            self._places.get(spot.owner),
            "give the union a place among the components",
        )
        return Ref(spot.owner)

    def _is_native(self, union: UnionOf) -> bool:
        if union.discriminator is not None:
            return False
        self._known = {}
        kinds = [kind for member in union.members for kind in self._kinds(member, frozenset())]
        found = Counter(kinds)
        others = found.keys() - {"null"}
        if found.keys() & {"foreign", "decimal"}:
            return len(others) == 1 and sum(found[kind] for kind in others) == 1
        if "text" in found and found.keys() & {"str", "literal"}:
            return False
        return all(found[kind] <= 1 for kind in _SINGLE)

    def _kinds(self, node: Type, seen: frozenset[str]) -> Iterator[str]:
        """The JSON types of a type, as msgspec tells them apart."""
        match node:
            case Ref(name) if name in self._added:
                yield "foreign"
            case Ref(name):
                yield from self._kinds_of(self._definitions[name], seen)
            case UnionOf(members, discriminator):
                yield from (
                    ["foreign"]
                    if discriminator
                    else [kind for member in members for kind in self._kinds(member, seen)]
                )
            case Scalar(name):
                yield SCALARS[name].kind
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
            if definition.name not in self._known:
                # Two of a kind are as good as more, of which unions of unions have very many.
                found = Counter(self._kinds(definition.type, seen | {definition.name}))
                twice = [kind for kind, count in found.items() for _ in range(min(count, 2))]
                self._known[definition.name] = tuple(twice)
            yield from self._known[definition.name]


def _literal_kind(value: LiteralValue) -> str:
    if isinstance(value, str):
        return "literal"
    name = "bool" if isinstance(value, bool) else "int" if isinstance(value, int) else "float"
    return SCALARS[name].kind
