"""Multipart bodies that are arrays: each item a part, or an object of parts, in its place."""

from __future__ import annotations

import datetime
import email
import io
import json
from pathlib import Path

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.pressing import PressFiles
from support.wire import PressWire, Wire, body, parts

pytestmark = with_both_libraries

MIXED = """
openapi: 3.2.0
info: {title: Inline, version: 1.0.0}
paths:
  /x:
    post:
      operationId: send
      tags: [x]
      requestBody:
        required: true
        content:
          'multipart/related; type="application/json"':
            schema:
              type: array
              prefixItems:
                - {type: object, required: [wireName], properties: {wireName: {type: string}}}
                - {type: string, format: byte}
                - {}
                - {type: string, format: date}
                - {type: array, items: {type: integer}}
                - {type: string, format: binary}
              items: false
            prefixEncoding:
              - {}
              - {contentType: text/x-secret}
              - {contentType: image/png, headers: {X-Kind: {schema: {const: photo}}}}
      responses: {'200': {description: ok, content: {multipart/mixed: {itemSchema: {}}}}}
  /images:
    post:
      operationId: images
      tags: [x]
      requestBody:
        content:
          multipart/mixed:
            itemSchema: {anyOf: [{type: object, properties: {wireName: {type: string}}}, {type: string, format: binary}, {type: string}]}
            itemEncoding: {headers: {Content-Language: {schema: {default: en}}}}
      responses: {'200': {description: ok}}
  /form:
    post:
      operationId: form
      tags: [x]
      requestBody:
        content:
          multipart/form-data:
            schema: {$ref: '#/components/schemas/Ordered'}
            prefixEncoding: [{contentType: application/json}]
            itemEncoding: {contentType: image/jpeg}
      responses: {'200': {description: ok}}
components:
  schemas:
    Secret: {type: string, format: byte}
    Nested: {anyOf: [{type: array, items: {$ref: '#/components/schemas/Nested'}}, {type: string, format: binary}]}
    Ordered: {type: array, items: {$ref: '#/components/schemas/Entry'}}
    Entry: {type: object, properties: {wireTags: {type: array, items: {type: string}}, file: {type: string, format: binary}, secret: {$ref: '#/components/schemas/Secret'}, nested: {$ref: '#/components/schemas/Nested'}}}
"""


def mixed(api: Wire) -> list[tuple[str | None, str | None, bytes]]:
    """The parts that arrived: disposition, media type and content."""
    message = email.message_from_bytes(
        f"Content-Type: {api.sent.headers['content-type']}\r\n\r\n".encode() + api.sent.body
    )
    return [
        (part["content-disposition"], part["content-type"], part.get_payload(decode=True))
        for part in message.get_payload()  # pyright: ignore
    ]


def test_parts_by_position(wire: PressWire, tmp_path: Path) -> None:
    """OpenAPI 3.2, 4.14 (Media Type Object): `prefixEncoding` is for the items in order."""
    api = wire(MIXED)
    path = tmp_path / "a.png"
    path.write_bytes(b"file")
    day = datetime.date(2026, 1, 2)
    api.call(
        lambda client: client.x.send(body=({"wire_name": "é"}, b"\xff", b"png", day, [1], path))
    )
    assert mixed(api) == [
        (None, "application/json", '{"wireName":"é"}'.encode()),
        (None, "text/x-secret", b"/w=="),
        (None, "image/png", b"png"),
        (None, "text/plain; charset=utf-8", b"2026-01-02"),
        (None, "application/json", b"[1]"),
        ('attachment; filename="a.png"', "image/png", b"file"),
    ]
    assert api.sent.body.count(b"X-Kind: photo\r\n") == 1
    assert api.sent.headers["content-type"].startswith(
        'multipart/related; type="application/json"; b'
    )
    assert api.sent.headers["content-length"] == str(len(api.sent.body))
    with pytest.raises(api.package.errors.RequestValidationError, match="wire_?[nN]ame"):
        api.call(lambda client: client.x.send(body=({}, b"", b"", day, [], path)))


def test_all_other_parts(wire: PressWire) -> None:
    """OpenAPI 3.2, 4.14: `itemEncoding` is for every item that no `prefixEncoding` is for."""
    api = wire(MIXED)
    named = ("a.gif", io.BytesIO(b"gif"), None, {"X-Own": "o"})
    api.call(lambda client: client.x.images(body=[named, {"wire_name": "w"}, "é", b"b"]))
    assert mixed(api) == [
        ('attachment; filename="a.gif"', "image/gif", b"gif"),
        (None, "application/json", b'{"wireName":"w"}'),
        (None, "text/plain; charset=utf-8", "é".encode()),
        (None, "application/octet-stream", b"b"),
    ]
    assert api.sent.body.count(b"Content-Language: en\r\n") == 4
    assert b"X-Own: o\r\n" in api.sent.body


def test_a_form_in_order(wire: PressWire) -> None:
    """OpenAPI 3.2.1, "Encoding By Position": items of form-data are objects of named parts."""
    api = wire(MIXED)
    entry = api.package.models.Entry(wire_tags=["c"])
    api.call(
        lambda client: client.x.form(
            body=[
                {"wire_tags": ["a", "b"]},
                {"file": ("f.txt", b"f")},
                {"file": b"g", "secret": b"\xff", "nested": b"n"},
                entry,
            ]
        )
    )
    assert parts(api) == [
        ("wireTags", None, "application/json", b'"a"'),
        ("wireTags", None, "application/json", b'"b"'),
        ("file", "f.txt", "image/jpeg", b"f"),
        ("file", "upload", "image/jpeg", b"g"),
        ("secret", None, "image/jpeg", b"/w=="),
        ("nested", "upload", "image/jpeg", b"n"),
        ("wireTags", None, "image/jpeg", b"c"),
    ]


def test_a_part_that_is_multipart_itself_is_reported(press_files: PressFiles) -> None:
    nested = "[{contentType: multipart/mixed, itemEncoding: {contentType: text/csv}}]"
    content = f"multipart/mixed: {{schema: {{type: array}}, prefixEncoding: {nested}}}"
    manifest = json.loads(press_files(body(content)).files["sdk-manifest.json"])
    (operation,) = manifest["operations"]
    assert operation["status"] == "degraded"
    assert operation["reason"].startswith("a part that is multipart itself is sent as JSON")


def test_a_multipart_response_is_bytes(wire: PressWire) -> None:
    api = wire(MIXED)
    content = b"--b\r\n\r\nx\r\n--b--\r\n"
    api.server.answers = [answer(content, content_type="multipart/mixed; boundary=b")]
    sent = ({"wire_name": "w"}, b"", b"", "2026-01-02", [], b"")
    assert api.call(lambda client: client.x.send(body=sent)) == content
