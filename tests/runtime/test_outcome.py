"""What a response becomes that is not of the form that was asked for: streams, values, errors."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sdk_runtime.base.drift import Drift
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.operation import RetryPolicy
from sdk_runtime.http.transport import HTTPResponse, TransportError, TransportTimeout
from sdk_runtime.models.model import Model
from sdk_runtime.reply.stream import Stream

from runtime.lab import (
    BAD,
    GET,
    ITEMS,
    OK,
    BadRequest,
    BadRequestError,
    BaseError,
    ConnectionFailed,
    DefaultError,
    FakeClock,
    Item,
    Problem,
    RequestInvalid,
    ResponseCase,
    ResponseInvalid,
    TimedOut,
    operation,
)
from runtime.lab import Body as RequestBody
from runtime.script import Script, reply

STREAM = ResponseCase("200", "text/event-stream", "sse", lambda: Item)
LINES = ResponseCase("200", "application/jsonl", "jsonl", lambda: Item)
EVENTS = operation(id="getEvents", responses=(STREAM, BAD))
ITEM = {"date": "a", "usage": 1.0}
OTHER = {"date": "b", "usage": 2.0}
REFUSAL = {"error": {"code": 7, "message": "no more"}}
WHERE = "GET https://api.example.com/v1/items"


class Body:
    """A body that is read once; or that breaks."""

    def __init__(self, content: bytes | TransportError) -> None:
        self.content = content
        self.reads = 0

    def read(self) -> bytes:
        self.reads += 1
        if isinstance(self.content, TransportError):
            raise self.content
        return self.content

    def close(self) -> None:
        """Nothing is open."""


def dated(stream: Any) -> list[Any]:
    """What the items of a stream are."""
    assert isinstance(stream, Stream)
    return [item.date for item in stream]


@pytest.mark.parametrize(
    ("body", "dates"),
    [(ITEM, ["a"]), ([ITEM, OTHER], ["a", "b"]), ([], []), (b"", []), (b" \n", [])],
)
@pytest.mark.parametrize("read", [True, False], ids=["read", "unread"])
def test_json_in_place_of_a_stream(body: Any, dates: list[str], read: bool) -> None:
    """Its items come all the same; the difference is reported, once."""
    seen: list[Drift] = []
    answer = reply(body, x_request_id="r1")
    waiting = Body(answer.content)
    if not read:
        answer = HTTPResponse(200, answer.headers, stream=waiting)
    client = Script(answer).client(on_drift=seen.append)
    response = client.call_raw(EVENTS, {})
    assert dated(response.value) == dates
    assert [one.type for one in seen] == [one.type for one in response.drift] == ["media_type"]
    assert response.body == reply(body).content
    assert (response.request_id, waiting.reads) == ("r1", 0 if read else 1)


def test_json_in_another_charset_in_place_of_a_stream() -> None:
    body = json.dumps([{"date": "ä", "usage": 1.0}], ensure_ascii=False).encode("latin-1")
    answer = reply(body, content_type="application/json; charset=latin-1")
    assert dated(Script(answer).client().call(EVENTS, {})) == ["ä"]


@pytest.mark.parametrize(
    ("body", "error", "data"),
    [
        (REFUSAL, BadRequestError, BadRequest(error=Problem(code=7, message="no more"))),
        ([REFUSAL], BadRequestError, BadRequest(error=Problem(code=7, message="no more"))),
        ({**ITEM, "error": "no more"}, DefaultError, {**ITEM, "error": "no more"}),
        ({"error": "no more"}, DefaultError, {"error": "no more"}),
    ],
)
def test_an_error_in_place_of_a_stream(body: Any, error: type[BaseError], data: Any) -> None:
    with pytest.raises(BaseError) as caught:
        Script(reply(body)).client().call(EVENTS, {})
    assert type(caught.value) is error
    assert caught.value.data == data
    assert str(caught.value) == "200 OK: no more (getEvents)"
    assert (caught.value.status_code, caught.value.request) == (200, WHERE)


def test_several_items_are_no_error_before_they_are_read() -> None:
    stream = Script(reply([ITEM, REFUSAL])).client().call(EVENTS, {})
    assert next(iter(stream)).date == "a"
    with pytest.raises(BaseError):
        list(stream)


def test_no_json_in_place_of_a_stream() -> None:
    with pytest.raises(ResponseInvalid) as caught:
        Script(reply(b"[{")).client().call(EVENTS, {})
    error = caught.value
    assert str(error).startswith("200 OK: the body is not JSON: ")
    assert (error.body, error.data, error.drift, error.request) == (b"[{", None, (), WHERE)
    assert error.__cause__ is None
    assert error.__suppress_context__


@pytest.mark.parametrize("lines", [True, False], ids=["lines", "events"])
@pytest.mark.parametrize(
    ("values", "date"), [([ITEM], "a"), ([], None), ([ITEM, OTHER], ""), (["{"], "")]
)
def test_a_stream_in_place_of_a_value(lines: bool, values: list[Any], date: str | None) -> None:
    """One value is that; none is as good as an empty body; several are too many."""
    texts = [one if isinstance(one, str) else json.dumps(one) for one in values]
    body = "".join(f"{text}\n" if lines else f"data: {text}\n\n" for text in texts)
    body += "" if lines else "data: [DONE]\n\n"
    media_type = "application/jsonl" if lines else "text/event-stream"
    called = operation(responses=(OK._replace(type=lambda: Item),))
    client = Script(reply(body.encode(), content_type=media_type)).client()
    if date:
        assert client.call(called, {}).date == date
        return
    with pytest.raises(ResponseInvalid) as caught:
        client.call(called, {})
    many = "a stream of 2 items came where one value was asked for"
    expected = many if len(values) == 2 else "the body is not JSON: "
    assert str(caught.value).startswith(f"200 OK: {expected}")
    assert (caught.value.data, caught.value.drift) == (None, ())
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "events",
    [f"event: error\ndata: {json.dumps(REFUSAL)}\n\n", f"data: {json.dumps(REFUSAL)}\n\n"],
)
def test_an_error_in_a_stream_in_place_of_a_value(events: str) -> None:
    body = f"data: {json.dumps(ITEM)}\n\n{events}".encode()
    with pytest.raises(BadRequestError, match="200 OK: no more") as caught:
        Script(reply(body, content_type="text/event-stream")).client().call(GET, {})
    assert caught.value.data.error.code == 7
    assert caught.value.body == body


@pytest.mark.parametrize("error", [TransportError("cut"), TransportTimeout("cut")])
def test_a_body_that_breaks_off(error: TransportError) -> None:
    """The response had come: nothing is tried again."""
    error.__cause__ = OSError("why")
    headers = [(b"content-type", b"application/json")]
    script = Script(HTTPResponse(200, headers, stream=Body(error)))
    with pytest.raises(ConnectionFailed) as caught:
        script.client().call(EVENTS, {})
    assert isinstance(caught.value, TimedOut) is isinstance(error, TransportTimeout)
    assert str(caught.value).startswith("cut (getEvents")
    assert caught.value.request == WHERE
    assert caught.value.__cause__ is error.__cause__
    assert len(script.sent) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (REFUSAL, BadRequestError),
        ({"error": "no"}, DefaultError),
        ({"message": "fine", "data": []}, None),
        ({"data": [], "error": "more"}, None),
        ({"data": 5}, None),
    ],
)
def test_an_error_in_place_of_a_value(body: Any, error: type[BaseError] | None) -> None:
    """What has something of the success, and is no declared error, is a success."""
    called = operation(responses=(OK, BAD))
    client = Script(reply(body)).client()
    if error is None:
        assert client.call(called, {}) is not None
        return
    with pytest.raises(BaseError) as caught:
        client.call(called, {})
    assert type(caught.value) is error
    assert caught.value.status_code == 200


def test_an_error_in_another_charset_in_place_of_a_value() -> None:
    body = json.dumps({"error": "ähm"}, ensure_ascii=False).encode("latin-1")
    answer = reply(body, content_type="application/json; charset=latin-1")
    with pytest.raises(DefaultError) as caught:
        Script(answer).client().call(GET, {})
    assert caught.value.data == {"error": "ähm"}


def test_the_form_that_is_asked_for() -> None:
    """A row of the other form has its decoder, whatever comes."""
    both = operation(responses=(OK._replace(type=lambda: Item), STREAM))
    sent = f"data: {json.dumps(ITEM)}\n\n".encode()
    answer = reply(sent, content_type="text/event-stream")
    assert dated(Script(answer).client().call(both, {})) == ["a"]
    assert Script(reply(ITEM)).client().call(both, {}).date == "a"


def test_text_without_bytes_is_refused() -> None:
    """The message says which operation; the text, which may be a secret, is nowhere."""
    client = Script(reply(ITEMS)).client()
    with pytest.raises(RequestInvalid) as caught:
        client.call(GET, {}, {"query": {"q": "S3CRET\ud800"}})
    assert str(caught.value).endswith("(getItems)")
    assert "S3CRET" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_lines_are_streams() -> None:
    called = operation(responses=(LINES,))
    body = f"{json.dumps(ITEM)}\n{json.dumps(OTHER)}\n".encode()
    answer = reply(body, content_type="application/jsonl")
    assert dated(Script(answer).client().call(called, {})) == ["a", "b"]


class Loose(Model):
    """A success that says nothing by being valid."""

    note: str | None = None


def test_an_error_that_fits_the_success() -> None:
    """It has none of the success's properties, and those of an error."""
    called = operation(responses=(OK._replace(type=lambda: Loose), BAD))
    with pytest.raises(BadRequestError) as caught:
        Script(reply(REFUSAL, x_request_id="r1")).client().call(called, {})
    assert (caught.value.request_id, caught.value.data.error.code) == ("r1", 7)
    assert Script(reply({"note": "n", "error": "e"})).client().call(called, {}).note == "n"
    assert Script(reply({"more": 1})).client().call(called, {}).model_extra == {"more": 1}


