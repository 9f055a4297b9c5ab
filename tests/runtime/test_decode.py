"""Decoding of successful responses: which row applies, what is tolerated and how it is reported."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sdk_runtime.reply.rows import choose_media_type, rows_for

from runtime.lab import (
    ITEMS,
    OK,
    ByteServer,
    Items,
    ResponseCase,
    ResponseInvalid,
    answer,
    operation,
)
from support.transports import TransportKind, only_httpx2, only_pyreqwest

Call = Callable[..., Any]
DRIFTED = {"data": [{"date": 1, "usage": 2}, {"date": 3, "usage": None, "extra": True}]}


def cases(*rows: tuple[str, str | None]) -> tuple[ResponseCase, ...]:
    return tuple(ResponseCase(status, media_type, "json") for status, media_type in rows)


@pytest.mark.parametrize(("status", "expected"), [(200, "200"), (299, "2XX"), (404, "default")])
def test_exact_status_then_range_then_default(status: int, expected: str) -> None:
    rows = cases(("default", None), ("2xx", None), ("200", None))
    assert rows_for(rows, status)[0].status.upper() == expected.upper()
    assert rows_for(rows[2:], 201) == ()


@pytest.mark.parametrize(
    ("media_type", "expected", "fits"),
    [
        ("application/json", "application/json", True),
        ("application/vnd.x+json", "application/json", True),
        ("text/csv", "text/*", True),
        ("text/plain", "text/plain", True),
        ("image/png", "*/*", True),
        ("", "*/*", True),
    ],
)
def test_exact_media_type_then_ranges(media_type: str, expected: str, fits: bool) -> None:
    rows = cases(
        ("200", "*/*"), ("200", "text/*"), ("200", "text/plain"), ("200", "application/json")
    )
    row, fitting = choose_media_type(rows, media_type)
    assert row is not None
    assert (row.media_type, fitting) == (expected, fits)


def test_the_raw_response(call: Call, server: ByteServer, transport: TransportKind) -> None:
    server.answers = [answer(ITEMS, headers={"X-Request-Id": "r", "Set-Cookie": "a=1"})]
    response = call(raw=True)
    assert response.status_code == 200
    assert response.headers["X-REQUEST-ID"] == response.request_id == "r"
    assert response.body.startswith(b'{"data"')
    assert isinstance(response.value, Items)
    assert response.drift == ()
    assert isinstance(response.http_response, transport.response)
    assert copy.deepcopy(response) == response
    restored = pickle.loads(pickle.dumps(response))
    assert restored.headers["set-cookie"] == "***"
    assert replace(restored, headers=response.headers) == response
    assert "a=1" not in repr(response)


@only_httpx2
def test_the_librarys_response_is_pickled_too(call: Call, server: ByteServer) -> None:
    response = call(raw=True)
    assert response.http_response.status_code == 200
    assert pickle.loads(pickle.dumps(response)).http_response.content == response.body


@only_pyreqwest
def test_a_librarys_response_that_cannot_be_pickled_is_left_out(
    call: Call, server: ByteServer
) -> None:
    response = call(raw=True)
    assert response.http_response.status == 200
    assert pickle.loads(pickle.dumps(response)).http_response is None


def test_drift_is_tolerated_and_reported(
    call: Call, server: ByteServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [answer(DRIFTED)]
    seen: list[Any] = []
    response = call(raw=True, on_drift=seen.append)
    first, second = response.value.data
    assert (first.date, first.usage) == (1, 2.0)
    assert (second.date, second.usage, second.model_extra) == (3, None, {"extra": True})
    assert [one.pointer for one in response.drift] == [
        "/data/0/date",
        "/data/1/date",
        "/data/1/usage",
    ]
    assert [(one.pointer, one.type, one.input) for one in seen] == [
        ("/data/0/date", "string_type", 1),
        ("/data/1/usage", "float_type", None),
    ]
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage() for record in warnings] == [
        "getItems: response differs from its description at /data/0/date: string_type (2 times)",
        "getItems: response differs from its description at /data/1/usage: float_type",
    ]


def test_additions_are_no_drift(call: Call, server: ByteServer) -> None:
    response = call(raw=True)
    assert response.drift == ()
    assert response.value.data[0].model_extra == {"new": [1]}


@pytest.mark.parametrize("given", [{"strict": True}, {"options": {"strict": True}}])
def test_strict(call: Call, server: ByteServer, given: Any) -> None:
    server.answers = [answer(DRIFTED, headers={"X-Request-Id": "r"})]
    with pytest.raises(ResponseInvalid, match="/data/0/date") as caught:
        call(**given)
    error = caught.value
    assert len(error.drift) == 3
    assert error.body.startswith(b'{"data"')
    assert (error.status_code, error.request_id) == (200, "r")
    assert pickle.loads(pickle.dumps(error)).drift == error.drift
    server.answers = [answer(ITEMS)]
    call(**given)
    call(strict=True, options={"strict": False})


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"data": [', "application/json"),
        ("<html>login</html>", "text/html"),
        ("", "application/json"),
        (b"\xff", "application/json"),
        ("[" * 5000, "application/json"),
    ],
)
def test_what_is_not_json_raises(
    call: Call, server: ByteServer, body: Any, content_type: str, strict: bool
) -> None:
    server.answers = [answer(body, content_type=content_type)]
    with pytest.raises(ResponseInvalid, match="not JSON") as caught:
        call(strict=strict)
    assert caught.value.body == (body if isinstance(body, bytes) else body.encode())


def test_json_under_another_name(call: Call, server: ByteServer) -> None:
    server.answers = [answer(ITEMS, content_type="text/plain")]
    response = call(raw=True)
    assert isinstance(response.value, Items)
    assert [one.type for one in response.drift] == ["media_type"]
    with pytest.raises(ResponseInvalid, match="text/plain"):
        call(strict=True)


def test_json_without_a_name(call: Call, server: ByteServer) -> None:
    server.answers = [answer(ITEMS, content_type=None)]
    assert isinstance(call(strict=True), Items)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(b"", 204, content_type=None), None),
        (answer(ITEMS, 202), Items.model_validate(ITEMS)),
        (answer(b"", 201), None),
        (answer("text", 202, content_type="text/plain; charset=latin-1"), "text"),
        (answer(b"\x00", 202, content_type="image/png"), b"\x00"),
    ],
)
def test_an_undeclared_success(call: Call, server: ByteServer, reply: bytes, expected: Any) -> None:
    server.answers = [reply]
    response = call(raw=True)
    assert response.value == expected
    assert [one.type for one in response.drift] == ["undeclared_status"]
    with pytest.raises(ResponseInvalid, match="not declared"):
        call(strict=True)


@pytest.mark.parametrize(
    ("kind", "media_type", "reply", "expected"),
    [
        ("empty", None, answer(b"", 200, content_type=None), None),
        ("empty", None, answer("ignored", 200, content_type="text/plain"), None),
        (
            "text",
            "text/plain",
            answer("é".encode("latin-1"), content_type="text/plain; charset=latin-1"),
            "é",
        ),
        ("text", "text/plain", answer("é", content_type="text/plain; charset=none-such"), "é"),
        (
            "binary",
            "application/octet-stream",
            answer(b"\x00", content_type="application/octet-stream"),
            b"\x00",
        ),
        ("json", "application/json", answer([1]), [1]),
    ],
)
def test_kinds(
    call: Call, server: ByteServer, kind: Any, media_type: str | None, reply: bytes, expected: Any
) -> None:
    server.answers = [reply]
    assert (
        call(operation(responses=(ResponseCase("200", media_type, kind),)), strict=True) == expected
    )


def test_a_head_request_has_no_value(call: Call, server: ByteServer) -> None:
    server.answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
    ]
    response = call(operation(method="HEAD"), raw=True)
    assert response.value is None
    assert response.headers["content-length"] == "9"


def test_compressed_bodies(call: Call, server: ByteServer) -> None:
    import gzip
    import json

    server.answers = [
        answer(gzip.compress(json.dumps(ITEMS).encode()), headers={"Content-Encoding": "gzip"})
    ]
    response = call(raw=True)
    assert isinstance(response.value, Items)
    assert json.loads(pickle.loads(pickle.dumps(response)).body) == ITEMS


def test_a_declared_redirect_status_is_a_success(call: Call, server: ByteServer) -> None:
    server.answers = [answer(b"", 304, content_type=None)]
    assert call(operation(responses=(OK, ResponseCase("304", None, "empty")))) is None
