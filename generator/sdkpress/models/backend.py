"""The one place that calls datamodel-code-generator: component schemas in, one module out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from datamodel_code_generator import InputFileType, LiteralType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DatetimeClassType, PythonVersion

from .. import encode
from ..plan.definitions import Alias, Definition, Model
from ..plan.types import UnionOf
from .hints import Common, Hints
from .schema import RUNTIME, document

BASE_CLASS = f"{RUNTIME}.Model"


@dataclass(frozen=True, slots=True)
class _FieldText:
    """What the template prints for a field; without a hint, the library writes one."""

    name: str
    hint: str
    alias: str
    default: str
    doc: str


@dataclass(frozen=True, slots=True)
class _Text:
    """What the templates print for a definition."""

    discriminator: str
    doc: str
    fields: tuple[_FieldText, ...]


def generate_source(definitions: list[Definition], templates: Path) -> str:
    """The source of one module that holds `definitions`, in an order that can be imported.

    A class before them has the fields that tell the hints of most others.
    """
    common = Common.of(definitions)
    if not common.fields:
        return _generated(definitions, {}, templates)
    told = _generated([Model("Common", tuple(common.fields.values()))], {}, templates)
    return f"{told}\n{_generated(definitions, common.hints(told), templates)}"


def _generated(definitions: list[Definition], hints: Hints, templates: Path) -> str:
    """The source of `definitions`; the library writes the hints that are not known."""
    source = generate(
        document(definitions, hints),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        base_class=BASE_CLASS,
        custom_template_dir=templates / "models",
        extra_template_data=cast("Any", _template_data(definitions, hints)),
        formatters=[],
        enum_field_as_literal=LiteralType.All,
        output_datetime_class=DatetimeClassType.Datetime,
        use_type_alias=True,
        strict_nullable=True,
        use_annotated=True,
        use_typed_nullable_map_values=True,
        use_tuple_for_fixed_items=True,
        use_union_operator=True,
        use_standard_collections=True,
        use_double_quotes=True,
        disable_future_imports=True,
        disable_timestamp=True,
        custom_class_name_generator=_unchanged,
        treat_dot_as_module=False,
    )
    return cast("str", source)


def _unchanged(name: str) -> str:
    """Class names are the plan's."""
    return name


def _template_data(definitions: list[Definition], hints: Hints) -> dict[str, Any]:
    """What the templates print around the library's type hints, already encoded."""
    return {
        item.name: {
            "sdk": _Text(
                discriminator=_discriminator(item),
                doc=encode.docstring(item.description or item.name, 4),
                fields=_field_texts(item, hints) if isinstance(item, Model) else (),
            )
        }
        for item in definitions
    }


def _discriminator(definition: Definition) -> str:
    """The attribute that tells the variants of an alias apart, as a literal; empty without one."""
    node = definition.type if isinstance(definition, Alias) else None
    tag = node.discriminator if isinstance(node, UnionOf) else None
    return encode.literal(tag) if tag else ""


def _field_texts(model: Model, hints: Hints) -> tuple[_FieldText, ...]:
    return tuple(
        _FieldText(
            name=field.name,
            hint=hints.get((model.name, field.name), ""),
            alias=encode.literal(field.wire) if field.wire != field.name else "",
            default="" if field.required else "None",
            doc=encode.docstring(field.description, 4) if field.description else "",
        )
        for field in model.fields
    )
