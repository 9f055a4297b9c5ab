"""Types of the plan in, annotations out: as values come back, and as callers may give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import DICT_SUFFIX, Definition, Model, definition_types
from ..plan.model.scalars import SCALARS, ScalarFacts
from ..plan.model.types import (
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
    is_confusable,
    references,
    walk,
)


@dataclass(frozen=True, slots=True)
class _Notation:
    """How annotations are written: scalars, names of containers, what precedes a definition.

    `exact` says that constants are marked which Python takes for equal.
    """

    scalar: Callable[[ScalarFacts], str]
    list: str = "list"
    dict: str = "dict"
    stream: str = "Stream"
    exact: bool = False
    prefix: str = "models."


_RETURNED = _Notation(lambda facts: facts.returned)
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
            return " | ".join(dict.fromkeys(map(inner, members)))


def _literal(values: tuple[LiteralValue, ...], is_open: bool, exact: bool) -> str:
    """The values; `exact` ones by their types, each told from what is equal in Python."""
    types = dict.fromkeys(type(value) for value in values)
    groups = [[one for one in values if type(one) is kind] for kind in types] if exact else [values]
    listed = [f"Literal[{', '.join(map(encode.literal, group))}]" for group in groups]
    if exact:
        listed = [f"Annotated[{text}, EXACT]" for text in listed]
    return " | ".join([*listed, *(kind.__name__ for kind in types)] if is_open else listed)


def streams(node: Type) -> bool:
    """Whether a result is, or may be, a stream."""
    return any(isinstance(part, StreamOf) for part in walk(node))


def awaited(node: Type) -> str:
    """The annotation of a value that the SDK returns from an asynchronous method."""
    match node:
        case StreamOf(items):
            return f"AsyncStream[{returned(items)}]"
        case UnionOf(members):
            return " | ".join(dict.fromkeys(awaited(member) for member in members))
        case _:
            return returned(node)


class Accepted:
    """Annotations of values that callers give: models or dicts, any sequence, any mapping."""

    def __init__(self, definitions: dict[str, Definition]) -> None:
        self._definitions = definitions
        self._with_models = _mention_models(definitions)

    def annotation(self, node: Type) -> str:
        """The annotation of an argument of type `node`."""
        match node:
            case Scalar(name):
                return SCALARS[name].accepted
            case Ref(name):
                dictionary = f" | types.{name}{DICT_SUFFIX}" if name in self._with_models else ""
                received = self._definitions[name].received
                twin = f" | models.{received}" if received else ""
                return f"models.{name}{twin}{dictionary}"
            case ListOf(items):
                inner = self.annotation(items)
                is_text = "str" in inner.split(" | ") or inner.startswith("Literal[")
                return f"{'SequenceNotStr' if is_text else 'Sequence'}[{inner}]"
            case StreamOf(items):
                inner = self.annotation(items)
                return f"Iterable[{inner}] | AsyncIterable[{inner}]"
            case MapOf(values):
                return f"Mapping[str, {self.annotation(values)}]"
            case TupleOf(items):
                return f"tuple[{', '.join(self.annotation(item) for item in items)}]"
            case UnionOf(members):
                return " | ".join(dict.fromkeys(self.annotation(member) for member in members))
            case _:
                return returned(node)


def _mention_models(definitions: dict[str, Definition]) -> frozenset[str]:
    """The definitions that are models, or aliases with models somewhere inside."""
    found = {name for name, item in definitions.items() if isinstance(item, Model)}
    size = -1
    while size != len(found):
        size = len(found)
        for name, item in definitions.items():
            if name not in found:
                inner = (name for node in definition_types(item) for name in references(node))
                if any(name in found for name in inner):
                    found.add(name)
    return frozenset(found)


_MODULES = {facts.returned.rpartition(".")[0] for facts in SCALARS.values()} - {""}
_PREFIXES = ("models.", *(f"{module}." for module in sorted(_MODULES)))


def plain(node: Type) -> str:
    """The annotation as documentation shows it: without module prefixes."""
    text = returned(node)
    for prefix in _PREFIXES:
        text = text.replace(prefix, "")
    return text