def test_where_a_whole_body_differs() -> None:
    with pytest.raises(ResponseInvalid, match="differs from its description at /: "):
        Script(reply([1])).client().call(GET, {}, {"strict": True})


@pytest.mark.parametrize("status", [404, 304])
def test_a_stream_of_what_is_no_success_is_read_at_once(status: int) -> None:
    """Also where the description says of that status that it is none of the errors."""
    for row, body in ((OK._replace(status=str(status)), ITEMS), (OK, REFUSAL)):
        waiting = Body(json.dumps(body).encode())
        headers = [(b"content-type", b"application/json")]
        client = Script(HTTPResponse(status, headers, stream=waiting)).client()
        called = operation(responses=(row, STREAM))
        if body is ITEMS:
            assert client.call(called, {}).data[0].usage == 0.5
        else:
            with pytest.raises(DefaultError) as caught:
                client.call(called, {})
            assert json.loads(caught.value.body) == REFUSAL
        assert waiting.reads == 1


@pytest.mark.parametrize("cause", [OSError("no file"), ValueError("S3CRET"), None])
def test_what_led_to_a_refusal(cause: Exception | None) -> None:
    """A file that cannot be read says why; any other cause may hold what is secret."""

    def refuse(*_: Any) -> Any:
        raise InvalidRequest("no good") from cause

    script = Script(reply(ITEMS))
    with pytest.raises(RequestInvalid) as caught:
        script.client(credentials={"bearer": refuse}).call(GET, {})
    assert str(caught.value) == "no good (getItems)"
    assert caught.value.__cause__ is (cause if isinstance(cause, OSError) else None)
    assert script.sent == []


