"""Files in forms: properties of `multipart/form-data` that are sent as they are get a type of
their own, which callers may fill with bytes, a path, an open file, or one of these with a name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .definitions import Alias, Definition, Field, Model
from .media import essence, is_json
from .operation import Encoding
from .raw import mapping
from .schemas import Schemas
from .types import ANY, Ref, Scalar, Type, UnionOf, references, transform, union, walk

FILE = Scalar("file")
_BYTES = Scalar("bytes")


def with_files(
    body: Type, schemas: Schemas, schema: dict[str, Any], encodings: tuple[Encoding, ...]
) -> None:
    """Change the models that `body` consists of, so that their properties take files."""
    media_types = {item.name: item.content_type for item in encodings}
    properties = mapping(schema.get("properties"))
    for name in _models(body, schemas.definitions):
        model = schemas.definitions[name]
        if isinstance(model, Model):
            fields = tuple(
                replace(field, type=_with_files(field, media_types, properties, schemas))
                for field in model.fields
            )
            schemas.definitions[name] = replace(model, fields=fields)


def _models(body: Type, definitions: dict[str, Definition]) -> list[str]:
    """The models that a body may be: itself, or the variants of a union."""
    found: list[str] = []
    pending = list(references(body))
    while pending:
        name = pending.pop()
        definition = definitions.get(name)
        if isinstance(definition, Alias):
            pending.extend(item for item in references(definition.type) if item not in found)
        found.append(name)
    return found


def _with_files(
    field: Field, media_types: dict[str, str], properties: dict[str, Any], schemas: Schemas
) -> Type:
    def changed(part: Type) -> Type:
        if isinstance(part, Ref):
            alias = schemas.definitions.get(part.name)
            if isinstance(alias, Alias) and _is_file(alias.type):
                return transform(alias.type, changed)
        if isinstance(part, UnionOf):
            # First: to see whether an open file is a list would be to read it.
            return union(sorted(part.members, key=lambda member: member != FILE))
        return FILE if part == _BYTES else part

    value = transform(field.type, changed)
    schema = mapping(properties.get(field.wire))
    if "contentEncoding" in schema or not _is_opaque(media_types.get(field.wire, "")):
        return value
    # Declared by its media type alone, as OpenAPI 3.1 has it.
    return FILE if value == ANY else union([FILE, value]) if value == Scalar("str") else value


def _is_file(node: Type) -> bool:
    """Whether a type is made of nothing but bytes."""
    return all(not isinstance(part, Ref) for part in walk(node)) and _BYTES in walk(node)


def _is_opaque(media_types: str) -> bool:
    """Whether a property of one of these media types is neither JSON nor plain text."""
    listed = [essence(item) for item in media_types.split(",") if item.strip()]
    return bool(listed) and not any(is_json(item) or item == "text/plain" for item in listed)
