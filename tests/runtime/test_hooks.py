"""Hooks: what they are told and when, what they add to requests, and what they raise."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
from typing import Any

import pytest
from sdk_runtime.base.hooks import MOMENTS
from sdk_runtime.client.undescribed import request_steps
from sdk_runtime.http.transport import HTTPResponse, TransportError

from runtime.ears import ARGUMENTS, GOOD, AsyncEar, Ear, hear
from runtime.lab import (
    BODY,
    GET,
    ITEMS,
    POST,
    BadRequestError,
    BaseError,
    Body,
    ByteServer,
    ConnectionFailed,
    FakeClock,
    Item,
    RequestInvalid,
    ResponseCase,
    ResponseInvalid,
    answer,
    operation,
)
from runtime.script import AsyncScript, Lab, Script, reply, streamed

SSE = operation(responses=(ResponseCase("200", "text/event-stream", "sse", lambda: Item),))
FILE = operation(responses=(ResponseCase("200", "*/*", "binary"),))
UPLOAD = operation(
    method="POST", bodies=(Body("application/octet-stream", "binary", lambda: bytes),)
)


def test_what_is_told_of_a_call_and_when(lab: Lab, clock: FakeClock) -> None:
    ear = hear(lab)
    lab.call(TransportError("reset"), reply({}, 503, retry_after="7"), GOOD, hooks=[ear])
    attempt = ["before_request", "after_response"]
    assert ear.moments == [
        *("before_call", "before_request", "before_retry"),
        *(*attempt, "before_retry", *attempt, "after_call"),
    ]
    call = ear.of("before_call")[0]
    assert (call.operation, call.method, call.path) == ("getItems", "GET", "/items")
    assert (call.attempt, call.error, call.cancelled) == (3, None, False)
    assert {call, ear.of("after_call")[0]} == {call}
    assert all(one.call is call for one in ear.of("before_request"))
    first, second = ear.of("before_retry")
    assert (first.attempt, first.response, type(first.error)) == (1, None, ConnectionFailed)
    assert (second.attempt, second.delay, second.error) == (2, 7.0, None)
    assert second.response.status_code == 503
    assert [one.status_code for one in ear.of("after_response")] == [503, 200]
    assert ear.of("after_response")[0].request.call is call


def test_the_error_that_a_call_ends_with(lab: Lab) -> None:
    ear = hear(lab)
    body = {"error": {"code": 1, "message": "no"}}
    with pytest.raises(BadRequestError) as caught:
        lab.call(reply(body, 400), hooks=[ear])
    assert ear.moments[-2:] == ["on_error", "after_call"]
    assert ear.of("on_error") == [caught.value]
    assert ear.of("after_call")[0].error is caught.value
    with pytest.raises(RequestInvalid) as invalid:
        lab.call(GOOD, called=POST, hooks=[ear := hear(lab)])
    assert ear.moments == ["before_call", "on_error", "after_call"]
    assert ear.of("on_error") == [invalid.value]


def test_drift_is_told_with_the_value_or_the_error(lab: Lab) -> None:
    ear, function = hear(lab), []
    lab.call(reply({"data": [{"date": 1}, {"date": 2}]}), hooks=[ear], on_drift=function.append)
    places = [one.location for one in ear.of("on_drift")]
    assert places == [("data", 0, "date"), ("data", 0, "usage")]
    assert function == ear.of("on_drift")
    assert ear.moments[-3:] == ["on_drift", "on_drift", "after_call"]
    with pytest.raises(ResponseInvalid):
        lab.call(reply({"data": 1}), hooks=[ear := hear(lab)], strict=True)
    assert ear.moments[-3:] == ["on_drift", "on_error", "after_call"]


def test_hooks_are_told_in_their_order_and_may_have_any_of_the_methods(lab: Lab) -> None:
    order: list[int] = []

    class One:
        def __init__(self, number: int) -> None:
            self.number = number

        def before_call(self, _: Any) -> None:
            order.append(self.number)

    class Other:
        def after_response(self, _: Any) -> None:
            order.append(9)

    lab.call(GOOD, hooks=(One(1), Other(), One(2)))
    assert order == [1, 2, 9]


def test_what_they_see_is_redacted_unless_they_ask(lab: Lab) -> None:
    ear = hear(lab)
    arguments = {"date": "2025", "usage": 1.0}
    options = {"query": {"token": "t0ken"}, "headers": {"X-Plain": "p"}}
    answers = reply({}, set_cookie="c00kie", x_plain="q")
    post = operation(id="add", method="POST", bodies=(BODY,), responses=())
    lab.run(lambda client: client.call(post, arguments, options), answers, hooks=[ear])
    [request], [response] = ear.of("before_request"), ear.of("after_response")
    assert request.url == "https://api.example.com/v1/items?token=***"
    assert (request.method, request.body) == ("POST", None)
    assert (request.headers["Authorization"], request.headers["x-plain"]) == ("***", "p")
    assert (response.headers["Set-Cookie"], response.headers["x-plain"]) == ("***", "q")
    real, came = request.unredacted(), response.unredacted()
    assert real.url == lab.script.sent[0].url
    assert real.headers["authorization"] == "Bearer s3cret"
    assert real.body == lab.script.sent[0].content == b'{"date":"2025","usage":1.0}'
    assert came.headers["set-cookie"] == "c00kie"
    assert came.request.headers["authorization"] == "Bearer s3cret"
    shown = repr([request, response, real, came, real.headers, came.headers, request.call])
    assert all(secret not in shown for secret in ("s3cret", "t0ken", "c00kie", "2025"))
    for view in (request, response, real, came):
        for duplicate in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match="it holds credentials"):
                duplicate(view)


class Boom(UnicodeError):
    """No error of ours, though of a class that the runtime has a meaning for."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_they_raise_comes_out_as_it_is(lab: Lab, clock: FakeClock, moment: str) -> None:
    boom = Boom("mine")
    answers = [reply({}, 503), reply({"data": 1})]
    if moment == "on_error":
        answers = [reply({}, 404)]
    quiet = hear(lab)
    with pytest.raises(Boom) as caught:
        lab.call(*answers, hooks=[quiet, hear(lab, **{moment: boom})])
    assert caught.value is boom
    assert caught.value.__context__ is None
    assert quiet.moments[-1] == "after_call"
    assert len(lab.script.sent) == ({"before_call": 0, "before_request": 0}).get(
        moment, 1 if moment in ("after_response", "before_retry", "on_error") else 2
    )
    if moment not in ("after_call",):
        assert quiet.of("after_call")[0].error is boom


