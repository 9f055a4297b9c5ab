"""`[parameters]` of `sdk.toml`: how arrays and objects are written in queries."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from runtime.lab import answer
from sdkpress.problems import DescriptionError
from support.models import with_both_libraries
from support.pressing import PressFiles
from support.wire import PressWire

pytestmark = with_both_libraries

SEARCH = """
paths:
  /items:
    get:
      operationId: find
      tags: [items]
      parameters:
        - {name: ids, in: query, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, schema: {$ref: '#/components/schemas/Filter'}}
        - {name: said, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
        - {name: any, in: query, schema: {}}
        - {name: either, in: query, schema: {oneOf: [{type: string}, {type: array, items: {type: integer}}]}}
        - {name: plain, in: query, schema: {type: string}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Filter:
      type: object
      properties:
        size: {type: integer}
        madeIn: {type: array, items: {type: string}}
        parts: {type: array, items: {type: object, properties: {name: {type: string}}}}
        owner: {type: object, properties: {name: {type: string}}}
"""
GIVEN: dict[str, Any] = {
    "ids": ["a b", "c,d"],
    "filter": {
        "size": 3,
        "made_in": ["it", "fr"],
        "parts": [{"name": "x"}, {"name": "y"}],
        "owner": {"name": "me"},
    },
    "said": ["1", "2"],
    "plain": "z",
}


def _lines(*pairs: str) -> str:
    toml = "\n".join(pairs)
    return f"[parameters]\n{toml}\n"


@pytest.mark.parametrize(
    ("settings", "query"),
    [
        (
            _lines('arrays = "comma"', 'objects = "brackets"'),
            "ids=a%20b,c%2Cd&filter%5Bsize%5D=3&filter%5BmadeIn%5D=it,fr"
            "&filter%5Bparts%5D%5B0%5D%5Bname%5D=x&filter%5Bparts%5D%5B1%5D%5Bname%5D=y"
            "&filter%5Bowner%5D%5Bname%5D=me",
        ),
        (
            _lines('arrays = "brackets"', 'objects = "dots"'),
            "ids%5B%5D=a%20b&ids%5B%5D=c%2Cd&filter.size=3"
            "&filter.madeIn%5B%5D=it&filter.madeIn%5B%5D=fr"
            "&filter.parts%5B0%5D.name=x&filter.parts%5B1%5D.name=y&filter.owner.name=me",
        ),
        (
            _lines('arrays = "indices"', 'objects = "brackets"'),
            "ids%5B0%5D=a%20b&ids%5B1%5D=c%2Cd&filter%5Bsize%5D=3"
            "&filter%5BmadeIn%5D%5B0%5D=it&filter%5BmadeIn%5D%5B1%5D=fr"
            "&filter%5Bparts%5D%5B0%5D%5Bname%5D=x&filter%5Bparts%5D%5B1%5D%5Bname%5D=y"
            "&filter%5Bowner%5D%5Bname%5D=me",
        ),
        (
            _lines('arrays = "comma"'),
            "ids=a%20b,c%2Cd&size=3&madeIn=%5B%22it%22%2C%22fr%22%5D"
            "&parts=%5B%7B%22name%22%3A%22x%22%7D%2C%7B%22name%22%3A%22y%22%7D%5D"
            "&owner=%7B%22name%22%3A%22me%22%7D",
        ),
        (
            _lines('objects = "dots"'),
            "ids=a%20b&ids=c%2Cd&filter.size=3&filter.madeIn=it&filter.madeIn=fr"
            "&filter.parts%5B0%5D.name=x&filter.parts%5B1%5D.name=y&filter.owner.name=me",
        ),
    ],
)
def test_a_style_holds_for_all_queries_that_say_nothing(
    wire: PressWire, settings: str, query: str
) -> None:
    api = wire(SEARCH, settings)
    api.server.answers[:] = [answer(status=204)]

    api.call(lambda client: client.items.find(**GIVEN))

    assert urlsplit(str(api.sent.target)).query == f"{query}&said=1%7C2&plain=z"


@pytest.mark.parametrize(
    ("settings", "given", "query"),
    [
        (_lines('arrays = "comma"'), {"any": [{"a": 1}, 2]}, "any={%22a%22:1},2"),
        (_lines('arrays = "brackets"'), {"any": [{"a": 1}]}, "any[]={%22a%22:1}"),
        (_lines('arrays = "indices"'), {"any": [{"a": 1}, [2]]}, "any[0]={%22a%22:1}&any[1][0]=2"),
        (_lines('arrays = "comma"', 'objects = "dots"'), {"any": {"a": [1, 2]}}, "any.a=1,2"),
        (_lines('objects = "brackets"'), {"any": [1, 2]}, "any=1&any=2"),
        (_lines('objects = "brackets"'), {"any": {"a": [1, 2]}}, "any[a]=1&any[a]=2"),
        (_lines('objects = "dots"'), {"any": {"a=b": {"c]": None, "d": True}}}, "any.a%3Db.d=true"),
        (_lines('arrays = "comma"'), {"either": [1, 2]}, "either=1,2"),
        (_lines('arrays = "comma"'), {"either": "text"}, "either=text"),
    ],
)
def test_whatever_a_value_may_be(
    wire: PressWire, settings: str, given: dict[str, Any], query: str
) -> None:
    api = wire(SEARCH, settings)
    api.call(lambda client: client.items.find(**given))
    sent = urlsplit(str(api.sent.target)).query
    for code, plain in (("%5B", "["), ("%5D", "]"), ("%7B", "{"), ("%7D", "}"), ("%3A", ":")):
        sent = sent.replace(code, plain)
    assert sent == query


def test_empty_arrays_and_none_are_left_out(wire: PressWire) -> None:
    api = wire(SEARCH, _lines('arrays = "comma"', 'objects = "brackets"'))
    api.server.answers[:] = [answer(status=204)]

    api.call(lambda client: client.items.find(ids=[], filter={"made_in": []}, plain="z"))

    assert parse_qsl(urlsplit(str(api.sent.target)).query) == [("plain", "z")]


def test_a_change_of_style_is_a_change_of_the_wire(press_files: PressFiles) -> None:
    before = press_files(SEARCH).files["sdk-surface.json"]
    after = press_files(SEARCH, _lines('arrays = "comma"')).files["sdk-surface.json"]

    assert before != after


def test_other_styles_are_refused(press_files: PressFiles) -> None:
    with pytest.raises(DescriptionError, match='did you mean "brackets"'):
        press_files(SEARCH, _lines('objects = "bracket"'))
