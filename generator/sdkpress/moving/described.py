"""A description in, the operations and schemas that a vendor's file names out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..data import Json, as_list, as_object
from ..pointer import NotFoundError, Pointer, local_target, resolve, value_at

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ENDPOINT = re.compile(r"\s*([A-Za-z]+)\s+(\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An operation of the description, and where it is."""

    verb: str
    path: str
    node: Mapping[str, Json] = field(repr=False)

    @property
    def name(self) -> str:
        """What ``sdk.toml`` calls it."""
        return f"{self.verb} {self.path}"

    @property
    def pointer(self) -> Pointer:
        """Where it is."""
        return ("paths", self.path, self.verb)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema with the place where it really stands, references followed."""

    node: Any = field(repr=False)
    pointer: Pointer

    @property
    def component(self) -> str:
        """Its name among the components, if it is one of them."""
        here = self.pointer
        return str(here[2]) if here[:2] == ("components", "schemas") and len(here) == 3 else ""


@dataclass(frozen=True)
class Described:
    """A description that was read: only local references are left."""

    root: Mapping[str, Json] = field(repr=False)

    @cached_property
    def endpoints(self) -> dict[str, Endpoint]:
        """All operations by ``verb /path``."""
        return {one.name: one for one in self._operations()}

    def _operations(self) -> Iterator[Endpoint]:
        for path, item in as_object(self.root.get("paths")).items():
            for verb, node in as_object(self.resolved(item)).items():
                if verb in VERBS and isinstance(node, dict):
                    yield Endpoint(verb, path, as_object(node))

    @cached_property
    def _shapes(self) -> dict[str, list[Endpoint]]:
        found: dict[str, list[Endpoint]] = {}
        for one in self.endpoints.values():
            found.setdefault(_shape(one.name), []).append(one)
        return found

    def endpoint(self, text: str) -> Endpoint | None:
        """The operation that ``text``, such as `get /pets/{id}`, means; None if there is none.

        Where parameters of the path are called otherwise, it is still the only one of its shape.
        """
        match = _ENDPOINT.fullmatch(text)
        if match is None:
            return None
        name = f"{match[1].lower()} {match[2]}"
        near = self._shapes.get(_shape(name), [])
        return self.endpoints.get(name) or (near[0] if len(near) == 1 else None)

    def resolved(self, node: Json) -> Json:
        """What ``node`` is, its reference followed; nothing where that leads nowhere."""
        try:
            return resolve(self.root, node, ())[0]
        except NotFoundError:
            return {}

    def schema(self, node: Json, at: Pointer) -> Schema:
        """The schema that stands at a place, its reference followed."""
        try:
            value, place = resolve(self.root, node, at)
        except NotFoundError:
            return Schema(node, at)
        return Schema(value, place)

    def schema_at(self, text: str) -> Schema | None:
        """A schema by the name of a component or by a JSON pointer; None where there is none."""
        target = local_target(text) if text.startswith("#") else ("components", "schemas", text)
        if target is None:
            return None
        try:
            return self.schema(value_at(self.root, target), target)
        except NotFoundError:
            return None

    def parameters(self, endpoint: Endpoint) -> list[dict[str, Json]]:
        """The parameters of an operation, those of its path included."""
        item = as_object(self.resolved(as_object(self.root.get("paths")).get(endpoint.path)))
        listed = [*as_list(item.get("parameters")), *as_list(endpoint.node.get("parameters"))]
        return [as_object(self.resolved(one)) for one in listed]

    def body(self, endpoint: Endpoint) -> list[Schema]:
        """The schemas of what an operation takes as its body, by media type."""
        found = self.schema(endpoint.node.get("requestBody"), (*endpoint.pointer, "requestBody"))
        content = as_object(as_object(found.node).get("content"))
        return [
            self.schema(item["schema"], (*found.pointer, "content", media, "schema"))
            for media, item in content.items()
            if "schema" in as_object(item)
        ]

    def success(self, endpoint: Endpoint) -> tuple[Mapping[str, Json], Pointer]:
        """The response of the lowest 2xx status, and where it stands; empty if there is none."""
        responses = as_object(endpoint.node.get("responses"))
        statuses = sorted(status for status in responses if str(status).startswith("2"))
        for status in statuses:
            at = (*endpoint.pointer, "responses", status)
            found = self.schema(responses[status], at)
            return as_object(found.node), found.pointer
        return {}, ()

    def response(self, endpoint: Endpoint) -> Schema | None:
        """The schema of what an operation gives, by its JSON or else by its text."""
        node, at = self.success(endpoint)
        content = as_object(node.get("content"))
        for wanted in (_is_json, _is_text):
            for media, item in content.items():
                if wanted(media) and "schema" in as_object(item):
                    return self.schema(item["schema"], (*at, "content", media, "schema"))
        return None

    def properties(self, schema: Schema) -> dict[str, Schema]:
        """The properties of a schema, those of its ``allOf`` included."""
        found: dict[str, Schema] = {}
        node = as_object(schema.node)
        for index, part in enumerate(as_list(node.get("allOf"))):
            inner = self.schema(part, (*schema.pointer, "allOf", index))
            if inner.pointer != schema.pointer:
                found |= self.properties(inner)
        for name, item in as_object(node.get("properties")).items():
            found[name] = self.schema(item, (*schema.pointer, "properties", name))
        return found


def _shape(name: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", name).rstrip("/")


def _is_json(media: str) -> bool:
    kind = media.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _is_text(media: str) -> bool:
    return media.partition(";")[0].strip().lower().startswith("text/") and "event" not in media
