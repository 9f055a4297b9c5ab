"""Class names: out of where a schema stands and what tells it apart, stable, never numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdkpress.config import load_config
from sdkpress.pipeline import plan_sdk, read_description
from sdkpress.plan.model.definitions import Definition
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions

OBJECT = {"type": "object", "properties": {"text": {"type": "string"}}}
CHOICE = {"type": "string", "enum": ["low", "high"]}

SCHEMAS: dict[str, Any] = {
    "ChatRequest": {
        "type": "object",
        "properties": {
            "tool_choice": {
                "oneOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "required": ["type", "name"],
                        "properties": {"type": {"const": "function"}, "name": {"type": "string"}},
                    },
                ]
            },
            "prediction": OBJECT,
            "reasoning": {"type": "object", "properties": {"effort": OBJECT}},
            "reasoning_effort": {"type": "object", "properties": {"level": CHOICE}},
            "assignee": {"type": "object", "properties": {"login": {"type": "string"}}},
            "assignees": {"type": "array", "items": {**OBJECT, "title": "somebody"}},
        },
    },
    "Usage": {"oneOf": [OBJECT, {"type": "null"}]},
    "UpdateThingRequest": {"type": "object", "properties": {"name": {"type": "string"}}},
    "GetThingResponse": {"type": "object", "properties": {"id": {"type": "integer"}}},
}

PATHS: dict[str, Any] = {
    "/things/{id}": {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {}}],
        "patch": {
            "operationId": "updateThing",
            "requestBody": {
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/UpdateThingRequest"}
                    }
                }
            },
            "responses": {"204": {"description": "done"}},
        },
        "get": {
            "operationId": "getThing",
            "responses": {
                "200": {
                    "description": "ok",
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "data": {"$ref": "#/components/schemas/GetThingResponse"}
                                },
                            }
                        }
                    },
                }
            },
        },
    }
}


def _definitions(path: Path, schemas: Mapping[str, Any]) -> dict[str, Definition]:
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1"},
        "paths": PATHS,
        "components": {"schemas": dict(schemas)},
    }
    file = path / "openapi.yaml"
    file.write_text(yaml.safe_dump(root, sort_keys=False), encoding="utf-8")
    problems = Problems()
    description = read_description(file, ReadOptions(), problems, Progress())
    return plan_sdk(description, load_config(None, problems), problems, Progress()).definitions


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ChatRequestPrediction", "an inline schema takes its parent's name and its own"),
        ("ChatRequestToolChoiceFunction", "a variant takes the constant that tells it apart"),
        ("ChatRequestReasoningEffort", "reasoning.effort is the first that wants this name"),
        ("ChatRequestReasoningEffortProperty", "reasoning_effort is told apart as a property"),
        ("ChatRequestAssignee", "a single one"),
        ("ChatRequestAssigneeItem", "and one of several"),
        ("UsageValue", "what a nullable component holds"),
        ("UpdateThingRequestArguments", "the path's parameters beside the body's properties"),
        ("GetThingResponseBody", "the body around the component of that name"),
    ],
)
def test_a_schema_is_named_by_what_it_is(tmp_path: Path, name: str, why: str) -> None:
    assert name in _definitions(tmp_path, SCHEMAS), why


def test_no_name_is_numbered(tmp_path: Path) -> None:
    assert not [name for name in _definitions(tmp_path, SCHEMAS) if re.search(r"\d", name)]


def test_what_cannot_be_told_apart_is_reported(tmp_path: Path) -> None:
    """Six properties that are spelled alike get names; the seventh is asked to change its own."""
    spellings = ["a_b_c", "a-b-c", "a.b.c", "a b c", "a/b/c", "a+b+c", "a:b:c"]
    properties: dict[str, Any] = {
        one: {"type": "object", "properties": {f"p{number}": {"type": "string"}}}
        for number, one in enumerate(spellings[:6])
    }
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    found = _definitions(tmp_path, {**SCHEMAS, "Foo": schema})
    assert len([name for name in found if name.startswith("FooABC")]) == 6
    properties[spellings[6]] = {"type": "object", "properties": {"p6": {"type": "string"}}}
    with pytest.raises(DescriptionError, match="#/components/schemas/Foo/properties/a:b:c"):
        _definitions(tmp_path, {**SCHEMAS, "Foo": schema})


@given(
    added=st.text("abcdefgXYZ_-", min_size=1, max_size=12).map("Zz".__add__),
    first=st.booleans(),
    schema=st.sampled_from([OBJECT, CHOICE, SCHEMAS["ChatRequest"]]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_another_schema_renames_none(
    tmp_path: Path, added: str, first: bool, schema: dict[str, Any]
) -> None:
    before = _definitions(tmp_path, SCHEMAS)
    more = {added: schema}
    after = _definitions(tmp_path, {**more, **SCHEMAS} if first else {**SCHEMAS, **more})
    assert {name: after.get(name) for name in before} == before
