"""`sdkpress import fern`: generators.yml, overrides, and `x-fern-*` wherever it stands."""

from __future__ import annotations

from support.moving import say

GENERATORS = """
api: {specs: [{openapi: openapi.yml, overrides: fern-1.yml}]}
default-group: python
groups:
  go: {generators: [{name: fernapi/fern-go-sdk, version: 1}]}
  python:
    audiences: [public]
    generators:
    - name: fernapi/fern-typescript-node-sdk
    - name: fernapi/fern-python-sdk
      version: 5.0.0
      output: {location: pypi, package-name: acme-sdk, token: x}
      github: {repository: acme/py, license: MIT, mode: pull-request}
      config:
        client: {class_name: BaseAcme, exported_class_name: Acme, filename: x.py}
        timeout_in_seconds: 300
        extras: {oci: [oci]}
        extra_dependencies: {tokenizers: '>=0.15,<1', fastavro: ^1.9.4, oci: {version: ^2.165.0, optional: true}, odd: {version: '???'}}
        pydantic_config: {frozen: false}
        additional_init_exports: [{from: a, imports: [B]}]
        brand_new: 1
"""
SHOP = """
components:
  securitySchemes:
    token: {type: http, scheme: bearer, x-fern-bearer: {name: key, env: ACME_KEY}}
  schemas:
    PetV1: {type: object, x-fern-type-name: Pet, properties: {data: {type: array, items: {type: string}}, next: {type: string}}}
    Same: {type: object, x-fern-type-name: Same, x-fern-sdk-group-name: big}
paths:
  /chat:
    post:
      x-fern-sdk-method-name: chat
      x-fern-audiences: [public]
      x-fern-examples: [{}]
      x-fern-streaming: {format: sse, stream-condition: $request.live, terminator: END, response: {type: string}, response-stream: {type: object}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
  /pets:
    get:
      x-fern-sdk-group-name: [big, pet-shop]
      x-fern-sdk-method-name: listAll
      x-fern-request-name: ListThem
      x-fern-pagination: {cursor: $request.after, next_cursor: $response.next, results: $response.data}
      parameters: [{name: after, in: query, schema: {type: string}, x-fern-parameter-name: behind}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/PetV1'}}}}}
    post:
      x-fern-audiences: [internal]
      x-fern-availability: deprecated
      responses: {'200': {description: ok}}
    delete: {x-fern-ignore: true, responses: {'200': {description: ok}}}
    put: {x-fern-brand-new: 1, responses: {'200': {description: ok}}}
"""
OVERRIDES = """
paths:
  /pets:
    get: {summary: All of them, tags: [pets]}
    put: {x-fern-sdk-group-name: pets, x-fern-sdk-method-name: put}
  /nowhere: {get: {summary: no}}
components: {schemas: {PetV1: {properties: {data: {description: They.}}}}}
"""


def test_what_is_generated() -> None:
    said = say("fern", GENERATORS, OVERRIDES, description=SHOP)
    wanted = {
        "[package] distribution": "acme-sdk",
        "[package] name": "acme_sdk",
        "[package] repository": "https://github.com/acme/py",
        "[package] license": "MIT",
        "[package] dependencies": ["tokenizers>=0.15,<1", "fastavro>=1.9.4,<2"],
        "[package.optional-dependencies] oci": ["oci>=2.165.0,<3"],
        "[client] name": "Acme",
        "[client] timeout": 300,
        "[surface] like": "fern",
    }
    assert {place: said.settings.get(place) for place in wanted} == wanted
    start = "groups.python.generators[1].config"
    opened = {key.removeprefix(f"{start}.") for key in said.lists["open"] if start in key}
    assert opened == {"additional_init_exports", "brand_new", "extra_dependencies.odd"}
    assert "another language" in said.unneeded("groups.python.generators[0]")
    assert "nothing of it is for Python" in said.unneeded("groups.go")


def test_extensions_of_the_description() -> None:
    said = say("fern", GENERATORS, OVERRIDES, description=SHOP)
    wanted = {
        '[operations."post /chat"] method': "chat",
        '[operations."post /chat"] resource': "",
        '[operations."get /pets"] method': "list_all",
        '[operations."get /pets"] resource': "big.pet_shop",
        '[operations."get /pets"] request': "ListThem",
        '[operations."get /pets"] pagination': "pages0",
        "[pagination.pages0] cursor": "after",
        "[pagination.pages0] next_cursor": "next",
        "[pagination.pages0] results": "data",
        '[operations."post /pets"] skip': True,
        '[operations."post /pets"] deprecated': "It is deprecated.",
        '[operations."delete /pets"] skip': True,
        '[operations."put /pets"] resource': "pets",
        '[operations."put /pets"] method': "put",
        "[models.schemas.PetV1] name": "Pet",
        "[client.credentials.token] argument": "key",
        "[client.credentials.token] env": "ACME_KEY",
    }
    assert {place: said.settings.get(place) for place in wanted} == wanted
    assert "[models.schemas.Same] name" not in said.settings
    assert "one module" in said.unneeded("components.schemas.Same.x-fern-sdk-group-name")
    assert said.unneeded("paths./chat.post.x-fern-examples")
    assert "does not know it" in said.open("paths./pets.put.x-fern-brand-new")


def test_streams_names_and_overrides_are_an_overlay() -> None:
    said = say("fern", GENERATORS, OVERRIDES, description=SHOP)
    updates = [one.get("update") for one in said.actions]
    assert {"x-stream-request-field": "live"} in updates
    stream = {"schema": {"type": "object"}, "x-sse-sentinel": "END"}
    assert {"content": {"text/event-stream": stream}} in updates
    assert {"x-name": "behind"} in updates
    assert {"summary": "All of them"} in updates
    assert {"tags": ["pets"]} in updates
    assert {"description": "They."} in updates
    assert {"/nowhere": {"get": {"summary": "no"}}} in updates


def test_overrides_that_were_not_named_are_open() -> None:
    said = say("fern", GENERATORS, description=SHOP)
    assert "name the file, too" in said.open("api.specs[0].overrides")
    assert "was named" in say("fern", GENERATORS, "paths: {}").unneeded("api.specs[0].overrides")
