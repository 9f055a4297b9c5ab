"""Extensions of vendors that descriptions use: what they say is done."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.api import Api
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

OK = "{'204': {description: ok}}"


def test_globals_are_given_once(press: Press) -> None:
    package = press(f"""
        info: {{title: Global, version: 1.0.0}}
        x-speakeasy-globals: {{parameters: [{{$ref: '#/components/parameters/App'}}, {{name: team, in: query, schema: {{type: integer}}}}]}}
        paths:
          /a: {{parameters: [{{$ref: '#/components/parameters/App'}}], get: {{operationId: getA, tags: [all], responses: {OK}}}}}
          /b: {{get: {{operationId: getB, tags: [all], parameters: [{{name: team, in: query, schema: {{type: integer}}}}], responses: {OK}}}}}
          /c: {{get: {{operationId: getC, tags: [all], responses: {OK}}}}}
        components: {{parameters: {{App: {{name: X-Title, in: header, x-speakeasy-name-override: app_title, schema: {{type: string}}}}}}}}
        """)
    with Api() as api, package.Global(server_url=api.url, app_title="mine", team=7) as client:
        client.all.get_a()
        client.all.get_b()
        client.all.get_c()
        client.all.get_a(app_title="other")
    assert [call.headers.get("x-title") for call in api.calls] == ["mine", None, None, "other"]
    assert [call.query for call in api.calls] == [{}, {"team": "7"}, {}, {}]


def test_names_may_be_overridden(press: Press) -> None:
    package = press("""
        info: {title: Named, version: 1.0.0}
        paths:
          /chat/completions:
            post:
              operationId: sendChatCompletionRequest
              tags: [Completions]
              x-speakeasy-group: chat.beta
              x-speakeasy-name-override: send
              x-speakeasy-max-method-params: 1
              parameters: [{name: X-Very-Long, in: header, x-speakeasy-name-override: short, schema: {type: string}}]
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/ChatCompletionCreateRequestV2'}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}}
        components:
          schemas:
            ChatCompletionCreateRequestV2: {x-speakeasy-name-override: ChatRequest, type: object, properties: {a: {type: string}, b: {type: string}}}
            Reply: {type: object, properties: {ok: {type: boolean}}}
        """)
    with (
        Api(lambda _call: {"ok": True}) as api,
        package.Named(server_url=api.url) as client,
    ):
        assert client.chat.beta.send(a="1", b="2", short="s").ok
        assert not hasattr(client, "completions")
    assert (api.last.json, api.last.headers["x-very-long"]) == ({"a": "1", "b": "2"}, "s")
    assert package.models.ChatRequest(a="1").a == "1"
    assert not hasattr(package.models, "ChatCompletionCreateRequestV2")


def test_properties_and_inline_schemas_may_be_named(press: Press) -> None:
    package = press("""
        info: {title: Renamed, version: 1.0.0}
        paths:
          /a:
            post:
              operationId: send
              tags: [all]
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      x-speakeasy-name-override: Sending
                      properties:
                        schema: {type: string, x-speakeasy-name-override: schemaDefinition}
                        definition: {type: object, x-speakeasy-name-override: inner_part, properties: {x: {type: integer}}}
                        first: {type: string, x-speakeasy-name-override: second}
                        second: {type: string}
              responses: {'204': {description: ok}}
        """)
    with Api() as api, package.Renamed(server_url=api.url) as client:
        client.all.send(schema_definition="s", inner_part={"x": 1}, second_="1", second="2")
    assert api.last.json == {"schema": "s", "definition": {"x": 1}, "first": "1", "second": "2"}
    assert package.models.Sending(schema_definition="s").schema_definition == "s"
    assert package.models.InnerPart(x=1).x == 1


def test_methods_may_be_named_by_patterns(press: Press, press_files: PressFiles) -> None:
    description = f"""
        info: {{title: Patterned, version: 1.0.0}}
        x-speakeasy-name-override:
          - {{operationId: '(', methodNameOverride: broken}}
          - {{operationId: '(?=a)b', methodNameOverride: ahead}}
          - {{operationId: '^([a-z]+)+[.]$', methodNameOverride: never}}
          - {{operationId: ^get.*, methodNameOverride: get}}
          - {{operationId: ^post, methodNameOverride: create}}
          - {{operationId: Test$, methodNameOverride: late}}
        paths:
          /a: {{get: {{operationId: getTest, tags: [all], responses: {OK}}}, post: {{operationId: postTest, tags: [all], responses: {OK}}}}}
          /b: {{get: {{operationId: getMore, tags: [more], responses: {OK}}}, put: {{operationId: putTest, tags: [more], x-speakeasy-name-override: store, responses: {OK}}}}}
          /c: {{get: {{operationId: getOne, tags: [twice], responses: {OK}}}, head: {{operationId: getTwo, tags: [twice], responses: {OK}}}}}
        """
    package = press(description)
    warnings = press_files(description).warnings
    assert [one.message.partition(":")[0] for one in warnings] == [
        "this is no regular expression that is run"
    ] * 2
    assert warnings[0].pointer == ("x-speakeasy-name-override", 0, "operationId")
    with Api() as api, package.Patterned(server_url=api.url) as client:
        client.all.get()
        client.all.create()
        client.more.get()
        client.more.store()
        client.twice.get_one()
        client.twice.get_two()
    expected = ["GET /a", "POST /a", "GET /b", "PUT /b", "GET /c", "HEAD /c"]
    assert [f"{call.method} {call.path}" for call in api.calls] == expected


def test_tags_with_dots_are_nested(press: Press) -> None:
    package = press(f"""
        info: {{title: Dotted, version: 1.0.0}}
        tags: [{{name: beta.responses, description: Soon}}]
        paths: {{/a: {{post: {{operationId: createResponses, x-speakeasy-name-override: send, tags: [Responses, beta.responses], responses: {OK}}}}}}}
        """)
    with Api() as api, package.Dotted(server_url=api.url) as client:
        client.responses.send()
        client.beta.responses.send()
        assert type(client.beta.responses).__doc__ == "Soon"
    assert [call.path for call in api.calls] == ["/a", "/a"]


def test_what_is_ignored_is_left_out_of_the_docs_alone(
    press_files: PressFiles, press: Press
) -> None:
    description = f"""
        info: {{title: Ignoring, version: 1.0.0}}
        paths:
          /a: {{get: {{operationId: getA, tags: [all], x-speakeasy-ignore: true, responses: {OK}}}}}
          /b: {{get: {{operationId: getB, tags: [all], responses: {OK}}}}}
        """
    files = press_files(description).files
    listed = json.loads(files["sdk-manifest.json"])["operations"]
    assert [(item["id"], item.get("hidden", False)) for item in listed] == [
        ("getA", True),
        ("getB", False),
    ]
    pages = [text for path, text in files.items() if path.endswith(".md")]
    assert any("get_b" in text for text in pages)
    assert not any("get_a" in text for text in pages)
    package = press(description)
    with Api() as api, package.Ignoring(server_url=api.url) as client:
        client.all.get_a()
    assert api.last.path == "/a"


RETRIED = """
info: {title: Retried, version: 1.0.0}
x-speakeasy-retries:
  {strategy: backoff, backoff: {initialInterval: 1, maxInterval: 2, exponent: 1.5}, statusCodes: [5XX], retryConnectionErrors: false}
