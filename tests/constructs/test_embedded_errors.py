"""Errors that come as a success: in streams, and in the body of a 200."""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Use, Wire

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]

CHUNK = {"$ref": "#/components/schemas/Chunk"}
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def response(schema: Any, media_type: str = "application/json", keyword: str = "schema") -> Any:
    return {"description": "d", "content": {media_type: {keyword: schema}}}


def schema(*required: str, **properties: Any) -> Any:
    return {"type": "object", "required": [*required], "properties": properties}


ERRORS = {
    "400": response({"$ref": "#/components/schemas/Bad"}),
    "429": response({"$ref": "#/components/schemas/Busy"}),
}
DELTA = schema("type", "text", type={"const": "delta"}, text=TEXT)
FAULT = schema("type", "message", type={"const": "error"}, message=TEXT)
SUCCESSES = {
    "events": response(CHUNK, "text/event-stream"),
    "lines": response(CHUNK, "application/x-ndjson", "itemSchema"),
    "open": response({}, "text/event-stream"),
    "free": response({"type": "object"}, "text/event-stream"),
    "free_lines": response({"$ref": "#/components/schemas/Free"}, "application/x-ndjson"),
    "map": response({"type": "object", "additionalProperties": NUMBER}, "text/event-stream"),
    "either": response({"anyOf": [CHUNK, schema(size=NUMBER)]}, "text/event-stream"),
    "text": response(TEXT, "text/event-stream"),
    "described": response({"oneOf": [DELTA, FAULT]}, "text/event-stream"),
    "chunk": response(CHUNK),
    "chunks": response({"type": "array", "items": CHUNK}),
}
PATHS = {
    f"/{name}": {"get": {"operationId": name, "tags": ["x"], "responses": {"200": one, **ERRORS}}}
    for name, one in SUCCESSES.items()
}
ASK = response({"$ref": "#/components/schemas/Whole"})
ASK["content"] |= response(CHUNK, "text/event-stream")["content"]
PATHS["/ask"] = {
    "post": {
        "operationId": "ask",
        "tags": ["x"],
        "requestBody": {
            "content": {"application/json": {"schema": schema(stream={"type": "boolean"})}}
        },
        "responses": {"200": ASK, **ERRORS},
    }
}
CHAT = json.loads(json.dumps(PATHS["/ask"]))
CHAT["post"]["operationId"] = "chat"
CHAT["post"]["requestBody"]["content"]["application/json"]["schema"] = {
    "allOf": [schema(stream={"type": "boolean", "default": True}), schema(model=TEXT)]
}
PATHS["/chat"] = CHAT
SCHEMAS = {
    "Chunk": schema(id=NUMBER, text=TEXT),
    "Whole": schema("id", id=NUMBER),
    "Free": {"type": ["object", "null"], "additionalProperties": True},
    "Bad": schema("error", error=schema("message", message=TEXT, code=NUMBER)),
    "Busy": schema("code", "message", code=NUMBER, message=TEXT),
}
API = f"paths: {json.dumps(PATHS)}\ncomponents: {json.dumps({'schemas': SCHEMAS})}\n"
BAD = {"error": {"message": "no"}}
BUSY = {"code": 429, "message": "slow down"}


def events(*data: Any) -> bytes:
    """Answer with events: JSON, or their lines as they are."""
    texts = [one if isinstance(one, str) else f"data: {json.dumps(one)}" for one in data]
    text = "".join(f"{one}\n\n" for one in texts)
    return answer(text, headers={"X-Request-Id": "r1"}, content_type="text/event-stream")


def lines(*data: Any) -> bytes:
    """Answer with JSON Lines."""
    text = "".join(f"{json.dumps(one)}\n" for one in data)
    return answer(text, headers={"X-Request-Id": "r1"}, content_type="application/x-ndjson")


def calling(name: str, arguments: dict[str, Any] | None = None) -> Use:
    """Make what calls a method of the one resource."""

    def call(client: Any) -> Any:
        return getattr(client.x, name)(**(arguments or {}))

    return call


def taken(api: Wire, name: str, arguments: dict[str, Any] | None = None) -> tuple[list[Any], Any]:
    """Return what a call gives, item by item, and the error that ends it."""
    seen: list[Any] = []
    method = calling(name, arguments)

    def collect(client: Any) -> None:
        for item in method(client):
            seen.append(item)  # noqa: PERF402 - what came before the error counts

    async def collect_later(client: Any) -> None:
        async for item in await method(client):
            seen.append(item)  # noqa: PERF401

    try:
        api.call(collect_later if api.asynchronous else collect)
    except api.package.errors.InlineError as error:
        return seen, error
    return seen, None