@pytest.mark.parametrize("moment", ["after_response", "after_call"])
def test_the_connection_is_given_back_if_they_raise(lab: Lab, moment: str) -> None:
    for called in ("call", "call_raw", "call_download"):
        body, response = streamed(lab, b"data: 1\n\n")
        ear = hear(lab, **{moment: Boom()})
        with pytest.raises(Boom):
            lab.run(lambda client, c=called: getattr(client, c)(SSE, {}), response, hooks=[ear])
        assert body.closed == 1


def test_what_is_wrong_with_a_stream_is_told_while_it_is_read(lab: Lab) -> None:
    ear = hear(lab)
    good, odd = b'data: {"date":"a","usage":1}\n\n', b'data: {"date":2,"usage":1}\n\n'
    body, response = streamed(lab, good, odd, TransportError("reset"))
    with pytest.raises(ConnectionFailed, match="reset") as caught:
        lab.items(lambda client: client.call(SSE, {}), response, hooks=[ear])
    assert ear.moments[-3:] == ["after_call", "on_drift", "on_error"]
    assert ear.of("on_drift")[0].location == ("date",)
    assert ear.of("on_error") == [caught.value]
    assert ear.of("after_call")[0].error is None
    assert body.closed == 1
    body, response = streamed(lab, good, odd, good)
    with pytest.raises(Boom):
        hooks = [hear(lab, on_drift=Boom())]
        lab.items(lambda client: client.call(SSE, {}), response, hooks=hooks)
    assert body.closed == 1


def test_what_is_wrong_with_a_download_is_told_once(lab: Lab) -> None:
    for read in ("__iter__", "iter_json"):
        ear = hear(lab)
        pieces = [b"{", TransportError("reset")] if read == "__iter__" else [b"{"]
        body, response = streamed(lab, *pieces, kind="application/json")

        def sync(client: Any, read: str = read) -> Any:
            return getattr(client.call_download(FILE, {}), read)()

        async def asynchronous(client: Any, read: str = read) -> Any:
            download = await client.call_download(FILE, {})
            return getattr(download, read.replace("__iter__", "__aiter__"))()

        with pytest.raises(BaseError) as caught:
            lab.items(asynchronous if lab.asynchronous else sync, response, hooks=[ear])
        assert ear.of("on_error") == [caught.value]
        assert body.closed == 1

    def parsed(client: Any) -> Any:
        return client.call_download(GET, {}).parse()

    async def parsed_async(client: Any) -> Any:
        return await (await client.call_download(GET, {})).parse()

    response, ear = reply({"data": [{"date": 1, "usage": 1}]}), hear(lab)
    lab.run(parsed_async if lab.asynchronous else parsed, response, hooks=[ear])
    assert ear.moments[-2:] == ["after_call", "on_drift"]
    with pytest.raises(ResponseInvalid):
        ear = hear(lab)
        lab.run(parsed_async if lab.asynchronous else parsed, reply(b"{"), hooks=[ear])
    assert ear.moments[-2:] == ["after_call", "on_error"]


