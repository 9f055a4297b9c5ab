"""Request bodies of every kind, as the server receives them."""

from __future__ import annotations

import email
import email.policy
import io
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from sdk_runtime.models.files import FileInput
from sdk_runtime.wire.body import encode_body

from runtime.lab import (
    Body,
    BodyKind,
    ByteServer,
    Item,
    Model,
    RequestInvalid,
    answer,
    operation,
)

Call = Callable[..., Any]


class Upload(Model):
    title: str | None = None
    file: FileInput | list[FileInput] | None = None
    pages: list[int] | None = None
    item: Item | None = None
    wire_name: bool | None = Field(default=None, alias="wireName")


def sending(kind: BodyKind, media_type: str, of: Any = bytes, **more: Any) -> Any:
    body = Body(media_type, kind, lambda: of, **more)
    return operation(method="POST", bodies=(body,), idempotent=True)


BINARY = sending("binary", "application/octet-stream")
UPLOAD = sending("multipart", "multipart/form-data", Upload)


def parts(server: ByteServer) -> list[tuple[str, str | None, str | None, bytes]]:
    """Parse what the server got, with a parser that is not ours."""
    received = server.last
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + received.body, policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_text(call: Call, server: ByteServer) -> None:
    call(sending("text", "text/plain", str), {"body": "é\n"})
    assert server.last.body == "é\n".encode()
    assert server.last.headers["content-type"] == "text/plain"


def test_json_lines(call: Call, server: ByteServer) -> None:
    lines = sending("jsonl", "application/jsonl", Item)
    items = [Item(date="a", usage=1), {"date": "b", "usage": 2, "model_name": "m"}]
    expected = b'{"date":"a","usage":1.0}\n{"date":"b","usage":2.0,"modelName":"m"}\n'
    call(lines, {"body": items})
    assert server.last.body == expected
    call(lines, {"body": iter(items)})
    assert server.last.body == expected
    with pytest.raises(RequestInvalid, match="usage"):
        call(lines, {"body": [{"date": "a"}]})


def test_forms(call: Call, server: ByteServer) -> None:
    form = sending("form", "application/x-www-form-urlencoded", Upload)
    value = {"title": "a b&c=é", "file": b"x", "pages": [1, 2], "wire_name": True}
    call(form, {"body": {**value, "item": {"date": "d", "usage": 1}}})
    assert parse_qsl(server.last.body.decode()) == [
        ("title", "a b&c=é"),
        ("file", "x"),
        ("pages", "1"),
        ("pages", "2"),
        ("item", '{"date":"d","usage":1.0}'),
        ("wireName", "true"),
    ]
    assert server.last.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("value", [b"abc", bytearray(b"abc"), memoryview(b"abc"), "abc"])
def test_bytes(call: Call, server: ByteServer, value: Any) -> None:
    call(BINARY, {"body": value})
    assert server.last.body == b"abc"
    assert server.last.headers["content-length"] == "3"


def test_paths_and_files_are_streamed_with_their_length(
    call: Call, server: ByteServer, tmp_path: Path
) -> None:
    path = tmp_path / "file.bin"
    data = os.urandom(200_000)
    path.write_bytes(data)
    call(BINARY, {"body": path})
    assert server.last.body == data
    assert server.last.headers["content-length"] == "200000"
    with path.open("rb") as file:
        file.seek(5)
        call(BINARY, {"body": file})
    assert server.last.body == data[5:]
    assert "transfer-encoding" not in server.last.headers


def test_iterators_are_sent_in_chunks(call: Call, server: ByteServer) -> None:
    call(BINARY, {"body": iter([b"a", b"", b"b"])})
    assert server.last.body == b"ab"
    assert server.last.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in server.last.headers


