"""Request bodies: what is sent for each media type, and by which arguments it is given."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from support.models import with_both_libraries
from support.sink import Sink
from support.wire import PressWire, body

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]

OBJECT = "{type: object, properties: {wireName: {type: string}, n: {type: [integer, 'null']}}}"


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "application/merge-patch+json", "application/vnd.acme.v1+json"],
)
def test_json(wire: PressWire, media_type: str) -> None:
    api = wire(body(f"{media_type}: {{schema: {OBJECT}}}"))
    api.call(lambda client: client.x.send(wire_name="a", n=None))
    assert api.sent.body == b'{"wireName":"a","n":null}'
    assert api.sent.headers["content-type"] == media_type
    api.call(lambda client: client.x.send())
    assert api.sent.body == b"{}"


def test_optional_bodies_are_left_out(wire: PressWire) -> None:
    api = wire(body(f"application/json: {{schema: {OBJECT}}}", required=False))
    api.call(lambda client: client.x.send())
    assert api.sent.body == b""
    assert "content-type" not in api.sent.headers
    api.call(lambda client: client.x.send(n=1))
    assert api.sent.body == b'{"n":1}'
    api = wire(body("application/json: {schema: {type: array, items: {}}}", required=False))
    api.call(lambda client: client.x.send())
    assert "content-type" not in api.sent.headers


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: array, items: {type: integer}}", [1, 2]),
        ("{type: object, additionalProperties: {type: number}}", {"a": 1.5}),
        ("{oneOf: [{type: string}, {type: array, items: {type: string}}]}", ["a"]),
        ("{oneOf: [{type: string}, {type: array, items: {type: string}}]}", "a"),
        ("{type: boolean}", False),
        ("{}", {"any": [None]}),
    ],
)
def test_whole_bodies(wire: PressWire, schema: str, value: Any) -> None:
    api = wire(body(f"application/json: {{schema: {schema}}}"))
    api.call(lambda client: client.x.send(body=value))
    assert json.loads(api.sent.body) == value


def test_bytes_as_text_in_a_whole_body(wire: PressWire) -> None:
    api = wire(
        body("application/json: {schema: {type: array, items: {type: string, format: byte}}}")
    )
    api.call(lambda client: client.x.send(body=[b"\xff", "/w=="]))
    assert json.loads(api.sent.body) == ["/w==", "/w=="]


FORM = """application/x-www-form-urlencoded:
                    schema:
                      type: object
                      required: [name]
                      properties:
                        name: {type: string}
                        tags: {type: array, items: {type: string}}
                        page: {type: object, properties: {maxSize: {type: integer}}}
                        filter: {type: object, additionalProperties: {type: string}}
                        codes: {type: array, items: {type: integer}}
                        meta: {type: string}
                        path: {type: string}
                    encoding:
                      filter: {style: deepObject, explode: true}
                      codes: {style: pipeDelimited, explode: false}
                      meta: {contentType: application/json}
                      path: {allowReserved: true}
