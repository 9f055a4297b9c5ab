"""Request bodies: what is sent for each media type, and by which arguments it is given."""

from __future__ import annotations

import email
import email.policy
import io
import json
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from runtime.lab import answer
from support.sink import Sink
from support.wire import PressWire, Wire


def body(content: str, required: bool = True) -> str:
    """Describe one operation with a body of this `content`."""
    return f"""
        paths:
          /x:
            post:
              operationId: send
              tags: [x]
              requestBody:
                required: {str(required).lower()}
                content:
                  {content.strip()}
              responses: {{'200': {{description: ok}}}}
        """


def parts(api: Wire) -> list[tuple[str | None, str | None, str | None, bytes]]:
    """Parse the form that arrived: name, file name, media type and content of each part."""
    head = f"Content-Type: {api.sent.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + api.sent.body, policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),  # pyright: ignore[reportReturnType]
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )  # pyright: ignore[reportReturnType]
        for part in message.iter_parts()  # pyright: ignore[reportAttributeAccessIssue]
    ]


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
        api.call(lambda client: client.call_result(operation(api), {"title": "t"}).unwrap()) if (
            not api.asynchronous
        ) else api.call(lambda client: unwrapped(client, api))


def operation(api: Wire) -> Any:
    """The operation as data."""
    from importlib import import_module

    return import_module(f"{api.package.__name__}._operations.x").SEND


async def unwrapped(client: Any, api: Wire) -> Any:
    return (await client.call_result(operation(api), {"title": "t"})).unwrap()


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


@pytest.mark.parametrize("kind", ["multipart", "binary"])
def test_large_files_are_not_held_in_memory(wire: PressWire, tmp_path: Path, kind: str) -> None:
    content = MULTIPART if kind == "multipart" else "application/octet-stream: {}"
    api = wire(body(content))
    size = 128 * 1024 * 1024
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


def test_an_upload_is_repeated_after_a_failure(wire: PressWire, tmp_path: Path) -> None:
    api = wire(body(MULTIPART).replace("tags: [x]", "tags: [x]\n              x-idempotent: true"))
    path = tmp_path / "a"
    path.write_bytes(b"0123")
    api.server.answers = [answer(status=503), answer({})]
    policy = {"max_attempts": 2, "initial_delay": 0.0}
    api.call(lambda client: client.x.send(file=path), retries=policy)
    assert [b"0123" in one.body for one in api.server.received] == [True, True]
