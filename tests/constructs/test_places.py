"""Where operations are, and whether: further places, names that are keywords, what is skipped."""

from __future__ import annotations

import json

import pytest

from runtime.lab import answer
from sdkpress.problems import DescriptionError
from support.pressing import Press, PressFiles
from support.wire import PressWire, Use

MODELS = """
servers: [{url: 'https://a.example'}]
paths:
  /models:
    get:
      operationId: listModels
      tags: [models]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {type: string}}}}}}
  /orders/{id}/return:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post: {operationId: giveBack, tags: [orders], responses: {'204': {description: ok}}}
    delete:
      operationId: keepIt
      tags: [orders]
      servers: [{url: 'https://{region}.example', variables: {region: {default: eu}}}]
      responses: {'204': {description: ok}}
  /twice: {get: {operationId: twice, tags: [other], responses: {'204': {description: ok}}}}
  /again: {get: {operationId: twice, tags: [other], responses: {'204': {description: ok}}}}
"""
ALSO = """
[operations."get /models"]
also = ["models.openai.list", "models.all", "everything.list"]
"""


def test_an_operation_is_called_wherever_it_is(wire: PressWire) -> None:
    api = wire(MODELS, ALSO)
    api.server.answers[:] = [answer({"data": ["a"]})]
    uses: list[Use] = [
        lambda client: client.models.list(limit=1),
        lambda client: client.models.openai.list(limit=1),
        lambda client: client.models.all(limit=1),
        lambda client: client.everything.list(limit=1),
    ]
    for use in uses:
        assert api.call(use).data == ["a"]
        assert (api.sent.method, api.sent.target) == ("GET", "/models?limit=1")


def test_each_place_has_its_function_and_is_seen(press_files: PressFiles) -> None:
    pressed = press_files(MODELS, ALSO)
    methods = json.loads(pressed.files["sdk-surface.json"])["methods"]
    places = ["models.list", "models.openai.list", "models.all", "everything.list"]
    assert [name for name in methods if methods[name]["wire"] == "GET /models"] == places
    package = f"src/{pressed.package}"
    for name in places:
        assert f"{package}/funcs/{name.replace('.', '_')}.py" in pressed.files
    assert "models.openai.list" in pressed.files["docs/models_openai.md"]


def test_pages_come_wherever_it_is(wire: PressWire) -> None:
    api = wire(MODELS, '[pagination.all]\noffset = "limit"\nresults = "data"\n' + ALSO)
    api.server.answers[:] = [answer({"data": ["a"]}), answer({"data": []})]
    assert api.items(lambda client: client.models.openai.list()) == ["a"]


def test_keywords_get_an_underscore(wire: PressWire) -> None:
    api = wire(
        MODELS,
        """
        [operations.giveBack]
        resource = "auth.global.import"
        method = "return"
        also = ["auth.credentials.class", "None.del"]
        """,
    )
    uses: list[Use] = [
        lambda client: client.auth.global_.import_.return_("7"),
        lambda client: client.auth.credentials.class_(id="7"),
        lambda client: client.None_.del_(id="7"),
    ]
    for use in uses:
        api.call(use)
        assert (api.sent.method, api.sent.target) == ("POST", "/orders/7/return")


def test_a_resource_keeps_the_name_that_is_asked_for(press: Press) -> None:
    """Methods whose names are derived give way to it."""
    package = press(
        MODELS.replace(
            "operationId: keepIt, tags: [orders]", "operationId: credentials, tags: [auth]"
        ),
        '[operations.giveBack]\nresource = "auth.credentials"\nmethod = "credentials"',
    )
    assert package.Inline().auth.credentials.credentials


def test_what_is_to_be_skipped_is_not_there(press_files: PressFiles) -> None:
    pressed = press_files(
        MODELS, "[operations.keepIt]\nskip = true\n[operations.giveBack]\nskip = true"
    )
    surface = json.loads(pressed.files["sdk-surface.json"])
    assert sorted(surface["methods"]) == ["models.list", "other.get_again", "other.get_twice"]
    assert not [name for name in pressed.files if "orders" in name]
    assert "region" not in pressed.files[f"src/{pressed.package}/core.py"]


def test_a_skipped_one_leaves_its_id_to_another(press_files: PressFiles) -> None:
    pressed = press_files(MODELS, '[operations."get /again"]\nskip = true')
    listed = json.loads(pressed.files["sdk-manifest.json"])["operations"]
    assert [(item["id"], item["call"]) for item in listed][-1] == ("twice", "other.twice")


def test_only_what_is_listed_is_there(press_files: PressFiles) -> None:
    pressed = press_files(
        MODELS,
        """
        [description]
        operations = "listed"
        [operations.listModels]
        [operations."get /again"]
        method = "again"
        [operations.giveBack]
        skip = true
        [operations.keepIt]
        skip = false
        """,
    )
    methods = json.loads(pressed.files["sdk-surface.json"])["methods"]
    assert sorted(methods) == ["models.list", "orders.keep_it", "other.again"]


@pytest.mark.parametrize(
    ("config", "message", "hint", "place"),
    [
        ('[operations.listModels]\nalso = ["list"]', "must be calls", "", (2, 8)),
        ('[operations.listModels]\nalso = ["models._x"]', "must be calls", "", (2, 8)),
        ('[operations.listModels]\nalso = "models.x"', "must be an array", "", (2, 8)),
        ('[operations.listModels]\nalso = ["x.y", 3]', "must be a string", "", (2, 16)),
        ('[operations.listModels]\nalso = ["orders.give_back.x"]\n[operations.giveBack]\nmethod = "give_back"', '"give_back" is taken', "another", (4, 1)),
        ('[operations.listModels]\nalso = ["o.x"]\n[operations.giveBack]\nalso = ["o.x"]', '"x" is taken', "another", (2, 9)),
        ('[operations.listModels]\nalso = ["o.in_"]\n[operations.giveBack]\nalso = ["o.in"]', '"in_" is taken', "another", (2, 9)),
        ('[operations.listModels]\nalso = ["o.ok", "close.x"]', '"close" is taken', "another", (2, 17)),
        ('[operations.listModels]\nalso = ["o.with_raw_response"]', "is taken", "another", (2, 9)),
        ('[operations.listModels]\nalso = ["order.list"]', "is in order", "orders", (2, 9)),
        ('[operations.listModels]\nskip = true\nmethod = "x"', "is to be skipped", "leave", (3, 1)),
        ('[operations.listModels]\nskip = "yes"', "must be true or false", "", (2, 8)),
        ('[operations.listModel]\nskip = true', "no such operation", "listModels", (1, 13)),
        ('[operations.twice]\nskip = true', "2 operations have this id", "get /its/path", (1, 13)),
        ('[description]\noperations = "listed"', "would have none", "get /models", (2, 1)),
        ('[description]\noperations = "list"', "must be one of", "listed", (2, 14)),
        ('[operations.listModels]\nmethod = "a b"', "must be a Python identifier", "", (2, 10)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    config: str, message: str, hint: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(MODELS, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in problem.message
    assert hint in problem.hint
    assert problem.location is not None
    assert problem.location.file.endswith("sdk.toml")
    assert (problem.location.line, problem.location.column) == place
