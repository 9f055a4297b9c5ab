"""Request Body Objects in, their media types and encodings out (OpenAPI 3.1, 4.8.13)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat, zip_longest
from typing import Any

from ...data import Json, as_list, as_object, text
from ...pointer import Pointer, resolve
from ..media_types import body_kind, essence, is_json
from ..model.definitions import Field, Model
from ..model.operation import NO_ENCODINGS, Body, BodyKind, Encoding, Encodings
from ..model.types import (
    ANY,
    NONE,
    ListOf,
    Ref,
    Scalar,
    StreamOf,
    Type,
    UnionOf,
    is_nullable,
    union,
)
from ..names.identifiers import pascal
from ..schemas.schemas import Schemas
from ..shapes.forms import Forms
from ..shapes.parts import is_opaque
from .parameters import example_of


@dataclass(frozen=True, slots=True)
class RawBody:
    """One media type of a request body; `fields` are set where the body is flattened.

    `type` is what a caller gives.
    """

    media_type: str
    kind: BodyKind
    node: dict[str, Json]
    type: Type
    required: bool
    fields: tuple[Field, ...] | None
    encodings: Encodings = NO_ENCODINGS


def collect_bodies(
    root: dict[str, Json],
    operation: dict[str, Json],
    place: Pointer,
    schemas: Schemas,
    forms: Forms,
    hint: str,
) -> list[RawBody]:
    """The media types of an operation's body, JSON first."""
    body, pointer = resolve(root, operation.get("requestBody"), (*place, "requestBody"))
    content = as_object(as_object(body).get("content"))
    collector = _Collector(root, schemas, forms, as_object(body).get("required") is True)
    bodies: list[RawBody] = []
    for name in sorted(content, key=lambda name: not is_json(name)):
        node = as_object(content[name])
        known = not bodies or any(item.node.get("schema") == node.get("schema") for item in bodies)
        own = hint if known else f"{hint}{_said(name)}"
        bodies.append(collector.collect(name, node, (*pointer, "content", name), own))
    return bodies


def _said(media_type: str) -> str:
    """A media type as part of a class name: `multipart/form-data` becomes `Multipart`."""
    kind = body_kind(media_type, {})
    return pascal(kind if kind in ("form", "multipart", "jsonl") else essence(media_type))


