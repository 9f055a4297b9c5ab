"""The type algebra of the plan: what a JSON Schema means in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .scalars import ScalarName

LiteralValue: TypeAlias = str | int | float | bool

ANNOTATION_BUILTINS = frozenset(
    {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type"}
)
"""Builtins that annotations mention: a class that defines one of them hides it."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without parts."""

    name: ScalarName


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array whose items are alike."""

    items: Type


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array of fixed length (`prefixItems`)."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object whose property names are data."""

    values: Type


@dataclass(frozen=True, slots=True)
class LiteralOf:
    """One of some constants; an open one also takes values that are not listed.

    Where the description does not say, `open` is None until the plan knows who sends the value.
    """

    values: tuple[LiteralValue, ...]
    open: bool | None = None
    _kinds: tuple[type, ...] = field(default=(), init=False, repr=False)
    """The types of the values, without which 1 and true would be equal."""

    def __post_init__(self) -> None:
        """Keep what tells the values apart."""
        object.__setattr__(self, "_kinds", tuple(map(type, self.values)))


@dataclass(frozen=True, slots=True)
class UnionOf:
    """One of several types; `discriminator` is the attribute that tells them apart."""

    members: tuple[Type, ...]
    discriminator: str | None = None


@dataclass(frozen=True, slots=True)
class StreamOf:
    """Items that arrive one by one: events of `text/event-stream`, or JSON Lines."""

    items: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A definition of the plan, by its class name."""

    name: str


Type: TypeAlias = Scalar | ListOf | TupleOf | MapOf | LiteralOf | UnionOf | StreamOf | Ref

ANY = Scalar("any")
NONE = Scalar("none")


def children(node: Type) -> tuple[Type, ...]:
    """The types that `node` is made of, outermost first."""
    match node:
        case Scalar() | Ref() | LiteralOf():
            return ()
        case ListOf(items) | StreamOf(items):
            return (items,)
        case TupleOf(items):
            return items
        case MapOf(values):
            return (values,)
        case UnionOf(members):
            return members


def walk(node: Type) -> Iterator[Type]:
    """`node` and every type inside it, without following references."""
    yield node
    for child in children(node):
        yield from walk(child)


def references(node: Type) -> Iterator[str]:
    """The names of the definitions that `node` mentions."""
    return (inner.name for inner in walk(node) if isinstance(inner, Ref))


def transform(node: Type, change: Callable[[Type], Type]) -> Type:
    """`node` rebuilt from the inside out with `change` applied to every part."""
    match node:
        case Scalar() | Ref() | LiteralOf():
            pass
        case ListOf(items):
            node = ListOf(transform(items, change))
        case StreamOf(items):
            node = StreamOf(transform(items, change))
        case TupleOf(items):
            node = TupleOf(tuple(transform(item, change) for item in items))
        case MapOf(values):
            node = MapOf(transform(values, change))
        case UnionOf(members, discriminator):
            node = UnionOf(tuple(transform(m, change) for m in members), discriminator)
    return change(node)


def renamed(node: Type, names: Mapping[str, str]) -> Type:
    """`node` with references changed as `names` says."""
    return transform(
        node,
        lambda part: (
            Ref(names[part.name]) if isinstance(part, Ref) and part.name in names else part
        ),
    )


def union(members: Iterable[Type], discriminator: str | None = None) -> Type:
    """The union of `members`: nested ones flattened, repeats removed, None last, Any absorbing."""
    flat: list[Type] = []
    for member in members:
        nested = isinstance(member, UnionOf) and member.discriminator is None
        flat.extend(children(member) if nested else (member,))
    unique = list(dict.fromkeys(flat))
    if ANY in unique:
        return ANY
    if NONE in unique:
        unique.remove(NONE)
        unique.append(NONE)
    if len(unique) == 1:
        return unique[0]
    return UnionOf(tuple(unique), discriminator)


def is_confusable(value: LiteralValue) -> bool:
    """Whether Python has another value of JSON that is equal to it: 1 and true, 0 and false."""
    return not isinstance(value, str) and value in (0, 1)


def optional(node: Type) -> Type:
    """`node` or None."""
    return union([node, NONE])


def is_nullable(node: Type) -> bool:
    """Whether None is a value of `node` (an alias is not looked into)."""
    return node in (NONE, ANY) or (isinstance(node, UnionOf) and NONE in node.members)
