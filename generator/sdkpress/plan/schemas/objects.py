"""Object schemas in, models out: which fields there are, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...data import as_list, as_object, text
from ...pointer import Pointer
from .. import dialects
from ..deprecations import deprecation
from ..model.definitions import Field, Model
from ..model.types import Type
from ..names.identifiers import field_names, pascal
from .merge import is_significant
from .required import RequiredNames


@dataclass(frozen=True, slots=True)
class Objects:
    """Makes models; `expand` and `type_of` are those of all schemas."""

    expand: Callable[[Any], dict[str, Any]]
    type_of: Callable[[Any, Pointer, str], Type]
    required: RequiredNames

    def model(self, name: str, body: dict[str, Any], pointer: Pointer) -> Model:
        """The model `name` of the object schema `body`, which is at `pointer`."""
        required = [str(key) for key in as_list(body.get("required"))]
        declared = as_object(body.get("properties"))
        unknown = [key for key in required if key not in declared]
        self.required.note(pointer, unknown, list(declared))
        rest = as_object(body.get("additionalProperties"))
        properties = {**declared, **dict.fromkeys(unknown, rest)}
        names = field_names(properties, dialects.name_overrides(properties))
        fields = tuple(
            self._field(
                name, names[wire], wire, schema, wire in required and wire in declared, pointer
            )
            for wire, schema in properties.items()
        )
        return Model(
            name,
            fields,
            text(body.get("description")) or text(body.get("title")),
            self.type_of(rest, (*pointer, "additionalProperties"), f"{name}Value")
            if any(is_significant(keyword) for keyword in rest)
            else None,
            deprecation(body),
        )

    def _field(
        self, parent: str, name: str, wire: str, schema: Any, required: bool, pointer: Pointer
    ) -> Field:
        place = (*pointer, "properties", wire)
        node = as_object(schema)
        merged_node = self.expand(node) if "$ref" in node or "allOf" in node else node
        return Field(
            name,
            wire,
            self.type_of(schema, place, f"{parent}{pascal(wire)}"),
            required,
            text(node.get("description")) or text(node.get("title")),
            deprecation(node),
            merged_node.get("readOnly") is True,
            merged_node.get("writeOnly") is True,
            node.get("example", next(iter(as_list(node.get("examples"))), None)),
            merged_node.get("default"),
        )
