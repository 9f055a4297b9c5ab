"""What is deprecated: checkers, editors and a warning say so, and what to use instead."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import ByteServer, answer
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

DESCRIPTION = """
paths:
  /old:
    get:
      operationId: readOld
      tags: [files]
      deprecated: true
      x-speakeasy-deprecation-replacement: readNew
      responses: {'200': {$ref: '#/components/responses/File'}}
    post:
      operationId: writeOld
      tags: [files]
      deprecated: true
      description: Writes. Please use the PUT endpoint instead. It is "quick".
      responses: {'200': {$ref: '#/components/responses/File'}}
    delete:
      {operationId: drop, tags: [files], deprecated: true, responses: {'204': {description: d}}}
  /new/{id}:
    get:
      operationId: readNew
      tags: [files]
      parameters:
        - {name: id, in: path, required: true, deprecated: true, schema: {type: string}}
        - {name: page, in: query, deprecated: true, description: "Deprecated: use cursor.", schema: {type: integer}}
        - {name: sort-by, in: query, deprecated: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {'200': {$ref: '#/components/responses/File'}}
  /chat:
    post:
      operationId: chat
      tags: [files]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                stream: {type: boolean}
                text: {type: string}
                user: {type: string, deprecated: true, description: "Who.\\n\\nReplaced by `text`."}
      responses:
        '200':
          description: d
          content:
            application/json: {schema: {$ref: '#/components/schemas/File'}}
            text/event-stream: {schema: {$ref: '#/components/schemas/Part'}}
components:
  responses:
    File: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
  schemas:
    File:
      type: object
      deprecated: true
      description: 'Superseded: see `Part` " \\ {{ x }}.'
      properties: {name: {type: string}, inner: {$ref: '#/components/schemas/File'}}
    Part: {type: object, properties: {name: {type: string}}}
"""
USAGE = """
from collections.abc import Iterator

from PACKAGE import AsyncInline, Inline, models
from PACKAGE.funcs.files_read_old import files_read_old  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]

def call(client: Inline, asked: bool, maybe: bool | None) -> Iterator[str | None]:
    client.files.read_old()  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    client.files.write_old()  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    client.files.read_new("1", limit=1)
    client.files.read_new("1", page=1)  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    yield client.files.chat(text="t").name
    yield from (part.name for part in client.files.chat(text="t", stream=True))
    either = client.files.chat(stream=asked)
    either = client.files.chat(stream=maybe)
    print(either.name)  # type: ignore[union-attr] # pyright: ignore[reportUnknownMemberType,reportAttributeAccessIssue,reportUnknownArgumentType]
    yield client.files.chat(user="u").name  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    for part in client.files.chat(user="u", stream=True):  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
        yield part.name
    files_read_old(client, {})  # pyright: ignore[reportDeprecated]
    models.File(name="x")  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    models.Part(name="x")

async def awaited(client: AsyncInline, asked: bool) -> None:
    await client.files.read_old()  # type: ignore[deprecated] # pyright: ignore[reportDeprecated]
    await client.files.chat(stream=asked)
    async for part in await client.files.chat(stream=True):
        print(part.name)
"""
pytestmark = with_both_libraries


@pytest.fixture
def server() -> Iterator[ByteServer]:
    server = ByteServer([answer({"name": "n", "inner": {"name": "m"}})])
    yield server
    server.close()


def warned(use: Any) -> list[str]:
    """What `use` is warned of, always at a line of this file."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    found = [one for one in caught if one.category is DeprecationWarning]
    assert {one.filename for one in found} <= {__file__}
    return [str(one.message) for one in found]


def test_checkers_say_it(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(DESCRIPTION)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []


def test_calls_warn(press: Press, server: ByteServer) -> None:
    package = press(DESCRIPTION)
    read_old = import_module(f"{package.__name__}.funcs.files_read_old").files_read_old
    chat = import_module(f"{package.__name__}.funcs.files_chat").files_chat
    with package.Inline(server_url=server.url) as client:
        files, raw = client.files, client.files.with_raw_response
        old = "files.read_old is deprecated: use `client.files.read_new` instead"
        write = "files.write_old is deprecated: Please use the PUT endpoint instead."
        assert warned(files.read_old) == [old]
        assert warned(raw.read_old) == [old]
        assert warned(lambda: read_old(client, {}).unwrap()) == [old]
        assert warned(files.write_old) == [write]
        assert warned(files.drop) == ["files.drop is deprecated: the API may remove it"]
        page = "the argument page of files.read_new is deprecated: Deprecated: use cursor."
        sort_by = "the argument sort_by of files.read_new is deprecated: the API may remove it"
        identifier = "the argument id of files.read_new is deprecated: the API may remove it"
        assert warned(lambda: files.read_new("1", limit=1)) == [identifier]
        assert warned(lambda: files.read_new("1", page=1, sort_by="x")) == [
            identifier,
            page,
            sort_by,
        ]
        user = "the argument user of files.chat is deprecated: Replaced by `text`."
        assert warned(lambda: files.chat(user="u")) == [user]
        assert warned(lambda: chat(client, {"user": "u"}).unwrap()) == [user]
        assert warned(lambda: files.chat(text="t")) == []


def test_asynchronous_calls_warn(press: Press, server: ByteServer) -> None:
    package = press(DESCRIPTION)

    async def call() -> None:
        async with package.AsyncInline(server_url=server.url) as client:
            await client.files.read_old()
            await client.files.chat(text="t", user="u")

    assert [text.partition(":")[0] for text in warned(lambda: asyncio.run(call()))] == [
        "files.read_old is deprecated",
        "the argument user of files.chat is deprecated",
    ]


def test_models_warn_where_they_are_made_and_not_where_they_come(
    press: Press, server: ByteServer
) -> None:
    package = press(DESCRIPTION)
    message = 'File is deprecated: Superseded: see `Part` " \\ {{ x }}.'
    made: list[Any] = []
    assert warned(lambda: made.append(package.models.File(name="x"))) == [message]
    assert made[0].name == "x"
    assert package.models.File.__deprecated__ == message
    assert warned(lambda: package.models.File.model_validate({"inner": {}})) == []

    class Own(package.models.File):  # type: ignore[misc, name-defined]
        pass

    assert warned(Own) == []
    with package.Inline(server_url=server.url) as client:
        assert warned(lambda: made.append(client.files.chat())) == []
    assert (made[1].name, made[1].inner.name) == ("n", "m")


def test_docs_say_it_once(press_files: PressFiles) -> None:
    files = press_files(DESCRIPTION).files
    docs = files["docs/files.md"]
    assert "## What is deprecated" in files["README.md"]
    assert "> **Deprecated**: use `client.files.read_new` instead" in docs
    assert docs.count("Deprecated: use cursor.") == 1
    assert "Deprecated. |" in docs  # sort_by
