"""What `sdk.toml` says of calls: the field of responses that they give, their bodies, deprecations."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from typing import Any

import pytest

from runtime.lab import answer
from sdkpress.problems import DescriptionError
from support.models import with_both_libraries
from support.pressing import PressFiles
from support.wire import PressWire

pytestmark = with_both_libraries

API = """
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getThing
      tags: [things]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/ThingResponse'}}}}}
    put:
      operationId: putThing
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: ok}}
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}, next: {type: string}}}}}}}
    post:
      operationId: sendNames
      tags: [things]
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, required: [result], properties: {result: {type: integer}, class: {type: string}}}}}}
        '204': {description: nothing}
  /plain:
    get: {operationId: plain, tags: [things], responses: {'200': {description: ok, content: {application/json: {schema: {type: string}}}}}}
    delete: {operationId: drop, deprecated: true, tags: [things], responses: {'204': {description: ok}}}
components:
  schemas:
    Thing: {type: object, required: [name], properties: {name: {type: string}, size: {type: integer}}}
    ThingResponse: {type: object, required: [data, success], properties: {data: {$ref: '#/components/schemas/Thing'}, success: {type: boolean}}}
"""
UNWRAP = '[responses]\nunwrap = ["result", "data"]\n'


def test_a_call_gives_what_the_field_has(wire: PressWire) -> None:
    api = wire(API, UNWRAP)
    api.server.answers[:] = [answer({"data": {"name": "a"}, "success": True})]
    thing = api.call(lambda client: client.things.get(id="7"))
    assert (type(thing).__name__, thing.name) == ("Thing", "a")
    raw = api.call(lambda client: client.things.with_raw_response.get(id="7"))
    assert (raw.value.name, raw.status_code) == ("a", 200)
    api.server.answers[:] = [answer({"data": [{"name": "b"}]})]
    assert [one.name for one in api.call(lambda client: client.things.list())] == ["b"]
    api.server.answers[:] = [answer({})]
    assert api.call(lambda client: client.things.list()) is None
    api.server.answers[:] = [answer({"result": 3})]
    assert api.call(lambda client: client.things.send_names(body=["x"])) == 3
    api.server.answers[:] = [answer('"text"')]
    assert api.call(lambda client: client.things.plain()) == "text"


def test_functions_give_it_too(wire: PressWire) -> None:
    api = wire(API, UNWRAP)
    api.server.answers[:] = [answer({"data": {"name": "a"}, "success": True})]
    name = "things_get_async" if api.asynchronous else "things_get"
    function = getattr(import_module(f"{api.package.__name__}.funcs.things_get"), name)
    assert api.call(lambda client: function(client, {"id": "7"})).value.name == "a"


def test_a_difference_is_told_all_the_same(wire: PressWire) -> None:
    api = wire(API, UNWRAP)
    api.server.answers[:] = [answer({"data": {"name": 5}, "success": True})]
    told: list[Any] = []
    api.call(lambda client: client.things.get(id="7"), on_drift=told.append)
    assert [one.location for one in told] == [("data", "name")]
    with pytest.raises(api.package.errors.ResponseValidationError):
        api.call(lambda client: client.things.get(id="7"), strict=True)
    api.server.answers[:] = [answer(["no object"])]
    assert api.call(lambda client: client.things.get(id="7")) is None


def test_one_operation_may_say_otherwise(press_files: PressFiles) -> None:
    config = f"""{UNWRAP}
