"""Retries: what is tried again, after how long, and until when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from email.utils import formatdate
from types import ModuleType
from typing import Any

import pytest
import yaml
from openrouter_sdk import AsyncOpenRouter, OpenRouter
from openrouter_sdk.errors import InternalServerResponseError, OpenRouterDefaultError

from support.clock import FakeClock
from support.pressing import Press, complete
from support.sdk import STYLES, ManifestOperation, operations
from support.server import ApiServer, Reply

Style = Callable[..., Any]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
READ = operations()[0]
DOWN = Reply(503, b"")


def called(operation: ManifestOperation) -> dict[str, Any]:
    """Return the fewest arguments of an operation of the analytics API."""
    return {"metrics": ["request_count"]} if "metrics" in operation.entry["arguments"] else {}


@every_style
@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.id)
def test_503_twice_then_200_pauses_twice(
    operation: ManifestOperation, style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(DOWN, DOWN)
    value = style(operation, called(operation), server_url=api.url, api_key=key)
    assert type(value) is operation.response
    assert clock.sleeps == [0.5, 0.75]
    first, *others = [(one.method, one.query, one.headers, one.body) for one in api.requests]
    assert others == [first, first]


@every_style
def test_after_three_attempts_the_last_error_is_raised(
    style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(Reply(503, b"1"), Reply(429, b"2"), Reply(500), Reply(200))
    with pytest.raises(InternalServerResponseError) as caught:
        style(READ, {}, server_url=api.url, api_key=key)
    assert caught.value.data.error.code == 500
    assert len(api.requests) == 3
    assert clock.sleeps == [0.5, 0.75]


@pytest.mark.parametrize(("chance", "delays"), [(0.0, [0.375, 0.5625]), (1.0, [0.625, 0.9375])])
def test_jitter_is_a_quarter_either_way(
    chance: float, delays: list[float], api: ApiServer, clock: FakeClock, key: str
) -> None:
    clock.chance = chance
    api.script(DOWN, DOWN)
    STYLES["method"](READ, {}, server_url=api.url, api_key=key)
    assert clock.sleeps == delays


@every_style
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_in_seconds_is_honoured(
    status: int, style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(Reply(status, b"", headers={"Retry-After": "7"}), DOWN)
    style(READ, {}, server_url=api.url, api_key=key)
    assert clock.sleeps == [7.0, 0.75]


@every_style
def test_retry_after_as_a_date_is_honoured(
    style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    soon, past = (formatdate(clock.now + seconds, usegmt=True) for seconds in (11, -100))
    api.script(
        Reply(503, b"", headers={"Retry-After": soon}),
        Reply(503, b"", headers={"Retry-After": past}),
    )
    style(READ, {}, server_url=api.url, api_key=key)
    assert clock.sleeps == [11.0, 0.0]


@pytest.mark.parametrize("value", ["soon", "-5", "", "nan", "inf", "1e999"])
def test_a_retry_after_that_makes_no_sense_is_ignored(
    value: str, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(Reply(503, b"", headers={"Retry-After": value}))
    STYLES["method"](READ, {}, server_url=api.url, api_key=key)
    assert clock.sleeps == [0.5]


def test_a_retry_after_longer_than_the_longest_delay_ends_the_call(
    api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(Reply(503, b"", headers={"Retry-After": "3600"}))
    with pytest.raises(OpenRouterDefaultError):
        STYLES["method"](READ, {}, server_url=api.url, api_key=key)
    assert clock.sleeps == []


@every_style
@pytest.mark.parametrize("status", [400, 401, 403, 404, 418])
def test_errors_of_the_caller_are_not_retried(
    status: int, style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    body = b"" if status == 418 else None
    api.script(Reply(status, body))
    with pytest.raises(Exception, match=str(status)):
        style(READ, {}, server_url=api.url, api_key=key)
    assert (len(api.requests), clock.sleeps) == (1, [])


class Policy:
    """An object with a policy's attributes."""

    max_attempts, initial_delay, factor, max_delay = 4, 2.0, 3.0, 5.0


