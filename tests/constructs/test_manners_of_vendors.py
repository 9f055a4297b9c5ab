"""`[surface] like`: a row of manners, in which an SDK has all of what other SDKs promise it has."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import ByteServer, answer
from sdkpress.plan.client.manners import ROWS
from sdkpress.problems import DescriptionError
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

API = """
info: {title: Inline, version: 1.0.0}
servers: [{url: 'https://api.example.com', name: production}, {url: 'https://test.example.com', name: test}]
security: [{key: []}]
paths:
  /stores/{store_id}/files/{file_id}:
    get:
      operationId: retrieve
      tags: [files]
      parameters:
        - {name: store_id, in: path, required: true, schema: {type: string}}
        - {name: file_id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
        '404': {description: none, content: {application/json: {schema: {type: object, properties: {code: {type: string}}}}}}
  /files:
    get:
      operationId: list
      tags: [files]
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/File'}}}}
    post:
      operationId: create
      tags: [files]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {stream: {type: boolean}, text: {type: string}}}
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {$ref: '#/components/schemas/File'}}
            text/event-stream: {schema: {$ref: '#/components/schemas/File'}}
components:
  schemas: {File: {type: object, required: [id], properties: {id: {type: string}}}}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
PAGES = '[pagination.offset]\noffset = "offset"\nresults = "data"\n'


def config(name: str) -> str:
    return f'{PAGES}[idempotency]\nheader = "Idempotency-Key"\n[surface]\nlike = "{name}"\n'


def test_a_program_written_for_the_first_row(press: Press, server: ByteServer) -> None:
    server.answers = [answer({"id": "f"})]
    package = press(API, config("stainless"))
    with package.Inline(base_url=server.url, api_key="k", max_retries=0) as client:
        assert client.files.retrieve("f", store_id="s").id == "f"
        file = client.files.retrieve(file_id="f", store_id="s", limit=package.omit, timeout=5)
        assert isinstance(file, package.models.File)
        response = client.files.with_raw_response.retrieve("f", store_id="s")
        assert response.is_closed is True and response.parse() == file
        with client.files.with_streaming_response.retrieve("f", store_id="s") as streamed:
            assert not streamed.is_closed
            assert streamed.http_request.headers.get("accept")
            assert streamed.parse() == file
        assert streamed.is_closed is True
        with pytest.raises(ValueError, match=r"non-empty value for `store_id` but received ''"):
            client.files.with_raw_response.retrieve("f", store_id="")
        server.answers = [answer({"code": "x"}, status=404)]
        with pytest.raises(package.NotFoundError) as raised:
            client.with_options(max_retries=1).files.retrieve("f", store_id="s")
        assert isinstance(raised.value, package.APIStatusError)


def test_the_same_program_that_awaits(press: Press, server: ByteServer) -> None:
    server.answers = [answer({"id": "f"})]
    package = press(API, config("stainless"))

    async def program() -> None:
        async with package.AsyncInline(base_url=server.url, api_key="k") as client:
            response = await client.files.with_raw_response.retrieve("f", store_id="s")
            assert response.is_closed is True
            assert (await response.parse()).id == "f"
            async with client.files.with_streaming_response.create(
                text="t", stream=False, idempotency_key="once", extra_headers={"X-A": "1"}
            ) as streamed:
                assert not streamed.is_closed
                assert (await streamed.parse()).id == "f"
            assert streamed.is_closed is True

    asyncio.run(program())
    assert (server.last.headers["idempotency-key"], server.last.headers["x-a"]) == ("once", "1")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_what_its_settings_are(press_files: PressFiles, name: str) -> None:
    """Nothing but the settings of a row comes of it."""
    row = ROWS[name]
    said = {field: getattr(row, field) for field in row.__dataclass_fields__}
    lines = [f"{field} = {json.dumps(value)}" for field, value in said.items()]
    alone = config(name).replace(f'like = "{name}"', "\n".join(lines))
    files, others = press_files(API, config(name)).files, press_files(API, alone).files
    differ = {path for path in files.keys() | others.keys() if files.get(path) != others.get(path)}
    assert differ <= {"sdk-manifest.json"}


def test_a_row_there_is_not_is_told_of(press_files: PressFiles) -> None:
    with pytest.raises(DescriptionError, match='"stainless", "speakeasy", "fern"'):
        press_files(API, config("stainles"))


@only_pydantic
@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("checker", [pyright, mypy])
def test_readme_and_docs_are_written_in_these_manners(
    press_files: PressFiles,
    tmp_path: Path,
    name: str,
    checker: Callable[[Path, Any, str], list[str]],
) -> None:
    """Examples are the same whatever models are made of."""
    pressed = press_files(API, config(name))
    pages = [text for path, text in pressed.files.items() if path.endswith(".md")]
    blocks = [one for page in pages for one in re.findall(r"```python\n(.*?)```", page, re.DOTALL)]
    assert len(blocks) > 12
    examples = tmp_path / "examples"
    examples.mkdir()
    for number, block in enumerate(blocks):
        (examples / f"example_{number}.py").write_text(block, encoding="utf-8")
    names = [f"example_{number}" for number in range(len(blocks))]
    used = "\n".join(f"print({name})" for name in names)
    told = checker(tmp_path, pressed, f"from examples import {', '.join(names)}\n{used}\n")
    assert [line for line in told if "deprecated" not in line] == []
