"""What OpenAPI 3.0, 3.1 and 3.2 each have: generated, imported and called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sdkpress import pipeline
from sdkpress.config import Config
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from support.api import Api
from support.pressing import Press, PressFiles


def test_3_0_is_understood_as_it_was(press: Press) -> None:
    package = press("""
        openapi: 3.0.3
        info: {title: Older, version: 1.0.0}
        paths:
          /a:
            post:
              operationId: addA
              tags: [all]
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
              responses:
                '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
        components:
          schemas:
            A:
              type: object
              required: [n]
              properties:
                n: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}
                b: {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}
                f: {type: string, format: binary}
            B: {type: object, properties: {c: {type: string, enum: [x, null], nullable: true}}}
        """)
    with (
        Api(lambda _call: {"n": None, "b": {"c": None}}) as api,
        package.Older(server_url=api.url) as client,
    ):
        found = client.all.add_a(n=None, b=None)
    assert api.last.json == {"n": None, "b": None}
    assert found.n is None
    assert isinstance(found.b, package.models.B)


def test_media_types_of_3_2_may_be_referred_to(press: Press) -> None:
    package = press("""
        openapi: 3.2.0
        info: {title: Referred, version: 1.0.0}
        paths:
          /a:
            post:
              operationId: add
              tags: [all]
              parameters: [{name: q, in: query, content: {application/json: {$ref: '#/components/mediaTypes/A'}}}]
              requestBody: {required: true, content: {application/json: {$ref: '#/components/mediaTypes/Again'}}}
              responses: {'200': {content: {application/json: {$ref: '#/components/mediaTypes/A'}}}}
        components:
          mediaTypes:
            Again: {$ref: '#/components/mediaTypes/A'}
            A: {schema: {type: object, required: [n], properties: {n: {type: integer}}}}
        """)
    with Api(lambda _call: {"n": 2}) as api, package.Referred(server_url=api.url) as client:
        assert client.all.add(n=1, q={"n": 3}).n == 2
        with pytest.raises(package.errors.RequestValidationError):
            client.all.add(n="text")
    assert (api.calls[0].json, api.calls[0].query) == ({"n": 1}, {"q": '{"n":3}'})


def test_methods_of_3_2(press: Press) -> None:
    package = press("""
        openapi: 3.2.0
        $self: https://api.example/openapi.yaml
        info: {title: Methods, version: 1.0.0}
        paths:
          /docs/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            query:
              operationId: findDocs
              tags: [docs]
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [q], properties: {q: {type: string}}}}}}
              responses: {'200': {content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}}}
            additionalOperations:
              COPY: {operationId: copyDoc, tags: [docs], parameters: [{name: Destination, in: header, schema: {type: string}}], responses: {'200': {summary: Copied, description: ok}}}
              PURGE: {tags: [docs], responses: {'200': {description: ok}}}
        """)
    with (
        Api(lambda _call: {"n": 3}) as api,
        package.Methods(server_url=api.url) as client,
    ):
        assert client.docs.find("a", q="x").n == 3
        client.docs.copy("a", destination="/b")
        client.docs.purge_docs_by_id("a")
    assert [call.method for call in api.calls] == ["QUERY", "COPY", "PURGE"]
    assert {call.path for call in api.calls} == {"/docs/a"}
    assert api.calls[0].json == {"q": "x"}
    assert api.calls[1].headers["destination"] == "/b"


def test_hierarchical_tags_are_nested_resources(press: Press) -> None:
    package = press("""
        openapi: 3.2.0
        info: {title: Tagged, version: 1.0.0}
        tags:
          - {name: Shop, summary: The shop}
          - {name: Line Items, parent: Orders, kind: nav}
          - {name: Orders, parent: Shop, description: Orders of the shop}
          - {name: internal, kind: audience}
          - {name: loop, parent: loop}
        paths:
          /a: {get: {operationId: getA, tags: [Line Items, internal], responses: {'204': {description: ok}}}}
          /b: {get: {operationId: getB, tags: [Orders], responses: {'204': {description: ok}}}}
          /c: {get: {operationId: getC, tags: [internal], responses: {'204': {description: ok}}}}
          /d: {get: {operationId: getD, tags: [loop], responses: {'204': {description: ok}}}}
        """)
    with Api() as api, package.Tagged(server_url=api.url) as client:
        client.shop.orders.line_items.get_a()
        client.shop.orders.get_b()
        client.internal.get_c()
        client.loop.get_d()
        assert not hasattr(client.internal, "get_a")
        assert type(client.shop).__doc__ == "The shop"
    assert [call.path for call in api.calls] == ["/a", "/b", "/c", "/d"]


def test_named_servers_of_3_2(press: Press) -> None:
    with Api() as api:
        package = press(f"""
            openapi: 3.2.0
            info: {{title: Served, version: 1.0.0}}
            servers:
              - {{url: 'https://nowhere.example', name: first}}
              - {{url: '{api.url}/v2', name: second}}
            paths: {{/a: {{get: {{operationId: getA, tags: [all], responses: {{'204': {{description: ok}}}}}}}}}}
            """)
        with package.Served(server="second") as client:
            client.all.get_a()
    assert api.last.path == "/v2/a"


def test_every_operation_is_in_the_manifest(press_files: PressFiles) -> None:
    pressed = press_files("""
        openapi: 3.2.0
        info: {title: Listed, version: 1.0.0}
        tags: [{name: inner, parent: outer}, {name: outer}]
        paths:
          /a:
            get: {operationId: getA, tags: [outer, inner], responses: {'204': {description: ok}}}
            post: {operationId: addA, x-speakeasy-ignore: true, responses: {'204': {description: ok}}}
            additionalOperations: {COPY: {responses: {'204': {description: ok}}}}
        """)
    manifest: dict[str, Any] = json.loads(pressed.files["sdk-manifest.json"])
    listed = [(item["method"], item["call"], item["status"]) for item in manifest["operations"]]
    assert listed == [
        ("GET", "outer.get_a", "kept"),
        ("POST", "a.add", "kept"),
        ("COPY", "a.copy_a", "kept"),
    ]
    assert [item["call"] for item in manifest["operations"][0]["aliases"]] == ["outer.inner.get_a"]


def test_what_is_not_typed_is_degraded(press_files: PressFiles) -> None:
    pressed = press_files("""
        info: {title: Degrading, version: 1.0.0}
        paths:
          /a: {get: {operationId: getA, tags: [all], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
          /b: {get: {operationId: getB, tags: [all], responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}}}
        components: {schemas: {A: {type: array, items: {$ref: '#/components/schemas/Odd'}}, Odd: {enum: [[1], {a: 2}]}}}
        """)
    a, b = json.loads(pressed.files["sdk-manifest.json"])["operations"]
    assert (a["status"], b["status"]) == ("degraded", "kept")
    assert "typed Any (#/components/schemas/Odd)" in a["reason"]
    assert "reason" not in b


@pytest.mark.parametrize("version", ["'2.0'", "2.0"])
def test_swagger_is_told_how_to_convert(version: str, tmp_path: Path) -> None:
    path = tmp_path / "swagger.yaml"
    path.write_text(f"swagger: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n")
    with pytest.raises(DescriptionError) as caught:
        pipeline.press(path, Config(), ReadOptions(), Problems(), Progress())
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert (problem.location.line, "convert" in problem.hint) == (1, True)
