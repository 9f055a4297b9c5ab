"""`[surface] omit`: what is left out is `omit`, and None is null."""

from __future__ import annotations

import copy
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
        - {name: q, in: query, schema: {type: string}}
        - {name: X-H, in: header, schema: {type: string}}
        - {name: old, in: query, deprecated: true, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {a: {type: string}, n: {type: [string, 'null']}, body: {type: string}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
  /files:
    post:
      operationId: load
      tags: [x]
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {a: {type: string}}}}
          application/octet-stream: {}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
  /events:
    post:
      operationId: watch
      tags: [x]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {stream: {type: boolean}, a: {type: string}}}
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {type: object}}
            text/event-stream: {schema: {type: object}}
  /pages:
    get:
      operationId: list
      tags: [x]
      parameters:
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {type: string}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
OMIT = """
[surface]
omit = true
attributes = true
[pagination.offset]
offset = "offset"
limit = "limit"
results = "data"
"""


@pytest.fixture
def api(wire: PressWire) -> Wire:
    return wire(API, OMIT)


def called(api: Wire, method: str, *args: Any, **given: Any) -> Any:
    api.call(lambda client: getattr(client.x, method)(*args, **given), api_key="k")
    return api.sent


def test_what_is_omitted_is_left_out(api: Wire) -> None:
    package = api.package
    for one in (package.omit, package.not_given, package.NOT_GIVEN, package.UNSET):
        sent = called(api, "send", "1", q=one, x_h=one, a=one, n=one, body=one, old=one)
        assert (sent.target, sent.body) == ("/x/1", b"")
        assert "x-h" not in sent.headers
    assert called(api, "send", "1").target == "/x/1"


def test_none_is_null(api: Wire) -> None:
    assert json.loads(called(api, "send", "1", n=None).body) == {"n": None}
    assert json.loads(called(api, "send", "1", a="b", n=api.package.omit).body) == {"a": "b"}


def test_bodies_of_several_kinds(api: Wire) -> None:
    omit = api.package.omit
    sent = called(api, "load", a="1")
    assert (sent.headers["content-type"], sent.body) == ("application/json", b'{"a":"1"}')
    sent = called(api, "load", body=b"raw")
    assert (sent.headers["content-type"], sent.body) == ("application/octet-stream", b"raw")
    assert called(api, "load", a=omit, body=omit, content_type=omit).body == b""


def test_a_stream_that_is_not_asked_for(api: Wire) -> None:
    api.server.answers = [answer({"whole": True})]
    for given in ({}, {"stream": api.package.omit}, {"stream": None}, {"stream": False}):
        made = api.call(lambda client, given=given: client.x.watch(a="1", **given), api_key="k")
        assert made == {"whole": True}
    api.server.answers = [answer(b'data: {"n": 1}\n\n', content_type="text/event-stream")]
    assert api.items(lambda client: client.x.watch(stream=True), api_key="k") == [{"n": 1}]


def test_pages_go_on_without_a_limit(api: Wire) -> None:
    pages = [{"data": ["a", "b"]}, {"data": ["c"]}, {"data": []}]
    api.server.answers = [*map(answer, pages)]

    def sync(client: Any) -> Any:
        return list(client.x.list())

    async def asynchronous(client: Any) -> Any:
        return [item async for item in client.x.list()]

    items = api.call(asynchronous if api.asynchronous else sync, api_key="k")
    assert items == ["a", "b", "c"]
    assert [one.target for one in api.server.received] == [
        *("/pages", "/pages?offset=2", "/pages?offset=3")
    ]


def test_there_is_one_of_them(press: Press) -> None:
    package = press(API, OMIT)
    assert package.omit is package.not_given is package.NOT_GIVEN is package.Omit()
    assert isinstance(package.omit, package.NotGiven) and not package.omit
    assert copy.deepcopy(package.omit) is package.omit
    assert {"omit", "not_given", "NOT_GIVEN", "Omit", "NotGiven"} <= {*package.__all__}
    assert not hasattr(press(API.replace("/pages", "/other")), "omit")


def test_a_client_may_wait_for_ever(press: Press) -> None:
    package = press(API, OMIT)
    assert package.Inline(api_key="k").timeout == 60.0
    assert package.Inline(api_key="k", timeout=package.not_given).timeout == 60.0
    forever = package.Inline(api_key="k", timeout=None)
    assert forever.timeout.read is None
    assert forever.with_options().timeout.read is None
    assert forever.with_options(timeout=3).timeout == 3
    with pytest.raises(TypeError, match="timeout must be a number"):
        package.Inline(api_key="k", timeout="3")


def test_fakes_are_told_of_what_is_given(press: Press) -> None:
    package = press(API, OMIT)
    fake = import_module(f"{package.__name__}.testing").FakeInline()
    fake.x.send.when("1", n=None, q=package.omit).returns({"n": 1})
    assert fake.x.send("1", n=None) == {"n": 1}
    assert fake.calls[-1].arguments == {"x_id": "1", "n": None}


USAGE = """
from PACKAGE import AsyncInline, Inline, NOT_GIVEN, NotGiven, Omit, not_given, omit

def program(client: Inline, q: str | Omit = omit, n: str | None | NotGiven = NOT_GIVEN) -> None:
    client.x.send("1", q=q, n=n, a="a", x_h=not_given)
    print(client.x.watch(a=omit, stream=omit).items())
    for event in client.x.watch(stream=True):
        print(event.items())
    client.with_options(timeout=None).x.list(limit=omit)

async def asynchronous() -> None:
    await AsyncInline(timeout=not_given).x.send("1", n=None)
"""


@only_pydantic
@pytest.mark.parametrize("checker", [pyright, mypy])
def test_type_checkers_know_it(
    press_files: PressFiles, tmp_path: Path, checker: Callable[[Path, Any, str], list[str]]
) -> None:
    """Signatures are the same whatever models are made of."""
    pressed = press_files(API, OMIT)
    assert checker(tmp_path, pressed, USAGE) == []
    assert checker(tmp_path, pressed, USAGE.replace('a="a"', "a=None"))
