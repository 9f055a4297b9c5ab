"""Schema Objects in; JSON Schemas that stand alone, made for one direction, and validators out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import jsonschema_rs
from schemathesis.core.jsonschema.bundler import BUNDLE_STORAGE_KEY, REFERENCE_TO_BUNDLE_PREFIX
from schemathesis.specs.openapi.converter import to_json_schema

from .api import Api

Direction = Literal["request", "response"]
HIDDEN = {"request": "readOnly", "response": "writeOnly"}

_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains"),
    *("propertyNames", "unevaluatedProperties", "unevaluatedItems", "contentSchema"),
)
_ANNOTATIONS = (
    *("title", "description", "example", "examples", "default", "deprecated", "externalDocs"),
    *("xml", "readOnly", "writeOnly", "$comment", "$recursiveAnchor"),
)


_IMPLIED = (
    *((keyword, "object") for keyword in ("properties", "patternProperties", "propertyNames")),
    ("additionalProperties", "object"),
    ("items", "array"),
)
"""The type that is meant where none is said: JSON Schema would take any other value as well."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A JSON Schema with all that it refers to, and what decides whether a value fits it."""

    schema: Any
    draft: int
    validator: jsonschema_rs.Validator = field(repr=False)

    def fits(self, value: Any) -> bool:
        """Whether a value is valid, formats included."""
        return self.validator.is_valid(value)


class Schemas:
    """Prepares the schemas of one description."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._prepared: dict[tuple[str, Direction], Prepared] = {}

    def prepare(self, schema: Any, direction: Direction) -> Prepared:
        """Make a schema stand alone, without what never travels in this direction.

        Raises:
            ValueError: The schema is not one that jsonschema-rs takes.
        """
        key = (jsonschema_rs.canonical.json.to_string(schema), direction)
        if key not in self._prepared:
            self._prepared[key] = self._prepare(schema, direction)
        return self._prepared[key]

    def _prepare(self, schema: Any, direction: Direction) -> Prepared:
        bundle = _Bundle(self._api, direction)
        whole = bundle.take(schema)
        if isinstance(whole, bool):
            whole = {} if whole else {"not": {}}
        whole = {**whole, BUNDLE_STORAGE_KEY: bundle.contents()}
        is_30 = self._api.version == "3.0"
        converted = to_json_schema(
            whole,
            nullable_keyword="nullable" if is_30 else "x-nullable",
            update_quantifiers=False,
            clone=False,
            upgrade_legacy_exclusive_bounds=not is_30,
            convert_prefix_items=False,
            convert_if_then_else=False,
            name_to_uri=bundle.origins,
            merge_ref_siblings=not is_30,
        )
        draft = jsonschema_rs.Draft4Validator if is_30 else jsonschema_rs.Draft202012Validator
        converted = _standard(converted, "definitions" if is_30 else "$defs")
        return Prepared(converted, 4 if is_30 else 20, draft(converted, validate_formats=True))


class _Bundle:
    """Copies schemas, and collects what they refer to under names of its own."""

    def __init__(self, api: Api, direction: Direction) -> None:
        self._api = api
        self._hidden = HIDDEN[direction]
        self._names: dict[str, str] = {}
        self._inside: list[str] = []
        self._taken: dict[str, Any] = {}
        self.origins: dict[str, str] = {}

    def contents(self) -> dict[str, Any]:
        """Return every schema that was referred to, by name."""
        return self._taken

    def take(self, node: Any) -> Any:
        """Copy a schema, without annotations; hidden properties become impossible ones.

        `$recursiveRef` (2019-09, which some descriptions still use) is the component it is in.
        """
        if not isinstance(node, Mapping):
            return node
        copy: dict[str, Any] = {}
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str) and value.startswith("#/"):
                copy[key] = f"{REFERENCE_TO_BUNDLE_PREFIX}/{self._name(value)}"
            elif key == "$recursiveRef" and self._inside:
                copy["$ref"] = f"{REFERENCE_TO_BUNDLE_PREFIX}/{self._inside[-1]}"
            elif key == "discriminator":
                copy[key] = full_mapping(value)
            elif key not in _ANNOTATIONS and not key.startswith("x-"):
                copy[key] = self._keyword(key, value)
        if self._hidden == HIDDEN["request"]:
            _require_tag(copy)
            if "type" not in copy:
                copy.pop("nullable", None)  # has no effect then, OpenAPI 3.0.3 says; some differ
        if isinstance(copy.get("required"), list):
            copy["required"] = list(dict.fromkeys(copy["required"]))
        if "type" not in copy:
            copy |= next(({"type": kind} for key, kind in _IMPLIED if key in copy), {})
        return self._without_hidden(node, copy)

    def _keyword(self, key: str, value: Any) -> Any:
        if key in _MAPS and isinstance(value, Mapping):
            return {name: self.take(one) for name, one in value.items()}
        if key in _LISTS and isinstance(value, list):
            return [self.take(one) for one in value]
        return self.take(value) if key in _SINGLE else value

    def _without_hidden(self, node: Mapping[str, Any], copy: dict[str, Any]) -> dict[str, Any]:
        properties = node.get("properties")
        if not isinstance(properties, Mapping):
            return copy
        hidden = [name for name, one in properties.items() if self._is_hidden(one)]
        for name in hidden:
            copy["properties"][name] = {"not": {}}
        if hidden and "required" in copy:
            copy["required"] = [name for name in copy["required"] if name not in hidden]
        return copy

    def _is_hidden(self, schema: Any) -> bool:
        if not isinstance(schema, Mapping):
            return False
        target = self._api.resolved(schema)
        flags = [schema, target] if isinstance(target, Mapping) else [schema]
        return any(one.get(self._hidden) is True for one in flags)

    def _name(self, reference: str) -> str:
        if reference not in self._names:
            name = re.sub(r"\W", "_", reference.removeprefix("#/components/schemas/"))
            while name in self.origins:
                name += "_"
            self._names[reference] = name
            self.origins[name] = reference
            self._inside.append(name)
            self._taken[name] = self.take(self._api.at(reference))
            self._inside.pop()
        return self._names[reference]


def _require_tag(schema: dict[str, Any]) -> None:
    """Have requests carry the property that a discriminator names: openapi-core asks for it."""
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, Mapping) and "propertyName" in discriminator:
        tag = discriminator["propertyName"]
        schema["required"] = [*(schema.get("required") or ()), tag]


def full_mapping(discriminator: Any) -> Any:
    """Write the bare schema names that a mapping may hold as references."""
    mapping = discriminator.get("mapping") if isinstance(discriminator, Mapping) else None
    if not isinstance(mapping, Mapping):
        return discriminator
    full: Callable[[str], str] = lambda value: (  # noqa: E731
        value if "/" in value or "#" in value else f"#/components/schemas/{value}"
    )
    return {**discriminator, "mapping": {key: full(value) for key, value in mapping.items()}}


def _standard(schema: dict[str, Any], keyword: str) -> dict[str, Any]:
    """Move the bundle to where JSON Schema has it: what is no keyword is an annotation."""
    text = json.dumps(schema).replace(f'"{REFERENCE_TO_BUNDLE_PREFIX}/', f'"#/{keyword}/')
    moved: dict[str, Any] = json.loads(text)
    bundle = moved.pop(BUNDLE_STORAGE_KEY, {})  # it goes when it is empty
    return {**moved, keyword: {**moved.get(keyword, {}), **bundle}}
