"""Parameters: every location, style and explode as RFC 6570 has them; names; what is left out."""

from __future__ import annotations

import datetime
import uuid
from typing import Any
from urllib.parse import unquote

import pytest

from constructs.declared import ARRAY, OBJECT, one
from support.models import with_both_libraries
from support.wire import PressWire

pytestmark = with_both_libraries
STYLES = [
    ("path", "simple", False, "a b", "/x/a%20b"),
    ("path", "simple", False, ARRAY, "/x/blue,black"),
    ("path", "simple", True, ARRAY, "/x/blue,black"),
    ("path", "simple", False, OBJECT, "/x/R,100,G,200"),
    ("path", "simple", True, OBJECT, "/x/R=100,G=200"),
    ("path", "label", False, "blue", "/x/.blue"),
    ("path", "label", False, ARRAY, "/x/.blue,black"),
    ("path", "label", True, ARRAY, "/x/.blue.black"),
    ("path", "label", False, OBJECT, "/x/.R,100,G,200"),
    ("path", "label", True, OBJECT, "/x/.R=100.G=200"),
    ("path", "matrix", False, "blue", "/x/;p=blue"),
    ("path", "matrix", False, "", "/x/;p"),
    ("path", "matrix", False, ARRAY, "/x/;p=blue,black"),
    ("path", "matrix", True, ARRAY, "/x/;p=blue;p=black"),
    ("path", "matrix", False, OBJECT, "/x/;p=R,100,G,200"),
    ("path", "matrix", True, OBJECT, "/x/;R=100;G=200"),
    ("query", "form", True, "a&b", "/x?p=a%26b"),
    ("query", "form", True, "", "/x?p="),
    ("query", "form", True, ARRAY, "/x?p=blue&p=black"),
    ("query", "form", False, ARRAY, "/x?p=blue,black"),
    ("query", "form", True, OBJECT, "/x?R=100&G=200"),
    ("query", "form", False, OBJECT, "/x?p=R,100,G,200"),
    ("query", "spaceDelimited", False, ARRAY, "/x?p=blue%20black"),
    ("query", "spaceDelimited", False, OBJECT, "/x?p=R%20100%20G%20200"),
    ("query", "pipeDelimited", False, ARRAY, "/x?p=blue%7Cblack"),
    ("query", "pipeDelimited", False, OBJECT, "/x?p=R%7C100%7CG%7C200"),
    ("query", "deepObject", True, OBJECT, "/x?p%5BR%5D=100&p%5BG%5D=200"),
]


@pytest.mark.parametrize(("place", "style", "explode", "value", "target"), STYLES)
def test_styles(
    wire: PressWire, place: str, style: str, explode: bool, value: Any, target: str
) -> None:
    rest = f"required: true, style: {style}, explode: {str(explode).lower()}, schema: {{}}"
    api = wire(one("p", place, rest, "/x/{p}" if place == "path" else "/x"))
    api.call(lambda client: client.x.get(p=value))
    assert api.sent.target == target


@pytest.mark.parametrize(
    ("place", "rest", "value", "sent"),
    [
        ("header", "schema: {}", "a b", "a b"),
        ("header", "schema: {}", ARRAY, "blue,black"),
        ("header", "schema: {}", OBJECT, "R,100,G,200"),
        ("header", "explode: true, schema: {}", OBJECT, "R=100,G=200"),
        ("header", "content: {application/json: {schema: {}}}", OBJECT, '{"R":100,"G":200}'),
        ("cookie", "schema: {}", "a b", "p=a%20b"),
        ("cookie", "explode: false, schema: {}", ARRAY, "p=blue,black"),
        ("cookie", "explode: false, schema: {}", OBJECT, "p=R,100,G,200"),
    ],
)
def test_headers_and_cookies(wire: PressWire, place: str, rest: str, value: Any, sent: str) -> None:
    api = wire(one("p", place, rest))
    api.call(lambda client: client.x.get(p=value))
    assert api.sent.headers["cookie" if place == "cookie" else "p"] == sent


def test_reserved_characters_stay_where_that_is_allowed(wire: PressWire) -> None:
    api = wire(one("p", "query", "allowReserved: true, schema: {type: string}"))
    api.call(lambda client: client.x.get(p="a/b:c?d&e f"))
    assert api.sent.target == "/x?p=a/b:c?d%26e%20f"


