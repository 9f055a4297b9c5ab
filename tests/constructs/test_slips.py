"""Slips that are usual in the wild: each gives a whole client, and a warning."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.lab import answer
from support.api import Api
from support.pressing import Press, PressFiles
from support.wire import PressWire

OK = "{'200': {description: ok}}"
A = "/components/schemas/A"


def test_parameters_of_the_path_need_no_definition(wire: PressWire) -> None:
    api = wire(f"""
        paths:
          '/a/{{id}}/{{petId}}/{{id}}':
            get:
              {{operationId: get, tags: [x], parameters: [{{name: petid, in: path, schema: {{type: integer}}}}], responses: {OK}}}
        """)
    api.call(lambda client: client.x.get(id="a/b", pet_id=3))
    assert api.sent.target == "/a/a%2Fb/3/a%2Fb"


@pytest.mark.parametrize(
    ("path", "target"),
    [("a/b", "/a/b"), ("/a/{b", "/a/%7Bb"), ("/a/{id}}", "/a/3%7D"), ("/a b/é", "/a%20b/%C3%A9")],
)
def test_paths_are_sent_whatever_they_look_like(wire: PressWire, path: str, target: str) -> None:
    api = wire(f"paths: {{'{path}': {{get: {{operationId: get, tags: [x], responses: {OK}}}}}}}")
    given = {"id": 3} if "{id}" in path else {}
    api.call(lambda client: client.x.get(**given))
    assert api.sent.target == target


def test_parameters_that_cannot_be_sent_are_ignored(wire: PressWire) -> None:
    api = wire(f"""
        paths:
          /a:
            get:
              operationId: get
              tags: [x]
              parameters:
                - {{name: a, in: Query, required: 'true', schema: {{type: string}}}}
                - {{name: b, in: headers, schema: {{type: string}}}}
                - {{name: c, in: somewhere, required: true, schema: {{type: string}}}}
                - {{name: d, schema: {{type: string}}}}
                - {{in: query, schema: {{type: string}}}}
                - {{name: e, in: path, required: true, schema: {{type: string}}}}
                - {{name: f, in: query, schema: {{type: integer}}}}
                - {{name: f, in: query, schema: {{type: array, items: {{type: string}}}}}}
              responses: {OK}
        """)
    api.call(lambda client: client.x.get(a="1", b="2", f=["x", "y"]))
    assert (api.sent.target, api.sent.headers["b"]) == ("/a?a=1&f=x&f=y", "2")


def test_parameters_of_swagger_2(wire: PressWire) -> None:
    api = wire("""
        paths:
          /a:
            post:
              operationId: send
              tags: [x]
              parameters:
                - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: pipes}
                - {name: whole, in: body, required: true, schema: {type: object, properties: {n: {type: integer}}}}
              responses: {'200': {description: ok, schema: {type: object, properties: {n: {type: integer}}}}}
          /b:
            post:
              operationId: upload
              tags: [x]
              parameters: [{name: text, in: formData, type: string}, {name: doc, in: formData, type: file}]
              responses: {'200': {description: ok}}
        """)
    api.server.answers = [answer({"n": 4})]
    assert api.call(lambda client: client.x.send(ids=[1, 2], n=3)).n == 4
    assert (api.sent.target, json.loads(api.sent.body)) == ("/a?ids=1%7C2", {"n": 3})
    api.call(lambda client: client.x.upload(text="t", doc=b"bytes"))
    assert b'name="doc"; filename=' in api.sent.body
    assert b"bytes" in api.sent.body


def test_operations_of_one_id_are_told_apart(wire: PressWire) -> None:
    body = "requestBody: {content: {application/json: {schema: {type: object, properties: {%s: {type: string}}}}}}"
    api = wire(f"""
        paths:
          /users: {{post: {{operationId: create, tags: [users], {body % "a"}, responses: {OK}}}}}
          /groups: {{post: {{operationId: create, tags: [groups], {body % "b"}, responses: {OK}}}}}
          /more: {{POST: {{operationId: create, tags: [groups], {body % "c"}, responses: {OK}}}}}
        """)
    api.call(lambda client: client.users.create(a="1"))
    assert (api.sent.target, api.sent.body) == ("/users", b'{"a":"1"}')
    api.call(lambda client: client.groups.post_groups(b="1"))
    assert (api.sent.target, api.sent.body) == ("/groups", b'{"b":"1"}')
    api.call(lambda client: client.groups.post_more(c="1"))
    assert (api.sent.method, api.sent.target, api.sent.body) == ("POST", "/more", b'{"c":"1"}')


def test_paths_that_differ_in_punctuation_alone_are_told_apart(wire: PressWire) -> None:
    paths = ["/a/b", "/a-b", "/a_b", "/A/b"]
    items = [f"{path}: {{get: {{tags: [x], responses: {OK}}}}}" for path in paths]
    api = wire(f"paths: {{{', '.join(items)}}}")
    listed = api.call(lambda client: dir(client.x))
    names = [name for name in listed if name.startswith("get_a_b_")]
    for name in names:
        api.call(lambda client, name=name: getattr(client.x, name)())
    assert sorted(call.target for call in api.server.received) == sorted(paths)


def test_statuses_are_known_however_they_are_written(wire: PressWire) -> None:
    content = (
        "content: {application/json: {schema: {type: object, properties: {a: {type: integer}}}}}"
    )
    api = wire(f"""
        paths:
          /a:
            get:
              operationId: get
              tags: [x]
              responses: {{2xx: {{{content}}}, 404: {{{content}}}, '200 OK': , Default: {{{content}}}, description: text}}
        """)
    api.server.answers = [answer({"a": 1}, status=201), answer({"a": 2}, status=404)]
    assert api.call(lambda client: client.x.get()).a == 1
    with pytest.raises(api.package.errors.InlineError) as caught:
        api.call(lambda client: client.x.get())
    assert caught.value.data.a == 2


def test_security_that_is_not_defined_is_left_out(wire: PressWire) -> None:
    api = wire(f"""
        security: [{{nowhere: []}}, {{own: [], nowhere: []}}, {{key: []}}]
        paths:
          /a: {{get: {{operationId: first, tags: [x], responses: {OK}}}}}
          /b: {{get: {{operationId: second, tags: [x], security: [{{nowhere: []}}], responses: {OK}}}}}
        components: {{securitySchemes: {{key: {{type: ApiKey, in: Header}}, own: {{type: custom}}, basic: {{type: basic}}}}}}
        """)
    api.call(lambda client: client.x.first(), key="secret")
    assert api.sent.headers["key"] == "secret"
    api.call(lambda client: client.x.second(), key="secret")
    assert "key" not in api.sent.headers


def test_security_may_be_written_in_short(wire: PressWire) -> None:
    api = wire(f"""
        security: {{key: }}
        paths:
          /a: {{get: {{operationId: first, tags: [x], responses: {OK}}}}}
          /b: {{get: {{operationId: second, tags: [x], security: [flows], responses: {OK}}}}}
        components: {{securitySchemes: {{key: {{name: X-Key, in: header}}, flows: {{flows: {{clientCredentials: {{tokenUrl: /t, scopes: [a]}}}}}}, empty: }}}}
        """)
    api.call(lambda client: client.x.first(), key="secret", flows="token")
    assert api.sent.headers["x-key"] == "secret"
    api.call(lambda client: client.x.second(), key="secret", flows="token")
    assert api.sent.headers["authorization"] == "Bearer token"


def test_a_schema_may_stand_for_what_has_one(wire: PressWire) -> None:
    ref = f"{{$ref: '#{A}'}}"
    api = wire(f"""
        paths:
          /a:
            post:
              operationId: send
              tags: [x]
              requestBody: {ref}
              responses: {{200: {ref}, 201: {{content: {{application/json: {ref}}}}}, 202: {{content: {{application/json: {{type: object, properties: {{n: {{type: integer}}}}}}}}}}, 204: text, 205: [5]}}
        components: {{schemas: {{A: {{type: object, properties: {{n: {{type: integer}}}}}}}}}}
        """)
    api.server.answers = [
        answer({"n": 2}),
        answer({"n": 3}, 201),
        answer({"n": 4}, 202),
        answer(status=204),
    ]
    found = [api.call(lambda client: client.x.send(n=1)) for _ in range(4)]
    assert [item and item.n for item in found] == [2, 3, 4, None]
    assert json.loads(api.sent.body) == {"n": 1}


def test_a_server_variable_without_a_default_has_to_be_given(wire: PressWire) -> None:
    api = wire(f"""
        servers: [{{url: 'https://{{tenant}}.example/{{version}}', variables: {{version: {{enum: [1, 2]}}}}}}]
        paths: {{/a: {{get: {{operationId: get, tags: [x], responses: {OK}}}}}}}
        """)
    with pytest.raises(ValueError, match="no default for the server variable tenant: pass it"):
        api.package.Inline()
    assert api.package.Inline(tenant="me").base_url() == "https://me.example/1"
    api.call(lambda client: client.x.get())
    assert api.sent.target == "/a"


def test_a_default_that_is_none_of_its_values_is_one(wire: PressWire) -> None:
    api = wire("""
        servers: [{url: 'https://{h}.example', variables: {h: {default: c, enum: [a, b]}}}]
        """)
    assert api.package.Inline().base_url() == "https://c.example"
    assert api.package.Inline(h="a").base_url() == "https://a.example"


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: String}", "x"),
        ("{type: int}", 5),
        ("{type: datetime}", "2024-01-02T03:04:05Z"),
        ("{type: [Integer, 'null']}", None),
        ("{type: nonsense}", {"any": "thing"}),
        ("{type: string, minLength: -1, pattern: 5, format: 3}", "x"),
        ("{enum: {a: b}}", "x"),
        ("text", {"any": "thing"}),
        ("", {"any": "thing"}),
        ("{$ref: '#/definitions/Old'}", {"n": None}),
    ],
)
def test_schemas_that_are_malformed_allow_more(wire: PressWire, schema: str, value: Any) -> None:
    api = wire(f"""
        paths: {{/a: {{get: {{operationId: get, tags: [x], responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#{A}'}}}}}}}}}}}}}}}}
        components: {{schemas: {{A: {{type: object, properties: {{v: {schema}}}}}}}}}
        definitions: {{Old: {{type: object, properties: {{n: {{type: int, nullable: true}}}}}}}}
        """)
    api.server.answers = [answer({"v": value})]
    found = api.call(lambda client: client.x.get(), strict=True)
    assert found.model_dump(mode="json") == {"v": value}


def test_a_property_may_say_that_it_is_required(wire: PressWire) -> None:
    api = wire("""
        paths:
          /a:
            post:
              operationId: send
              tags: [x]
              requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {a: {type: string, required: true}, b: {type: string, required: false}}}}}}
              responses: {'204': }
        """)
    api.server.answers = [answer(status=204)]
    assert api.call(lambda client: client.x.send(a="1")) is None
    with pytest.raises(TypeError, match="'a'"):
        api.call(lambda client: client.x.send(b="1"))


@pytest.mark.parametrize(
    "text",
    [
        "info: {title: 5, version: 1.0}",
        "info:",
        "openapi: 3.0\ncomponents: {schemas: {A: {type: string}}}",
        "servers: {url: 'https://x.example'}",
        "components: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: p, mapping: {c: '#/components/schemas/C'}}}, B: {type: object, properties: {p: {type: string}}}}}",
        "paths: {/a: {post: {requestBody: {content: {application/json: {examples: {a: {$ref: '#/nowhere'}}}}}, responses: {200: {links: {a: {$ref: '#/nowhere'}}}}}}}",
        "tags: [one, two]\nexternalDocs: https://x.example",
        "servers: [{description: none}]",
        "paths: {/a: }",
        "paths: {/a: {get: {responses: , tags: all, operationId: 5, deprecated: 'yes'}}}",
        "paths: {/a: {post: {requestBody: {description: d}, responses: {200: {content: {application/json: }}}}}}",
        "paths: {/a: {get: {callbacks: {c: text}, responses: {200: {links: [], headers: {X: text}, content: {a/b: {examples: [1]}}}}}}}",
    ],
)
def test_other_slips_are_warned_of(press_files: PressFiles, text: str) -> None:
    assert press_files(text).warnings


def test_required_names_that_are_no_property(press: Press, press_files: PressFiles) -> None:
    description = """
        paths:
          /json: {post: {operationId: sendJson, tags: [x], requestBody: {required: true, content: {application/json: {schema: {type: object, required: [a, absent], properties: {a: {type: string}}}}}}, responses: &ok {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}}}}
          /form: {post: {operationId: sendForm, tags: [x], parameters: [{name: filter, in: query, style: deepObject, explode: true, schema: {type: object, required: [absent], properties: {a: {type: string}}}}], requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [a, absent], properties: {a: {type: string}}}}}}, responses: *ok}}
        components:
          schemas:
            Reply: {type: object, required: [id, nmae], properties: {id: {type: string}, name: {type: string}}}
            Counted: {type: object, required: [a, n], properties: {a: {type: string}}, additionalProperties: {type: integer}}
            Mixin: {type: object, required: [a, z], properties: {a: {type: string}}}
            Middle: {allOf: [{$ref: '#/components/schemas/Mixin'}, {type: object, properties: {y: {type: string}}}]}
            Whole: {allOf: [{$ref: '#/components/schemas/Middle'}, {type: object, properties: {z: {type: integer}}}]}
            Parts: {allOf: [{required: [a, w], properties: {a: {type: string}}}, {properties: {w: {type: integer}}}]}
            Lacking: {allOf: [{required: [a, w], properties: {a: {type: string}}}, {properties: {v: {type: integer}}}]}
            required: {type: object, required: [required], properties: {a: {type: string}}}
        """
    warnings = press_files(description).warnings
    assert all(one.message.startswith('"required" names') for one in warnings)
    schemas = ("components", "schemas")
    assert [(one.pointer, one.hint) for one in warnings if one.pointer[:2] == schemas] == [
        ((*schemas, "Reply", "required", 1), 'did you mean "name"?'),
        ((*schemas, "Counted", "required", 1), ADD),
        ((*schemas, "Lacking", "allOf", 0, "required", 1), ADD),
        ((*schemas, "required", "required", 0), ADD),
    ]
    assert [one.pointer[2] for one in warnings if one.pointer[:2] != schemas] == ["post"] * 3
    package = press(description)
    with (
        Api(lambda _call: {"id": "1"}) as api,
        package.Inline(server_url=api.url, strict=True) as client,
    ):
        assert client.x.send_json(a="x").id == "1"
        assert api.last.json == {"a": "x"}
        client.x.send_json(a="x", absent=[1, {"b": None}])
        assert api.last.json == {"a": "x", "absent": [1, {"b": None}]}
        client.x.send_form(a="x", filter={"a": "y"})
        assert (api.last.body, api.last.query) == (b"a=x", {"filter[a]": "y"})
    models = package.models
    required = {
        name: [field for field, info in getattr(models, name).model_fields.items() if _needed(info)]
        for name in ("Reply", "Counted", "Mixin", "Whole", "Parts", "Lacking")
    }
    assert required == {
        "Reply": ["id"],
        "Counted": ["a"],
        "Mixin": ["a"],
        "Whole": ["a", "z"],
        "Parts": ["a", "w"],
        "Lacking": ["a"],
    }
    assert models.Counted(a="x", n=1).n == 1


ADD = 'add it to "properties", or remove it from "required"'


def _needed(field: Any) -> bool:
    return field.is_required()