@every_style
@pytest.mark.parametrize("where", ["client", "options"])
@pytest.mark.parametrize(
    "retries",
    [{"max_attempts": 4, "initial_delay": 2, "factor": 3, "max_delay": 5}, Policy()],
    ids=["mapping", "object"],
)
def test_the_policy_can_be_changed(
    retries: Any, where: str, style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(DOWN, DOWN, DOWN)
    settings = {"retries": retries}
    options = settings if where == "options" else None
    client = settings if where == "client" else {}
    style(READ, {}, options, server_url=api.url, api_key=key, **client)
    assert clock.sleeps == [2.0, 5.0, 5.0]


@every_style
def test_the_deadline_is_one_over_attempts_and_pauses(
    style: Style, api: ApiServer, clock: FakeClock, key: str
) -> None:
    api.script(DOWN, DOWN)
    with pytest.raises(OpenRouterDefaultError, match="503"):
        style(READ, {}, {"deadline": 1.0}, server_url=api.url, api_key=key)
    assert clock.sleeps == [0.5]
    assert len(api.requests) == 2


WRITES = """
    info: {title: Writes, version: 1.0.0}
    servers: [{url: https://api.example/v1}]
    paths:
      /things:
        post:
          operationId: createThing
          tags: [things]
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: object, required: [name], properties: {name: {type: string}}}
                example: {name: anvil}
          responses:
            "201": {description: Made.}
      /things/{id}:
        delete:
          operationId: deleteThing
          tags: [things]
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
          responses:
            "204": {description: Gone.}
"""


@pytest.fixture
def writes(press: Press) -> ModuleType:
    """A package whose operations are not safe to repeat."""
    return press(WRITES)


@pytest.fixture
def things() -> Iterator[ApiServer]:
    """Serves it."""
    with ApiServer(yaml.safe_load(complete(WRITES))) as server:
        yield server
        assert server.violations == []


def test_a_write_is_not_retried(
    writes: ModuleType, things: ApiServer, fake_clock: Callable[[str], FakeClock]
) -> None:
    clock = fake_clock(writes.__name__)
    with writes.Writes(server_url=things.url) as client:
        for call in (
            lambda: client.things.create(name="anvil"),
            lambda: client.things.delete(id="7"),
        ):
            things.script(DOWN)
            with pytest.raises(writes.errors.WritesError, match="503"):
                call()
    assert len(things.requests) == 2
    assert clock.sleeps == []


def test_a_write_is_retried_with_an_idempotency_key(
    writes: ModuleType, things: ApiServer, fake_clock: Callable[[str], FakeClock]
) -> None:
    clock = fake_clock(writes.__name__)
    things.script(DOWN, DOWN)
    with writes.Writes(server_url=things.url) as client:
        client.things.create(name="anvil", options={"idempotency_key": "k-1"})
    assert [one.headers["idempotency-key"] for one in things.requests] == ["k-1"] * 3
    assert [one.body for one in things.requests] == [b'{"name":"anvil"}'] * 3
    assert clock.sleeps == [0.5, 0.75]


def test_a_write_is_retried_with_an_idempotency_key_asynchronously(
    writes: ModuleType, things: ApiServer, fake_clock: Callable[[str], FakeClock]
) -> None:
    clock = fake_clock(writes.__name__)

    async def run() -> None:
        async with writes.AsyncWrites(server_url=things.url) as client:
            things.script(DOWN)
            await client.things.delete(id="7", options={"idempotency_key": "k-2"})
            things.script(DOWN)
            with pytest.raises(writes.errors.WritesError, match="503"):
                await client.things.delete(id="7")

    asyncio.run(run())
    assert len(things.requests) == 3
    assert clock.sleeps == [0.5]


def test_every_attempt_asks_for_the_key_anew(api: ApiServer, clock: FakeClock) -> None:
    keys = iter(["old", "new", "newer"])
    api.script(DOWN)
    with OpenRouter(server_url=api.url, api_key=lambda: next(keys)) as client:
        client.analytics.get_analytics_meta()
    sent = [one.headers["authorization"] for one in api.requests]
    assert sent == ["Bearer old", "Bearer new"]
    assert len(clock.sleeps) == 1


def test_cancelling_a_pause_ends_the_call(api: ApiServer, key: str) -> None:
    api.script(DOWN)

    async def run() -> None:
        async with AsyncOpenRouter(
            server_url=api.url, api_key=key, retries={"initial_delay": 30}
        ) as client:
            await asyncio.wait_for(client.analytics.get_user_activity(), 0.3)

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert len(api.requests) == 1
