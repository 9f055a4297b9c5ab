"""The steps of a call: how often it is tried, what ends it, and what its last outcome becomes."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sdk_runtime.base.operation import RetryPolicy
from sdk_runtime.http.limit import YEAR
from sdk_runtime.http.retry import READS, is_retried_status, retry_after, retry_delay
from sdk_runtime.http.transport import TransportError, TransportTimeout

from runtime.lab import (
    BAD,
    GET,
    ITEMS,
    OK,
    POST,
    BadRequest,
    BadRequestError,
    Body,
    ConnectionFailed,
    DefaultError,
    FakeClock,
    ResponseCase,
    ResponseInvalid,
    SecurityScheme,
    TimedOut,
    operation,
)
from runtime.script import Script, reply

GOOD, BUSY = reply(ITEMS), reply({}, 503)
OAUTH = SecurityScheme("oauth", "oauth", "oauth2", token_url="/token")
WITH_OAUTH = {"security_schemes": (OAUTH,), "security": (("oauth",),)}
CREDENTIALS = {"oauth": ("id", "s3cret")}


@pytest.mark.parametrize(
    ("longest", "asked", "delay"),
    [
        (1.0, 60, 60.0),  # a minute is always fine
        (1.0, 60.001, None),
        (100.0, 100, 100.0),
        (100.0, 100.5, None),
        (float("inf"), YEAR, YEAR),
        (float("inf"), YEAR + 1, None),
    ],
)
def test_how_long_a_server_may_ask_to_wait(longest: float, asked: float, delay: Any) -> None:
    policy = RetryPolicy(max_delay=longest)
    assert retry_delay(policy, 1, reply(b"", 503, retry_after=str(asked))) == delay
    milliseconds = reply(b"", 503, retry_after_ms=str(asked * 1000), retry_after="1")
    assert retry_delay(policy, 1, milliseconds) == delay


def test_retries_end_with_the_last_attempt() -> None:
    for attempt, more in ((1, True), (2, True), (3, False), (4, False)):
        policy = RetryPolicy(max_attempts=3, initial_delay=1, factor=3, max_delay=2)
        delay = retry_delay(policy, attempt, BUSY)
        assert (delay is not None) is more
        assert (retry_delay(policy, attempt, TransportError("x")) is not None) is more
        assert retry_delay(policy, attempt, TransportError("x", retryable=False)) is None
        assert retry_delay(policy._replace(connection_errors=False), attempt, BUSY) == (
            delay if delay is None else pytest.approx(delay, rel=0.7)
        )


def test_which_statuses_a_policy_names() -> None:
    policy = RetryPolicy(statuses=("5xx", "429"))
    retried = [status for status in range(100, 600) if is_retried_status(policy, status)]
    assert retried == [429, *range(500, 600)]
    assert frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"}) == READS


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        (" 5 ", 5.0),
        ("1.5", 1.5),
        ("1_0", None),
        ("inf", None),
        ("", None),
        ("1e3", None),
        ("9" * 301, None),
        ("Tue, 14 Nov 2023 22:13:30 GMT", 10.0),
        ("Tue, 14 Nov 2023 22:13:10 GMT", 0.0),
        ("soon", None),
    ],
)
def test_what_a_server_asks(clock: FakeClock, text: str, seconds: float | None) -> None:
    clock.now = 0.0  # of the wall: Tue, 14 Nov 2023 22:13:20 GMT
    assert retry_after(reply(b"", 503, retry_after=text)) == seconds


@pytest.mark.parametrize(
    ("status", "succeeds"), [(200, True), (204, True), (299, True), (404, False)]
)
def test_the_default_row_of_errors_is_not_for_successes(status: int, succeeds: bool) -> None:
    default = ResponseCase(
        "default", "application/json", "json", lambda: BadRequest, lambda: BadRequestError
    )
    called = operation(responses=(OK, default))
    body = ITEMS if succeeds else {"error": {"code": 1, "message": "m"}}
    client = Script(reply(body, status)).client()
    if succeeds:
        value = client.call(called, {})
        assert value is None if status == 204 else value.data[0].usage == 0.5
        return
    with pytest.raises(BadRequestError) as caught:
        client.call(called, {})
    assert (caught.value.status_code, caught.value.data.error.message) == (status, "m")


@pytest.mark.parametrize(
    ("row", "status", "succeeds"),
    [
        ("default", 200, True),
        ("default", 304, True),
        ("default", 404, False),
        ("404", 404, True),
        ("4XX", 404, True),
        ("3XX", 304, True),
        ("200", 404, False),
        ("200", 304, False),
    ],
)
def test_a_row_that_is_no_error_decides(row: str, status: int, succeeds: bool) -> None:
    called = operation(responses=(OK._replace(status=row),))
    client = Script(reply(ITEMS, status)).client()
    if succeeds:
        assert client.call(called, {}).data[0].date == "2025-08-24"
    else:
        with pytest.raises(DefaultError) as caught:
            client.call(called, {})
        assert caught.value.status_code == status


def answers(*statuses: int) -> Script:
    """A server that gives tokens t1, t2 … and answers calls with these statuses."""
    script = Script()
    left, tokens = list(statuses), iter(range(1, 99))

    def respond(request: Any) -> Any:
        if request.url.endswith("/token"):
            return reply({"access_token": f"t{next(tokens)}"})
        return reply(ITEMS, left.pop(0))

    script.answers = (respond,)
    return script


def test_a_renewed_token_costs_no_attempt(clock: FakeClock) -> None:
    script = answers(200, 401, 200)
    client = script.client(WITH_OAUTH, credentials=CREDENTIALS, retries=False)
    for _ in range(2):
        assert client.call(GET, {}).data
    sent = [value for value in script.header("authorization") if value and "Basic" not in value]
    assert sent == ["Bearer t1", "Bearer t1", "Bearer t2"]
    assert clock.sleeps == []


def test_after_a_renewal_all_attempts_are_left(clock: FakeClock) -> None:
    script = answers(200, 401, 503, 503, 200)
    client = script.client(WITH_OAUTH, credentials=CREDENTIALS)
    assert client.call(GET, {}).data
    assert client.call(GET, {}).data
    assert clock.sleeps == [0.5, 0.75]


def test_a_token_is_renewed_once_and_only_if_it_was_kept(clock: FakeClock) -> None:
    script = answers(401, 200, 401, 401, 200)
    client = script.client(WITH_OAUTH, credentials=CREDENTIALS, retries=False)
    for expected in ("new, so that it is no use", None, "renewed once"):
        if expected is None:
            assert client.call(GET, {}).data
            continue
        with pytest.raises(DefaultError) as caught:
            client.call(GET, {})
        assert caught.value.status_code == 401
    assert sum(url.endswith("/token") for url in script.urls) == 2


def test_a_write_is_sent_again_with_a_renewed_token_only_if_its_body_is_there(
    clock: FakeClock,
) -> None:
    upload = operation(method="POST", bodies=(Body("x/y", "binary", lambda: bytes),))
    script = answers(200, 401, 200)
    client = script.client(WITH_OAUTH, credentials=CREDENTIALS)
    client.call(GET, {})
    with pytest.raises(DefaultError):
        client.call(upload, {"body": iter([b"a"])})
    script = answers(200, 401, 200)
    client = script.client(WITH_OAUTH, credentials=CREDENTIALS)
    client.call(GET, {})
    client.call(upload, {"body": b"a"})
    assert [one.content for one in script.sent if one.method == "POST"][-1] == b"a"


@pytest.mark.parametrize(
    ("called", "options", "tries"),
    [
        (GET, {}, 3),
        (POST, {}, 1),
        (POST, {"idempotency_key": "k"}, 3),
        (operation(method="PUT", idempotent=True), {}, 3),
        (operation(retries=RetryPolicy(max_attempts=5)), {}, 5),
        (operation(retries=RetryPolicy(max_attempts=5)), {"retries": {"max_attempts": 2}}, 2),
        (GET, {"deadline": 1.0}, 2),
        (GET, {"deadline": 1.25}, 2),  # the second pause would end just then
        (GET, {"deadline": 1.26}, 3),
    ],
)
@pytest.mark.parametrize("outcome", ["status", "error"])
def test_how_often_a_call_is_tried(
    clock: FakeClock, called: Any, options: Any, tries: int, outcome: str
) -> None:
    script = Script(BUSY if outcome == "status" else TransportError("broken"))
    arguments = {"date": "d", "usage": 1} if called is POST else {}
    with pytest.raises(DefaultError if outcome == "status" else ConnectionFailed) as caught:
        script.client().call(called, arguments, options)
    assert len(script.sent) == tries
    late = outcome == "error" and "deadline" in options and tries < 3
    assert isinstance(caught.value, TimedOut) is late
    if late:
        assert f"within the deadline of {options['deadline']:g} s: broken" in str(caught.value)


def test_each_attempt_has_what_is_left_of_the_deadline(clock: FakeClock) -> None:
    script = Script(BUSY, BUSY, GOOD)
    script.client().call(GET, {}, {"deadline": 10.0, "timeout": 9.75})
    assert [one.timeout for one in script.sent] == [9.75, 9.5, 8.75]
    assert {one.deadline for one in script.sent} == {1010.0}
    script = Script(GOOD)
    script.client().call(GET, {})
    assert [(one.timeout, one.deadline) for one in script.sent] == [(60.0, None)]


def test_a_redirect_takes_from_the_time_of_its_attempt(clock: FakeClock) -> None:
    def slowly(_: Any) -> Any:
        clock.now += 4.0
        return reply(b"", 302, location="/there")

    script = Script(slowly, slowly, GOOD)
    script.client().call(GET, {}, {"timeout": 10.0})
    assert [one.timeout for one in script.sent] == [10.0, 6.0, 2.0]
    script = Script(slowly, slowly, slowly, GOOD)
    with pytest.raises(TimedOut, match="redirected for longer than the timeout of 12 s"):
        script.client().call(GET, {}, {"timeout": 12.0, "retries": False})
    assert len(script.sent) == 3


def test_twenty_redirects_are_followed() -> None:
    hop = reply(b"", 307, location="/there")
    script = Script(*[hop] * 20, GOOD)
    assert script.client().call(GET, {}).data
    script = Script(*[hop] * 21, GOOD)
    with pytest.raises(ConnectionFailed, match="more than 20 redirects"):
        script.client().call(GET, {})
    assert len(script.sent) == 21  # and is not tried again


@pytest.mark.parametrize("error", [TransportError("x"), TransportTimeout("x")])
def test_what_a_broken_connection_becomes(clock: FakeClock, error: TransportError) -> None:
    with pytest.raises(ConnectionFailed) as caught:
        Script(error).client().call(GET, {})
    assert isinstance(caught.value, TimedOut) is isinstance(error, TransportTimeout)
    assert caught.value.__cause__ is error
    where = "GET https://api.example.com/v1/items"
    limit = "timeout 60 s, " if isinstance(error, TransportTimeout) else ""
    assert str(caught.value) == f"x (getItems, {limit}3 attempts, {where})"
    assert caught.value.request == where


def test_a_late_answer_names_every_limit(clock: FakeClock) -> None:
    given: Any = {"timeout": httpx2.Timeout(5, read=0.5), "deadline": 9, "retries": False}
    with pytest.raises(TimedOut) as caught:
        Script(TransportTimeout("timed out")).client().call(GET, {}, given)
    told = "timeout connect 5 s / read 0.5 s / write 5 s / pool 5 s, deadline 9 s, 1 attempt"
    assert f"timed out (getItems, {told}, GET https://" in str(caught.value)


def test_addresses_are_told_without_secrets(clock: FakeClock) -> None:
    script = Script(TransportError("refused"))
    with pytest.raises(ConnectionFailed) as caught:
        script.client().call(GET, {}, {"query": {"api_key": "sk-secret"}, "retries": False})
    assert "1 attempt, GET https://api.example.com/v1/items?api_key=" in str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_what_cannot_be_decoded(clock: FakeClock) -> None:
    script = Script(reply(b"{"))
    with pytest.raises(ResponseInvalid) as caught:
        script.client().call(GET, {})
    error = caught.value
    assert (error.status_code, error.body, error.data, error.drift) == (200, b"{", None, ())
    assert len(script.sent) == 1


def test_strictness(clock: FakeClock) -> None:
    seen: list[Any] = []
    script = Script(reply({"data": [{"date": 1, "usage": 0.5}]}))
    value = script.client(on_drift=seen.append).call(GET, {})
    assert value.data[0].date == 1
    assert len(seen) == 1
    with pytest.raises(
        ResponseInvalid, match="differs from its description at /data/0/date: "
    ) as e:
        script.client(on_drift=seen.append).call(GET, {}, {"strict": True})
    assert (e.value.data.data[0].usage, len(e.value.drift), len(seen)) == (0.5, 1, 2)


def test_a_declared_error_that_drifts_is_reported(clock: FakeClock) -> None:
    seen: list[Any] = []
    script = Script(reply({"error": {"code": "x", "message": "m"}}, 400))
    with pytest.raises(BadRequestError, match="m"):
        script.client(on_drift=seen.append).call(operation(responses=(OK, BAD)), {})
    assert [one.pointer for one in seen] == ["/error/code"]


def test_all_of_a_response(clock: FakeClock) -> None:
    script = Script(reply(ITEMS, x_request_id="r1"))
    response = script.client(credentials={}).call_raw(GET, {}, {"query": {"token": "x", "a": 1}})
    assert (response.status_code, response.request_id) == (200, "r1")
    assert response.headers["content-type"] == "application/json"
    assert (response.value.data[0].usage, response.drift) == (0.5, ())
    assert response.url == "https://api.example.com/v1/items?token=***&a=1"
    assert response.body == reply(ITEMS).content
