"""Errors: which class, what they know, what they say, and that they can be pickled."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from runtime.lab import (
    BAD,
    BadRequest,
    BadRequestError,
    BaseError,
    ByteServer,
    ConnectionFailed,
    DefaultError,
    RequestInvalid,
    ResponseCase,
    ResponseInvalid,
    SyncClient,
    answer,
    operation,
    spec,
)
from support.transports import TransportKind, only_httpx2

Call = Callable[..., Any]
REFUSAL = {"error": {"code": 400, "message": "Invalid request parameters"}}


def failing(call: Call, server: ByteServer, *reply: Any, **more: Any) -> BaseError:
    server.answers = [answer(*reply, **more)]
    with pytest.raises(BaseError) as caught:
        call(retries=False)
    return caught.value


def test_a_declared_error(call: Call, server: ByteServer, transport: TransportKind) -> None:
    error = failing(call, server, REFUSAL, 400, {"X-Request-Id": "req-1"})
    assert type(error) is BadRequestError
    assert isinstance(error.data, BadRequest)
    assert error.data.error.message == "Invalid request parameters"
    assert (error.status_code, error.request_id) == (400, "req-1")
    assert error.headers["CONTENT-type"] == "application/json"
    assert error.body == b'{"error": {"code": 400, "message": "Invalid request parameters"}}'
    assert isinstance(error.response, transport.response)
    assert error.request == f"GET {server.url}/items"
    assert str(error) == (
        "400 Bad Request: Invalid request parameters (getItems, request id req-1)"
    )


def test_an_error_that_drifts_keeps_its_class(call: Call, server: ByteServer) -> None:
    error = failing(call, server, {"error": {"code": "x", "more": 1}}, 400)
    assert type(error) is BadRequestError
    assert error.data.error.code == "x"
    assert error.data.error.message is None
    assert [(one.pointer, one.type) for one in error.drift] == [
        ("/error/code", "int_parsing"),
        ("/error/message", "missing"),
    ]


@pytest.mark.parametrize(
    ("body", "status", "content_type"),
    [
        (REFUSAL, 418, "application/json"),
        ("<html>bad gateway</html>", 502, "text/html"),
        ("<html>", 400, "text/html"),
        ("{", 400, "application/json"),
        ("[1]", 400, "application/json"),
        ("", 400, "application/json"),
        ("", 503, None),
        (b"\xff\xfe\x00", 500, "application/octet-stream"),
    ],
)
def test_everything_else_is_the_default(
    call: Call, server: ByteServer, body: Any, status: int, content_type: str | None
) -> None:
    error = failing(call, server, body, status, content_type=content_type)
    assert type(error) is DefaultError
    assert error.status_code == status
    assert str(error).startswith(str(status))
    assert str(error).endswith("(getItems)")


def test_problem_json_counts_as_json(call: Call, server: ByteServer) -> None:
    error = failing(
        call, server, REFUSAL, 400, content_type="application/problem+json;charset=utf-8"
    )
    assert type(error) is BadRequestError


def test_ranges_and_defaults(call: Call, server: ByteServer) -> None:
    cases = (
        ResponseCase(
            "4XX", "application/json", "json", lambda: BadRequest, lambda: BadRequestError
        ),
        BAD._replace(status="default", error=lambda: ResponseInvalid),
    )
    for status, expected in ((404, BadRequestError), (500, ResponseInvalid)):
        server.answers = [answer(REFUSAL, status)]
        with pytest.raises(expected):
            call(operation(responses=cases), retries=False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"message": "m"}, "m"),
        ({"detail": "d"}, "d"),
        ({"detail": [{"msg": "field required"}]}, "field required"),
        ({"title": "t", "status": 1}, "t"),
        ({"title": "Out of credit", "detail": "It costs 50"}, "Out of credit: It costs 50"),
        ({"title": "Gone", "detail": "Gone since May"}, "Gone since May"),
        ({"errors": [{"title": "Bad", "detail": "No \n id"}]}, "Bad: No id"),
        (
            {
                "detail": [
                    {"loc": ["body", "items", 0, "name"], "msg": "Field required", "type": "m"},
                    {"loc": [], "msg": "Not JSON"},
                ]
            },
            "body.items.0.name: Field required; Not JSON",
        ),
        ({"detail": [{"loc": "x", "msg": "odd"}, 7]}, "odd"),
        ({"detail": {"message": "m"}}, "m"),
        ({"error": {"message": "m", "code": 7}}, "m"),
        ({"message": "m" * 300}, "m" * 300),
        ({"message": "m" * 1001}, "m" * 999 + "…"),
        ({"error": "e"}, "e"),
        ({"error": "invalid_grant", "error_description": "expired"}, "expired"),
        ({"errors": [{"message": "first"}, {"message": "second"}]}, "first"),
        ({"errors": ["text"]}, "text"),
        ("just text", "just text"),
        ("a" * 300, "a" * 199 + "…"),
        ("two\n  lines", "two lines"),
        ({"other": 1}, '{"other": 1}'),
        (b"\x00\x01", "2 bytes that are no text"),
    ],
)
def test_messages(call: Call, server: ByteServer, body: Any, expected: str) -> None:
    error = failing(call, server, body, 418)
    assert str(error) == f"418 I'm a Teapot: {expected} (getItems)"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b'{"a": [1, null]}', "application/json", {"a": [1, None]}),
        ('"\u00e9"'.encode("latin-1"), "application/json; charset=latin-1", "\u00e9"),
        (b"[]", "text/plain", []),
        (b"", None, None),
        (b"<html>", "application/json", None),
        (b'{"a": "\xff"}', "application/json", None),
        (b"[" * 200_000, "application/json", None),
    ],
)
def test_the_body_parsed(
    server: ByteServer, body: bytes, content_type: str | None, expected: Any
) -> None:
    server.answers = [answer(body, 418, content_type=content_type)]
    with SyncClient(spec(server.url)) as client, pytest.raises(BaseError) as caught:
        client.call(operation(), {})
    assert caught.value.json == expected


def test_an_unknown_status_without_a_body(call: Call, server: ByteServer) -> None:
    assert str(failing(call, server, b"", 499)) == "499 (getItems)"


@pytest.mark.parametrize("header", ["x-request-id", "Request-Id", "x-amzn-RequestId", "CF-RAY"])
def test_request_ids(call: Call, server: ByteServer, header: str) -> None:
    assert failing(call, server, {}, 418, {header: "id"}).request_id == "id"


@pytest.mark.parametrize(
    "duplicate", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy]
)
def test_errors_survive_pickling(server: ByteServer, duplicate: Any) -> None:
    server.answers = [answer(REFUSAL, 400, {"X-Request-Id": "r"})]
    with SyncClient(spec(server.url)) as client, pytest.raises(BadRequestError) as caught:
        client.call(operation(), {})
    error = caught.value
    error.add_note("noted")
    twin = duplicate(error)
    assert type(twin) is BadRequestError
    assert str(twin) == str(error)
    for name in ("status_code", "headers", "body", "request_id", "data", "request", "drift"):
        assert getattr(twin, name) == getattr(error, name)
    assert twin.__notes__ == ["noted"]


@only_httpx2
def test_the_librarys_response_survives_it_too(server: ByteServer) -> None:
    server.answers = [answer(REFUSAL, 400, {"X-Request-Id": "r"})]
    with SyncClient(spec(server.url)) as client, pytest.raises(BadRequestError) as caught:
        client.call(operation(), {})
    twin = copy.copy(caught.value)
    assert twin.response.status_code == 400
    assert twin.response.content == caught.value.body


def test_errors_without_a_response_survive_pickling(server: ByteServer) -> None:
    server.answers = [None]
    with SyncClient(spec(server.url), retries=False) as client:
        with pytest.raises(ConnectionFailed) as caught:
            client.call(operation(), {})
        with pytest.raises(RequestInvalid) as invalid:
            client.call(operation(path="/{x}"), {}, {"headers": {"a\n": "b"}})
    for error in (caught.value, invalid.value):
        twin = pickle.loads(pickle.dumps(error))
        assert (type(twin), str(twin), twin.status_code) == (type(error), str(error), None)


def test_a_gone_error_leaves_nothing_behind(server: ByteServer) -> None:
    server.answers = [answer(REFUSAL, 400)]
    with SyncClient(spec(server.url)) as client:
        with pytest.raises(BadRequestError):
            client.call(operation(), {})
        gc.collect()
        before = sum(isinstance(one, BadRequestError) for one in gc.get_objects())
        assert before == 0