def test_content_in_place_of_a_schema(wire: PressWire) -> None:
    api = wire(one("p", "query", "content: {application/json: {schema: {type: object}}}"))
    api.call(lambda client: client.x.get(p={"a": [1, None], "b": {"c": True}}))
    assert api.sent.query == [("p", '{"a":[1,null],"b":{"c":true}}')]


def test_objects_travel_by_their_wire_names(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            get:
              operationId: get
              tags: [x]
              parameters:
                - name: filter
                  in: query
                  style: deepObject
                  explode: true
                  schema:
                    type: object
                    required: [createdAt]
                    properties:
                      createdAt: {type: string, format: date}
                      class: {type: array, items: {type: string}}
                      inner: {type: object, properties: {minPrice: {type: number}}}
              responses: {'200': {description: ok}}
        """)
    models = api.package.models
    day = datetime.date(2025, 1, 31)
    as_dict = {"created_at": day, "class_": ["a", "b"], "inner": {"min_price": 1.5}}
    as_model = models.GetFilter(createdAt=day, class_=["a", "b"], inner={"min_price": 1.5})
    for value in (as_dict, as_model):
        api.call(lambda client, value=value: client.x.get(filter=value))
        assert api.sent.query == [
            ("filter[createdAt]", "2025-01-31"),
            ("filter[class][]", "a"),
            ("filter[class][]", "b"),
            ("filter[inner][minPrice]", "1.5"),
        ]


def test_values_of_every_type(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            get:
              operationId: get
              tags: [x]
              parameters:
                - {name: flag, in: query, schema: {type: boolean}}
                - {name: count, in: query, schema: {type: integer}}
                - {name: ratio, in: query, schema: {type: number}}
                - {name: at, in: query, schema: {type: string, format: date-time}}
                - {name: id, in: query, schema: {type: string, format: uuid}}
                - {name: level, in: query, schema: {enum: [low, high]}}
                - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
              responses: {'200': {description: ok}}
        """)
    at = datetime.datetime(2025, 1, 31, 12, tzinfo=datetime.UTC)
    identifier = uuid.UUID(int=1)
    api.call(
        lambda client: client.x.get(
            flag=False, count=0, ratio=0.5, at=at, id=identifier, level="low", ids=(1, 2)
        )
    )
    assert api.sent.query == [
        ("flag", "false"),
        ("count", "0"),
        ("ratio", "0.5"),
        ("at", "2025-01-31T12:00:00Z"),
        ("id", str(identifier)),
        ("level", "low"),
        ("ids", "1"),
        ("ids", "2"),
    ]
    api.call(lambda client: client.x.get(flag=None, ids=[]))
    assert api.sent.target == "/x"


PATH_LEVEL = """
    paths:
      /x/{id}:
        parameters:
          - {name: id, in: path, required: true, schema: {type: string}}
          - {name: page, in: query, schema: {type: integer}}
          - {name: X-Trace, in: header, schema: {type: string}}
        get:
          operationId: get
          tags: [x]
          parameters:
            - {name: page, in: query, required: true, style: form, schema: {type: array, items: {}}}
          responses: {'200': {description: ok}}
        delete:
          operationId: delete
          tags: [x]
          responses: {'200': {description: ok}}
    """


def test_parameters_of_the_path_are_overridden_one_by_one(wire: PressWire) -> None:
    api = wire(PATH_LEVEL)
    api.call(lambda client: client.x.get("a", page=[1, 2], x_trace="t"))
    assert api.sent.target == "/x/a?page=1&page=2"
    assert api.sent.headers["x-trace"] == "t"
    api.call(lambda client: client.x.delete("a", page=3))
    assert (api.sent.method, api.sent.target) == ("DELETE", "/x/a?page=3")
    with pytest.raises(TypeError, match="page"):
        api.call(lambda client: client.x.get("a"))


