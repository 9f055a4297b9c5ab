"""Schemas of event streams and JSON Lines in, the types of what iterating over them gives out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...data import Json, as_list, as_object
from ...pointer import Pointer, resolve
from ..dialects import operation_hints
from ..model.types import ANY, Scalar, Type, union
from ..names.identifiers import pascal
from ..schemas.schemas import Schemas

FIELDS = frozenset({"data", "event", "id", "retry"})
"""The fields of an event (WHATWG HTML, "Server-sent events")."""

ERROR = "error"
"""What an event is called by which a server says that it failed."""
TAGS = ("type", "event", "kind", "object")


@dataclass(frozen=True, slots=True)
class Events:
    """The type of an event's data: of any event's, and of each named one's.

    `errors` says that there is one called error, which is thus an item like others.
    """

    data: Type
    by_name: tuple[tuple[str, Type], ...] = ()
    errors: bool = False


def item_schema(
    root: dict[str, Json], media: dict[str, Json], place: Pointer
) -> tuple[Json, Pointer]:
    """The schema of one item of a stream: `itemSchema`, or the items of an array (OpenAPI 3.2)."""
    if "itemSchema" in media:
        return media["itemSchema"], (*place, "itemSchema")
    schema, pointer = media.get("schema", True), (*place, "schema")
    node, target = resolve(root, schema, pointer)
    if as_object(node).get("type") == "array":
        return as_object(node).get("items", True), (*target, "items")
    return schema, pointer


def streams_unasked(root: dict[str, Json], schemas: Schemas, operation: dict[str, Json]) -> bool:
    """Whether the property of the body that asks for a stream is true by default."""
    name = operation_hints(operation).stream
    body = as_object(resolve(root, operation.get("requestBody"), ())[0])
    content = as_object(body.get("content"))
    nodes = (as_object(media).get("schema", {}) for media in content.values())
    bodies = (schemas.expand(resolve(root, node, ())[0]) for node in nodes)
    switches = (as_object(one.get("properties")).get(name) for one in bodies)
    return any(schemas.expand(one).get("default") is True for one in switches if one)


class EventPlanner:
    """Plans the events of `text/event-stream`.

    OpenAPI 3.2 (4.14.4) describes events as objects with the fields of the event stream; earlier
    descriptions do so too, or give the schema of the data alone. Data that is a JSON text has
    `contentSchema`, or simply the schema of what is in it.
    """

    def __init__(self, root: dict[str, Json], schemas: Schemas) -> None:
        self._root = root
        self._schemas = schemas

    def plan(self, media: dict[str, Json], place: Pointer, hint: str) -> Events:
        """The events of one media type."""
        schema, pointer = item_schema(self._root, media, place)
        variants = self._variants(schema, pointer)
        if not all(self._is_event(node) for node, _ in variants):
            tagged = any(self._is_tagged(node) for node, _ in variants)
            return Events(self._type(schema, pointer, hint), errors=tagged)
        named: list[tuple[str, Type]] = []
        found: list[Type] = []
        for node, where in variants:
            names = self._names(node)
            own = f"{hint}{pascal(names[0])}" if len(variants) > 1 and names else hint
            value = self._data(node, where, own)
            found.append(value)
            named.extend((name, value) for name in names)
        differ = len(set(found)) > 1
        errors = any(name == ERROR for name, _ in named)
        return Events(union(found), tuple(named) if differ else (), errors)

    def _variants(self, schema: Json, pointer: Pointer) -> list[tuple[Json, Pointer]]:
        """The alternatives of a union of events, or the one schema that there is."""
        node, where = resolve(self._root, schema, pointer)
        for keyword in ("oneOf", "anyOf"):
            listed = as_list(as_object(node).get(keyword))
            if listed:
                return [
                    resolve(self._root, item, (*where, keyword, index))
                    for index, item in enumerate(listed)
                ]
        return [(node, where)]

    def _properties(self, node: Json) -> dict[str, Any]:
        return as_object(self._schemas.expand(node).get("properties"))

    def _is_event(self, node: Json) -> bool:
        properties = self._properties(node)
        return "data" in properties and set(properties) <= FIELDS

    def _names(self, node: Json) -> list[str]:
        """The values that the field `event` may have."""
        resolved = resolve(self._root, self._properties(node).get("event"), ())[0]
        return self._constants(resolved)

    def _constants(self, node: Json) -> list[str]:
        body = self._schemas.expand(node)
        values = [body["const"]] if "const" in body else as_list(body.get("enum"))
        return [value for value in values if isinstance(value, str)]

    def _is_tagged(self, node: Json) -> bool:
        """Whether the data itself says by one of the usual properties that it is an error."""
        tags = (resolve(self._root, self._properties(node).get(tag), ())[0] for tag in TAGS)
        return any(ERROR in self._constants(tag) for tag in tags)

    def _data(self, node: Json, pointer: Pointer, hint: str) -> Type:
        data = as_object(self._properties(node)["data"])
        place: Pointer = (*pointer, "properties", "data")
        if "contentSchema" in data:
            return self._type(data["contentSchema"], (*place, "contentSchema"), hint)
        if data.get("contentMediaType") == "application/json":
            return ANY
        return self._type(data, place, hint)

    def _type(self, schema: Json, pointer: Pointer, hint: str) -> Type:
        body = self._schemas.expand(schema)
        if body.get("type") == "string" and "enum" not in body and "const" not in body:
            return Scalar("str")  # the data itself, whatever the format: it is no JSON
        return self._schemas.type_of(schema, pointer, hint)
