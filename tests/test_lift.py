"""Schemas of 3.0 in the shape of 3.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from support.described import described, good, head, with_schema


def lifted(tmp_path: Path, schema: str, version: str = "3.0.3") -> Any:
    description = good(tmp_path, with_schema(schema, version))
    return description.document.root["components"]["schemas"]["A"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: false}", {"type": "string"}),
        (
            "{type: string, nullable: true, enum: [a]}",
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ("{nullable: true, enum: [a, null]}", {"enum": ["a", None]}),
        ("{nullable: true}", {}),
        ("{nullable: true, properties: {}}", {"type": ["object", "null"], "properties": {}}),
        (
            "{nullable: true, oneOf: [{type: string}]}",
            {"oneOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            "{nullable: true, description: D, allOf: [{$ref: '#/components/schemas/B'}]}",
            {
                "description": "D",
                "anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}, {"type": "null"}],
            },
        ),
        (
            "{nullable: true, x-y: 1, $ref: '#/components/schemas/B'}",
            {"x-y": 1, "anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
        ),
        (
            "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9}",
            {"type": "integer", "exclusiveMinimum": 1, "maximum": 9},
        ),
        ("{maximum: 1, exclusiveMaximum: false}", {"maximum": 1}),
        ("{type: string, format: binary, example: x}", None),
        ("{properties: {nullable: {type: boolean, example: {nullable: true}}}}", None),
    ],
)
def test_schemas_are_lifted(tmp_path: Path, schema: str, expected: Any) -> None:
    assert lifted(tmp_path, schema) == (yaml.safe_load(schema) if expected is None else expected)
    assert lifted(tmp_path, schema, "3.1.0") == lifted(tmp_path, schema)


def test_references_follow_what_the_lift_moves(tmp_path: Path) -> None:
    text = with_schema("{nullable: true, allOf: [{properties: {p: {}}}]}", "3.0.3") + (
        "    C: {$ref: '#/components/schemas/A/allOf/0/properties/p'}\n"
    )
    description = good(tmp_path, text)
    reference = "#/components/schemas/A/anyOf/0/allOf/0/properties/p"
    assert description.document.root["components"]["schemas"]["C"] == {"$ref": reference}
    pointer = ("components", "schemas", "A", "anyOf", 0, "allOf", 0, "properties")
    place = description.document.locate(pointer)
    assert (place.line, place.column) == (6, 34)


def test_empty_fields_are_ignored(tmp_path: Path) -> None:
    text = head() + "paths: {/a: {get: {parameters: , responses: {}, x-a: }}}\nservers:\n"
    description, problems = described(tmp_path, text)
    assert description is not None
    assert [problem.message for problem in problems] == [
        'the field "parameters" is empty and is ignored',
        'the field "servers" is empty and is ignored',
    ]
    assert description.document.root["paths"]["/a"]["get"] == {"responses": {}, "x-a": None}