def test_asynchronous_iterators(
    call: Call, server: ByteServer, request: pytest.FixtureRequest
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    if request.node.callspec.params["call"] == "async":
        call(BINARY, {"body": chunks()})
        assert server.last.body == b"ab"
    else:
        with pytest.raises(RequestInvalid, match="asynchronous"):
            call(BINARY, {"body": chunks()})
        assert not server.received


@pytest.mark.parametrize("value", [1, io.StringIO("x"), Path("/no/such/file")])
def test_what_is_no_binary_body(call: Call, server: ByteServer, value: Any) -> None:
    with pytest.raises(RequestInvalid):
        call(BINARY, {"body": value})


def test_a_file_is_sent_again_from_where_it_stood(
    call: Call, server: ByteServer, clock: Any
) -> None:
    server.answers = [answer(status=503), answer({"data": []})]
    file = io.BytesIO(b"0123456789")
    file.seek(3)
    call(BINARY, {"body": file})
    assert [one.body for one in server.received] == [b"3456789", b"3456789"]


def test_multipart(call: Call, server: ByteServer, tmp_path: Path) -> None:
    path = tmp_path / "page é.html"
    path.write_bytes(b"<p>")
    value = {"title": "é", "file": path, "pages": [1, 2], "wire_name": False}
    call(UPLOAD, {"body": {**value, "item": Item(date="d", usage=1)}})
    assert parts(server) == [
        ("title", None, None, "é".encode()),
        ("file", "page é.html", "text/html", b"<p>"),
        ("pages", None, None, b"1"),
        ("pages", None, None, b"2"),
        ("item", None, "application/json", b'{"date":"d","usage":1.0}'),
        ("wireName", None, None, b"false"),
    ]
    assert server.last.headers["content-length"] == str(len(server.last.body))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda: b"x", ("upload", "application/octet-stream")),
        (lambda: ("a.txt", b"x"), ("a.txt", "text/plain")),
        (lambda: ("a.txt", b"x", "image/png"), ("a.txt", "image/png")),
        (lambda: ("a", io.BytesIO(b"x")), ("a", "application/octet-stream")),
        (lambda: io.BytesIO(b"x"), ("upload", "application/octet-stream")),
    ],
)
def test_files_of_every_kind(
    call: Call, server: ByteServer, value: Any, expected: tuple[str, str]
) -> None:
    call(UPLOAD, {"body": {"file": value()}})
    assert parts(server) == [("file", *expected, b"x")]


def test_several_files_and_models(call: Call, server: ByteServer) -> None:
    call(UPLOAD, {"body": {"file": [b"a", ("b.txt", b"b")]}})
    assert [(name, data) for name, *_, data in parts(server)] == [("file", b"a"), ("file", b"b")]
    call(UPLOAD, {"body": Upload(title="t", file=b"a", wireName=True)})
    assert sorted(name for name, *_ in parts(server)) == ["file", "title", "wireName"]


def test_names_cannot_end_a_header(call: Call, server: ByteServer) -> None:
    name = 'a"\r\nX: y\r\n\r\n.txt'
    call(UPLOAD, {"body": {name: (name, b"x")}})
    head = server.last.body.partition(b"\r\n\r\n")[0]
    assert head.count(b"\r\n") == 2
    assert b'name="a%22%0D%0AX: y%0D%0A%0D%0A.txt"' in head
    with pytest.raises(RequestInvalid, match="line break"):
        call(UPLOAD, {"body": {"file": ("a", b"x", "a/b\r\nX: y")}})


@pytest.mark.parametrize(
    ("kind", "media_type", "of", "value"),
    [
        ("form", "x/y", list[int], [1]),
        ("multipart", "multipart/mixed", int, 1),
        ("multipart", "multipart/form-data", list[int], [1]),
    ],
)
def test_what_is_no_object(
    call: Call, server: ByteServer, kind: BodyKind, media_type: str, of: Any, value: Any
) -> None:
    with pytest.raises(RequestInvalid, match="object"):
        call(sending(kind, media_type, of), {"body": value})


BOTH = operation(
    method="POST",
    bodies=(
        Body("application/json", "json", lambda: Item, arguments=("date", "usage")),
        Body("application/octet-stream", "binary", lambda: bytes),
        Body("text/plain", "text", lambda: str),
    ),
)


@pytest.mark.parametrize(
    ("arguments", "headers", "expected"),
    [
        ({"date": "d", "usage": 1}, {}, "application/json"),
        ({"body": b"x"}, {}, "application/octet-stream"),
        ({"body": "x"}, {"content-type": "text/plain"}, "text/plain"),
    ],
)
def test_the_media_type_is_chosen(
    call: Call, server: ByteServer, arguments: Any, headers: Any, expected: str
) -> None:
    call(BOTH, arguments, {"headers": headers})
    assert server.last.headers["content-type"] == expected


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_any_form_can_be_parsed_back(members: dict[str, str]) -> None:
    encoded = encode_body(Body("x/y", "form", lambda: dict[str, str]), members)
    assert isinstance(encoded.content, bytes)
    assert dict(parse_qsl(encoded.content.decode(), keep_blank_values=True)) == members
