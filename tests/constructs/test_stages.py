"""What a stage hands on is not changed by the stages after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sdkpress.config import Config, load_config
from sdkpress.describe import describe
from sdkpress.format import format_files
from sdkpress.models import model_modules
from sdkpress.pipeline import plan_sdk
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.read import Document, ReadOptions, read
from sdkpress.render import render
from sdkpress.render.manifest import manifest
from sdkpress.store import Store
from sdkpress.templates import templates_dir
from sdkpress.workers import Worker

# Something for each step that puts right what is written otherwise.
DESCRIPTION = """
openapi: 3.0.3
info: {title: Pets, description: "See [the docs](/docs)."}
externalDocs: {url: "https://pets.example/docs"}
servers: {url: "https://{region}.pets.example"}
security: [{key: []}, {missing: []}]
tags: [{name: pets, description: "All [pets](/pets)."}]
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, type: int}, {$ref: '#/components/parameters/Limit'}, {$ref: '#/components/schemas/Pet'}]
    GET:
      tags: pets
      operationId: 5
      description: "Finds [one](/docs/one)."
      responses: {'200': {description: ok, schema: {$ref: '#/components/schemas/Pet/properties/owner'}}}
    post:
      tags: [pets]
      parameters: [{name: body, in: body, schema: {$ref: '#/components/schemas/Pet'}}]
      responses: {'201': made, default: {$ref: '#/components/responses/Error'}}
  /files:
    $ref: '#/components/pathItems/Files'
components:
  pathItems:
    Files: {put: {tags: [pets], requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: file}, at: {type: datetime}}}}}}, responses: {'204': {}}}}
  parameters: {Limit: {name: limit, in: Query, type: int}}
  responses: {Error: {description: wrong, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}
  securitySchemes: {key: {type: api_key}}
  schemas:
    Problem: {type: object, properties: {code: {type: integer, exclusiveMinimum: true, minimum: 0}}}
    Owner: {type: object, required: [nmae], properties: {name: {type: string, required: true}}}
    Pet:
      type: object
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
      properties:
        id: {type: integer, readOnly: true}
        kind: {type: string, nullable: true, enum: [cat, dog]}
        owner: {allOf: [{$ref: '#/components/schemas/Owner'}], nullable: true, description: "Of [it](/owner)."}
        friends: {type: array, items: {anyOf: [{$ref: '#/components/schemas/Pet'}, {type: string, format: ipv4}]}}
        born: {type: string, format: date, example: 5}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: long, default: nine}}}]}
"""
CONFIGS = {"pydantic": "", "msgspec": '[models]\nbackend = "msgspec"\n'}


def _text(document: Document) -> str:
    """All that a document says, places included."""
    return json.dumps(document.root) + repr((document, document.left_out, document.sources))


@contextmanager
def _kept(shown: Callable[[Any], str], value: Any) -> Generator[None]:
    before = shown(value)
    yield
    assert shown(value) == before


@pytest.mark.parametrize("library", CONFIGS)
def test_no_stage_changes_what_it_was_given(tmp_path: Path, library: str) -> None:
    spec, given = tmp_path / "api.yaml", tmp_path / "sdk.toml"
    spec.write_text(DESCRIPTION, encoding="utf-8")
    given.write_text(CONFIGS[library], encoding="utf-8")
    problems = Problems()
    config: Config = load_config(given, problems)
    document = read(spec, ReadOptions(), problems)
    with _kept(repr, config), _kept(_text, document):
        description = describe(document, problems)
        assert description.root != document.root
        assert "https://pets.example/docs/one" in json.dumps(description.root)
        with _kept(_text, description.document):
            sdk = plan_sdk(description, config, problems, Progress())
            with _kept(repr, sdk):
                modules = model_modules(sdk, Store(), Worker())
                with _kept(repr, modules):
                    rendered = render(sdk, modules, templates_dir(), Store())
                    with _kept(repr, rendered):
                        files = format_files(rendered, Store())
                        with _kept(repr, files):
                            assert manifest(sdk, files)
