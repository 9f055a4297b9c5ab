"""Definitions in, what is asked about their types out: each kind of type once, whatever it names.

A description has few kinds of types (GitHub: 43,000 fields, 800 kinds), so the library is asked how
a kind is written, with numbers in place of the definitions that a type refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..plan.model.definitions import Alias, Definition, definition_types
from ..plan.model.types import MapOf, Ref, Type, references, transform

EXTRA = "__pydantic_extra__"
"""The attribute that says what all other properties of a model may be."""

Hint: TypeAlias = tuple[str | int, ...]
"""A type hint in pieces: text, and between it the number of each definition it refers to."""

_STANDING, _COMING = "Standing", "Coming"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of annotation.

    Attributes:
        type: Its references are called by `standing` and `coming`, by order of appearance.
        required: Whether None is no value of it, unless its type says so.
        forward: Whether its class, or alias, refers to what follows, or to itself: Python has to
            be told of unions in other words then.
    """

    type: Type
    required: bool
    forward: bool

    @property
    def key(self) -> str:
        """What tells it apart; as text, for 1 and True are equal."""
        return repr(self)


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation that is to be written: its pattern, and the names for the numbers in it."""

    pattern: Pattern
    names: tuple[str, ...]


def standing(number: int) -> str:
    """What a definition is called that stands above."""
    return f"{_STANDING}{number}"


def coming(number: int) -> str:
    """What a definition is called that follows."""
    return f"{_COMING}{number}"


def number_of(name: str) -> int | None:
    """The number of a definition that is called so; None for what is no such name."""
    digits = name.removeprefix(_STANDING).removeprefix(_COMING)
    return int(digits) if digits != name and digits.isdecimal() else None


def in_order(definitions: Iterable[Definition], foreign: Sequence[str]) -> list[Definition]:
    """`definitions` in an order that can be imported: each after those that it refers to.

    They are taken in rounds, in which those that refer to nothing which is still to come are next.
    What is left in the end refers to itself. `foreign` are the names that a module imports.
    """
    pending = list(definitions)
    needs = {item.name: _needs(item) - {item.name} for item in pending}
    ordered: list[Definition] = []
    known: set[str] = set()
    imported = set(foreign)
    while pending:
        left: list[Definition] = []
        for item in pending:
            if needs[item.name] <= known:
                known.add(item.name)
                ordered.append(item)
            else:
                left.append(item)
        if len(left) == len(pending) and imported <= known:
            return ordered + left
        known |= imported
        pending = left
    return ordered


def annotated(
    definitions: Sequence[Definition], foreign: Sequence[str]
) -> dict[tuple[str, str], Annotation]:
    """What is to be written of `definitions`, which are in order: by their names and attributes.

    The attribute of an alias is "".
    """
    known = set(foreign)
    found: dict[tuple[str, str], Annotation] = {}
    for item in definitions:
        forward = not _needs(item) <= known
        for attribute, node, required in _types(item):
            kind, names = _numbered(node, known)
            found[item.name, attribute] = Annotation(Pattern(kind, required, forward), names)
        known.add(item.name)
    return found


def _needs(definition: Definition) -> set[str]:
    return {name for node in definition_types(definition) for name in references(node)}


def _types(definition: Definition) -> list[tuple[str, Type, bool]]:
    if isinstance(definition, Alias):
        return [("", definition.type, True)]
    fields = [(field.name, field.type, field.required) for field in definition.fields]
    extra = definition.extra
    return fields if extra is None else [*fields, (EXTRA, MapOf(extra), True)]


def _numbered(node: Type, known: set[str]) -> tuple[Type, tuple[str, ...]]:
    """`node` with numbers in place of names, and the names."""
    numbers: dict[str, int] = {}

    def change(part: Type) -> Type:
        if not isinstance(part, Ref):
            return part
        number = numbers.setdefault(part.name, len(numbers))
        return Ref(standing(number) if part.name in known else coming(number))

    return transform(node, change), tuple(numbers)