@dataclass(frozen=True, slots=True)
class _Collector:
    """Collects the media types of one body."""

    root: dict[str, Json]
    schemas: Schemas
    forms: Forms
    required: bool

    def collect(
        self, media_type: str, node: dict[str, Json], pointer: Pointer, hint: str
    ) -> RawBody:
        keyword = "itemSchema" if "itemSchema" in node else "schema"
        schema = self.schemas.expand(node[keyword]) if keyword in node else {}
        kind = body_kind(media_type, schema)
        if kind == "binary":
            return RawBody(media_type, kind, node, Scalar("binary"), self.required, None)
        if kind == "text":
            return RawBody(media_type, kind, node, Scalar("str"), self.required, None)
        place: Pointer = (*pointer, keyword)
        if kind == "jsonl":
            lines = self._lines(node, place, hint)
            return RawBody(media_type, kind, node, lines, self.required, None)
        value = self.schemas.type_of(node[keyword], place, hint) if keyword in node else ANY
        if not self.required and isinstance(value, UnionOf):
            # None leaves the body out, so it is no value of it; what is left may be an object.
            value = union([one for one in value.members if one != NONE])
        encodings = NO_ENCODINGS
        if kind in ("form", "multipart"):
            encodings = self._encodings(node, schema)
        if kind == "multipart":
            named = essence(media_type) == "multipart/form-data"
            value = ListOf(value) if keyword == "itemSchema" else value
            value = self.forms.shape(value, encodings, pointer, named=named)
        fields = flattened(value, self.schemas)
        return RawBody(media_type, kind, node, value, self.required, fields, encodings)

    def _lines(self, node: dict[str, Json], place: Pointer, hint: str) -> StreamOf:
        """The items of JSON Lines, which `schema` describes as an array, or each by itself."""
        schema = node.get(str(place[-1]), True)
        if place[-1] == "schema":
            resolved, target = resolve(self.root, schema, place)
            if as_object(resolved).get("type") == "array":
                schema, place = as_object(resolved).get("items", True), (*target, "items")
        return StreamOf(self.schemas.type_of(schema, place, hint))

    def _encodings(self, node: dict[str, Json], schema: dict[str, Any]) -> Encodings:
        """The Encoding Objects by name and by position."""
        declared = as_object(node.get("encoding"))
        properties = as_object(schema.get("properties"))
        by_name = [
            self._encoding(name, declared.get(name), self._part(properties.get(name)))
            for name in dict.fromkeys([*declared, *properties])
        ]
        firsts, rest = as_list(node.get("prefixEncoding")), node.get("itemEncoding")
        items = as_list(schema.get("prefixItems"))
        encodings = [*firsts, *repeat(rest, len(items) - len(firsts))]
        prefix = [
            self._encoding("", encoding, self.schemas.expand(item))
            for encoding, item in zip_longest(encodings, items)
        ]
        item = schema if "itemSchema" in node else self.schemas.expand(schema.get("items"))
        return Encodings(
            tuple(encoding for encoding in by_name if encoding != Encoding(encoding.name)),
            tuple(prefix),
            self._encoding("", rest, item),
        )

    def _part(self, schema: Json) -> dict[str, Any]:
        """What the encoding of a property is for: each item of an array, else the whole value."""
        node = self.schemas.expand(schema)
        return self.schemas.expand(node.get("items")) if node.get("type") == "array" else node

    def _encoding(self, name: str, declared: Json, schema: dict[str, Any]) -> Encoding:
        """An Encoding Object; without `contentType`, `contentMediaType` stands for it."""
        node = as_object(declared)
        explode = node.get("explode")
        encoded = "contentEncoding" in schema
        implied = "" if encoded else text(schema.get("contentMediaType"))
        media_type = text(node.get("contentType")) or implied
        return Encoding(
            name=name,
            content_type=media_type,
            headers=tuple(_fixed_headers(self.root, as_object(node.get("headers")))),
            styled=any(key in node for key in ("style", "explode", "allowReserved")),
            style=text(node.get("style")),
            explode=explode if isinstance(explode, bool) else None,
            allow_reserved=node.get("allowReserved") is True,
            is_file=not encoded and is_opaque(media_type),
        )


def _fixed_headers(root: dict[str, Json], headers: dict[str, Json]) -> list[tuple[str, str]]:
    """The headers of a part that can have but one value: a constant, or a default."""
    fixed: list[tuple[str, str]] = []
    for name, value in headers.items():
        schema = as_object(as_object(resolve(root, value, ())[0]).get("schema"))
        enum = as_list(schema.get("enum"))
        only = enum[0] if len(enum) == 1 else schema.get("default")
        constant = schema.get("const", only)
        if isinstance(constant, str) and name.lower() != "content-type":
            fixed.append((name, constant))
    return fixed


def flattened(value: Type, schemas: Schemas) -> tuple[Field, ...] | None:
    """The properties that become keyword arguments: those of a body that is one plain object."""
    definition = schemas.definitions.get(value.name) if isinstance(value, Ref) else None
    if not isinstance(definition, Model) or definition.extra is not None:
        return None
    return tuple(field for field in definition.fields if not field.read_only)


def _nullable_arguments(raw: RawBody) -> tuple[str, ...]:
    """The arguments for which None is sent as null; for a body that may be left out, it is not."""
    if raw.fields is None:
        return ("body",) if raw.required and is_nullable(raw.type) else ()
    return tuple(item.name for item in raw.fields if is_nullable(item.type))


def plan_body(raw: RawBody, root: dict[str, Json]) -> Body:
    """How a body travels."""
    fields = raw.fields
    return Body(
        media_type=raw.media_type,
        kind=raw.kind,
        type=_sent_type(raw.type),
        arguments=None if fields is None else tuple(item.name for item in fields),
        nullable_arguments=_nullable_arguments(raw),
        required=raw.required,
        example=example_of(raw.node, root),
        encodings=raw.encodings,
    )


def _sent_type(value: Type) -> Type:
    """What is encoded at once: the whole body, or one of its lines."""
    if isinstance(value, StreamOf):
        return value.items
    return Scalar("bytes") if value == Scalar("binary") else value