paths:
  /read: {get: {operationId: read, tags: [all], responses: {'204': {description: ok}}}}
  /write: {post: {operationId: write, tags: [all], responses: {'204': {description: ok}}}}
  /safe: {post: {operationId: safe, tags: [all], x-speakeasy-retries: {strategy: backoff, backoff: {initialInterval: 1}, statusCodes: [409]}, responses: {'204': {description: ok}}}}
  /old: {get: {operationId: old, tags: [all], deprecated: true, x-deprecation-message: It is slow., x-deprecation-replacement: never, responses: {'204': {description: ok}}}}
  /never: {get: {operationId: never, tags: [all], x-speakeasy-retries: {strategy: none}, responses: {'204': {description: ok}}}}
"""


@pytest.mark.parametrize(
    ("method", "status", "calls"),
    [
        ("read", 503, 3),
        ("read", 429, 1),
        ("write", 503, 3),
        ("write", 409, 1),
        ("safe", 409, 3),
        ("never", 503, 1),
    ],
)
def test_retries(press: Press, method: str, status: int, calls: int) -> None:
    package = press(RETRIED)
    with (
        Api(lambda _call: (status, {})) as api,
        package.Retried(server_url=api.url) as client,
    ):
        with pytest.raises(package.errors.RetriedError):
            getattr(client.all, method)()
        assert len(api.calls) == calls


def test_unknown_values_are_allowed_where_it_says_so(press: Press) -> None:
    package = press("""
        info: {title: Open, version: 1.0.0}
        paths:
          /a:
            post:
              operationId: addA
              tags: [all]
              requestBody: {content: {application/json: {schema: {type: object, properties: {open: {$ref: '#/components/schemas/Open'}, closed: {$ref: '#/components/schemas/Closed'}}}}}}
              responses: {'204': {description: ok}}
        components:
          schemas:
            Open: {type: string, enum: [a], x-speakeasy-unknown-values: allow}
            Closed: {type: string, enum: [a], x-speakeasy-unknown-values: disallow}
        """)
    with Api() as api, package.Open(server_url=api.url) as client:
        client.all.add_a(open="new", closed="a")
        with pytest.raises(package.errors.OpenError):
            client.all.add_a(closed="new")
    assert [call.json for call in api.calls] == [{"open": "new", "closed": "a"}]


def test_statuses_that_are_errors_and_that_are_none(press: Press) -> None:
    package = press("""
        info: {title: Statuses, version: 1.0.0}
        paths:
          /more:
            get:
              operationId: more
              tags: [all]
              x-speakeasy-errors: {statusCodes: [202]}
              responses: &responses
                '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Found'}}}}
                '202': {description: wait, content: {application/json: {schema: {$ref: '#/components/schemas/Wait'}}}}
                '404': {description: none, content: {application/json: {schema: {$ref: '#/components/schemas/None'}}}}
          /only:
            get:
              operationId: only
              tags: [all]
              x-speakeasy-errors: {statusCodes: [5XX], override: true}
              responses: *responses
        components:
          schemas:
            Found: {type: object, properties: {found: {type: boolean}}}
            Wait: {type: object, properties: {wait: {type: integer}}}
            None: {type: object, properties: {none: {type: boolean}}}
        """)
    with Api() as api, package.Statuses(server_url=api.url) as client:
        api.answer = lambda _call: (202, {"wait": 5})
        with pytest.raises(package.errors.WaitError) as caught:
            client.all.more()
        assert caught.value.data.wait == 5
        assert client.all.only().wait == 5
        api.answer = lambda _call: (404, {"none": True})
        with pytest.raises(package.errors.StatusesError):
            client.all.more()
        assert client.all.only().none is True
        api.answer = lambda _call: (400, {})
        with pytest.raises(package.errors.StatusesError):
            client.all.only()


def test_servers_are_named(press: Press) -> None:
    with Api() as api:
        package = press(f"""
            info: {{title: Server names, version: 1.0.0}}
            servers:
              - {{url: 'https://nowhere.example', x-speakeasy-server-id: production}}
              - {{url: '{api.url}/test', x-speakeasy-server-id: test}}
            paths: {{/a: {{get: {{operationId: getA, tags: [all], responses: {OK}}}}}}}
            """)
        with package.ServerNames(server="test") as client:
            client.all.get_a()
    assert api.last.path == "/test/a"


def test_the_field_that_asks_for_a_stream_may_be_named(press_files: PressFiles) -> None:
    files = press_files("""
        info: {title: Streamed, version: 1.0.0}
        paths:
          /a:
            post:
              operationId: go
              tags: [all]
              x-speakeasy-stream-request-field: live
              requestBody: {content: {application/json: {schema: {type: object, properties: {live: {type: boolean}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}, text/event-stream: {schema: {type: object, properties: {b: {type: string}}}}}}}
        """).files
    (text,) = (text for path, text in files.items() if path.endswith("/resources/all.py"))
    assert "live: Literal[True]" in text


OURS = """
info: {title: Ours, version: 1.0.0}
servers: [{url: 'https://one.example'}, {url: 'https://two.example', x-server-id: second}]
x-retries: {strategy: backoff, backoff: {initialInterval: 1, maxInterval: 2}, statusCodes: [503]}
x-globals: {parameters: [{name: team, in: query, schema: {type: integer}}]}
x-method: [{operationId: ^fetch, methodNameOverride: fetch}]
x-errors: {statusCodes: [202]}
paths:
  /named:
    post:
      operationId: longName
      x-resource: own.place
      x-method: send
      x-ignore: true
      x-max-method-params: 1
      x-stream-request-field: live
      parameters: [{name: X-Very-Long, in: header, x-name: short, schema: {type: string}}, {name: team, in: query, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {type: object, x-name: Sent, properties: {live: {type: boolean}, renamed: {type: string, x-name: better}, open: {type: string, enum: [a, b], x-unknown-values: allow}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: &open {type: object, properties: {closed: {type: string, enum: [a, b], x-unknown-values: disallow}}}}, text/event-stream: {x-sse-sentinel: END, schema: {type: object}}}}}
  /fetched: {get: {operationId: fetchIt, tags: [all], responses: {'202': {description: wait, content: {application/json: {schema: {type: object}}}}, '200': {description: ok, content: {application/json: {schema: *open}}}}}}
  /safe: {post: {operationId: safe, tags: [all], x-retries: {strategy: backoff, backoff: {initialInterval: 1, maxInterval: 2}, statusCodes: [409]}, responses: {'204': {description: ok}}}}
  /old: {get: {operationId: old, tags: [all], deprecated: true, x-deprecation-message: It is slow., x-deprecation-replacement: never, responses: {'204': {description: ok}}}}
  /never: {get: {operationId: never, tags: [all], x-retries: {strategy: none}, responses: {'204': {description: ok}}}}
  /paged: {get: {operationId: paged, tags: [all], x-pagination: {type: cursor, inputs: [{name: cursor, in: parameters, type: cursor}], outputs: {nextCursor: $.next}}, parameters: [{name: cursor, in: query, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}}}
"""


@only_pydantic
def test_all_of_it_has_names_of_our_own(press: Press, press_files: PressFiles) -> None:
    config = "[retries]\nmax_attempts = 2"
    package = press(OURS, config)
    listed = json.loads(press_files(OURS, config).files["sdk-manifest.json"])["operations"]
    assert [item["id"] for item in listed if item.get("hidden")] == ["longName"]
    source = "".join(press_files(OURS, config).files.values())
    assert "live: Literal[True]" in source
    assert 'sentinel="END"' in source
    assert package.Ours(server="second").base_url() == "https://two.example"
    found: list[Any] = []
    with (
        Api(lambda _call: {"closed": "c"}) as api,
        package.Ours(server_url=api.url, on_drift=found.append) as client,
    ):
        client.own.place.send(short="s", team=3, better="x", open="new")
        assert (api.last.json, api.last.query) == ({"renamed": "x", "open": "new"}, {"team": "3"})
        assert api.last.headers["x-very-long"] == "s"
        assert package.models.Sent(better="x").better == "x"
        found.clear()
        client.all.fetch()
        assert [item.location for item in found] == [("closed",)]
        for status, method, calls in (
            (503, client.all.fetch, 2),
            (500, client.all.fetch, 1),
            (409, client.all.safe, 2),
            (503, client.all.never, 1),
            (202, client.all.fetch, 1),
        ):
            api.calls.clear()
            api.answer = (lambda answer: lambda _call: answer)((status, {}))
            with pytest.raises(package.errors.OursError):
                method()
            assert len(api.calls) == calls, method
        api.answer = lambda _call: {}
        assert len(list(client.all.paged_pages())) == 1
        with pytest.warns(
            DeprecationWarning, match=r"use `client\.all\.never` instead; It is slow\."
        ):
            client.all.old()


def test_all_that_the_docs_list_is_tried(repository: Path) -> None:
    rows = (repository / "docs" / "dialects.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`(x-speakeasy-[a-z-]+)`", rows))
    alone = {"x-speakeasy-name-override": "x-name", "x-speakeasy-group": "x-resource"}
    ours = {alone.get(name, name.replace("x-speakeasy-", "x-")) for name in listed}
    assert len(ours) > 10
    assert {name for name in ours if f"{name}:" not in OURS} == set()
