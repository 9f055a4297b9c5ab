"""What templates of paths say: expressions, parts of a query, characters that would end them."""

from __future__ import annotations

import json

import pytest

from constructs.declared import ARRAY, OBJECT, one
from sdkpress.problems import DescriptionError
from support.models import with_both_libraries
from support.pressing import PressFiles
from support.transports import TransportKind
from support.wire import PressWire

pytestmark = with_both_libraries
# A path as people write it, what is declared, what is given, and what is sent.
EXPRESSIONS = [
    ("/a/{id*}", "[{name: id, in: path, required: true, schema: {}}]", {"id": ARRAY}, "blue,black"),
    ("/b/{id*}", "[{name: id, in: path, required: true, schema: {}}]", {"id": OBJECT}, "R=100,G=200"),
    ("/c/{.id}", "[{name: id, in: path, required: true, schema: {}}]", {"id": ARRAY}, ".blue,black"),
    ("/d/{.id*}", "[{name: id, in: path, required: true, style: label, schema: {}}]", {"id": ARRAY}, ".blue.black"),
    ("/e/{;id}", "[{name: id, in: path, required: true, style: matrix, schema: {}}]", {"id": 5}, ";id=5"),
    ("/f/{;id*}", "[]", {"id": ARRAY}, ";id=blue;id=black"),
    ("/g/{;id*}", "[{name: id, in: path, required: true, style: simple, explode: false, schema: {}}]", {"id": ARRAY}, "blue,black"),
    ("/h/{+path}", "[{name: path, in: path, required: true, schema: {type: string}}]", {"path": "x/y?z#q"}, "x/y%3Fz%23q"),
    ("/i/{+path}", "[{name: path, in: path, required: true, allowReserved: false, schema: {type: string}}]", {"path": "x/y"}, "x%2Fy"),
    ("/j/{lat,lon}", "[{name: lon, in: path, required: true, schema: {type: number}}]", {"lat": "1", "lon": 2}, "1,2"),
    ("/k{/id}", "[]", {"id": "5"}, "5"),
    ("/l/{id:int}", "[{name: id, in: path, required: true, schema: {type: integer}}]", {"id": 5}, "5"),
    ("/m/{*rest}", "[]", {"rest": "5"}, "5"),
    ("/n/{proxy+}", "[]", {"proxy": "5"}, "5"),
    ("/o/{id}/{id*}", "[{name: id, in: path, required: true, schema: {}}]", {"id": 5}, "5/5"),
    ("/p/{id*}", "[{name: id*, in: path, required: true, schema: {}}]", {"id": 5}, "5"),
    ("/q/1{?page,size}", "[{name: page, in: query, schema: {type: integer}}]", {"page": 2, "size": "3"}, "1?page=2&size=3"),
    ("/r/{id*}", "[{$ref: '#/components/parameters/Id'}]", {"id": OBJECT}, "R=100,G=200"),
    ("/s/{id}", "[{$ref: '#/components/parameters/Id'}]", {"id": OBJECT}, "R,100,G,200"),
    ("/t/1?id={id}", "[{name: id, in: query, schema: {type: string}}]", {"id": "a/&?"}, "1?id=a%2F%26%3F"),
    ("/u/1?a=b&id={id}&c=d", "[{$ref: '#/components/parameters/Id'}]", {"id": 5}, "1?a=b&c=d&id=5"),
    ("/v/1?user={id}&q={q}", "[{name: id, in: path, required: true, style: label, schema: {}}]", {"user": 5, "q": "6"}, "1?user=5&q=6"),
    ("/w/{id}?id={id}", "[{name: id, in: path, required: true, schema: {}}]", {"id": 5, "query_id": 6}, "5?id=6"),
]  # fmt: skip


def test_expressions_in_a_path_belong_to_its_parameters(wire: PressWire) -> None:
    items = [
        f"{path}: {{get: {{operationId: get{n}, tags: [x], parameters: {declared},"
        " responses: {'200': {description: ok}}}}"
        for n, (path, declared, _, _) in enumerate(EXPRESSIONS)
    ]
    api = wire(
        "components: {parameters: {Id: {name: id, in: path, required: true, schema: {}}}}\npaths:\n"
        + "".join(f"  {item}\n" for item in items)
    )
    for n, (path, _, given, sent) in enumerate(EXPRESSIONS):
        api.call(lambda client, n=n, given=given: getattr(client.x, f"get{n}")(**given))
        assert api.sent.target == f"/{path[1]}/{sent}", path


def test_a_part_of_a_query_in_a_path_is_refused(press_files: PressFiles) -> None:
    for path in ("/x?a=b{id}", "/x?{id}", "/x?a=1&{id}=2"):
        with pytest.raises(DescriptionError) as refused:
            press_files(one("id", "path", "required: true, schema: {}", path))
        (problem,) = refused.value.problems
        assert problem.message.startswith('"{id}" in the query of the path')
        assert problem.pointer == ("paths", path, "get")


def test_what_an_expression_means_is_said(press_files: PressFiles) -> None:
    pressed = press_files(one("id", "path", "required: true, schema: {}", "/x/{;id*}"))
    (warning,) = pressed.warnings
    assert warning.message == (
        '"{;id*}" in the path "/x/{;id*}" is taken for the path parameter "id"'
    )
    assert warning.pointer == ("paths", "/x/{;id*}", "get")
    (listed,) = json.loads(pressed.files["sdk-manifest.json"])["operations"]
    assert listed["path"] == "/x/{;id*}"


def test_reserved_characters_never_end_a_path(wire: PressWire, transport: TransportKind) -> None:
    api = wire(one("p", "path", "required: true, allowReserved: true, schema: {}", "/x/{p}"))
    reserved = ":/?#[]@!$&'()*+,;="
    api.call(lambda client: client.x.get(p=f"a{reserved}\\b%2e"))
    assert api.sent.target == "/x/a:/%3F%23%5B%5D@!$&'()*+,;=%5Cb%252e"
    api.call(lambda client: client.x.get(p=["a?b", "c#d"]))
    assert api.sent.target == "/x/a%3Fb,c%23d"
    for hostile in ("../y", "a/../../y", "a/..", "./y", "%2e%2e/y", "..%2fy", "..\\y"):
        with pytest.raises(api.package.errors.RequestValidationError, match="path segment"):
            api.call(lambda client, hostile=hostile: client.x.get(p=hostile))
