"""Options of a call as `[surface] options` has them given: a dict, arguments, or longer names."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import answer
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles
from support.wire import PressWire, Wire

pytestmark = with_both_libraries

API = """
security: [{key: []}]
paths:
  /x/{x_id}:
    post:
      operationId: send
      tags: [x]
      parameters:
        - {name: x_id, in: path, required: true, schema: {type: string}}
        - {name: timeout, in: query, schema: {type: integer}}
        - {name: options, in: query, schema: {type: string}}
        - {name: request, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {extra_body: {type: string}, a: {type: integer}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
  /batches:
    post:
      operationId: create
      tags: [batches]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {idempotency_key: {type: string}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
    get:
      operationId: list
      tags: [batches]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
KEYWORDS = '[surface]\noptions = "keywords"\n[idempotency]\nheader = "Idempotency-Key"\n'
LONGER = '[surface]\noptions = "request_options"\n'
EXTRA = ["extra_headers", "extra_query", "extra_body", "timeout"]


@pytest.fixture
def keywords(wire: PressWire) -> Wire:
    return wire(API, KEYWORDS)


@pytest.fixture
def longer(wire: PressWire) -> Wire:
    return wire(API, LONGER)


def names(package: Any, path: str) -> list[str]:
    resource, method = path.split(".")
    found = inspect.signature(getattr(getattr(package.Inline(api_key="k"), resource), method))
    return list(found.parameters)


def test_each_is_an_argument_at_the_end(press: Press) -> None:
    package = press(API, KEYWORDS)
    own = ["x_id", "api_timeout", "options", "request", "api_extra_body", "a"]
    assert names(package, "x.send") == [*own, *EXTRA, "idempotency_key"]
    assert names(package, "batches.create") == ["idempotency_key", *EXTRA]
    assert names(package, "batches.list") == EXTRA


def test_they_change_the_call(keywords: Wire) -> None:
    def use(client: Any) -> Any:
        return client.x.send(
            "1",
            a=1,
            api_extra_body="own",
            options="o",
            request="r",
            api_timeout=7,
            extra_headers={"X-A": "1", "x-key": "other"},
            extra_query={"q": [1, 2], "options": "p"},
            extra_body={"a": 2, "b": 3},
            timeout=5,
            idempotency_key="once",
        )

    keywords.call(use, api_key="k")
    sent = keywords.sent
    assert sent.target == "/x/1?timeout=7&request=r&q=1&q=2&options=p"
    assert [sent.headers[one] for one in ("x-a", "x-key", "idempotency-key")] == [
        "1",
        "other",
        "once",
    ]
    assert json.loads(sent.body) == {"a": 2, "b": 3, "extra_body": "own"}


def test_what_is_not_given_changes_nothing(keywords: Wire) -> None:
    keywords.call(lambda client: client.batches.create(idempotency_key="own"), api_key="k")
    assert json.loads(keywords.sent.body) == {"idempotency_key": "own"}
    assert keywords.sent.headers["idempotency-key"] != "own"  # each call has one of its own
    given = dict.fromkeys(("extra_headers", "extra_query", "extra_body"))
    keywords.call(lambda client: client.batches.list(**given), api_key="k")
    assert keywords.sent.target == "/batches"


def test_a_header_can_be_left_out(keywords: Wire) -> None:
    unset = keywords.package.UNSET

    def use(client: Any) -> Any:
        return client.batches.list(extra_headers={"X-A": unset, "X-B": "2"})

    keywords.call(use, api_key="k", headers={"x-a": "1", "X-C": "3"})
    assert "x-a" not in keywords.sent.headers
    assert (keywords.sent.headers["x-b"], keywords.sent.headers["x-c"]) == ("2", "3")


def test_a_time_limit_of_a_call(keywords: Wire) -> None:
    keywords.server.answers = [lambda _: slow()]

    def use(client: Any) -> Any:
        return client.batches.list(timeout=0.05)

    with pytest.raises(keywords.package.errors.APITimeoutError):
        keywords.call(use, api_key="k", retries=False)


def slow() -> bytes:
    import time

    time.sleep(0.5)
    return answer({})


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        ({"timeout": "5"}, TypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": -1}, ValueError, "timeout must not be negative"),
        ({"extra_body": {"a": 1}}, ValueError, "this operation has none"),
        ({"options": {}}, TypeError, "options"),
    ],
)
def test_what_cannot_be_is_refused(
    keywords: Wire, given: dict[str, Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error, match=text):
        keywords.call(lambda client: client.batches.list(**given), api_key="k")
    assert keywords.server.received == []


def test_functions_take_options_as_ever(press: Press, keywords: Wire) -> None:
    package = keywords.package
    function = import_module(f"{package.__name__}.funcs.batches_list").batches_list
    with package.Inline(api_key="k", server_url=keywords.server.url) as client:
        assert function(client, options={"headers": {"X-A": "1"}}).ok
    assert keywords.sent.headers["x-a"] == "1"


def test_views_of_responses_take_them(keywords: Wire) -> None:
    def use(client: Any) -> Any:
        return client.batches.with_raw_response.list(extra_headers={"X-A": "raw"}, timeout=3)

    keywords.call(use, api_key="k")
    assert keywords.sent.headers["x-a"] == "raw"


@pytest.mark.parametrize("config", [KEYWORDS, LONGER])
def test_fakes_are_told_of_arguments_only(press: Press, config: str) -> None:
    package = press(API, config)
    fake = import_module(f"{package.__name__}.testing").FakeInline()
    fake.x.send.when("1", a=1).returns({"n": 1})
    assert fake.x.send("1", a=1) == {"n": 1}
    option = "extra_headers" if config == KEYWORDS else "request_options"
    with pytest.raises(TypeError, match="options are no arguments of the operation"):
        fake.x.send.when("1", **{option: {}})
    if config == KEYWORDS:
        fake.x.send.when("2", api_timeout=7).returns({"n": 2})
        assert fake.x.send("2", api_timeout=7, timeout=3) == {"n": 2}
        fake.batches.create.when(idempotency_key="k").returns({"n": 3})
        assert fake.batches.create(idempotency_key="k") == {"n": 3}


def test_longer_names_mean_the_same(longer: Wire) -> None:
    options = {
        "timeout_in_seconds": 5,
        "max_retries": 0,
        "additional_headers": {"X-A": "1"},
        "additional_query_parameters": {"q": 1},
        "additional_body_parameters": {"b": 2},
        "idempotency_key": "once",
    }
    longer.call(lambda client: client.x.send("1", a=1, request_options=options), api_key="k")
    assert longer.sent.target == "/x/1?q=1"
    assert json.loads(longer.sent.body) == {"a": 1, "b": 2}
    assert longer.sent.headers["x-a"] == "1"
    assert longer.sent.headers["idempotency-key"] == "once"
    assert {*options} - {"idempotency_key"} <= {*longer.package.RequestOptions.__annotations__}


def test_retries_by_a_longer_name(longer: Wire) -> None:
    longer.server.answers = [answer({}, status=503, headers={"Retry-After": "0"})]

    def use(client: Any) -> Any:
        return client.batches.list(request_options={"max_retries": 1})

    with pytest.raises(longer.package.errors.InternalServerError):
        longer.call(use, api_key="k")
    assert len(longer.server.received) == 2


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"max_retries": "1"}, "max_retries must be a whole number, not str"),
        ({"headers": {}, "additional_headers": {}}, "has 'headers' twice"),
        ({"chunk_size": 7}, "unknown request option 'chunk_size'"),
    ],
)
def test_longer_names_are_checked(longer: Wire, options: dict[str, Any], text: str) -> None:
    with pytest.raises(TypeError, match=text):
        longer.call(lambda client: client.batches.list(request_options=options), api_key="k")


