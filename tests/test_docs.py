"""README and docs of other descriptions: every shape of operation, and text that is hostile."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdkpress.render.markdown import Anchors, block, line
from support.examples import Distribution, goes_to
from support.markdown_pages import Page, pages
from support.models import LIBRARIES, ModelLibrary
from support.page_checks import check_pages, check_types
from support.pressing import Pressed, Presser, PressFiles, complete
from support.server import ApiServer

SHAPES = """
info: {title: Pet Shop, version: 1.0.0}
servers: [{url: /v2}]
tags:
  - {name: store.orders, description: What people ordered.}
security: [{key: []}]
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: integer, format: int64}}
    get:
      operationId: getPet
      responses:
        "200": {description: A pet., content: {application/json: {
          schema: {$ref: "#/components/schemas/Pet"}, example: {id: 1, petName: Rex}}}}
        default: {description: Failed., content: {application/json: {
          schema: {$ref: "#/components/schemas/Problem"}}}}
    delete:
      operationId: deletePet
      deprecated: true
      parameters:
        - {name: If-Match, in: header, required: true, schema: {type: string}, example: '"v1"'}
      responses: {"204": {description: Gone.}}
    put:
      operationId: replacePet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Pet"}
      responses: {"204": {description: Replaced.}}
  /pets:
    get:
      operationId: listPets
      parameters: [{name: after, in: query, schema: {type: string}}]
      x-speakeasy-pagination:
        inputs: [{name: after, in: parameters, type: cursor}]
        outputs: {nextCursor: $.next}
      responses:
        "200": {description: Pets., content: {application/json: {
          schema: {$ref: "#/components/schemas/Pets"},
          example: {data: [{id: 1, petName: Rex}], pages: 1}}}}
    post:
      operationId: addPets
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
      responses:
        "201": {description: How many., content: {application/json: {
          schema: {type: integer}, example: 2}}}
  /pets/{petId}/photo:
    post:
      operationId: uploadPhoto
      security: []
      parameters: [{name: petId, in: path, required: true, schema: {type: string, format: uuid}}]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: {type: string, format: binary}
                caption: {type: string}
      responses: {"204": {description: Stored.}}
    put:
      operationId: replacePhoto
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content: {image/png: {schema: {type: string, format: binary}}}
      responses: {"204": {description: Stored.}}
  /pets/{petId}/events:
    get:
      operationId: watchPet
      parameters: [{name: petId, in: path, required: true, schema: {type: integer}}]
      responses:
        "200": {description: What it does., content: {text/event-stream: {
          schema: {$ref: "#/components/schemas/Problem"}}}}
  /orders:
    get:
      operationId: overview
      tags: [store.orders]
      security: [{login: []}]
      parameters:
        - {name: day, in: query, required: true, schema: {type: string, format: date}}
        - {name: state, in: query, schema: {$ref: "#/components/schemas/State"}}
      responses:
        "200": {description: Orders., content: {application/json: {
          schema: {type: array, items: {$ref: "#/components/schemas/Order"}},
          example: [{id: 1, created: "2025-01-31T12:00:00Z", state: open, pets: []}]}}}
    post:
      operationId: placeOrder
      tags: [store.orders]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Order"}
            example:
              id: 7
              created: "2025-01-31T12:00:00Z"
              class: first
              pets: [{id: 1, petName: Rex, tags: {colour: [brown, black, white, grey, red, blue]}}]
      responses: {"204": {description: Placed.}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: basic}
  schemas:
    Problem: {type: object, properties: {title: {type: string}}}
    Pets:
      type: object
      properties:
        data: {type: array, items: {$ref: "#/components/schemas/Pet"}}
        next: {type: string}
        pages: {type: integer}
    Pet:
      type: object
      required: [id, petName]
      properties:
        id: {type: integer}
        petName: {type: string}
        tags: {type: object, additionalProperties: {type: array, items: {type: string}}}
        parent: {$ref: "#/components/schemas/Pet"}
        owner: {oneOf: [{$ref: "#/components/schemas/Problem"}, {type: string}]}
    Order:
      type: object
      required: [id, created]
      properties:
        id: {type: integer}
        class: {type: string, enum: [first, second]}
        created: {type: string, format: date-time}
        state: {$ref: "#/components/schemas/State"}
        pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    State: {type: string, enum: [open, paid, packed, sent, delivered, returned, lost]}
