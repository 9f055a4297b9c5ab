"""Descriptions planned for their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sdkpress.config import load_config
from sdkpress.pipeline import plan_sdk, read_description
from sdkpress.plan.model.sdk import Sdk
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions


def described(title: str, operations: list[tuple[str, str, str, str]]) -> dict[str, Any]:
    """One operation a path, with tag, id, the schema of its error, and a query parameter."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number, (tag, identifier, schema, parameter) in enumerate(operations):
        properties = {f"p{len(schemas)}": {"type": "string"}}
        schemas.setdefault(schema, {"type": "object", "properties": properties})
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        paths[f"/p{number}"] = {
            "get": {
                **({"operationId": identifier} if identifier else {}),
                "tags": [tag],
                "parameters": [
                    {"name": name, "in": "query", "schema": {"type": "string"}}
                    for name in dict.fromkeys([parameter, f"{parameter}_"])
                ],
                "responses": {
                    "200": {"description": "ok", "content": content},
                    "400": {"description": "no", "content": content},
                },
            }
        }
    keys = dict.fromkeys(parameter for *_, parameter in operations)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": paths,
        "servers": [
            {
                "url": "http://{timeout}.example.com/{options}/{api_key}",
                "variables": {key: {"default": "a"} for key in ("timeout", "options", "api_key")},
            }
        ],
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                key: {"type": "apiKey", "in": "header", "name": key} for key in [*keys, "api-key"]
            },
        },
    }


def planned(root: dict[str, Any], path: Path) -> Sdk:
    file = path / "openapi.yaml"
    file.write_text(yaml.safe_dump(root, sort_keys=False), encoding="utf-8")
    problems = Problems()
    description = read_description(file, ReadOptions(), problems, Progress())
    return plan_sdk(description, load_config(None, problems), problems, Progress())
