"""Definitions in, the fields out whose type hints do not depend on where they stand.

Most fields have one of few such types (GitHub: 37,000 fields, 600 types), so the library is asked
for the hint of each type, by the fields of one class, and not for the hint of each field.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..plan.definitions import Definition, Field, Model, definition_types
from ..plan.partition import components
from ..plan.types import Ref, Scalar, ScalarName, references, walk

Hints: TypeAlias = Mapping[tuple[str, str], str]
"""Type hints, by the names of model and field."""

_IMPORTED_AS_FIELDS_ARE_NAMED: frozenset[ScalarName] = frozenset(
    {"date", "datetime", "time", "duration"}
)
_NAMES_OF_IMPORTS = frozenset({"date", "datetime", "time", "timedelta"})
"""Where a field has the name of one, the library renames the import."""


@dataclass(frozen=True, slots=True)
class Common:
    """Which fields have which type, and a field of each type, called by a number."""

    kinds: Mapping[tuple[str, str], str]
    fields: Mapping[str, Field]

    @classmethod
    def of(cls, definitions: list[Definition]) -> Common:
        """The fields of `definitions` whose hints do not depend on where they stand."""
        kinds: dict[tuple[str, str], str] = {}
        fields: dict[str, Field] = {}
        for model, field in _independent(definitions):
            # As text, for 1 and True are equal.
            kind = f"{field.required} {field.type!r}"
            kinds[model.name, field.name] = kind
            if kind not in fields:
                name = f"f{len(fields)}"
                fields[kind] = replace(field, name=name, wire=name, description="")
        return cls(kinds, fields)

    def hints(self, source: str) -> Hints:
        """The hints of all these fields, out of the source of a class that has one of each type."""
        lines = source.encode().split(b"\n")  # columns are counted in bytes
        texts = {
            node.target.id: lines[place.lineno - 1][place.col_offset : place.end_col_offset]
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
            for place in (node.annotation,)
        }
        by_kind = {kind: texts[field.name].decode() for kind, field in self.fields.items()}
        return {place: by_kind[kind] for place, kind in self.kinds.items()}


def _independent(definitions: list[Definition]) -> Iterator[tuple[Model, Field]]:
    """The fields that refer to nothing, of models in whose classes nothing else changes hints.

    That is what references to classes further down do, which recursion leads to, and a type of
    additional properties.
    """
    recursive = _recursive(definitions)
    for item in definitions:
        if isinstance(item, Model) and item.extra is None and item.name not in recursive:
            yield from ((item, field) for field in item.fields if _is_independent(field))


def _is_independent(field: Field) -> bool:
    return field.name not in _NAMES_OF_IMPORTS and not any(
        isinstance(part, Ref)
        or (isinstance(part, Scalar) and part.name in _IMPORTED_AS_FIELDS_ARE_NAMED)
        for part in walk(field.type)
    )


def _recursive(definitions: list[Definition]) -> set[str]:
    """The names of definitions that refer, at last, to themselves or to one that does."""
    by_name = {item.name: item for item in definitions}
    found: set[str] = set()
    for group in components(by_name):
        nodes = [node for name in group for node in definition_types(by_name[name])]
        used = {name for node in nodes for name in references(node)}
        if len(group) > 1 or not used.isdisjoint(found.union(group)):
            found.update(group)
    return found