@pytest.mark.parametrize(
    ("media_type", "value", "text"),
    [
        ("application/json", "a", '"a"'),
        ("application/json", "1", '"1"'),
        ("application/vnd.acme+json", "a", '"a"'),
        ("application/json", None, "null"),
        ("text/plain", "a", "a"),
        ("application/jsonpath", "$.a", "$.a"),
    ],
)
def test_text_as_content(wire: PressWire, media_type: str, value: Any, text: str) -> None:
    content = f"required: true, content: {{{media_type}: {{schema: {{type: [string, 'null']}}}}}}"
    api = wire(one("p", "query", content))
    api.call(lambda client: client.x.get(p=value))
    assert api.sent.query == [("p", text)]
    api = wire(one("p", "header", content))
    api.call(lambda client: client.x.get(p=value))
    assert api.sent.headers["p"] == text
    api = wire(one("p", "path", content, "/x/{p}"))
    api.call(lambda client: client.x.get(p=value))
    assert unquote(api.sent.target) == f"/x/{text}"


def test_a_header_of_the_path_in_other_letters_is_overridden(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            parameters:
              - {name: X-Trace, in: header, schema: {type: string}}
              - {name: Trace, in: query, schema: {type: string}}
            get:
              operationId: get
              tags: [x]
              parameters:
                - {name: x-trace, in: header, required: true, schema: {type: string}}
                - {name: trace, in: query, schema: {type: string}}
              responses: {'200': {description: ok}}
        """)
    api.call(lambda client: client.x.get(x_trace="a"))
    assert api.sent.headers["x-trace"] == "a"
    arguments = api.package.resources.x.X.get.__annotations__
    assert [name for name in arguments if "x_trace" in name] == ["x_trace"]
    assert len([name for name in arguments if name.endswith("race")]) == 3


def test_the_same_name_in_several_places(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x/{id}:
            post:
              operationId: post
              tags: [x]
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
                - {name: id, in: query, schema: {type: string}}
                - {name: ID, in: header, schema: {type: string}}
                - {name: id, in: cookie, schema: {type: string}}
              requestBody:
                content:
                  application/json: {schema: {type: object, properties: {id: {type: string}}}}
              responses: {'200': {description: ok}}
        """)
    api.call(
        lambda client: client.x.post(
            path_id="p", query_id="q", header_id="h", cookie_id="c", id="b"
        )
    )
    assert api.sent.target == "/x/p?id=q"
    assert api.sent.headers["id"] == "h"
    assert api.sent.headers["cookie"] == "id=c"
    assert api.sent.body == b'{"id":"b"}'


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("class", "class_"),
        ("from", "from_"),
        ("self", "self_"),
        ("options", "options_"),
        ("filter[name]", "filter_name"),
        ("$top", "top"),
        ("X-Rate-Limit", "x_rate_limit"),
        ("2fa", "value_2_fa"),
    ],
)
def test_names_that_are_no_arguments(wire: PressWire, name: str, argument: str) -> None:
    api = wire(one(f"'{name}'", "query", "required: true, schema: {type: string}"))
    api.call(lambda client: client.x.get(**{argument: "v"}))
    assert api.sent.query == [(name, "v")]


def test_null_is_sent_only_where_it_can_be(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            get:
              operationId: get
              tags: [x]
              parameters:
                - name: filter
                  in: query
                  content: {application/json: {schema: {type: [object, 'null']}}}
                - {name: page, in: query, schema: {type: [integer, 'null']}}
              responses: {'200': {description: ok}}
        """)
    api.call(lambda client: client.x.get())
    assert api.sent.target == "/x"
    api.call(lambda client: client.x.get(filter=None, page=None))
    assert api.sent.query == [("filter", "null")]


def test_headers_that_others_own_are_no_parameters(wire: PressWire) -> None:
    api = wire(one("Authorization", "header", "schema: {type: string}"))
    with pytest.raises(TypeError, match="authorization"):
        api.call(lambda client: client.x.get(authorization="x"))


@pytest.mark.parametrize(
    ("media_type", "value", "query"),
    [
        ("application/x-www-form-urlencoded", {"a": "b c", "d": [1, 2]}, "a=b%20c&d=1&d=2"),
        ("application/json", {"a": 1}, "%7B%22a%22%3A1%7D"),
    ],
)
def test_the_query_string_as_one_parameter(
    wire: PressWire, media_type: str, value: Any, query: str
) -> None:
    content = f"content: {{{media_type}: {{schema: {{type: object}}}}}}"
    api = wire("openapi: 3.2.0\n" + one("q", "querystring", content).replace("\n        ", "\n"))
    api.call(lambda client: client.x.get(q=value))
    assert api.sent.target == f"/x?{query}"