"""

FILE = "{type: string, format: binary}"
"""Taken out for the validator, to which a file is bytes and so no string."""

EVIL = (
    "a | b || `c | d` <script>alert(1)</script> ``` `` \\| \"\"\" ''' {{ 7*7 }} {% x %}\n"
    "# Heading\n\n```python\nimport os; os.system('x')\n\nSetext\n===\n\n- ```\n<b>\n"
    "> # quoted <i>\n<!-- [x](javascript:alert(1)) | \x07 \u202e"
)


def hostile() -> dict[str, Any]:
    """A description whose every free text is `EVIL`."""
    item = {"type": "string", "description": EVIL, "example": EVIL, "title": EVIL}
    thing: dict[str, Any] = {
        "type": "object",
        "description": EVIL,
        "required": ["a|b`c", "kind"],
        "properties": {
            "a|b`c": item,
            "kind": {"type": "string", "enum": ["a|b", "`x`", "</td>"]},
            "<script>": {"$ref": "#/components/schemas/Long"},
        },
    }
    values = [f"{number}|`{number}``<b>" for number in range(9)]
    content = {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/Thing"},
            "example": {"a|b`c": EVIL, "kind": "`x`"},
        }
    }
    operation = {
        "operationId": "doIt",
        "tags": ["Evil"],
        "summary": EVIL,
        "description": EVIL,
        "deprecated": True,
        "parameters": [{"name": "p|`q`", "in": "query", "required": True, "schema": item}],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {"description": EVIL, "content": content},
            "400": {"description": EVIL, "content": content},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Evil", "version": "1.0.0", "description": EVIL},
        "servers": [{"url": "https://evil.example/api", "description": EVIL}, {"url": "/b|`c`"}],
        "tags": [{"name": "Evil", "description": EVIL}],
        "paths": {"/it": {"post": operation}},
        "components": {
            "schemas": {
                "Thing": thing,
                "Long": {"type": "string", "description": EVIL, "enum": values},
            }
        },
    }


FILES = (Path(__file__).parent / "support" / "bodies.yaml").read_text(encoding="utf-8")
DESCRIPTIONS = {
    "shapes": complete(SHAPES),
    "files": FILES,
    "hostile": yaml.safe_dump(hostile(), allow_unicode=False),
    "empty": complete(""),
}


@pytest.fixture(params=DESCRIPTIONS)
def described(
    request: pytest.FixtureRequest, models: ModelLibrary, press_files: PressFiles
) -> tuple[str, Pressed]:
    """A description, and what is pressed of it with models of each library."""
    text = DESCRIPTIONS[request.param]
    return text, press_files(text)


def test_pages_are_sound(described: tuple[str, Pressed], tmp_path: Path) -> None:
    check_pages(described[1].directory, tmp_path)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda one: one.name)
def test_examples_are_typed(library: ModelLibrary, presser: Presser, tmp_path: Path) -> None:
    texts = DESCRIPTIONS.values()
    check_types(tmp_path, *(presser.press(text, library.config("")).directory for text in texts))


def test_examples_run(described: tuple[str, Pressed], tmp_path: Path) -> None:
    text, pressed = described
    distribution = Distribution(pressed.directory)
    root = yaml.safe_load(text.replace(FILE, "{}"))
    examples = [list(page.blocks("python")) for page in pages(pressed.directory)]
    with ApiServer(root, validate=text is not FILES) as server:  # it knows no type ["null", …]
        for blocks in filter(None, examples):
            called = [distribution.called(example.code) for example in blocks]
            silent = [item for item, calls in zip(blocks, called, strict=True) if not calls]
            assert all(item.headings[-1] == "Fakes for your tests" for item in silent)
            ran = distribution.run(server, tmp_path, *blocks)
            assert ran.status == 0, f"{blocks[0].path}\n{ran.log}"
            assert ran.violations == [], blocks[0].path
            for request, operation in zip(ran.requests, chain(*called), strict=True):
                assert goes_to(request, operation)
            assert "failed:" not in ran.output, ran.output
    assert any(examples) == bool(distribution.operations)


def test_every_operation_is_shown(press_files: PressFiles) -> None:
    pressed = press_files(SHAPES)
    for operation in Distribution(pressed.directory).operations:
        resource, _, method = operation["call"].rpartition(".")
        path = pressed.directory / "docs" / f"{resource.replace('.', '_')}.md"
        page = Page(pressed.directory, path)
        blocks = [item for item in page.blocks("python") if method in item.headings]
        assert [item.headings[-1] for item in blocks] == ["Example Usage", "Standalone function"]


def test_pages_have_a_section(press_files: PressFiles) -> None:
    pressed = press_files(SHAPES)
    readme = (pressed.directory / "README.md").read_text(encoding="utf-8")
    assert "    for item in page.iterate(max_items=100, prefetch=True):\n" in readme
    assert "        async for item in client.pets.list():\n" in readme
    assert "| `resume_token` |" in readme
    docs = (pressed.directory / "docs" / "pets.md").read_text(encoding="utf-8")
    assert docs.count("(../README.md#pages)") == 1
    without = press_files(FILES).directory / "README.md"
    assert "resume_token" not in without.read_text(encoding="utf-8")


def test_streams_of_events_have_a_section(press_files: PressFiles) -> None:
    """Where there are any; its example runs with the others."""
    shown = press_files(SHAPES).files["README.md"].split("## Streams of events")[1]
    assert "pets.watch_pet(" in shown.split("\n## ")[0]
    assert "## Streams" not in press_files(FILES).files["README.md"]


def test_examples_of_the_description_are_used(press_files: PressFiles) -> None:
    page = press_files(SHAPES).files["docs/store_orders.md"]
    assert "        id=7,\n" in page
    assert '        class_="first",\n' in page
    assert '"pet_name": "Rex"' in page
    assert "parent" not in page.split("### Parameters")[1]


def test_files_are_shown_as_files(press_files: PressFiles) -> None:
    page = press_files(FILES).files["docs/bodies.md"]
    for text in (
        'file=("document.pdf", b"content")',
        'name="document.pdf"',
        'either=("b c.png", b"content")',
        'image=("cat.png", b"content")',
        'files=[("a.pdf", b"content"), b"just text"]',
        'body=b"content"',
        'data=b"hi"',
    ):
        assert text in page, text


def test_a_method_named_as_a_section_is_linked_to_its_own_heading(press_files: PressFiles) -> None:
    pressed = press_files(SHAPES)
    assert "- [`overview`](#overview-1)" in pressed.files["docs/store_orders.md"]
    assert "docs/store_orders.md#overview-1" in pressed.files["README.md"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`<id>` and <b>", "`<id>` and &lt;b>"),
        ("see <https://example.com/a>", "see <https://example.com/a>"),
        ("`` <b> ` <i>", "`` &lt;b> ` &lt;i>"),
        ("# Title\ntext", "**Title**\ntext"),
        ("Title\n=====", "Title\n\n"),
        ("above\n---\nbelow", "above\n\n---\nbelow"),
        ("```json\n<a> # b\n```\n# c", "```\n<a> # b\n```\n**c**"),
        ("```\nopen <a>", "\\`\\`\\`\nopen &lt;a>"),
        ("- x\n  ```\nout\n  ```", "- x\n  \\`\\`\\`\nout\n  \\`\\`\\`"),
        ("> # quoted", "> \\# quoted"),
    ],
)
def test_prose_of_descriptions(text: str, expected: str) -> None:
    assert block(text) == expected


def test_prose_on_one_line() -> None:
    assert line("a\n # <b>\n") == "a # &lt;b>"


def test_anchors() -> None:
    anchors = Anchors()
    found = [anchors.add(heading) for heading in ("A b", "a_b", "A b", "a.b", "Größe", "A b")]
    assert found == ["a-b", "a_b", "a-b-1", "ab", "größe", "a-b-2"]


LINKED = (
    'See [the [old] keys](/docs/keys "All"), ![a picture](/p_(1).png), `[code](/x)` and [out](//y).'
)


@pytest.mark.parametrize(
    "where",
    [
        "externalDocs: {url: 'https://a.example/docs/index.html'}\nservers: [{url: 'https://b.example'}]",
        "servers: [{url: '/v1'}, {url: 'https://{x}.example', variables: {x: {default: y}}}, {url: 'https://a.example/v2'}]",
    ],
)
def test_links_of_descriptions_get_their_origin(press_files: PressFiles, where: str) -> None:
    texts = shown(press_files, where)
    link = '[the [old] keys](https://a.example/docs/keys "All")'
    picture = "![a picture](https://a.example/p_(1).png)"
    assert len(texts) == 4
    assert all(f"See {link}, {picture}, `[code](/x)` and [out](//y)." in text for text in texts)


@pytest.mark.parametrize(
    "where", ["", "servers: [{url: /v1}]", "externalDocs: {url: 'https://a.example)'}"]
)
def test_links_of_descriptions_without_an_origin_are_text(
    press_files: PressFiles, where: str
) -> None:
    texts = shown(press_files, where)
    assert len(texts) == 4
    assert all("See the [old] keys, a picture, `[code](/x)` and" in text for text in texts)


def shown(press_files: PressFiles, where: str) -> list[str]:
    """The lines of README and docs with LINKED, of the API, a tag, an operation and a model."""
    said = f"description: {yaml.safe_dump(LINKED, default_style=chr(34), width=1000).strip()}"
    files = press_files(f"""
info: {{title: Linked, version: 1.0.0, {said}}}
tags: [{{name: x, {said}}}]
paths:
  /a:
    get:
      operationId: get
      tags: [x]
      {said}
      responses:
        '200':
          description: ok
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}
components:
  schemas:
    A: {{type: object, {said}, properties: {{a: {{type: string, example: "[x](/y)"}}}}}}
{where}
""").files
    pages = [text for path, text in files.items() if path.endswith(".md")]
    return [line for text in pages for line in text.split("\n") if line.startswith("See ")]
