"""Types of the plan in, annotations out: as values come back, and as callers may give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import DICT_SUFFIX, INPUT_SUFFIX, Definition
from ..plan.model.scalars import SCALARS, ScalarFacts
from ..plan.model.sdk import Inputs
from ..plan.model.types import (
    ANNOTATION_BUILTINS,
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
    children,
    is_confusable,
)


@dataclass(frozen=True, slots=True)
class _Notation:
    """How annotations are written: scalars, names of containers, what precedes a definition.

    `exact` says that constants are marked which Python takes for equal, `union` that a union is
    written as one, however many members it has.
    """

    scalar: Callable[[ScalarFacts], str]
    list: str = "list"
    dict: str = "dict"
    stream: str = "Stream"
    exact: bool = False
    prefix: str = "models."
    union: bool = False


_RETURNED = _Notation(lambda facts: facts.returned)
_NAMED = _Notation(lambda facts: facts.returned, union=True)
_RUNTIME = _Notation(lambda facts: facts.runtime or facts.returned, exact=True)
_DECLARED = _Notation(lambda facts: facts.declared or _hidden(facts), stream="list", prefix="")
_WRITTEN = _Notation(
    lambda facts: facts.in_dicts or facts.accepted, "Sequence", "Mapping", "Sequence", prefix=""
)


def _hidden(facts: ScalarFacts) -> str:
    """Modules by names that no field has, since the fields of a Struct are beside one another."""
    return f"_{facts.returned}" if "." in facts.returned else facts.returned


def returned(node: Type) -> str:
    """The annotation of a value that the SDK returns."""
    return _annotation(node, _RETURNED)


def named(node: Type) -> str:
    """What stands for a name of a type that is no definition: an object of `typing`."""
    return _annotation(node, _NAMED)


def checked(node: Type) -> str:
    """The annotation by which the runtime checks, reads and writes a value."""
    return _annotation(node, _RUNTIME)


def declared(node: Type) -> str:
    """The annotation of a field of a Struct, by which msgspec decodes it."""
    return _annotation(node, _DECLARED)


def written(node: Type) -> str:
    """The annotation of a value within a TypedDict, which callers write."""
    return _annotation(node, _WRITTEN)


def _annotation(node: Type, notation: _Notation) -> str:
    def inner(part: Type) -> str:
        return _annotation(part, notation)

    match node:
        case StreamOf(items):
            return f"{notation.stream}[{inner(items)}]"
        case Scalar(name):
            return notation.scalar(SCALARS[name])
        case Ref(name):
            return f"{notation.prefix}{name}"
        case ListOf(items):
            return f"{notation.list}[{inner(items)}]"
        case TupleOf(items):
            return f"tuple[{', '.join(map(inner, items))}]"
        case MapOf(values):
            return f"{notation.dict}[str, {inner(values)}]"
        case LiteralOf(values, is_open):
            exact = notation.exact and any(map(is_confusable, values))
            return _literal(values, bool(is_open), exact)
        case UnionOf(members):
            texts = list(dict.fromkeys(map(inner, members)))
            is_one = notation.union and len(texts) > 1
            return f"Union[{', '.join(texts)}]" if is_one else " | ".join(texts)


def _literal(values: tuple[LiteralValue, ...], is_open: bool, exact: bool) -> str:
    """The values; `exact` ones by their types, each told from what is equal in Python."""
    types = dict.fromkeys(type(value) for value in values)
    groups = [[one for one in values if type(one) is kind] for kind in types] if exact else [values]
    listed = [f"Literal[{', '.join(map(encode.literal, group))}]" for group in groups]
    if exact:
        listed = [f"Annotated[{text}, EXACT]" for text in listed]
    return " | ".join([*listed, *(kind.__name__ for kind in types)] if is_open else listed)


class Annotations:
    """Annotations in signatures: of what the SDK returns, and of what callers give.

    `files` precedes those of files, where a model may be called `File`.
    """

    def __init__(
        self,
        definitions: Mapping[str, Definition],
        inputs: Inputs,
        files: str = "",
    ) -> None:
        self._definitions = definitions
        self._inputs = inputs
        self._files = files

    def returned(self, node: Type) -> str:
        """The annotation of a value that a method returns."""
        return _annotation(node, _RETURNED)

    def awaited(self, node: Type) -> str:
        """The annotation of a value that an asynchronous method returns."""
        match node:
            case StreamOf(items):
                return f"AsyncStream[{self.returned(items)}]"
            case UnionOf(members):
                return " | ".join(dict.fromkeys(map(self.awaited, members)))
            case _:
                return self.returned(node)

    def accepted(self, node: Type, owner: str) -> str:
        """The annotation of an argument of type `node`, which belongs to `owner`."""

        def inner(part: Type) -> str:
            return self.accepted(part, owner)

        if (name := self._named(node, owner)) is not None:
            return name
        match node:
            case Scalar("file" | "binary" as name):
                return f"{self._files}{SCALARS[name].accepted}"
            case Scalar(name):
                return SCALARS[name].accepted
            case Ref(name) if name in self._inputs.names:
                return f"types.{name}{INPUT_SUFFIX}"
            case Ref(name):
                return " | ".join(f"models.{one}" for one in self._twins(name))
            case ListOf(items):
                members = self.union_members(items, owner)
                text = self._named(items, owner) or " | ".join(members)
                is_text = any("str" in one.split(" | ") for one in members)
                return f"{'SequenceNotStr' if is_text else 'Sequence'}[{text}]"
            case StreamOf(items):
                return f"Iterable[{inner(items)}] | AsyncIterable[{inner(items)}]"
            case MapOf(values):
                return f"Mapping[str, {inner(values)}]"
            case TupleOf(items):
                return f"tuple[{', '.join(map(inner, items))}]"
            case UnionOf(members):
                return " | ".join(dict.fromkeys(map(inner, members)))
            case _:
                return self.returned(node)

    def _named(self, node: Type, owner: str) -> str | None:
        """The name of a union that `owner` has one for."""
        name = self._inputs.unions.get((owner, node))
        return None if name is None else f"types.{name}{INPUT_SUFFIX}"

    def _twins(self, name: str) -> tuple[str, ...]:
        """What is sent of a definition, and what is received of it where that differs."""
        received = self._definitions[name].received
        return (name, received) if received else (name,)

    def input_members(self, name: str) -> tuple[str, ...]:
        """What callers may give for a definition."""
        models = (f"models.{one}" for one in self._twins(name))
        return (*models, f"types.{name}{DICT_SUFFIX}")

    def union_members(self, node: Type, owner: str) -> tuple[str, ...]:
        """What callers may give for a union that has a name."""
        members = children(node) if isinstance(node, UnionOf) else (node,)
        return tuple(dict.fromkeys(self.accepted(part, owner) for part in members))


_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|(?<![\w.])[a-z]+(?!\w)")
"""A name in an annotation, or text in one, which is not looked into."""


def past(hidden: Collection[str], annotation: str) -> str:
    """An annotation whose names mean modules and builtins where a class hides them.

    They are imported with an underscore before them, too.
    """
    if not hidden:
        return annotation
    return _WORD.sub(lambda m: f"_{m[0]}" if m[0] in hidden else m[0], annotation)


_MODULES = {facts.returned.rpartition(".")[0] for facts in SCALARS.values()} - {""}
ANNOTATION_NAMES = ANNOTATION_BUILTINS | _MODULES | {"models", "pages", "types"}
"""What annotations of methods mention and a method may be called, too."""

_PREFIXES = ("models.", *(f"{module}." for module in sorted(_MODULES)))


def plain(node: Type) -> str:
    """The annotation as documentation shows it: without module prefixes."""
    text = returned(node)
    for prefix in _PREFIXES:
        text = text.replace(prefix, "")
    return text