def is_of(error: Any, kind: type[Any]) -> bool:
    """Tell whether an error is of a class: of no other declared one, but of its status, too."""
    return isinstance(error, kind) and type(error).__name__ == kind.__name__


@pytest.mark.parametrize("place", [0, 1, 2])
def test_errors_in_streams(wire: PressWire, place: int) -> None:
    """An error is raised in its place, of the class that fits, with all that is known."""
    api = wire(API)
    errors = api.package.errors
    good = [{"id": 1}, {"id": 2}]

    def around(one: Any) -> list[Any]:
        return [*good[:place], one, *good[place:]]

    cases: list[tuple[str, bytes, Any, Any]] = [
        ("events", events(*around(BAD)), errors.BadError, "no"),
        ("lines", lines(*around(BAD)), errors.BadError, "no"),
        ("events", events(*around({"id": 3, **BAD})), errors.BadError, "no"),
        (
            "events",
            events(*around(f"event: error\ndata: {json.dumps(BAD)}")),
            errors.BadError,
            "no",
        ),
        (
            "events",
            events(*around(f"event: error\ndata: {json.dumps(BUSY)}")),
            errors.BusyError,
            "slow",
        ),
        (
            "events",
            events(*around("event: error\ndata: out of\ndata: order")),
            errors.InlineDefaultError,
            "out of",
        ),
        ("events", events(*around("event: error")), errors.InlineDefaultError, ""),
        ("events", events(*around("event: error\ndata:")), errors.InlineDefaultError, ""),
        ("events", events(*around({"error": "odd"})), errors.InlineDefaultError, "odd"),
        ("lines", lines(*around({"error": "odd"})), errors.InlineDefaultError, "odd"),
        # The status in the payload decides, whatever else would fit.
        (
            "events",
            events(*around({"error": {"message": "no", "code": 503}})),
            errors.InlineDefaultError,
            "no",
        ),
        (
            "events",
            events(*around({"error": {"message": "no", "code": 400}})),
            errors.BadError,
            "no",
        ),
        ("open", events(*around(BAD)), errors.BadError, "no"),
        ("free", events(*around(BAD)), errors.BadError, "no"),
        ("free_lines", lines(*around({"id": 3, **BAD})), errors.BadError, "no"),
        ("map", events(*around(BAD)), errors.BadError, "no"),
        ("either", events(*around(BAD)), errors.BadError, "no"),
        ("text", events(*around("event: error\ndata: over")), errors.InlineDefaultError, "over"),
    ]
    for name, reply, kind, text in cases:
        api.server.answers = [reply]
        seen, error = taken(api, name)
        assert len(seen) == place, (name, reply)
        assert is_of(error, kind), (name, reply, error)
        assert text in str(error)
        assert (error.status_code, error.request_id) == (200, "r1")
        assert error.headers["x-request-id"] == "r1"
        if kind is not errors.InlineDefaultError:
            assert type(error.data).__name__ in ("Bad", "Busy")


def test_data_of_errors(wire: PressWire) -> None:
    api = wire(API)
    for line, data in [
        (json.dumps(BAD), api.package.models.Bad.model_validate(BAD)),
        ('{"error": {"code": "odd"}}', {"error": {"code": "odd"}}),
        ("text", "text"),
        ("", None),
    ]:
        api.server.answers = [events(f"event: error\ndata: {line}")]
        _, error = taken(api, "events")
        assert error.data == data
        assert error.body == line.encode()


def test_what_is_no_error(wire: PressWire) -> None:
    """Described events called error are items, and so is what says that there is no error."""
    api = wire(API)
    good = [{"type": "delta", "text": "a"}, {"type": "error", "message": "b"}]
    api.server.answers = [events(good[0], f"event: error\ndata: {json.dumps(good[1])}", good[0])]
    seen, error = taken(api, "described")
    assert error is None
    assert [item.type for item in seen] == ["delta", "error", "delta"]
    nothings: list[Any] = [None, False, "", {}, []]
    for nothing in nothings:
        for name, reply in (("events", events), ("lines", lines)):
            api.server.answers = [reply({"id": 1, "error": nothing})]
            seen, error = taken(api, name)
            assert ([item.id for item in seen], error) == ([1], None)
    api.server.answers = [events({"error": 5})]  # as "error" may be counted among other words
    assert taken(api, "map") == ([{"error": 5}], None)
    api.server.answers = [events(BAD)]
    assert taken(api, "text") == ([json.dumps(BAD)], None)  # text, which may say anything
    api.server.answers = [answer({"id": 1, **BAD})]
    assert api.call(lambda client: client.x.chunk()).id == 1


