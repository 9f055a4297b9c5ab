"""Types of the plan and the description's examples in, values for example calls out.

Values are what a caller would write: dicts by Python names for models, text for dates and the like.
"""

from __future__ import annotations

import base64
import re
from typing import Any, cast

from .. import encode
from ..plan.model.definitions import Alias, Definition, Field, Model
from ..plan.model.scalars import SCALARS, ScalarName
from ..plan.model.types import (
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
)

LONGEST_EXAMPLE = 1500
"""Characters of an example's code; a longer one would hide the call that it is in."""

_DEEPEST = 30

_FILE_NAME = re.compile(r"(?:.*[/\\@])?([\w() .-]{1,80}\.\w{1,8})", re.ASCII)
"""The name of a file that is given where its content is meant, perhaps with a path before it."""


class Misfit(ValueError):
    """An example is not of its type, or a type has no finite value."""


class ExampleValues:
    """Makes values of one plan's types."""

    def __init__(self, definitions: dict[str, Definition]) -> None:
        self._definitions = definitions

    def value(self, node: Type, example: Any = None) -> Any:
        """The example if it is a value of `node` and not too long, else a made-up value.

        Raises:
            Misfit: The type requires values inside itself without end.
        """
        for fitted in self._fits(node, example):
            if len(encode.literal(fitted)) <= LONGEST_EXAMPLE:
                return fitted
        return self.made(node)

    def _fits(self, node: Type, example: Any) -> list[Any]:
        """The example as a value of `node`, if there is one and it is."""
        try:
            return [] if example is None else [self.fitted(node, example)]
        except Misfit:
            return []

    def made(self, node: Type, within: frozenset[str] = frozenset()) -> Any:
        """A small value of `node`; `within` are the definitions that it is part of."""
        match node:
            case Scalar(name):
                return SCALARS[name].example
            case ListOf(items) | StreamOf(items):
                return self._some(items, within)
            case TupleOf(items):
                return tuple(self.made(item, within) for item in items)
            case MapOf(values):
                return dict(zip(["key"], self._some(values, within), strict=False))
            case LiteralOf(values):
                return values[0]
            case UnionOf(members):
                return self._first(members, within)
            case Ref(name):
                return self._made_definition(name, within)

    def _some(self, node: Type, within: frozenset[str]) -> list[Any]:
        """One value, or none where it would have to hold itself."""
        try:
            return [self.made(node, within)]
        except Misfit:
            return []

    def _first(self, members: tuple[Type, ...], within: frozenset[str]) -> Any:
        for member in sorted(members, key=lambda member: member == NONE):
            try:
                return self.made(member, within)
            except Misfit:
                continue
        raise Misfit

    def _made_definition(self, name: str, within: frozenset[str]) -> Any:
        if name in within:
            raise Misfit(name)
        definition, within = self._definitions[name], within | {name}
        if isinstance(definition, Alias):
            return self.made(definition.type, within)
        return {
            field.name: self._field(field, within) for field in definition.fields if field.required
        }

    def _field(self, field: Field, within: frozenset[str]) -> Any:
        found = self._fits(field.type, field.example)
        return found[0] if found else self.made(field.type, within)

    def fitted(self, node: Type, example: Any, depth: int = 0) -> Any:
        """The JSON value `example` as a value of `node`.

        Raises:
            Misfit: It is none.
        """
        if depth > _DEEPEST:
            raise Misfit
        match node:
            case Scalar(name):
                return _fitted_scalar(name, example)
            case ListOf(items) if isinstance(example, list):
                return [self.fitted(items, item, depth + 1) for item in _list(example)]
            case TupleOf(items) if isinstance(example, list) and len(_list(example)) == len(items):
                pairs = zip(items, _list(example), strict=True)
                return tuple(self.fitted(item, value, depth + 1) for item, value in pairs)
            case MapOf(values) if isinstance(example, dict):
                given = _dict(example).items()
                return {str(key): self.fitted(values, value, depth + 1) for key, value in given}
            case LiteralOf(values, is_open):
                return _fitted_literal(values, bool(is_open), example)
            case UnionOf(members):
                return self._fitted_member(members, example, depth)
            case Ref(name):
                return self._fitted_definition(self._definitions[name], example, depth)
            case _:
                raise Misfit

    def _fitted_member(self, members: tuple[Type, ...], example: Any, depth: int) -> Any:
        """The example as the member that it fits best."""
        for member in sorted(members, key=lambda member: self._differences(member, example)):
            try:
                return self.fitted(member, example, depth + 1)
            except Misfit:
                continue
        raise Misfit

    def _differences(self, node: Type, example: Any) -> int:
        """How many properties a model and an object do not share; 0 for everything else."""
        definition = self._definitions.get(node.name) if isinstance(node, Ref) else None
        if not isinstance(definition, Model) or not isinstance(example, dict):
            return 0
        given = set(_dict(example))
        required = {field.wire for field in definition.fields if field.required}
        return len(given - {field.wire for field in definition.fields}) + len(required - given)

    def _fitted_definition(self, definition: Definition, example: Any, depth: int) -> Any:
        if isinstance(definition, Alias):
            return self.fitted(definition.type, example, depth + 1)
        if not isinstance(example, dict):
            raise Misfit
        given = _dict(example)
        values: dict[str, Any] = {}
        for field in definition.fields:
            found = self._given(field, given, depth)
            if found or field.required:
                own = frozenset({definition.name})
                values[field.name] = found[0] if found else self._field(field, own)
        return values

    def _given(self, field: Field, given: dict[Any, Any], depth: int) -> tuple[Any, ...]:
        """The value that an example object has for a field; empty if it has none that fits."""
        try:
            return (self.fitted(field.type, given[field.wire], depth + 1),)
        except (KeyError, Misfit):
            return ()


def _fitted_scalar(name: ScalarName, example: Any) -> Any:
    if name == "any":
        return example
    if name == "none" and example is None:
        return None
    if name == "bool" and isinstance(example, bool):
        return example
    if isinstance(example, bool):
        raise Misfit
    if (name == "int" and isinstance(example, int)) or (
        name == "float" and isinstance(example, int | float)
    ):
        return example
    if name in ("none", "bool", "int", "float") or not isinstance(example, str | int | float):
        raise Misfit
    if name in ("bytes", "file", "binary", "base64"):
        return _fitted_bytes(name, str(example))
    return _fitted_text(name, str(example))


def _fitted_bytes(name: ScalarName, text: str) -> bytes | tuple[str, bytes]:
    """Text as the bytes that it stands for; the name of a file is given with made-up content."""
    if name == "base64":
        try:
            return base64.b64decode(text, validate=True)
        except ValueError:
            raise Misfit from None
    named = _FILE_NAME.fullmatch(text.strip())
    if named is None or name == "bytes":
        return text.encode("utf-8", "replace")
    return (named[1], b"content") if name == "file" else b"content"


def _fitted_text(name: ScalarName, text: str) -> str:
    try:
        SCALARS[name].parse(text)
    except ValueError:
        raise Misfit from None
    return text


def _fitted_literal(values: tuple[LiteralValue, ...], is_open: bool, example: Any) -> LiteralValue:
    alike = [value for value in values if type(value) is type(example)]
    if example in alike or (is_open and alike):
        return example
    raise Misfit


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value)


def _dict(value: Any) -> dict[Any, Any]:
    return cast("dict[Any, Any]", value)