USAGE = """
from collections.abc import Mapping
from PACKAGE import AsyncInline, Inline, UNSET

def program(client: Inline) -> None:
    headers: Mapping[str, str] = {"X-A": "1"}
    client.x.send("1", a=1, extra_headers=headers, extra_query={"q": [1]}, timeout=None)
    client.x.send("1", extra_headers={"X-A": UNSET}, extra_body={"b": None}, timeout=3.5)
    client.batches.with_raw_response.list(timeout=3)

async def asynchronous(client: AsyncInline) -> None:
    await client.x.send("1", idempotency_key="k", timeout=UNSET)
"""
LONGER_USAGE = """
from PACKAGE import AsyncInline, Inline, RequestOptions

OPTIONS: RequestOptions = {"timeout_in_seconds": 3, "max_retries": 1, "deadline": 9}

def program(client: Inline) -> None:
    client.x.send("1", a=1, request_options=OPTIONS)
    client.batches.list(request_options={"additional_headers": {"X-A": "1"}})

async def asynchronous(client: AsyncInline) -> None:
    await client.x.send("1", request_options={"additional_query_parameters": {"a": 1}})
"""


@only_pydantic
@pytest.mark.parametrize("checker", [pyright, mypy])
@pytest.mark.parametrize(
    ("config", "usage", "right", "wrong"),
    [
        (KEYWORDS, USAGE, "timeout=3.5", 'timeout="3"'),
        (LONGER, LONGER_USAGE, '"max_retries": 1', '"max_retries": "1"'),
    ],
)
def test_type_checkers_know_them(
    press_files: PressFiles,
    tmp_path: Path,
    checker: Callable[[Path, Any, str], list[str]],
    config: str,
    usage: str,
    right: str,
    wrong: str,
) -> None:
    """Signatures are the same whatever models are made of."""
    pressed = press_files(API, config)
    assert checker(tmp_path, pressed, usage) == []
    assert checker(tmp_path, pressed, usage.replace(right, wrong))
