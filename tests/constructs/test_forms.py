"""Multipart forms: what is sent for each property, and the two shapes of a schema with files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire, body, parts

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]

MULTIPART = """multipart/form-data:
                    schema:
                      type: object
                      required: [file]
                      properties:
                        file: {type: string, format: binary}
                        more: {type: array, items: {type: string, format: binary}}
                        meta: {type: object, properties: {wireName: {type: string}}}
                        title: {type: string}
                        count: {type: integer}
                        secret: {type: string, format: byte}
"""


def test_multipart(wire: PressWire, tmp_path: Path) -> None:
    api = wire(body(MULTIPART))
    path = tmp_path / "página.html"
    path.write_bytes(b"<p>")
    api.call(
        lambda client: client.x.send(
            file=path,
            more=[b"1", ("b.txt", b"2"), ("c", io.BytesIO(b"3"), "image/png")],
            meta={"wire_name": "m"},
            title="t",
            count=2,
            secret=b"\xff",
        )
    )
    assert parts(api) == [
        ("file", "página.html", "text/html", b"<p>"),
        ("more", "upload", "application/octet-stream", b"1"),
        ("more", "b.txt", "text/plain", b"2"),
        ("more", "c", "image/png", b"3"),
        ("meta", None, "application/json", b'{"wireName":"m"}'),
        ("title", None, None, b"t"),
        ("count", None, None, b"2"),
        ("secret", None, None, b"/w=="),
    ]
    assert api.sent.headers["content-length"] == str(len(api.sent.body))


def test_files_opened_by_the_caller_and_models(wire: PressWire, tmp_path: Path) -> None:
    api = wire(body(MULTIPART))
    path = tmp_path / "a.bin"
    path.write_bytes(b"0123")
    with path.open("rb") as file:
        api.call(lambda client: client.x.send(file=file))
    assert parts(api) == [("file", "a.bin", "application/octet-stream", b"0123")]
    model = api.package.models.SendRequest(file=("n.txt", path), title="t")
    assert model.file == ("n.txt", path)
    with pytest.raises(api.package.errors.RequestValidationError, match="file"):
        api.call(lambda client: send(api)(client, {"title": "t"}).unwrap()) if (
            not api.asynchronous
        ) else api.call(lambda client: unwrapped(client, api))


def send(api: Wire, suffix: str = "") -> Any:
    """The standalone function."""
    from importlib import import_module

    return getattr(import_module(f"{api.package.__name__}.funcs.x_send"), f"x_send{suffix}")


async def unwrapped(client: Any, api: Wire) -> Any:
    return (await send(api, "_async")(client, {"title": "t"})).unwrap()


def test_one_file_or_several(wire: PressWire, tmp_path: Path) -> None:
    file = "{type: string, format: binary}"
    schema = f"{{oneOf: [{{type: array, items: {file}}}, {file}]}}"
    api = wire(
        body(f"multipart/form-data: {{schema: {{type: object, properties: {{f: {schema}}}}}}}")
    )
    api.call(lambda client: client.x.send(f=io.BytesIO(b"a\nb\n")))
    assert [part[3] for part in parts(api)] == [b"a\nb\n"]
    api.call(lambda client: client.x.send(f=[io.BytesIO(b"a"), ("n", b"b")]))
    assert [part[1:] for part in parts(api)] == [
        ("upload", "application/octet-stream", b"a"),
        ("n", "application/octet-stream", b"b"),
    ]
    with pytest.raises(api.package.errors.RequestValidationError, match="must be bytes, a path"):
        api.call(lambda client: client.x.send(f="a.txt"))


ENCODED = """multipart/form-data:
                    schema:
                      type: object
                      properties:
                        image: {type: string, format: binary}
                        raw: {contentMediaType: application/pdf}
                        note: {type: string}
                        point: {type: object, properties: {x: {type: integer}}}
                        tags: {type: array, items: {type: string}}
                    encoding:
                      image:
                        contentType: image/png, image/jpeg
                        headers:
                          X-Kind: {schema: {type: string, const: photo}}
                          X-Free: {schema: {type: string}}
                      note: {contentType: text/markdown}
                      point: {style: deepObject, explode: true}
                      tags: {contentType: application/json}
