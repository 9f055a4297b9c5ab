"""What goes over the wire: URL, headers, query, and what is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sdk_runtime.base.unset import UNSET

from runtime.lab import (
    POST,
    Body,
    ByteServer,
    ConnectionFailed,
    Item,
    Parameter,
    RequestInvalid,
    Server,
    SyncClient,
    operation,
    spec,
)
from support.transports import only_httpx2, only_pyreqwest

Call = Callable[..., Any]
USER = operation(
    path="/users/{id}", parameters=(Parameter("user_id", "id", "path", required=True),)
)


def header(name: str, **more: Any) -> Any:
    return operation(parameters=(Parameter("value", name, "header", **more),))


def query(**more: Any) -> Any:
    return operation(parameters=(Parameter("value", "value", "query", **more),))


def test_a_plain_call(call: Call, server: ByteServer) -> None:
    value = call(arguments={})
    assert [item.date for item in value.data] == ["2025-08-24"]
    received = server.last
    assert (received.method, received.target) == ("GET", "/items")
    assert received.headers["user-agent"] == "sdk/1.0"
    assert received.headers["accept"] == "application/json"
    assert "content-length" not in received.headers


def test_path_values_are_quoted(call: Call, server: ByteServer) -> None:
    call(USER, {"user_id": "a/b?c#d%2F é"})
    assert server.last.target == "/users/a%2Fb%3Fc%23d%252F%20%C3%A9"


@pytest.mark.parametrize("value", ["", ".", "..", "%2e%2e", "%2E.", "../x", "..\\x", "a/../b"])
def test_path_values_that_lead_elsewhere_are_refused(
    call: Call, server: ByteServer, value: str
) -> None:
    with pytest.raises(RequestInvalid):
        call(USER, {"user_id": value})
    assert not server.received


def test_dots_inside_a_segment_are_fine(call: Call, server: ByteServer) -> None:
    call(USER, {"user_id": "v1..2"})
    assert server.last.path == "/users/v1..2"


def test_the_whole_segment_counts(call: Call, server: ByteServer) -> None:
    both = operation(
        path="/{a}{b}",
        parameters=(Parameter("a", "a", "path"), Parameter("b", "b", "path")),
    )
    with pytest.raises(RequestInvalid):
        call(both, {"a": ".", "b": "."})
    assert not server.received


def test_missing_arguments_are_named(call: Call, server: ByteServer) -> None:
    with pytest.raises(RequestInvalid, match="user_id.*getItems") as caught:
        call(USER, {"user_id": None})
    assert isinstance(caught.value, ValueError)
    assert not server.received


@pytest.mark.parametrize("value", ["s3cret\r\nX: y", "s3cret\n", "s3cret\0", "s3cret\x7f"])
@pytest.mark.parametrize("source", ["argument", "options", "client", "credential", "key"])
def test_control_characters_in_headers_are_refused(
    call: Call, server: ByteServer, value: str, source: str
) -> None:
    given: dict[str, Any] = {
        "argument": {"called": header("X-Value"), "arguments": {"value": value}},
        "options": {"options": {"headers": {"X-Value": value}}},
        "client": {"headers": {"X-Value": value}},
        "credential": {"credentials": {"bearer": value}},
        "key": {"options": {"idempotency_key": value}},
    }[source]
    with pytest.raises(RequestInvalid) as caught:
        call(**given)
    assert "s3cret" not in str(caught.value)
    assert not server.received


@pytest.mark.parametrize("name", ["X Y", "", "X:", "X\r\n", "é"])
def test_header_names_must_be_tokens(call: Call, server: ByteServer, name: str) -> None:
    with pytest.raises(RequestInvalid):
        call(options={"headers": {name: "x"}})
    assert not server.received


@only_httpx2
def test_header_values_are_latin_1(call: Call, server: ByteServer) -> None:
    call(header("X-Value"), {"value": "Café\t!"})
    assert server.last.headers["x-value"] == "Café\t!"


@only_pyreqwest
def test_a_library_that_cannot_send_latin_1_sends_nothing(call: Call, server: ByteServer) -> None:
    with pytest.raises(ConnectionFailed, match="ASCII.*X-Value") as caught:
        call(header("X-Value"), {"value": "Café"})
    assert "Caf" not in str(caught.value)
    assert not server.received


def test_header_values_beyond_latin_1(call: Call, server: ByteServer) -> None:
    with pytest.raises(RequestInvalid, match="Latin-1"):
        call(header("X-Value"), {"value": "Чат"})


def test_later_headers_replace_earlier_ones_in_any_case(call: Call, server: ByteServer) -> None:
    named = header("X-Value")
    call(named, {}, headers={"x-value": "client", "USER-AGENT": "mine"})
    assert server.last.headers["x-value"] == "client"
    assert server.last.headers["user-agent"] == "mine"
    call(named, {"value": "argument"}, headers={"x-value": "client"})
    assert server.last.headers["x-value"] == "argument"
    call(named, {"value": "argument"}, {"headers": {"X-VALUE": "options"}})
    assert server.last.headers["x-value"] == "options"


def test_options_add_and_replace_query_parameters(call: Call, server: ByteServer) -> None:
    call(query(), {"value": "a"}, {"query": {"more": [1, 2], "none": None}})
    assert server.last.query == [("value", "a"), ("more", "1"), ("more", "2")]
    call(query(), {"value": "a"}, {"query": {"value": "b"}})
    assert server.last.query == [("value", "b")]


def test_none_is_left_out_unless_nullable(call: Call, server: ByteServer) -> None:
    call(query(), {"value": None})
    assert server.last.query == []
    call(query(nullable=True), {"value": None})
    assert server.last.query == [("value", "null")]
    call(query(nullable=True), {"value": UNSET})
    assert server.last.query == []


def test_globals_fill_what_a_call_leaves_out(call: Call, server: ByteServer) -> None:
    known = header("X-Value", is_global=True)
    call(known, {}, global_arguments={"value": "global"})
    assert server.last.headers["x-value"] == "global"
    call(known, {"value": "own"}, global_arguments={"value": "global"})
    assert server.last.headers["x-value"] == "own"
    call(header("X-Value"), {}, global_arguments={"value": "global"})
    assert "x-value" not in server.last.headers


def test_cookies(call: Call, server: ByteServer) -> None:
    cookie = operation(parameters=(Parameter("a", "a", "cookie"), Parameter("b", "b", "cookie")))
    call(cookie, {"a": 1, "b": True}, {"headers": {"Cookie": "c=2"}})
    assert server.last.headers["cookie"] == "c=2; a=1; b=true"


def test_server_url_of_the_options(
    call: Call, server: ByteServer, other_server: ByteServer
) -> None:
    call(USER, {"user_id": "x"}, {"server_url": other_server.url + "/base/?v=1"})
    assert not server.received
    assert other_server.last.target == "/base/users/x?v=1"


def test_a_path_with_a_query_and_a_fragment(call: Call, server: ByteServer) -> None:
    call(operation(path="/items?kind=a#b", parameters=query().parameters), {"value": 1})
    assert server.last.target == "/items?kind=a&value=1"


def test_operation_servers_and_variables(call: Call, server: ByteServer) -> None:
    variable = ("version", "v1", ("v1", "v2"))
    called = operation(servers=(Server(server.url + "/{version}", "", (variable,)),))
    call(called)
    assert server.last.path == "/v1/items"
    call(called, server_variables={"version": "v2"})
    assert server.last.path == "/v2/items"
    with pytest.raises(ValueError, match="v1, v2"):
        call(called, server_variables={"version": "v3"})
    call(operation(servers=(Server("/relative"),)))
    assert server.last.path == "/relative/items"


@pytest.mark.parametrize(
    "url", ["", "example.com", "ftp://x", "http://", "http://a b", "http://x\n"]
)
def test_a_server_url_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="server_url"):
        SyncClient(spec("http://x"), server_url=url)


def test_named_servers() -> None:
    servers = (Server("https://a.test/", "production"), Server("https://b.test", "staging"))
    assert SyncClient(spec("", servers=servers)).server_url == "https://a.test"
    assert SyncClient(spec("", servers=servers), server="staging").server_url == "https://b.test"
    with pytest.raises(ValueError, match="did you mean 'staging'"):
        SyncClient(spec("", servers=servers), server="stagin")
    with pytest.raises(ValueError, match="server_url"):
        SyncClient(spec("", servers=())).call(operation(), {})


def test_a_flattened_json_body(call: Call, server: ByteServer) -> None:
    call(POST, {"date": "d", "usage": 1, "model_name": None})
    assert server.last.body == b'{"date":"d","usage":1.0}'
    assert server.last.headers["content-type"] == "application/json"
    call(POST, {"date": "d", "usage": 1, "model_name": "m"})
    assert server.last.body == b'{"date":"d","usage":1.0,"modelName":"m"}'


def test_null_is_sent_where_it_may_be(call: Call, server: ByteServer) -> None:
    body = POST.bodies[0]._replace(nullable_arguments=("model_name",))
    nullable = operation(method="POST", bodies=(body,))
    call(nullable, {"date": "d", "usage": 1, "model_name": None})
    assert server.last.body.endswith(b'"modelName":null}')
    call(nullable, {"date": "d", "usage": 1, "model_name": UNSET})
    assert server.last.body == b'{"date":"d","usage":1.0}'


@pytest.mark.parametrize("value", [{"date": "d", "usage": 1}, Item(date="d", usage=1)])
def test_a_whole_json_body(call: Call, server: ByteServer, value: object) -> None:
    whole = operation(method="PUT", bodies=(Body("application/json", "json", lambda: Item),))
    call(whole, {"body": value})
    assert server.last.body == b'{"date":"d","usage":1.0}'
    with pytest.raises(RequestInvalid, match="body"):
        call(whole, {"body": None})


def test_a_body_that_does_not_fit_its_model(call: Call, server: ByteServer) -> None:
    with pytest.raises(RequestInvalid, match=r"date.*usage.*addItem") as caught:
        call(POST, {"usage": "hunter2"})
    assert "hunter2" not in str(caught.value)
    assert not server.received


def test_an_optional_body_is_left_out(call: Call, server: ByteServer) -> None:
    optional = POST.bodies[0]._replace(required=False)
    call(operation(method="POST", bodies=(optional,)), {})
    assert server.last.body == b""
    assert server.last.headers["content-length"] == "0"
    assert "content-type" not in server.last.headers