def test_what_is_logged(caplog: pytest.LogCaptureFixture, clock: FakeClock) -> None:
    """Requests and responses for who debugs, retries for who wants information; no secret."""
    caplog.set_level(logging.DEBUG, logger="sdk")
    script = Script(reply({}, 503), reply(ITEMS))
    assert script.client().call(GET, {}).data
    texts = [record.getMessage() for record in caplog.records]
    assert [record.levelno for record in caplog.records] == [10, 10, 20, 10, 10]
    assert all("getItems" in text for text in texts)
    assert all("https://api.example.com/v1/items" in texts[at] for at in (0, 3))
    assert ["503" in text for text in texts] == [False, True, True, False, False]
    assert "s3cret" not in caplog.text
    caplog.clear()
    caplog.set_level(logging.WARNING, logger="sdk")
    assert Script(reply({}, 503), reply(ITEMS)).client().call(GET, {}).data
    assert not caplog.records


def test_any_status_that_a_policy_names_is_tried_again(clock: FakeClock) -> None:
    for status in (400, 404, 499):
        called = operation(retries=RetryPolicy(statuses=(str(status),)))
        script = Script(reply({}, status), reply(ITEMS))
        assert script.client().call(called, {}).data
        assert len(script.sent) == 2


def test_an_asynchronous_body_is_for_an_asynchronous_client() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"x"

    upload = operation(method="POST", bodies=(RequestBody("x/y", "binary", lambda: bytes),))
    script = Script(reply(ITEMS))
    with pytest.raises(RequestInvalid) as caught:
        script.client().call(upload, {"body": chunks()})
    assert str(caught.value) == (
        "a synchronous client cannot send a body that is iterated asynchronously (getItems)"
    )
    assert script.sent == []