"""


def test_encoding_of_parts(wire: PressWire) -> None:
    api = wire(body(ENCODED))
    api.call(
        lambda client: client.x.send(
            image=("a.jpg", b"i", None, {"X-Free": "f"}),
            raw=b"%PDF",
            note="*n*",
            point={"x": 1},
            tags=["a"],
        )
    )
    assert parts(api) == [
        ("image", "a.jpg", "image/jpeg", b"i"),
        ("raw", "upload", "application/pdf", b"%PDF"),
        ("note", None, "text/markdown", b"*n*"),
        ("point[x]", None, None, b"1"),
        ("tags", None, "application/json", b'"a"'),
    ]
    assert b"\r\nX-Kind: photo\r\nX-Free: f\r\n\r\ni\r\n" in api.sent.body
    api.call(lambda client: client.x.send(image=b"i"))
    assert parts(api) == [("image", "upload", "image/png", b"i")]
    with pytest.raises(api.package.errors.RequestValidationError, match="line break"):
        api.call(lambda client: client.x.send(image=("a", b"i", None, {"X-Free": "a\r\nb: c"})))


ARRAYS = """{media_type}:
                    schema:
                      type: object
                      properties:
                        tags: {{type: array, items: {{type: string}}}}
                        points: {{type: array, items: {{type: object, properties: {{wireX: {{type: integer}}}}}}}}
                        rows: {{type: array, items: {{type: array, items: {{type: integer}}}}}}
                        pages: {{type: array, items: {{contentMediaType: image/png}}}}
                    encoding:
                      tags: {{contentType: application/json}}
                      points: {{contentType: application/vnd.p+json, headers: {{X-A: {{schema: {{const: b}}}}}}}}
"""
ITEMS = {"tags": ["a", "b"], "points": [{"wire_x": 1}, {"wire_x": 2}], "rows": [[1, 2], [3]]}


def test_the_encoding_of_an_array_is_for_each_of_its_items(wire: PressWire) -> None:
    """OpenAPI 3.1.1, 4.8.15 (Encoding Object): also where it is JSON; arrays inside are whole."""
    api = wire(body(ARRAYS.format(media_type="multipart/form-data")))
    api.call(lambda client: client.x.send(pages=[b"1", ("b", b"2")], **ITEMS))
    assert parts(api) == [
        ("tags", None, "application/json", b'"a"'),
        ("tags", None, "application/json", b'"b"'),
        ("points", None, "application/vnd.p+json", b'{"wireX":1}'),
        ("points", None, "application/vnd.p+json", b'{"wireX":2}'),
        ("rows", None, "application/json", b"[1,2]"),
        ("rows", None, "application/json", b"[3]"),
        ("pages", "upload", "image/png", b"1"),
        ("pages", "b", "image/png", b"2"),
    ]
    assert api.sent.body.count(b"X-A: b\r\n") == 2


def test_arrays_in_url_encoded_forms(wire: PressWire) -> None:
    """OpenAPI 3.1.1, 4.8.15: the same values as in multipart, each with the property's name."""
    api = wire(body(ARRAYS.format(media_type="application/x-www-form-urlencoded")))
    api.call(lambda client: client.x.send(**ITEMS))
    assert parse_qsl(api.sent.body.decode()) == [
        ("tags", '"a"'),
        ("tags", '"b"'),
        ("points", '{"wireX":1}'),
        ("points", '{"wireX":2}'),
        ("rows", "[1,2]"),
        ("rows", "[3]"),
    ]


