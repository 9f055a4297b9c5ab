"""Modules of definitions in, what their pages in docs/models print out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import encode
from ..plan.model.definitions import Alias, Definition, Field, Model
from ..plan.model.sdk import ModelModule, Sdk
from ..plan.model.types import LiteralOf, Type, UnionOf, children
from . import markdown
from .deprecations import note
from .docs import OPTIONAL, REQUIRED, type_description
from .links import ModelLinks, module_heading

LONGEST_EXAMPLE = 80
"""Characters of an example in a table."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of the table of a model's fields."""

    name: str
    type: str
    required: str
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class DefinitionDoc:
    """A model with its fields, or an alias with what it stands for."""

    name: str
    paragraphs: tuple[str, ...]
    fields: tuple[FieldRow, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelsDoc:
    """The page of one module."""

    title: str
    definitions: tuple[DefinitionDoc, ...]


def model_docs(sdk: Sdk) -> dict[str, ModelsDoc]:
    """The page of each module, by its name."""
    pages = ModelPages(sdk)
    return {module.name: pages.page(module) for module in sdk.modules}


class ModelPages:
    """Makes the pages of one plan's modules."""

    def __init__(self, sdk: Sdk) -> None:
        self._definitions = sdk.definitions
        self._links = ModelLinks(sdk.modules)

    def page(self, module: ModelModule) -> ModelsDoc:
        """The page of `module`."""
        definitions = tuple(self._definition(item) for item in module.definitions)
        return ModelsDoc(module_heading(module.name), definitions)

    def _definition(self, definition: Definition) -> DefinitionDoc:
        described = markdown.block(definition.description)
        if isinstance(definition, Alias):
            fields, notes = (), _alias_notes(definition, self._links)
            values = _values(definition.type)
        else:
            fields, values = tuple(self._row(item) for item in definition.fields), ()
            notes = _model_notes(definition, self._links)
        paragraphs = tuple(part for part in (described, *notes) if part)
        return DefinitionDoc(definition.name, paragraphs, fields, values)

    def _row(self, field: Field) -> FieldRow:
        wire = "" if field.wire == field.name else f" ({markdown.code_cell(field.wire)} in JSON)"
        text = field.description or type_description(field.type, self._definitions)
        return FieldRow(
            name=f"`{field.name}`{wire}",
            type=self._links.cell(field.type, ""),
            required=REQUIRED if field.required else OPTIONAL,
            description=encode.markdown_cell(f"{text} {note(field.deprecation, text)}".strip()),
            example=_example(field.example),
        )


def _example(example: Any) -> str:
    text = "" if example is None else encode.literal(example)
    shown = text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"
    return markdown.code_cell(shown) if shown else ""


def _model_notes(model: Model, links: ModelLinks) -> tuple[str, ...]:
    notes = (
        [f"> **Deprecated**: {encode.markdown_cell(model.deprecation)}"]
        if model.deprecation
        else []
    )
    if model.extra is not None:
        notes.append(f"Any other property is kept, as {links.type(model.extra, '')}.")
    return (*notes, *(["It has no fields of its own."] if not model.fields else []))


def _alias_notes(alias: Alias, links: ModelLinks) -> tuple[str, ...]:
    literals = [part for part in _parts(alias.type) if isinstance(part, LiteralOf)]
    if not literals:
        return (f"Stands for {links.type(alias.type, '')}.",)
    others = [part for part in _parts(alias.type) if not isinstance(part, LiteralOf)]
    notes = [f"It may also be {links.type(part, '')}." for part in others]
    if any(part.open for part in literals):
        notes.append("A value that is not listed is kept as it is.")
    return (*notes, "One of these values:")


def _values(node: Type) -> tuple[str, ...]:
    literals = [part for part in _parts(node) if isinstance(part, LiteralOf)]
    return tuple(
        encode.markdown_code(encode.literal(value)) for part in literals for value in part.values
    )


def _parts(node: Type) -> tuple[Type, ...]:
    return children(node) if isinstance(node, UnionOf) else (node,)
