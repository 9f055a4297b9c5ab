"""`[renamed]` fields and arguments as keys of dicts: either name is taken, and means the same."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from constructs.renamed import told
from runtime.lab import ByteServer, answer
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

DESCRIPTION = """
paths:
  /boxes:
    get:
      operationId: list
      tags: [boxes]
      parameters:
        - {name: max_size, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}}
    post:
      operationId: make
      tags: [boxes]
      parameters: [{name: X-Trace, in: header, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}
      responses: {'204': {description: d}}
components:
  schemas:
    Box:
      type: object
      required: [size]
      properties:
        size: {$ref: '#/components/schemas/Size'}
        more: {type: array, items: {$ref: '#/components/schemas/Size'}}
        named: {type: object, additionalProperties: {$ref: '#/components/schemas/Size'}}
        part: {anyOf: [{$ref: '#/components/schemas/Size'}, {$ref: '#/components/schemas/Round'}]}
        kind: {oneOf: [{$ref: '#/components/schemas/Red'}, {$ref: '#/components/schemas/Blue'}]}
    Size:
      type: object
      required: [width]
      properties:
        width: {type: integer}
        tall: {type: integer, x-speakeasy-name-override: height}
        made: {type: string, format: date-time}
        inner: {$ref: '#/components/schemas/Size'}
    Round: {type: object, required: [radius], properties: {radius: {type: integer}, breadth: {type: string}}}
    Red: {type: object, required: [colour], properties: {colour: {const: red}, shade: {type: integer}}}
    Blue: {type: object, required: [colour], properties: {colour: {const: blue}, depth: {type: integer}}}
"""
CONFIG = """
[globals.trace]
in = "header"
name = "X-Trace"
[renamed]
"models.Size.breadth" = { to = "models.Size.width", since = "0.1.0" }
"models.Size.tall" = { to = "models.Size.height", since = "0.1.0" }
"models.Red.tone" = { to = "models.Red.shade", since = "0.1.0" }
"models.Box.extent" = { to = "models.Box.size", since = "0.1.0" }
"boxes.list(limit)" = { to = "boxes.list(max_size)", since = "0.1.0" }
"boxes.list(x_trace)" = { to = "boxes.list(trace)", since = "0.1.0" }
"boxes.make(x_trace)" = { to = "boxes.make(trace)", since = "0.1.0" }
"""
BREADTH = "models.Size.breadth is deprecated: use models.Size.width; the old name goes in 0.2.0"


@pytest.fixture
def package(press: Press) -> Any:
    return press(DESCRIPTION, CONFIG)


@pytest.fixture
def client(package: Any, server: ByteServer) -> Generator[Any]:
    with package.Inline(server_url=server.url) as client:
        yield client


@pytest.mark.parametrize(
    ("given", "sent", "times"),
    [
        ({"size": {"breadth": 1}}, b'{"size":{"width":1}}', 1),
        ({"size": {"breadth": 1, "tall": 2}}, b'{"size":{"width":1,"tall":2}}', 1),
        ({"size": {"breadth": 1, "height": 2}}, b'{"size":{"width":1,"tall":2}}', 1),
        ({"size": {"width": 1, "inner": {"breadth": 2}}}, b'{"size":{"width":1,"inner":{"width":2}}}', 1),
        ({"size": {"width": 1}, "more": [{"breadth": 1}, {"width": 2}, {"breadth": 3}]},
         b'{"size":{"width":1},"more":[{"width":1},{"width":2},{"width":3}]}', 2),
        ({"size": {"width": 1}, "named": {"breadth": {"breadth": 1}}},
         b'{"size":{"width":1},"named":{"breadth":{"width":1}}}', 1),
        ({"size": {"width": 1}, "part": {"breadth": 1}}, b'{"size":{"width":1},"part":{"width":1}}', 1),
        ({"size": {"width": 1}, "part": {"radius": 1, "breadth": "b"}},
         b'{"size":{"width":1},"part":{"radius":1,"breadth":"b"}}', 0),
        ({"size": {"width": 1}}, b'{"size":{"width":1}}', 0),
    ],
)  # fmt: skip
def test_what_is_sent_has_new_names(
    client: Any, server: ByteServer, given: Any, sent: bytes, times: int
) -> None:
    with told(__file__) as said:
        client.boxes.make(**given)
    assert server.last.body == sent
    assert said == [BREADTH] * times


def test_what_tells_variants_apart_may_be_beside_an_old_name(
    client: Any, server: ByteServer
) -> None:
    with told(__file__) as said:
        client.boxes.make(size={"width": 1}, kind={"colour": "red", "tone": 1})
        assert server.last.body == b'{"size":{"width":1},"kind":{"colour":"red","shade":1}}'
        client.boxes.make(size={"width": 1}, kind={"colour": "blue", "tone": 1})
    assert server.last.body == b'{"size":{"width":1},"kind":{"colour":"blue","tone":1}}'
    assert [one.partition(" ")[0] for one in said] == ["models.Red.tone"]


def test_either_name_but_not_both(package: Any, client: Any) -> None:
    with pytest.raises(package.errors.InlineError, match="'width' and 'breadth', which is its old"):
        client.boxes.make(size={"breadth": 1, "width": 1})
    with pytest.raises(package.errors.InlineError, match="width"):
        client.boxes.make(size={})
    with pytest.raises(ValueError, match="'width' and 'breadth', which is its old name"):
        package.models.Size(breadth=1, width=1)


def test_models_are_made_of_dicts_with_old_names(package: Any) -> None:
    with told(__file__) as said:
        size = package.models.Size.model_validate({"breadth": 1, "inner": {"breadth": 2}})
        assert (size.width, size.inner.width) == (1, 2)
        box = package.models.Box(size={"breadth": 3})
        assert box.to_dict() == {"size": {"width": 3}}
    assert said == [BREADTH] * 3


def test_functions_take_old_keys(package: Any, client: Any, server: ByteServer) -> None:
    list_boxes = import_module("inline.funcs.boxes_list").boxes_list
    make = import_module("inline.funcs.boxes_make").boxes_make
    answered = answer({"size": {"width": 1}})
    server.answers[:] = [answered]
    with told(__file__) as said:
        assert list_boxes(client, {"limit": 3, "x_trace": "t"}).unwrap().size.width == 1
        assert (server.last.target, server.last.headers["x-trace"]) == ("/boxes?max_size=3", "t")
        request = package.models.ListRequest(limit=4, x_trace="u")
        assert (request.x_trace, request.limit) == ("u", 4)
        list_boxes(client, request)
        assert (server.last.target, server.last.headers["x-trace"]) == ("/boxes?max_size=4", "u")
        make(client, {"extent": {"breadth": 1}, "x_trace": "v"})
        assert server.last.headers["x-trace"] == "v"
        assert server.last.body == b'{"size":{"width":1}}'
        make(client, package.models.Box(size=package.models.Size(width=2), x_trace="w"))
        assert server.last.headers["x-trace"] == "w"
        assert server.last.body == b'{"size":{"width":2}}'
    assert len(said) == 2 + 4 + 3 + 1
    with pytest.raises(TypeError, match="'max_size' and 'limit', which is its old name"):
        list_boxes(client, {"limit": 3, "max_size": 3})
    with told(__file__) as said:
        assert list_boxes(client).unwrap().size.width == 1
        list_boxes(client, {"max_size": 3})
    assert said == []


def test_asynchronous_functions_tell_where_they_are_called(
    package: Any, server: ByteServer
) -> None:
    list_boxes = import_module("inline.funcs.boxes_list").boxes_list_async
    server.answers[:] = [answer({"size": {"width": 1}})]

    async def use() -> None:
        async with package.AsyncInline(server_url=server.url) as client:
            task = asyncio.create_task(list_boxes(client, {"limit": 3}))
            assert (await task).unwrap().size.width == 1

    with told(__file__) as said:
        asyncio.run(use())
    assert len(said) == 1


def test_what_is_received_has_no_old_names(client: Any, server: ByteServer) -> None:
    sent = {"size": {"width": 1, "breadth": 2, "made": "2025-01-31T12:00:00Z"}}
    server.answers[:] = [answer(sent), answer({"size": {"breadth": 2}})]
    with told(__file__) as said:
        size = client.boxes.list().size
        assert size.width == 1
        assert size.made.year == 2025
        assert size.model_extra == {"breadth": 2}
        lacking = client.boxes.list().size
        assert lacking.width is None
        assert lacking.to_dict() == {"breadth": 2}
    assert said == []


USAGE = """from inline import Inline, models, types
from inline.funcs.boxes_list import boxes_list
from inline.funcs.boxes_make import boxes_make

old: types.SizeDict = {"breadth": 1, "tall": 2}
new: types.SizeDict = {"width": 1, "height": 2}
called = types.SizeDict(breadth=1)
box: types.BoxDict = {"extent": old, "more": [new, {"breadth": 1}]}

def use(client: Inline) -> None:
    client.boxes.make(size={"breadth": 1})
    client.boxes.make(size={"width": 1}, more=[old, new, called])
    boxes_list(client, {"limit": 1, "x_trace": "t"})
    boxes_list(client, {"max_size": 1})
    boxes_make(client, {"extent": {"breadth": 1}, "x_trace": "t"})
    boxes_make(client, box)
    own: types.SizeDict = {"breadth": 1}
    print(own["breadth"])

def wrong(client: Inline) -> None:
    client.boxes.make(size={"bread": 1})  # wrong
    boxes_list(client, {"limit": "x"})  # wrong
    print(models)
"""


def test_dicts_with_either_name_type_check(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(DESCRIPTION, CONFIG)
    wrong = [n for n, line in enumerate(USAGE.splitlines(), 1) if "# wrong" in line]
    for checker in (pyright, mypy):
        said = [line for line in checker(tmp_path, pressed, USAGE) if "deprecated" not in line]
        assert {int(line.split(":")[1]) for line in said} == set(wrong), said