SHARED = """
info: {title: Inline, version: 1.0.0}
paths:
  /both:
    post:
      operationId: both
      tags: [x]
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Skill'}}
          application/json: {schema: {$ref: '#/components/schemas/Skill'}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Skill'}}}}}
  /form:
    post:
      operationId: form
      tags: [x]
      requestBody: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Upload'}}}}
      responses: {'200': {description: ok}}
  /either:
    post:
      operationId: either
      tags: [x]
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Either'}}
          application/json: {schema: {$ref: '#/components/schemas/Either'}}
      responses: {'200': {description: ok}}
components:
  schemas:
    Skill:
      type: object
      required: [files]
      properties:
        files: {oneOf: [{type: array, items: {type: string, format: binary}}, {type: string, format: binary}]}
        raw: {type: string, contentMediaType: image/png}
        child: {$ref: '#/components/schemas/Skill'}
    Upload: {type: object, properties: {file: {type: string, format: binary}}}
    Either:
      oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
      discriminator: {propertyName: kind, mapping: {one: '#/components/schemas/One', two: '#/components/schemas/Two'}}
    One: {type: object, required: [kind, data], properties: {kind: {type: string}, data: {type: string, format: binary}}}
    Two: {type: object, required: [kind, data], properties: {kind: {type: string}, data: {type: string}}}
"""


def test_a_schema_is_a_form_and_json(wire: PressWire, tmp_path: Path) -> None:
    api = wire(SHARED)
    path = tmp_path / "a.zip"
    path.write_bytes(b"zip")
    form = {"content_type": "multipart/form-data"}
    api.server.answers = [answer({"files": ["text"], "raw": "r", "child": {"files": "t"}})]
    found = api.call(
        lambda client: client.x.both(
            files=[path, ("b", b"\xff")], raw=b"png", child={"files": "in"}, **form
        )
    )
    assert parts(api) == [
        ("files", "a.zip", "application/zip", b"zip"),
        ("files", "b", "application/octet-stream", b"\xff"),
        ("raw", "upload", "image/png", b"png"),
        ("child", None, "application/json", b'{"files":"in"}'),
    ]
    assert (found.files, found.raw, found.child.files) == ([b"text"], "r", b"t")
    api.call(lambda client: client.x.both(files=["é", b"b"], raw="r"))
    assert json.loads(api.sent.body) == {"files": ["é", "b"], "raw": "r"}
    with pytest.raises(api.package.errors.RequestValidationError, match="files"):
        api.call(lambda client: client.x.both(files=path))
    with path.open("rb") as file:
        request = api.package.models.BothRequest(files=file, **form)
        assert request.files is file


def test_a_form_keeps_the_name_of_its_schema_unless_json_has_it(wire: PressWire) -> None:
    api = wire(SHARED)
    models = api.package.models
    assert models.Upload(file=("a", b"a")).file == ("a", b"a")
    assert not hasattr(models, "UploadMultipart")
    assert models.Skill(files="text").files == b"text"
    assert models.SkillMultipart(files=("a", b"a")).files == ("a", b"a")


def test_variants_of_a_form_are_told_apart(wire: PressWire) -> None:
    api = wire(SHARED)
    form = {"content_type": "multipart/form-data"}
    api.call(lambda client: client.x.either(body={"kind": "one", "data": io.BytesIO(b"f")}, **form))
    assert parts(api)[1] == ("data", "upload", "application/octet-stream", b"f")
    api.call(lambda client: client.x.either(body={"kind": "two", "data": "t"}, **form))
    assert parts(api)[1] == ("data", None, None, b"t")
    with pytest.raises(api.package.errors.RequestValidationError, match=r"one\.data"):
        api.call(lambda client: client.x.either(body={"kind": "one", "data": "no file"}, **form))
    api.call(lambda client: client.x.either(body={"kind": "one", "data": "text"}))
    assert json.loads(api.sent.body) == {"kind": "one", "data": "text"}


def test_an_upload_is_repeated_after_a_failure(wire: PressWire, tmp_path: Path) -> None:
    api = wire(body(MULTIPART).replace("tags: [x]", "tags: [x]\n              x-idempotent: true"))
    path = tmp_path / "a"
    path.write_bytes(b"0123")
    api.server.answers = [answer(status=503), answer({})]
    policy = {"max_attempts": 2, "initial_delay": 0.0}
    api.call(lambda client: client.x.send(file=path), retries=policy)
    assert [b"0123" in one.body for one in api.server.received] == [True, True]