"""


def test_forms(wire: PressWire) -> None:
    api = wire(body(FORM))
    given = {
        "name": "a b&é",
        "tags": ["x", "y"],
        "page": {"max_size": 3},
        "filter": {"k": "v w"},
        "codes": [1, 2],
        "meta": "q",
        "path": "/a?b",
    }
    api.call(lambda client: client.x.send(**given))
    assert api.sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(api.sent.body.decode()) == [
        ("name", "a b&é"),
        ("tags", "x"),
        ("tags", "y"),
        ("page", '{"maxSize":3}'),
        ("filter[k]", "v w"),
        ("codes", "1|2"),
        ("meta", '"q"'),
        ("path", "/a?b"),
    ]
    assert api.sent.body.endswith(b"&path=/a?b")
    with pytest.raises(TypeError, match="name"):
        api.call(lambda client: client.x.send(tags=["x"]))


@pytest.mark.parametrize("kind", ["multipart", "binary"])
def test_large_files_are_not_held_in_memory(wire: PressWire, tmp_path: Path, kind: str) -> None:
    form = "{type: object, properties: {file: {type: string, format: binary}}}"
    content = {
        "multipart": f"multipart/form-data: {{schema: {form}}}",
        "binary": "application/octet-stream: {}",
    }[kind]
    api = wire(body(content))
    size = 32 * 1024 * 1024
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(size)
    argument = {"file" if kind == "multipart" else "body": path}
    api.call(lambda client: client.x.send(**{next(iter(argument)): b"warm"}))
    with Sink() as sink:
        tracemalloc.start()
        api.call(lambda client: client.x.send(**argument), server_url=sink.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert sink.received >= size
    assert peak < 8 * 1024 * 1024


def test_binary(wire: PressWire, tmp_path: Path) -> None:
    api = wire(body("image/png: {schema: {type: string, format: binary}}"))
    path = tmp_path / "a.png"
    path.write_bytes(b"png")
    for value in (b"png", bytearray(b"png"), path, io.BytesIO(b"png"), iter([b"p", b"ng"])):
        api.call(lambda client, value=value: client.x.send(body=value))
        assert api.sent.body == b"png"
        assert api.sent.headers["content-type"] == "image/png"


def test_asynchronous_chunks(wire: PressWire) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    api = wire(body("application/octet-stream: {}"))
    if api.asynchronous:
        api.call(lambda client: client.x.send(body=chunks()))
        assert api.sent.body == b"ab"
    else:
        with pytest.raises(api.package.errors.RequestValidationError, match="asynchronous"):
            api.call(lambda client: client.x.send(body=chunks()))


@pytest.mark.parametrize(
    ("media_type", "value", "sent"),
    [
        ("text/plain", "é", "é".encode()),
        ("text/csv; charset=utf-8", "a,b\n", b"a,b\n"),
        ("application/xml", b"<a/>", b"<a/>"),
        ("text/xml", b"<a/>", b"<a/>"),
        ("application/soap+xml", b"<a/>", b"<a/>"),
    ],
)
def test_text_and_xml(wire: PressWire, media_type: str, value: Any, sent: bytes) -> None:
    api = wire(body(f"'{media_type}': {{schema: {{type: object}}}}"))
    api.call(lambda client: client.x.send(body=value))
    assert api.sent.body == sent
    assert api.sent.headers["content-type"] == media_type


@pytest.mark.parametrize("keyword", ["schema", "itemSchema"])
@pytest.mark.parametrize("media_type", ["application/jsonl", "application/x-ndjson"])
def test_json_lines(wire: PressWire, media_type: str, keyword: str) -> None:
    version = "openapi: 3.2.0\n"
    api = wire(version + dedented(body(f"{media_type}: {{{keyword}: {OBJECT}}}")))
    expected = b'{"wireName":"a"}\n{"n":2}\n'

    def items() -> Iterator[Any]:
        yield {"wire_name": "a"}
        yield {"n": 2}

    for value in ([{"wire_name": "a"}, {"n": 2}], items()):
        api.call(lambda client, value=value: client.x.send(body=value))
        assert api.sent.body == expected
    if api.asynchronous:

        async def later() -> AsyncIterator[Any]:
            for item in items():
                yield item

        api.call(lambda client: client.x.send(body=later()))
        assert api.sent.body == expected


def dedented(text: str) -> str:
    """Remove what `body` indents."""
    return text.replace("\n        ", "\n")


def test_json_text_sequences(wire: PressWire) -> None:
    api = wire(body("application/json-seq: {schema: {type: integer}}"))
    api.call(lambda client: client.x.send(body=[1, 2]))
    assert api.sent.body == b"\x1e1\n\x1e2\n"


SEVERAL = f"""application/json: {{schema: {OBJECT}}}
                  multipart/form-data:
                    schema: {{type: object, required: [file], properties: {{file: {{type: string,
                      format: binary}}, n: {{type: integer}}}}}}
                  text/plain: {{schema: {{type: string}}}}
                  image/*: {{schema: {{type: string, format: binary}}}}
"""


@pytest.mark.parametrize(
    ("arguments", "content_type", "sent"),
    [
        ({"wire_name": "a"}, "application/json", b'{"wireName":"a"}'),
        ({"n": 1, "content_type": "application/json"}, "application/json", b'{"n":1}'),
        ({"body": "t", "content_type": "text/plain"}, "text/plain", b"t"),
        ({"body": b"i", "content_type": "image/webp"}, "image/webp", b"i"),
        ({"file": b"f"}, "multipart/form-data", b"\r\n\r\nf\r\n"),
        ({"n": 1, "file": b"f", "content_type": "multipart/form-data"}, "multipart", b"\r\n\r\n1"),
    ],
)
def test_several_media_types(
    wire: PressWire, arguments: dict[str, Any], content_type: str, sent: bytes
) -> None:
    api = wire(body(SEVERAL))
    api.call(lambda client: client.x.send(**arguments))
    assert api.sent.headers["content-type"].startswith(content_type)
    assert sent in api.sent.body


def test_a_media_type_that_is_not_declared(wire: PressWire) -> None:
    content = "{schema: {type: object, properties: {content_type: {type: string}}}}"
    api = wire(body(f"application/json: {content}\n                  text/plain: {content}"))
    with pytest.raises(api.package.errors.RequestValidationError, match="text/plain"):
        api.call(lambda client: client.x.send(body="x", request_content_type="text/html"))
    api.call(lambda client: client.x.send(content_type="mine"))
    assert api.sent.body == b'{"content_type":"mine"}'


def test_a_body_of_any_media_type(wire: PressWire) -> None:
    api = wire(body("'*/*': {schema: {type: string, format: binary}}"))
    api.call(lambda client: client.x.send(body=b"a"))
    assert api.sent.headers["content-type"] == "application/octet-stream"
    api.call(lambda client: client.x.send(body=b"a", content_type="font/woff2"))
    assert api.sent.headers["content-type"] == "font/woff2"


def test_functions_take_the_content_type_too(wire: PressWire) -> None:
    api = wire(body(SEVERAL))
    function = "x_send" + ("_async" if api.asynchronous else "")
    from importlib import import_module

    send = getattr(import_module(f"{api.package.__name__}.funcs.x_send"), function)
    request = {"body": "t", "content_type": "text/plain"}
    result = api.call(lambda client: send(client, request))
    assert result.ok
    assert (api.sent.body, api.sent.headers["content-type"]) == (b"t", "text/plain")


def test_a_body_given_whole_where_its_properties_are_arguments(wire: PressWire) -> None:
    api = wire(
        body(f"application/json: {{schema: {OBJECT}}}\n                  application/xml: {{}}")
    )
    given = {"wireName": "a", "n": None, "more": [1]}
    api.call(lambda client: client.x.send(body=given, content_type="application/json"))
    assert json.loads(api.sent.body) == given
    with pytest.raises(api.package.errors.RequestValidationError):
        api.call(lambda client: client.x.send(body=b"<x/>", content_type="application/json"))
    api.call(lambda client: client.x.send(body=b"<x/>", content_type="application/xml"))
    assert api.sent.body == b"<x/>"
