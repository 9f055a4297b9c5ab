"""Descriptions of many files and parts: generated, imported and called."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from runtime.lab import answer
from sdkpress import pipeline
from sdkpress.config import Config
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.publish import publish
from sdkpress.read import ReadOptions
from support.api import Api
from support.pressing import Press, Pressed, forget, import_fresh
from support.stores import MADE
from support.wire import PressWire

PressTree = Callable[[dict[str, str]], ModuleType]


@pytest.fixture
def press_tree(tmp_path: Path) -> Iterator[PressTree]:
    """`press_tree({path: text})` → the package that `openapi.yaml` or `.json` among them gives."""
    imported: list[Pressed] = []

    def run(files: dict[str, str]) -> ModuleType:
        for name, text in files.items():
            path = tmp_path / "api" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        root = tmp_path / "api" / next(iter(files))
        problems = Problems()
        files = pipeline.press(
            root, Config(), ReadOptions(), problems, Progress(), store=MADE
        ).files
        publish(files, tmp_path / "out")
        imported.append(Pressed(files, tmp_path / "out", problems.sorted()))
        return import_fresh(imported[-1])

    yield run
    for pressed in imported:
        forget(pressed.package)
        sys.path.remove(str(pressed.source))


def test_files_in_folders_and_of_both_formats(press_tree: PressTree) -> None:
    package = press_tree(
        {
            "openapi.yaml": """
                openapi: 3.1.0
                info: {title: Folders, version: 1.0.0}
                paths:
                  /pets/{id}: {$ref: 'paths/pet.yaml'}
                  /owners: {$ref: './paths/owners.json#/list'}
                components:
                  schemas: {Pet: {$ref: 'schemas/pet.yaml#/Pet'}}
                """,
            "paths/pet.yaml": """
                parameters: [{$ref: '../parameters.json#/Id'}]
                get:
                  operationId: getPet
                  tags: [pets]
                  responses:
                    '200': {$ref: '../responses.yaml#/Found'}
                    '404': {$ref: '../responses.yaml#/Missing'}
                """,
            "paths/owners.json": json.dumps(
                {
                    "list": {
                        "post": {
                            "operationId": "addOwner",
                            "tags": ["pets"],
                            "requestBody": {"$ref": "../bodies.yaml#/Owner"},
                            "responses": {"200": {"$ref": "../responses.yaml#/Found"}},
                        }
                    }
                }
            ),
            "parameters.json": json.dumps(
                {"Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}}
            ),
            "bodies.yaml": """
                Owner: {content: {application/json: {schema: {$ref: 'schemas/owner.json'}}}}
                """,
            "responses.yaml": """
                Found:
                  description: A pet
                  content: {application/json: {schema: {$ref: 'schemas/pet.yaml#/Pet'}}}
                Missing:
                  description: None
                  content: {application/json: {schema: {$ref: 'schemas/deep/errors.yaml#/Gone'}}}
                """,
            "schemas/pet.yaml": """
                Pet:
                  type: object
                  required: [id]
                  properties: {id: {type: string}, owner: {$ref: 'owner.json'}}
                """,
            "schemas/owner.json": json.dumps(
                {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "pets": {"type": "array", "items": {"$ref": "pet.yaml#/Pet"}},
                    },
                }
            ),
            "schemas/deep/errors.yaml": "Gone: {type: object, properties: {why: {type: string}}}",
        }
    )
    with (
        Api(lambda call: {"id": call.path, "owner": {"pets": [{"id": "b"}]}}) as api,
        package.Folders(server_url=api.url) as client,
    ):
        pet = client.pets.get("a")
        added = client.pets.add_owner(name="Ann", pets=[package.models.Pet(id="c")])
        api.answer = lambda _call: (404, {"why": "gone"})
        with pytest.raises(package.errors.GoneError) as caught:
            client.pets.get("x")
    assert (pet.id, pet.owner.pets[0].id) == ("/pets/a", "b")
    assert isinstance(added, package.models.Pet)
    assert isinstance(pet.owner.pets[0], package.models.Pet)
    assert api.calls[1].json == {"name": "Ann", "pets": [{"id": "c"}]}
    assert caught.value.data.why == "gone"


def test_components_of_every_kind(press: Press) -> None:
    package = press("""
        info: {title: Kinds, version: 1.0.0}
        paths:
          /things/{id}: {$ref: '#/components/pathItems/Thing'}
          /again/{id}: {$ref: '#/paths/~1things~1{id}'}
        security: [{key: []}]
        components:
          securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
          pathItems:
            Thing:
              parameters: [{$ref: '#/components/parameters/Id'}]
              put:
                operationId: putThing
                tags: [things]
                requestBody: {$ref: '#/components/requestBodies/Thing'}
                responses: {'200': {$ref: '#/components/responses/Thing'}}
                callbacks: {done: {$ref: '#/components/callbacks/Done'}}
          parameters:
            Id: {$ref: '#/components/parameters/Identity'}
            Identity: {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
          requestBodies:
            Thing:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Thing'}
                  examples: {one: {$ref: '#/components/examples/One'}}
          responses:
            Thing:
              description: ok
              headers: {X-Rate: {$ref: '#/components/headers/Rate'}}
              links: {next: {$ref: '#/components/links/Next'}}
              content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
          headers: {Rate: {schema: {type: integer}}}
          links: {Next: {operationId: putThing}}
          examples: {One: {value: {name: one}}}
          callbacks:
            Done:
              '{$request.body#/url}':
                post:
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Done'}}}
                  responses: {'200': {description: ok}}
          schemas:
            Id: {type: string}
            Thing: {type: object, properties: {name: {type: string}}}
            Done: {type: object, properties: {at: {type: string}}}
        """)
    with (
        Api(lambda _call: {"name": "two"}) as api,
        package.Kinds(server_url=api.url, api_key="k") as client,
    ):
        thing = client.things.put_things_by_id("7", name="one")
        client.things.put_again_by_id("8", name="one")
    assert thing.name == "two"
    assert [call.path for call in api.calls] == ["/things/7", "/again/8"]
    assert (api.calls[0].headers["x-key"], api.calls[0].json) == ("k", {"name": "one"})


def test_webhooks_and_callbacks_are_models_only(press: Press) -> None:
    package = press("""
        info: {title: Hooks, version: 1.0.0}
        webhooks:
          petAdded:
            post:
              operationId: petAdded
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
              responses: {'200': {description: ok}}
          petGone:
            post:
              requestBody:
                content: {application/json: {schema: {type: object, properties: {pet: {type: string}}}}}
              responses:
                '200':
                  description: ok
                  content: {application/json: {schema: {type: object, properties: {seen: {type: boolean}}}}}
        paths:
          /subscriptions:
            post:
              operationId: subscribe
              tags: [hooks]
              requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}
              responses: {'204': {description: ok}}
              callbacks:
                changed:
                  '{$request.body#/url}':
                    post:
                      requestBody:
                        content: {application/json: {schema: {type: object, required: [what], properties: {what: {type: string}}}}}
                      responses: {'200': {description: ok}}
        components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
        """)
    models = package.models
    assert models.Pet.model_validate_json('{"name": "Tom"}').name == "Tom"
    assert models.PetGoneWebhook.model_validate_json('{"pet": "Tom"}').pet == "Tom"
    assert models.PetGoneWebhookResponse(seen=True).seen is True
    assert models.SubscribeChangedCallback.model_validate_json('{"what": "x"}').what == "x"
    with Api() as api, package.Hooks(server_url=api.url) as client:
        client.hooks.subscribe(url="https://me.example")
        assert not hasattr(client.hooks, "pet_added")
    assert api.last.json == {"url": "https://me.example"}


def test_extensions_may_stand_anywhere(press: Press) -> None:
    package = press("""
        info: {title: Extended, version: 1.0.0, x-a: [1]}
        x-root: {$ref: nowhere.yaml}
        paths:
          x-note: {get: 5}
          /a:
            x-item: null
            get:
              operationId: getA
              tags: [all]
              x-op: {operationId: 5}
              parameters: [{name: q, in: query, x-p: 1, schema: {type: string, x-s: true}}]
              responses:
                x-none: 5
                '200':
                  description: ok
                  x-r: 1
                  content: {application/json: {x-m: 1, schema: {type: object, x-s: 1, properties: {x-real: {type: string}}}}}
        components: {x-parts: {a: 1}, schemas: {x-Odd: {type: object, properties: {a: {type: string}}}}}
        """)
    with (
        Api(lambda call: {"x-real": call.query["q"]}) as api,
        package.Extended(server_url=api.url) as client,
    ):
        assert client.all.get_a(q="yes").x_real == "yes"
    assert package.models.XOdd(a="b").a == "b"


def names(package: ModuleType) -> list[str]:
    """The calls in the manifest of `package`."""
    path = Path(str(package.__file__)).parents[2] / "sdk-manifest.json"
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return [item["call"] for item in manifest["operations"]]


def test_operations_whose_names_clash_are_all_there(press: Press) -> None:
    package = press("""
        info: {title: Clashes, version: 1.0.0}
        paths:
          /users/{id}: {get: {operationId: get-user, tags: [u], parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}
          /user: {get: {operationId: getUser, tags: [u], responses: {'204': {description: ok}}}}
          /exact: {get: {operationId: get_user, tags: [u], responses: {'204': {description: ok}}}}
          /list: {get: {tags: [u], responses: {'204': {description: ok}}}}
          /list/: {get: {tags: [u], responses: {'204': {description: ok}}}}
          /{list}: {get: {tags: [u], parameters: [{name: list, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}
        """)
    assert names(package) == [
        "u.get_users_by_id",
        "u.get_user_at_get_user",
        "u.get_user",
        "u.get_list",
        "u.get_list_slash",
        "u.get_by_list",
    ]


def test_long_chains_of_schemas(press: Press) -> None:
    schemas = {
        f"Link{number}": {
            "type": "object",
            "required": ["n"],
            "properties": {
                "n": {"type": "integer"},
                "next": {"$ref": f"#/components/schemas/Link{(number + 1) % 400}"},
            },
        }
        for number in range(400)
    }
    package = press(f"""
        info: {{title: Chain, version: 1.0.0}}
        paths:
          /a:
            post:
              operationId: addA
              tags: [all]
              requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Link0'}}}}}}}}
              responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Link7'}}}}}}}}}}
        components: {{schemas: {json.dumps(schemas)}}}
        """)
    with (
        Api(lambda _call: {"n": 7, "next": {"n": "odd"}}) as api,
        package.Chain(server_url=api.url) as client,
    ):
        found = client.all.add_a(n=1, next={"n": 2})
    assert api.last.json == {"n": 1, "next": {"n": 2}}
    assert (found.n, found.next.n) == (7, "odd")
    assert package.models.Link9(n=9).n == 9


WRONG_KINDS = """
openapi: 3.1.0
info: {title: Inline, version: 1.0.0}
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    put:
      operationId: exchange
      tags: [things]
      parameters:
        - {$ref: '#/components/schemas/Thing'}
        - {name: q, in: query, schema: {type: string}}
      requestBody: {$ref: '#/components/schemas/Thing/properties/name'}
      responses: {"200": {$ref: '#/components/requestBodies/Thing'}}
    post:
      operationId: submit
      tags: [things]
      requestBody: {$ref: '#/components/responses/Thing'}
      responses: {$ref: '#/components/responses/Thing'}
    get:
      operationId: fetch
      tags: [things]
      responses: {"200": {$ref: '#/components/responses/Thing'}}
      callbacks: {c: {"{$url}": {$ref: '#/components/callbacks/C'}}}
    delete:
      operationId: remove
      tags: [things]
      responses: {"204": {description: gone}}
components:
  callbacks: {C: {"{$url}": {post: {responses: {}}}}}
  schemas: {Thing: {type: object, properties: {name: {type: string}}}}
  requestBodies: {Thing: {content: {application/json: {schema: {type: string}}}}}
  responses:
    Thing:
      description: ok
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Thing'}
          examples: {e: {$ref: '#/components/schemas/Thing'}}
"""


def test_the_rest_works_where_a_reference_leads_to_another_kind(wire: PressWire) -> None:
    api = wire(WRONG_KINDS)
    manifest = json.loads(
        (Path(str(api.package.__file__)).parents[2] / "sdk-manifest.json").read_text()
    )
    reasons = {item["id"]: item.get("reason", "") for item in manifest["operations"]}
    assert {item["id"]: item["status"] for item in manifest["operations"]} == {
        "exchange": "degraded",
        "submit": "degraded",
        "fetch": "degraded",
        "remove": "kept",
    }
    assert "leads to a schema, not a parameter; it is left out" in reasons["exchange"]
    assert "leads to a requestBody, not a response; any value" in reasons["exchange"]
    assert "leads to a response, not a requestBody; it is left out" in reasons["submit"]
    assert "leads to a response, not a map of responses" in reasons["submit"]
    assert "leads to a schema, not an example; it is left out" in reasons["fetch"]
    assert "leads to a callback, not a pathItem; it is left out" in reasons["fetch"]
    api.server.answers = [answer({"name": "a"}), answer({"name": "b"}), answer({"name": "c"})]
    assert api.call(lambda client: client.things.exchange(id="1", q="x")) == {"name": "a"}
    assert api.sent.target == "/things/1?q=x"
    assert api.call(lambda client: client.things.submit(id="2")) == {"name": "b"}
    assert api.call(lambda client: client.things.fetch(id="3")).name == "c"
