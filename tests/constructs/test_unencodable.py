"""What cannot be encoded is refused by an error of ours, which does not show it."""

from __future__ import annotations

import traceback
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.transports import TransportKind
from support.wire import PressWire, Use, Wire, parts

pytestmark = with_both_libraries

API = """
    security: [{key: []}, {}]
    paths:
      /x/{id}:
        post:
          operationId: send
          tags: [x]
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
            - {name: q, in: query, schema: {type: string}}
            - {name: deep, in: query, style: deepObject, schema: {type: object}}
            - {name: h, in: header, schema: {type: string}}
            - {name: c, in: cookie, schema: {type: string}}
            - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    text: {type: string}
                    number: {type: number}
                    numbers: {type: array, items: {type: number}}
                    any: {}
          responses: {'200': {description: ok}}
      /form:
        post:
          operationId: form
          tags: [x]
          requestBody:
            content:
              application/x-www-form-urlencoded:
                schema: {type: object, properties: {a: {type: string}, b: {type: object}}}
          responses: {'200': {description: ok}}
      /lines:
        post:
          operationId: lines
          tags: [x]
          requestBody:
            required: true
            content: {application/jsonl: {itemSchema: {type: object}}}
          responses: {'200': {description: ok}}
      /text:
        post:
          operationId: text
          tags: [x]
          requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}
          responses: {'200': {description: ok}}
      /raw:
        post:
          operationId: raw
          tags: [x]
          requestBody:
            content: {application/octet-stream: {schema: {type: [string, 'null'], format: binary}}}
          responses: {'200': {description: ok}}
      /parts:
        post:
          operationId: parts
          tags: [x]
          requestBody:
            content:
              multipart/form-data:
                schema:
                  type: object
                  properties:
                    file: {type: [string, 'null'], format: binary}
                    files: {type: [array, 'null'], items: {type: string, format: binary}}
                    some: {type: array, items: {type: [string, 'null'], format: binary}}
                    either: {anyOf: [{type: string, format: binary}, {type: 'null'}]}
                    text: {type: [string, 'null']}
          responses: {'200': {description: ok}}
    components:
      securitySchemes: {key: {type: apiKey, in: query, name: key}}
"""
SECRET = "hunter2\ud83d"


@pytest.fixture
def api(wire: PressWire, transport: TransportKind) -> Wire:
    """The package, at a server."""
    return wire(API)


class Foreign:
    """Nothing that anything can be made of."""


def sends(**given: Any) -> Use:
    """A call with parameters and a body."""
    return lambda client: client.x.send(**{"id": "1", **given})


def lines(items: Any) -> Use:
    """A call with JSON Lines."""
    return lambda client: client.x.lines(body=items)


def refused(api: Wire, use: Use, **config: Any) -> None:
    """Check that a call is refused, nothing is sent, and that the error does not show why."""
    before = len(api.server.received)
    with pytest.raises(api.package.errors.RequestValidationError) as caught:
        api.call(use, **config)
    assert len(api.server.received) == before
    error: Any = caught.value
    shown = "".join(traceback.format_exception(error))
    assert "hunter2" not in shown
    assert "hunter2" not in repr(vars(error))
    assert error.__cause__ is None
    assert error.__context__ is None


def test_halves_of_surrogate_pairs_are_refused_everywhere(api: Wire) -> None:
    for name in ("id", "q", "h", "c", "text", "any"):
        refused(api, sends(**{"id": "1", name: SECRET}))
    refused(api, lambda c: c.x.send(id="1", deep={"a": SECRET}))
    refused(api, lambda c: c.x.send(id="1", deep={SECRET: "a"}))
    refused(api, lambda c: c.x.send(id="1", j={"a": SECRET}))
    refused(api, lambda c: c.x.send(id="1", any={SECRET: 1}))
    refused(api, lambda c: c.x.form(a=SECRET))
    refused(api, lambda c: c.x.form(b={"x": SECRET}))
    refused(api, lambda c: c.x.text(body=SECRET))
    refused(api, lambda c: c.x.lines(body=[{"a": SECRET}]))
    refused(api, lambda c: c.x.parts(text=SECRET))
    refused(api, lambda c: c.x.parts(file=(SECRET, b"")))
    refused(api, lambda c: c.x.parts(file=("a", b"", "text/plain", {"X-A": SECRET})))
    refused(api, lambda c: c.x.send(id="1"), api_key=SECRET)
    refused(api, lambda c: c.x.send(id="1"), headers={"User-Agent": SECRET})
    refused(api, lambda c: c.x.send(id="1", options={"query": {"a": SECRET}}))
    refused(api, lambda c: c.x.send(id="1", options={"headers": {"X-A": SECRET}}))


def test_what_json_does_not_have_is_refused(api: Wire) -> None:
    circle: dict[str, Any] = {"hunter2": 1}
    circle["self"] = circle
    for value in (float("nan"), float("inf"), -float("inf")):
        refused(api, sends(number=value))
        refused(api, sends(numbers=[1, value]))
        refused(api, sends(any={"a": [value]}))
        refused(api, sends(j={"a": value}))
        refused(api, lines([{"a": value}]))
    for value in (circle, Foreign(), {"a": Foreign()}, object):
        refused(api, sends(any=value))
        refused(api, sends(j={"a": value}))
        refused(api, lines([{"a": value}]))
    api.call(lambda c: c.x.send(id="1", any={"NaN": "Infinity", "big": 2**80}))
    assert api.sent.body == b'{"any":{"NaN":"Infinity","big":1208925819614629174706176}}'


def test_lines_that_are_made_while_they_are_sent_are_refused_alike(api: Wire) -> None:
    for value in (SECRET, float("nan"), Foreign()):
        made = [{"a": 1}, {"a": value}]
        with pytest.raises(api.package.errors.RequestValidationError) as caught:
            api.call(lines(one for one in made))
        assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_is_none_has_no_part(api: Wire) -> None:
    api.server.answers[:] = [answer({})]
    api.call(lambda c: c.x.parts(file=None, files=None, some=[b"1", None], either=None, text="x"))
    assert [(name, content) for name, _, _, content in parts(api)] == [
        ("some", b"1"),
        ("text", b"x"),
    ]
    api.call(lambda c: c.x.raw(body=None))
    assert api.sent.body == b""