def test_a_body_in_pieces_is_not_lost(lab: Lab) -> None:
    ear = hear(lab, before_request=lambda request: {"X-Sum": str(request.unredacted().body)})
    pieces = iter([b"a", b"b"])
    lab.call(GOOD, called=UPLOAD, arguments={"body": pieces}, hooks=[ear])
    assert lab.script.header("x-sum") == ["None"]
    content: Any = lab.script.sent[0].content
    assert b"".join(content) == b"ab"
    lab.call(GOOD, hooks=[ear])
    assert lab.script.header("x-sum") == ["b''"]


def test_requests_that_are_not_described_have_no_template(lab: Lab) -> None:
    ear = hear(lab)
    use = lambda client: client.drive(  # noqa: E731
        request_steps(client, "GET", "/users/7", None, None, None, None)
    )
    lab.run(use, GOOD, hooks=[ear])
    call = ear.of("after_call")[0]
    assert (call.operation, call.path) == ("GET /users/7", "")


def test_a_call_that_is_cancelled_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    ear, late = Ear(), AsyncEar()
    script = AsyncScript(GOOD)

    async def never(_: Any) -> Any:
        await asyncio.sleep(60)

    monkeypatch.setattr(script, "send", never)

    async def run() -> None:
        task = asyncio.create_task(script.client(hooks=[ear, late]).call(GET, {}))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ear.moments == ["before_call", "before_request", "after_call"]
        assert ear.of("after_call")[0].cancelled

    asyncio.run(run())
    assert late.moments == ["before_call", "before_request"]


def test_an_interrupted_call_is_over() -> None:
    def interrupted(_: Any) -> HTTPResponse:
        raise KeyboardInterrupt

    ear = Ear()
    with pytest.raises(KeyboardInterrupt):
        Script(interrupted).client(hooks=[ear]).call(GET, {})
    assert ear.of("after_call")[0].cancelled


def test_what_is_no_hook_is_refused() -> None:
    for wrong in (object(), 1, "hook", None, Ear):
        with pytest.raises(TypeError, match="before_request, after_response, before_retry"):
            Script().client(hooks=[wrong])
    for wrong in (Ear(), {"a": Ear()}, "hook"):
        with pytest.raises(TypeError, match="hooks must be a list of objects, not"):
            Script().client(hooks=wrong)

    class Wrong(Ear):
        on_error = None  # type: ignore[assignment]

    with pytest.raises(TypeError, match="Wrong: its on_error is none"):
        Script().client(hooks=[Wrong()])
    with pytest.raises(TypeError, match="AsyncEar|method is asynchronous, and the client is not"):
        Script().client(hooks=[AsyncEar()])
    hidden = Ear(before_call=lambda _: asyncio.sleep(0))
    with pytest.raises(TypeError, match="is asynchronous, and the client is not"):
        Script(GOOD).client(hooks=[hidden]).call(GET, {})
    assert Script().client(hooks=[]).hooks is None


def test_other_settings_keep_or_replace_them(lab: Lab) -> None:
    ear, other = hear(lab), hear(lab)
    lab.run(lambda client: client.with_options({"strict": True}).call(GET, {}), GOOD, hooks=[ear])
    assert ear.moments[-1] == "after_call"
    lab.run(lambda client: client.with_options({"hooks": [other]}).call(GET, {}), GOOD, hooks=[ear])
    assert other.moments[-1] == "after_call"
    assert ear.moments.count("after_call") == 1


def test_over_a_socket(call: Any, server: ByteServer) -> None:
    server.answers = [answer({"message": "busy"}, 503, {"Retry-After": "0"}), answer(ITEMS)]
    ear = Ear(before_request={"X-Signature": "s1gned"})
    call(POST, ARGUMENTS, hooks=[ear])
    assert [one.headers["x-signature"] for one in server.received] == ["s1gned"] * 2
    assert server.received[1].body == server.received[0].body != b""
    assert [one.http_version for one in ear.of("after_response")] == ["1.1", "1.1"]
    assert all(0 < one.elapsed < 5 for one in ear.of("after_response"))


def test_each_method_takes_one_argument() -> None:
    from sdk_runtime.base import hooks

    protocols = [getattr(hooks, "".join(map(str.title, name.split("_")))) for name in MOMENTS]
    for name, protocol in zip(MOMENTS, protocols, strict=True):
        assert len(inspect.signature(getattr(protocol, name)).parameters) == 2