[operations.getThing]
unwrap = false
[operations.listThings]
unwrap = "next"
"""
    methods = json.loads(press_files(API, config).files["sdk-surface.json"])["methods"]
    assert methods["things.get"]["returns"] == "models.ThingResponse"
    assert methods["things.list"]["returns"] == "str | None"
    assert methods["things.send_names"]["returns"] == "int | None"
    assert methods["things.plain"]["returns"] == "str"


def test_pages_stay_pages(press_files: PressFiles) -> None:
    config = f'{UNWRAP}[pagination.next]\ncursor = "after"\nnext_cursor = "next"\n'
    methods = json.loads(press_files(API, config).files["sdk-surface.json"])["methods"]
    assert methods["things.list"]["items"] == "models.Thing"
    assert methods["things.get"]["returns"] == "models.Thing"


def test_fakes_are_told_the_value(wire: PressWire) -> None:
    api = wire(API, UNWRAP)
    models = import_module(f"{api.package.__name__}.models")
    fake = import_module(f"{api.package.__name__}.testing").FakeInline()
    fake.things.get.returns(models.Thing(name="a"))
    assert fake.things.get(id="7").name == "a"
    fake.things.list.returns([models.Thing(name="b")])
    assert fake.things.list()[0].name == "b"
    fake.things.get.returns(models.ThingResponse(data=models.Thing(name="c"), success=True))
    assert fake.things.get(id="7").name == "c"


def test_the_whole_body_is_an_argument(wire: PressWire) -> None:
    api = wire(
        API,
        '[operations.putThing]\nbody = "document"\n[operations.sendNames]\nbody = "from"\n',
    )
    models = import_module(f"{api.package.__name__}.models")
    for document in ({"name": "a"}, models.Thing(name="a")):
        api.call(lambda client, given=document: client.things.put(id="7", document=given))
        assert json.loads(api.sent.body) == {"name": "a"}
    api.call(lambda client: client.things.send_names(from_=["x"]))
    assert json.loads(api.sent.body) == ["x"]
    function = import_module(f"{api.package.__name__}.funcs.things_put").things_put
    if not api.asynchronous:
        assert api.call(lambda client: function(client, {"id": "7", "body": {"name": "b"}})).ok
        assert json.loads(api.sent.body) == {"name": "b"}


def test_an_operation_is_deprecated_or_not(wire: PressWire) -> None:
    api = wire(
        API,
        '[operations.plain]\ndeprecated = "use list() \\n instead"\n'
        "[operations.drop]\ndeprecated = false\n[operations.getThing]\ndeprecated = true\n",
    )
    api.server.answers[:] = [answer('"x"')]
    with pytest.warns(DeprecationWarning, match=r"use list\(\) instead"):
        api.call(lambda client: client.things.plain())
    with pytest.warns(DeprecationWarning, match="the API may remove it"):
        api.call(lambda client: client.things.get(id="7"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        api.call(lambda client: client.things.drop())


@pytest.mark.parametrize(
    ("config", "message", "hint", "place"),
    [
        ('[operations.getThing]\nunwrap = "dat"', "an object with a field dat", "data", (2, 1)),
        ('[operations.plain]\nunwrap = "data"', "an object with a field data", "leave", (2, 1)),
        ("[operations.getThing]\nunwrap = true", "must be a field, or false", "", (2, 10)),
        ('[operations.getThing]\nunwrap = ""', "must be a field, or false", "", (2, 10)),
        ('[responses]\nunwrap = ["data", "nope"]', "response with a field nope", "leave", (2, 19)),
        ('[responses]\nunwrap = "data"', "must be an array", "", (2, 10)),
        (
            '[operations.listThings]\nunwrap = "data"\npagination = "next"\n'
            '[pagination.next]\ncursor = "after"\nnext_cursor = "next"',
            "has pages",
            "pagination = false",
            (2, 1),
        ),
        ('[operations.getThing]\nbody = "thing"', "has no body", "leave", (2, 1)),
        ('[operations.putThing]\nbody = "id"', '"id" is taken', "another", (2, 1)),
        ('[operations.putThing]\nbody = "options"', '"options" is taken', "another", (2, 1)),
        ('[operations.putThing]\nbody = "a b"', "must be a Python identifier", "", (2, 8)),
        ('[operations.putThing]\ndeprecated = " "', "must say something", "", (2, 14)),
        ("[operations.putThing]\ndeprecated = 1", "must be a string", "", (2, 14)),
    ],
)
def test_what_cannot_be_is_refused(
    config: str, message: str, hint: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(API, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in problem.message
    assert hint in problem.hint
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == place


def test_a_body_that_may_be_left_out_or_null_is_its_properties(wire: PressWire) -> None:
    """As frameworks describe an optional body: null is what they have for none."""
    api = wire(
        """
        paths:
          /items:
            post:
              operationId: findItems
              tags: [items]
              requestBody:
                content:
                  application/json:
                    schema: {anyOf: [{$ref: '#/components/schemas/Wanted'}, {type: 'null'}]}
              responses: {'204': {description: ok}}
        components:
          schemas:
            Wanted: {type: object, properties: {name: {type: string}}}
        """
    )
    api.server.answers[:] = [answer(status=204)]

    api.call(lambda client: client.items.find(name="cup"))
    assert json.loads(api.sent.body) == {"name": "cup"}

    api.call(lambda client: client.items.find())
    assert api.sent.body == b""
