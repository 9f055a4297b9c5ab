"""Request Body Objects in, arguments and encodings out (OpenAPI 3.1, 4.8.13)."""

from __future__ import annotations

from dataclasses import dataclass

from .definitions import Field, Model
from .media import body_kind
from .operation import Body
from .parameters import example_of
from .raw import Json, Pointer, mapping, resolve
from .schemas import Schemas
from .types import ANY, ListOf, Ref, Scalar, Type, is_nullable


@dataclass(frozen=True, slots=True)
class RawBody:
    """One media type of a request body; `fields` are set where the body is flattened."""

    media_type: str
    node: dict[str, Json]
    type: Type
    required: bool
    fields: tuple[Field, ...] | None


def collect_bodies(
    root: dict[str, Json], operation: dict[str, Json], place: Pointer, schemas: Schemas, hint: str
) -> list[RawBody]:
    """The media types of an operation's body, JSON first."""
    body, pointer = resolve(root, operation.get("requestBody"), (*place, "requestBody"))
    content = mapping(mapping(body).get("content"))
    ordered = sorted(content, key=lambda name: body_kind(name) != "json")
    required = mapping(body).get("required") is True
    return [
        _raw_body(
            name, mapping(content[name]), (*pointer, "content", name), required, schemas, hint
        )
        for name in ordered
    ]


def _raw_body(
    media_type: str,
    node: dict[str, Json],
    pointer: Pointer,
    required: bool,
    schemas: Schemas,
    hint: str,
) -> RawBody:
    kind = body_kind(media_type)
    if kind == "binary":
        return RawBody(media_type, node, Scalar("bytes"), required, None)
    if kind == "text":
        return RawBody(media_type, node, Scalar("str"), required, None)
    value = schemas.type_of(node["schema"], (*pointer, "schema"), hint) if "schema" in node else ANY
    if kind == "jsonl":
        return RawBody(media_type, node, ListOf(value), required, None)
    return RawBody(media_type, node, value, required, flattened(value, schemas))


def flattened(value: Type, schemas: Schemas) -> tuple[Field, ...] | None:
    """The properties that become keyword arguments: those of a body that is one plain object."""
    definition = schemas.definitions.get(value.name) if isinstance(value, Ref) else None
    if not isinstance(definition, Model) or definition.extra is not None:
        return None
    return tuple(field for field in definition.fields if not field.read_only)


def plan_body(raw: RawBody, root: dict[str, Json]) -> Body:
    """How a body travels."""
    fields = raw.fields
    return Body(
        media_type=raw.media_type,
        kind=body_kind(raw.media_type),
        type=raw.type,
        arguments=None if fields is None else tuple(item.name for item in fields),
        nullable_arguments=tuple(item.name for item in fields or () if is_nullable(item.type)),
        required=raw.required,
        example=example_of(raw.node, root),
    )
