"""`<package>.testing`: fakes that answer as they are told, over the real encoding and decoding."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

API = """
info: {title: Inline, version: 1.0.0}
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {kind: cat, name: Shown}}}
        '404': {content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}, example: {code: 7}}}}
    delete:
      operationId: deletePet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '204': {description: gone}
        '409': {content: {application/json: {schema: {$ref: '#/components/schemas/Conflict'}}}}
    put:
      operationId: putPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '202': {content: {application/json: {schema: {$ref: '#/components/schemas/Ticket'}}}}
        '203': {content: {text/plain: {schema: {type: string}}}}
  /chat:
    post:
      operationId: chat
      tags: [talks.chat]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}, stream: {type: boolean}}}}}
      responses:
        '200':
          content:
            application/json: {schema: {$ref: '#/components/schemas/Ticket'}}
            text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}
  /lines:
    post:
      operationId: lines
      tags: [talks]
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {'200': {content: {application/jsonl: {schema: {$ref: '#/components/schemas/Chunk'}}}}}
  /file:
    get:
      operationId: readFile
      tags: [talks]
      responses: {'200': {content: {application/octet-stream: {schema: {type: string, format: binary}}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Cat: {type: object, required: [kind, name], properties: {kind: {const: cat}, name: {type: string}, born-on: {type: string, format: date}, seen: {type: string, readOnly: true}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}, weight: {type: number, nullable: true}}}
    Ticket: {type: object, required: [number], properties: {number: {type: integer}}}
    Chunk: {type: object, required: [delta], properties: {delta: {type: string}}}
    Problem: {type: object, required: [code], properties: {code: {type: integer}}}
    Conflict: {type: object, required: [holder], properties: {holder: {type: string}}}
  securitySchemes: {key: {type: http, scheme: bearer}}
"""

USAGE = """
from typing import assert_type

from PACKAGE import Inline, errors, models
from PACKAGE.testing import AsyncFakeInline, FakeCall, FakeInline

def program(client: Inline) -> models.Cat | models.Dog:
    return client.pets.get(1)

async def tell(fake: FakeInline, other: AsyncFakeInline, cat: models.Cat, chunk: models.Chunk) -> None:
    fake.pets.get.returns(cat, models.Dog(kind="dog")).raises(errors.ProblemError)
    fake.pets.get.when(1, limit=2).returns(cat).responds(200, json={})
    fake.pets.get.returns(chunk)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    fake.pets.get.when("1")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    fake.talks.chat.chat.returns(models.Ticket(number=1)).streams([chunk, ValueError()])
    fake.talks.chat.chat.returns(chunk)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    fake.talks.chat.chat.streams([cat])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    fake.talks.lines.streams([chunk])
    other.talks.lines.streams([chunk])
    other.talks.lines.streams([cat])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    assert_type(program(fake), models.Cat | models.Dog)
    assert_type(fake.pets.get(1), models.Cat | models.Dog)
    assert_type(await other.pets.get(1), models.Cat | models.Dog)
    assert_type(other.pets.get.calls, list[FakeCall])
"""


class Fake:
    """A fake of either kind, whose calls are carried out to the end."""

    def __init__(self, package: ModuleType, *, asynchronous: bool) -> None:
        self.package = package
        self.asynchronous = asynchronous
        testing = __import__(f"{package.__name__}.testing").testing
        self.client: Any = (testing.AsyncFakeInline if asynchronous else testing.FakeInline)()
        self.error: type[AssertionError] = testing.FakeError

    def made(self, use: Callable[[Any], Any], client: Any = None) -> Any:
        """Return what `use` makes of the client; of a stream, a list of its items."""

        async def run() -> Any:
            value = await use(client or self.client)
            return [item async for item in value] if hasattr(value, "__aiter__") else value

        if self.asynchronous:
            return asyncio.run(run())
        value = use(client or self.client)
        return list(value) if hasattr(value, "__iter__") and hasattr(value, "close") else value


@pytest.fixture(params=["sync", "async"])
def fake(press: Press, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.delenv("INLINE_KEY", raising=False)
    return Fake(press(API), asynchronous=request.param == "async")


def test_checkers_know_what_a_method_can_be_told(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(API)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []


@with_both_libraries
def test_values_come_back_as_they_were_told(fake: Fake) -> None:
    models, pets = fake.package.models, fake.client.pets
    cat = models.Cat(kind="cat", name="Mia", born_on="2020-02-03", seen="now")
    pets.get.returns(cat, models.Dog(kind="dog", weight=None), {"kind": "cat", "name": "dict"})
    got = [fake.made(lambda client: client.pets.get(1)) for _ in range(4)]
    assert got[0] == cat
    assert got[0].seen == "now"
    assert got[1] == models.Dog(kind="dog", weight=None)
    assert got[2].name == got[3].name == "dict", "the last answer goes on"
    pets.put.returns(models.Ticket(number=1), cat, "late")
    put = [fake.made(lambda client: client.pets.put(1, body={"kind": "dog"})) for _ in range(3)]
    assert put == [models.Ticket(number=1), cat, "late"]
    fake.client.talks.read_file.returns(b"\0\1")
    assert fake.made(lambda client: client.talks.read_file()) == b"\0\1"
    pets.get.returns(models.Ticket(number=1))
    with pytest.raises(fake.error, match=r"pets\.get cannot return this Ticket"):
        fake.made(lambda client: client.pets.get(1))


@with_both_libraries
def test_streams_come_item_by_item(fake: Fake) -> None:
    chunk = fake.package.models.Chunk
    chat = fake.client.talks.chat.chat
    chat.streams([chunk(delta="a"), {"delta": "b\n"}])
    chat.streams([chunk(delta="a"), ConnectionResetError("gone")])
    ask = lambda client: client.talks.chat.chat(text="x", stream=True)  # noqa: E731
    assert fake.made(ask) == [chunk(delta="a"), chunk(delta="b\n")]
    with pytest.raises(ConnectionResetError):
        fake.made(ask)
    with pytest.raises(fake.error, match="not called for a stream"):
        fake.made(lambda client: client.talks.chat.chat(text="x"))
    fake.client.talks.lines.streams([chunk(delta="c")])
    assert fake.made(lambda client: client.talks.lines()) == [chunk(delta="c")]
    chat.when(text="y").returns(fake.package.models.Ticket(number=3))
    assert fake.made(lambda client: client.talks.chat.chat(text="y")).number == 3
    with pytest.raises(fake.error, match="called for a stream"):
        fake.made(lambda client: client.talks.chat.chat(text="y", stream=True))
    chat.when(text="z").streams([3])
    with pytest.raises(fake.error, match="cannot stream one of these items"):
        fake.made(lambda client: client.talks.chat.chat(text="z", stream=True))


@with_both_libraries
def test_errors_are_those_that_the_api_would_give(fake: Fake) -> None:
    errors, get = fake.package.errors, fake.client.pets.get
    own = errors.NotFoundError("mine")
    get.raises(errors.ProblemError, errors.NotFoundError, errors.RateLimitError, own)
    get.raises(errors.APITimeoutError, errors.APIConnectionError, errors.InlineDefaultError)

    def failed() -> Any:
        with pytest.raises(errors.InlineError) as caught:
            fake.made(lambda client: client.pets.get(1))
        return caught.value

    declared = failed()
    assert (type(declared), declared.status_code, declared.data.code) == (
        errors.ProblemError,
        404,
        7,
    )
    assert isinstance(failed(), errors.ProblemError), "a 404 has the body that is described"
    limited = failed()
    assert isinstance(limited, errors.RateLimitError)
    assert isinstance(limited, errors.InlineDefaultError)
    assert failed() is own
    assert own.status_code == 404
    assert type(failed()) is errors.APITimeoutError
    assert type(failed()) is errors.APIConnectionError
    assert isinstance(failed(), errors.InlineDefaultError)
    assert len(fake.client.calls) == 7, "one call takes one answer, retries included"


def test_an_error_of_another_operation_is_refused(fake: Fake) -> None:
    fake.client.pets.delete.raises(fake.package.errors.ProblemError)
    with pytest.raises(fake.error, match=r"pets\.delete cannot raise ProblemError"):
        fake.made(lambda client: client.pets.delete(1))


def test_what_is_not_told_answers_with_the_example_or_refuses(fake: Fake) -> None:
    assert fake.made(lambda client: client.pets.get(1)).name == "Shown"
    assert fake.made(lambda client: client.pets.delete(1)) is None
    with pytest.raises(fake.error, match=r"tell it by fake\.pets\.put\.returns\("):
        fake.made(lambda client: client.pets.put(1, body={"kind": "dog"}))
    with pytest.raises(fake.error, match=r"fake\.talks\.chat\.chat\.streams\("):
        fake.made(lambda client: client.talks.chat.chat(text="x", stream=True))
    with pytest.raises(fake.error, match=r"undescribed\('GET', '/status'\)"):
        fake.made(lambda client: client.request("GET", "/status"))
    fake.client.undescribed("GET", "/status").responds(418, json={"a": 1})
    with pytest.raises(fake.package.errors.InlineDefaultError, match="418"):
        fake.made(lambda client: client.request("GET", "/status"))


@with_both_libraries
def test_a_wrong_call_fails_before_it_is_answered(fake: Fake) -> None:
    fake.client.pets.put.returns("never")
    wrong = fake.package.errors.RequestValidationError
    with pytest.raises(wrong):
        fake.made(lambda client: client.pets.put(1, body={"kind": "fish"}))
    with pytest.raises(wrong):
        fake.made(lambda client: client.pets.get(".."))
    assert fake.client.calls == []


def test_calls_are_recorded(fake: Fake) -> None:
    dog = fake.package.models.Dog(kind="dog", weight=2.5)
    fake.client.pets.put.returns("ok")
    fake.made(lambda client: client.pets.put(7, body=dog))
    fake.made(lambda client: client.pets.get(8, limit=20))
    put, get = fake.client.calls
    assert put.operation == "putPet"
    assert put.arguments == {"id": 7, "body": dog}
    assert (put.request.method, put.path, put.json) == (
        "PUT",
        "/pets/7",
        {"kind": "dog", "weight": 2.5},
    )
    assert get.arguments == {"id": 8, "limit": 20}
    assert get.query == {"limit": ["20"]}
    assert fake.client.pets.get.calls == [get]
    assert fake.client.pets.get.when(8).calls == [get]
    assert fake.client.pets.get.when(8, limit=None).calls == []


def test_bodies_that_come_in_pieces_are_read(fake: Fake) -> None:
    fake.client.talks.lines.streams([])

    def pieces() -> Iterator[bytes]:
        yield from (b"ab", b"c")

    async def awaited() -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece

    for body in [pieces, awaited] if fake.asynchronous else [pieces]:
        assert fake.made(lambda client, body=body: client.talks.lines(body=body())) == []
        assert fake.client.calls[-1].content == b"abc"


def test_answers_go_by_arguments(fake: Fake) -> None:
    cat, get = fake.package.models.Cat, fake.client.pets.get
    get.when(1).returns(cat(kind="cat", name="one"))
    get.when(1, limit=2).returns(cat(kind="cat", name="two"))
    get.when(1).returns(cat(kind="cat", name="then"))
    calls = [(1, None), (1, 2), (1, None), (1, 2), (3, None)]
    names = [
        fake.made(lambda client, one=one, two=two: client.pets.get(one, limit=two)).name
        for one, two in calls
    ]
    assert names == ["one", "two", "then", "two", "Shown"]
    with pytest.raises(TypeError, match="unexpected"):
        get.when(colour="red")
    with pytest.raises(TypeError, match="options"):
        get.when(1, options={"timeout": 1})


def test_what_a_client_leads_to_is_the_fake_s(fake: Fake) -> None:
    """Other options, raw and streaming views, and standalone functions."""
    client, package = fake.client, fake.package
    client.pets.get.returns(package.models.Cat(kind="cat", name="Mia"))
    other = client.with_options(headers={"X-A": "b"}, api_key="s3cret")
    assert isinstance(other, package.Inline if not fake.asynchronous else package.AsyncInline)
    raw = fake.made(lambda one: one.pets.with_raw_response.get(1), other)
    assert (raw.status_code, raw.value.name) == (200, "Mia")
    assert client.calls[-1].request.headers["x-a"] == "b"
    assert "s3cret" not in repr(client.calls)
    with pytest.raises(AttributeError):
        client.pets.with_raw_response.nothing()
    funcs = __import__(f"{package.__name__}.funcs.pets_get", fromlist=["x"])
    name = "pets_get_async" if fake.asynchronous else "pets_get"
    assert fake.made(lambda one: getattr(funcs, name)(one, {"id": 1})).value.name == "Mia"

    def parsed(one: Any) -> Any:
        with one.pets.with_streaming_response.get(1) as response:
            return response.parse()

    async def parsed_later(one: Any) -> Any:
        async with await one.pets.with_streaming_response.get(1) as response:
            return await response.parse()

    assert fake.made(parsed_later if fake.asynchronous else parsed).name == "Mia"
    assert len(client.calls) == 3


def test_hooks_are_told_of_what_nobody_sends(fake: Fake) -> None:
    class Hears:
        def before_request(self, request: Any) -> dict[str, str]:
            return {"X-Sent-To": request.url}

        def after_response(self, response: Any) -> None:
            statuses.append(response.status_code)

    statuses: list[int] = []
    heard = fake.client.with_options(hooks=[Hears()])
    fake.client.pets.get.raises(fake.package.errors.RateLimitError)
    with pytest.raises(fake.package.errors.RateLimitError, match="the fake was told"):
        fake.made(lambda client: client.pets.get(1), heard)
    assert statuses == [429, 429, 429]
    assert "x-sent-to" in fake.client.calls[0].request.headers


def test_no_one_waits(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = __import__(f"{fake.package.__name__}._runtime.base.clock", fromlist=["x"])
    for name in ("sleep", "async_sleep"):
        monkeypatch.setattr(clock, name, lambda seconds: pytest.fail(f"slept {seconds} s"))
    fake.client.pets.get.raises(fake.package.errors.InternalServerError)
    with pytest.raises(fake.package.errors.InternalServerError):
        fake.made(lambda client: client.pets.get(1))


def test_a_fixture_of_pytest_is_made_when_it_is_wanted(
    press_files: PressFiles, tmp_path: Path
) -> None:
    pressed = press_files(API)
    (tmp_path / "conftest.py").write_text(
        "from inline.testing import async_fake_inline, fake_inline\n"
    )
    (tmp_path / "test_it.py").write_text(
        "def test_one(fake_inline, async_fake_inline):\n"
        "    assert fake_inline.pets.get(1).name == 'Shown'\n"
        "    assert async_fake_inline.calls == [] != fake_inline.calls\n"
        "def test_two(fake_inline):\n"
        "    assert fake_inline.calls == []\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(pressed.source), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_a_resource_keeps_its_name_before_what_a_fake_has(press: Press) -> None:
    package = press(
        """
        paths:
          /calls:
            get: {operationId: undescribed, tags: [calls], responses: {'204': {description: ok}}}
          /more:
            get: {operationId: calls, tags: [undescribed], responses: {'204': {description: ok}}}
        """
    )
    fake = __import__(f"{package.__name__}.testing").testing.FakeInline()
    assert fake.calls.undescribed() is None
    assert fake.undescribed.calls() is None
    assert [call.operation for call in fake.undescribed.calls.calls] == ["calls"]