def test_bodies_that_are_errors(wire: PressWire) -> None:
    api = wire(API)
    errors = api.package.errors
    for name in ("chunk", "chunks", "ask"):
        for body, kind in [
            (BAD, errors.BadError),
            (BUSY, errors.BusyError),
            ({"error": "odd"}, errors.InlineDefaultError),
        ]:
            api.server.answers = [answer(body)]
            with pytest.raises(errors.InlineError) as caught:
                api.call(calling(name))
            assert is_of(caught.value, kind), (name, body)
            assert caught.value.status_code == 200
            assert caught.value.body == json.dumps(body).encode()
    for text in (json.dumps(BAD).encode("utf-8-sig"), json.dumps(BAD).encode("utf-16")):
        api.server.answers = [answer(text)]
        for name, arguments in (("chunk", {}), ("ask", {"stream": True})):
            with pytest.raises(errors.BadError) as caught:
                api.call(calling(name, arguments))
            assert caught.value.body == text
    api.server.answers = [answer({})]
    assert api.call(calling("chunk")).id is None


def test_a_value_in_place_of_a_stream(wire: PressWire) -> None:
    api = wire(API)
    errors, models = api.package.errors, api.package.models
    kind = "AsyncStream" if api.asynchronous else "Stream"
    for name, arguments in (("events", {}), ("lines", {}), ("ask", {"stream": True})):
        api.server.answers = [answer({"id": 1, "text": "a"})]
        method = calling(name, arguments)
        assert type(api.call(method)).__name__ == kind
        assert taken(api, name, arguments) == ([models.Chunk(id=1, text="a")], None)
        api.server.answers = [answer([{"id": 1}, {"id": 2}])]
        assert [item.id for item in taken(api, name, arguments)[0]] == [1, 2]
        for body, error in ((BAD, errors.BadError), ({"error": 1}, errors.InlineDefaultError)):
            api.server.answers = [answer(body)]
            with pytest.raises(error):
                api.call(method)  # which is before the first item is asked for
        api.server.answers = [answer("{", content_type="application/json")]
        with pytest.raises(errors.ResponseValidationError):
            api.call(method)
        api.server.answers = [answer(b"", 204, content_type=None)]
        assert taken(api, name, arguments) == ([], None)
        # A body that says it is a stream, and is a value:
        api.server.answers = [events(json.dumps(BAD, indent=1))]
        assert is_of(taken(api, "events")[1], errors.BadError)
        api.server.answers = [answer("<html>", content_type="text/html")]
        assert is_of(taken(api, name, arguments)[1], errors.ResponseValidationError)


def test_a_stream_in_place_of_a_value(wire: PressWire) -> None:
    api = wire(API)
    errors, models = api.package.errors, api.package.models
    for name in ("chunk", "ask"):
        call = calling(name)
        expected = models.Whole(id=1) if name == "ask" else models.Chunk(id=1)
        for reply in (
            events(": hi", {"id": 1}, "data: [DONE]"),
            lines({"id": 1}),
            events('{"id": 1}'),
        ):
            api.server.answers = [reply]
            assert api.call(call) == expected
        api.server.answers = [events({"id": 1}, {"id": 2})]
        with pytest.raises(errors.ResponseValidationError, match="2 items"):
            api.call(call)
        for reply in (events({"id": 1}, BAD), events("event: error\ndata: " + json.dumps(BAD))):
            api.server.answers = [reply]
            with pytest.raises(errors.BadError):
                api.call(call)


def test_an_api_that_streams_unasked(wire: PressWire) -> None:
    """A stream comes where that is the default, and a value where it is asked for."""
    api = wire(API)
    for arguments in ({}, {"stream": True}):
        api.server.answers = [events({"id": 1}, {"id": 2})]
        assert [item.id for item in taken(api, "chat", arguments)[0]] == [1, 2]
    api.server.answers = [answer({"id": 1})]
    assert api.call(calling("chat", {"stream": False})).id == 1
    assert [item.id for item in taken(api, "chat")[0]] == [1]


def test_functions_give_results(wire: PressWire) -> None:
    api = wire(API)
    package = api.package

    def result(name: str, request: Any = None) -> Any:
        functions = import_module(f"{package.__name__}.funcs.x_{name}")
        if not api.asynchronous:
            with package.Inline(server_url=api.server.url) as client:
                return getattr(functions, f"x_{name}")(client, request)

        async def later() -> Any:
            async with package.AsyncInline(server_url=api.server.url) as client:
                return await getattr(functions, f"x_{name}_async")(client, request)

        return asyncio.run(later())

    api.server.answers = [answer(BAD)]
    for name in ("events", "lines", "chunk", "chunks", "ask"):
        assert is_of(result(name).error, package.errors.BadError)
    assert is_of(result("ask", {"stream": True}).error, package.errors.BadError)
    api.server.answers = [answer({"id": 1})]
    assert result("ask").value.id == 1
    assert "Stream" in type(result("ask", {"stream": True}).value).__name__
