"""Schemas as multipart forms: one that is sent or received in another way too becomes two models.

Only the parts of a form carry files; anywhere else binary data is text. The other shape keeps the
schema's name; the form's is called `…Multipart` where both are needed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ...pointer import Pointer
from ..model.definitions import Alias, Definition, renamed_definition
from ..model.graph import reachable
from ..model.operation import Encodings, renamed_operation
from ..model.types import ListOf, MapOf, Ref, TupleOf, Type, UnionOf
from ..schemas.schemas import Schemas
from .parts import part_type
from .planned import Planned

FORM_SUFFIX = "Multipart"


@dataclass(frozen=True, slots=True)
class _Files:
    """Which parts are files by their media type, whatever their schemas say.

    `names` are those of properties, `prefix` and `rest` are about the items of an array, which
    are objects of parts where parts have names.
    """

    names: frozenset[str] = frozenset()
    prefix: tuple[bool, ...] = ()
    rest: bool = False
    named: bool = False

    def has(self, name: str) -> bool:
        """Whether the property `name` is a file."""
        return self.rest or name in self.names

    def at(self, index: int | None) -> bool:
        """Whether the item at `index` is a file; or any one, where all are of one type."""
        if index is None:
            return self.rest or any(self.prefix)
        return self.prefix[index] if index < len(self.prefix) else self.rest


class Forms:
    """The shapes that schemas have as forms. One instance lives as long as one planning run."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._names: dict[tuple[str, _Files], str] = {}

    def shape(self, node: Type, encodings: Encodings, place: Pointer, *, named: bool) -> Type:
        """`node`, what a form at `place` consists of, with files for its binary parts.

        `named` says that parts have names also where an array gives them an order.
        """
        files = _Files(
            frozenset(item.name for item in encodings.by_name if item.is_file),
            tuple(item.is_file for item in encodings.prefix),
            encodings.item.is_file,
            named,
        )
        return self._shape(node, files, place)

    def _shape(self, node: Type, files: _Files, place: Pointer) -> Type:
        match node:
            case Ref(name):
                return Ref(self._named(name, files, place))
            case UnionOf(members):
                shapes = tuple(self._shape(member, files, place) for member in members)
                return replace(node, members=shapes)
            case MapOf(values):
                return MapOf(self._rest(values, files))
            case TupleOf(items):
                parts = (self._item(part, files, at, place) for at, part in enumerate(items))
                return TupleOf(tuple(parts))
            case ListOf(items):
                return ListOf(self._item(items, files, None, place))
            case _:
                return node

    def _rest(self, node: Type, files: _Files) -> Type:
        """The parts whose names are data."""
        return part_type(node, self._schemas.definitions, is_file=files.rest)

    def _item(self, node: Type, files: _Files, index: int | None, place: Pointer) -> Type:
        """An item of an array: a part, or an object of parts that have names."""
        is_file = files.at(index)
        if files.named:
            return self._shape(node, _Files(rest=is_file), place)
        return part_type(node, self._schemas.definitions, is_file=is_file)

    def _named(self, name: str, files: _Files, place: Pointer) -> str:
        """The definition of `name` as a form; `name` itself where that has no files."""
        known = self._names.get((name, files))
        if known is None:
            self._names[name, files] = name  # what is inside itself
            known = name
            definition = self._schemas.definitions[name]
            shaped = self._shaped(definition, files, place)
            if shaped != definition:
                known = self._schemas.add(replace(shaped, name=""), f"{name}{FORM_SUFFIX}", place)
            self._names[name, files] = known
        return known

    def _shaped(self, definition: Definition, files: _Files, place: Pointer) -> Definition:
        if isinstance(definition, Alias):
            return replace(definition, type=self._shape(definition.type, files, place))
        known = self._schemas.definitions
        fields = tuple(
            replace(field, type=part_type(field.type, known, is_file=files.has(field.wire)))
            for field in definition.fields
        )
        extra = None if definition.extra is None else self._rest(definition.extra, files)
        return replace(definition, fields=fields, extra=extra)

    def names(self) -> tuple[tuple[str, str], ...]:
        """The names of definitions that are also forms, each with that of the form."""
        return tuple((name, form) for (name, _), form in self._names.items())


def with_settled_forms(planned: Planned) -> Planned:
    """What only exists as a form is left out, and the form gets its name."""
    used = [
        node
        for operation in planned.operations
        for node in (*operation.sent_types, *operation.received_types)
    ]
    kept = reachable([*used, *planned.incoming], planned.definitions)
    forms = {(form, name) for name, form in planned.forms if form in kept}
    uses = Counter(name for _, name in forms)
    names = {form: name for form, name in forms if uses[name] == 1 and name not in kept}
    left_out = set(names.values())
    definitions = {
        names.get(name, name): renamed_definition(item, names, names.get(name, name))
        for name, item in planned.definitions.items()
        if name not in left_out
    }
    operations = tuple(renamed_operation(operation, names) for operation in planned.operations)
    return replace(planned, definitions=definitions, operations=operations)
