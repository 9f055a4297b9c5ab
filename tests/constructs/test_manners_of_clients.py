"""What constructors take by the manners that sdk.toml chooses, and what clients show of it."""

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
from support.pressing import Press, PressFiles
from support.transports import TransportKind
from support.wire import PressWire, Wire

API = """
info: {title: Inline, version: 1.0.0}
servers:
  - {url: 'https://api.example.com/v1', name: production}
  - {url: 'https://test.example.com', name: test}
security: [{key: []}]
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
CLIENT = """
[surface]
base_url = true
max_retries = true
default_headers = true
default_query = true
attributes = true
"""


@pytest.fixture
def api(wire: PressWire, transport: TransportKind) -> Wire:
    return wire(API, CLIENT)


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_each_takes_the_place_of_what_is_called_otherwise(press: Press, prefix: str) -> None:
    taken = set(inspect.signature(getattr(press(API), f"{prefix}Inline")).parameters)
    chosen = set(inspect.signature(getattr(press(API, CLIENT), f"{prefix}Inline")).parameters)
    assert taken - chosen == {"server_url", "server", "retries", "headers"}
    assert chosen - taken == {
        *("base_url", "environment", "max_retries", "default_headers", "default_query")
    }


@pytest.mark.parametrize(
    ("line", "gone", "come"),
    [
        ("base_url = true", {"server_url", "server"}, {"base_url", "environment"}),
        ("max_retries = true", {"retries"}, {"max_retries"}),
        ("default_headers = true", {"headers"}, {"default_headers"}),
        ("default_query = true", set(), {"default_query"}),
        ("attributes = true", set(), set()),
        ('like = "stainless"\nbase_url = false\nmax_retries = false', {"headers"}, None),
    ],
)
def test_each_can_be_chosen_alone(
    press: Press, line: str, gone: set[str], come: set[str] | None
) -> None:
    taken = set(inspect.signature(press(API).Inline).parameters)
    chosen = set(inspect.signature(press(API, f"[surface]\n{line}\n").Inline).parameters)
    assert taken - chosen == gone
    assert chosen - taken == ({"default_headers", "default_query"} if come is None else come)


def test_what_is_given_is_sent(api: Wire) -> None:
    given = {"default_headers": {"X-A": "1"}, "default_query": {"d": ["1", "2"], "none": None}}
    api.call(lambda client: client.x.get(q="é"), api_key="k", **given)
    assert (api.sent.headers["x-a"], api.sent.headers["x-key"]) == ("1", "k")
    assert api.sent.target == "/x?q=%C3%A9&d=1&d=2"


def test_a_parameter_of_the_call_is_sent_in_place_of_the_default_one(api: Wire) -> None:
    def use(client: Any) -> Any:
        return client.x.get(q="call", options={"query": {"z": "option"}})

    api.call(use, api_key="k", default_query={"q": "default", "z": "default", "y": 1})
    assert api.sent.target == "/x?q=call&z=option&y=1"
    api.call(lambda client: client.x.get(), api_key="k", default_query={"q": "default"})
    assert api.sent.target == "/x?q=default"


def test_another_client_adds_to_what_this_one_has(api: Wire) -> None:
    def use(client: Any) -> Any:
        more = {"default_headers": {"X-B": "2"}, "default_query": {"b": "2"}}
        return client.copy(**more, api_key="l").x.get()

    api.call(use, api_key="k", default_headers={"X-A": "1"}, default_query={"a": "1"})
    assert [api.sent.headers[name] for name in ("x-a", "x-b", "x-key")] == ["1", "2", "l"]
    assert api.sent.target == "/x?a=1&b=2"


@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (None, 3)])
def test_retries_are_counted_without_the_first_attempt(
    api: Wire, retries: int | None, requests: int
) -> None:
    api.server.answers = [answer({}, status=503, headers={"Retry-After": "0"})]

    def use(client: Any) -> Any:
        assert client.max_retries == requests - 1
        return client.x.get()

    with pytest.raises(api.package.errors.InternalServerError):
        api.call(use, api_key="k", max_retries=retries)
    assert len(api.server.received) == requests


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        ({"max_retries": -1}, ValueError, "max_retries must not be negative"),
        ({"max_retries": "2"}, TypeError, "max_retries must be a whole number, not str"),
        ({"max_retries": True}, TypeError, "max_retries must be a whole number, not bool"),
        ({"base_url": "nowhere"}, ValueError, "base_url 'nowhere'"),
        ({"base_url": 7}, TypeError, "base_url must be a string, not int"),
        ({"environment": "tset"}, ValueError, "did you mean 'test'?"),
        ({"server_url": "https://a.example"}, TypeError, "server_url"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(
    press: Press, given: dict[str, Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error) as raised:
        press(API, CLIENT).Inline(api_key="k", **given)
    assert text in str(raised.value)


def test_settings_can_be_read(press: Press) -> None:
    package = press(API, CLIENT)
    given = {"timeout": 3.0, "max_retries": 4, "default_headers": {"X-A": "1"}}
    client = package.Inline(api_key="s3cret", **given)
    assert client.base_url == "https://api.example.com/v1"
    assert (client.api_key, client.timeout, client.max_retries) == ("s3cret", 3.0, 4)
    assert (dict(client.default_headers), dict(client.default_query)) == ({"X-A": "1"}, {})
    other = client.copy(environment="test", max_retries=0)
    assert (other.base_url, other.max_retries, other.timeout) == (
        "https://test.example.com",
        0,
        3.0,
    )
    assert client.with_options(base_url="https://a.example/").base_url == "https://a.example"
    assert "s3cret" not in repr(client)


def test_a_resource_has_its_name_whatever_clients_show(press: Press) -> None:
    package = press(API.replace("tags: [x]", "tags: [timeout]"), CLIENT)
    client = package.Inline(api_key="k", timeout=3.0)
    assert callable(client.timeout.get)
    assert client.copy(max_retries=1).max_retries == 1


def test_arguments_of_the_description_give_way(press: Press) -> None:
    described = API.replace("key: {type: apiKey, in: header, name: X-Key}", "max_retries: {type: apiKey, in: header, name: X-Key}, x: {type: http, scheme: bearer}").replace("{key: []}", "{max_retries: []}")  # fmt: skip
    package = press(described, CLIENT)
    client = package.Inline(max_retries_auth="secret", max_retries=1)
    assert (client.max_retries_auth, client.max_retries) == ("secret", 1)


def test_fakes_have_them(press: Press) -> None:
    package = press(API, CLIENT)
    fake = import_module(f"{package.__name__}.testing").FakeInline(
        default_query={"a": "1"}, max_retries=0, base_url="https://fake.example"
    )
    fake.x.get.returns({"ok": True})
    assert fake.x.get() == {"ok": True}
    assert fake.copy(default_query={"b": "2"}).x.get() == {"ok": True}
    assert [call.request.url for call in fake.calls] == [
        "https://fake.example/x?a=1",
        "https://fake.example/x?a=1&b=2",
    ]


def test_the_command_line_knows_them(
    api: Wire, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    api.server.answers = [answer({"ok": True})]
    monkeypatch.setenv("INLINE_API_KEY", "k")
    main = import_module(f"{api.package.__name__}._runtime.shell.main").main
    words = ["call", "x.get", "--server-url", api.server.url]
    assert main(api.package.__name__, words) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True}


USAGE = """
from PACKAGE import AsyncInline, Inline

client = Inline(
    api_key="k", base_url="https://a.example", max_retries=2, timeout=3.0,
    default_headers={"X-A": "1"}, default_query={"a": [1, 2]},
)
other = client.copy(max_retries=0).with_options(environment="test")
url: str = other.base_url
number: int = other.max_retries
headers: str = other.default_headers["X-A"]
key = other.api_key
if isinstance(key, str):
    print(key.upper())
asynchronous = AsyncInline(base_url=url, max_retries=number).copy()
print(asynchronous.base_url.upper(), asynchronous.timeout)
client.x.get()
"""


@pytest.mark.parametrize("checker", [pyright, mypy])
def test_type_checkers_know_them(
    press_files: PressFiles,
    tmp_path: Path,
    checker: Callable[[Path, Any, str], list[str]],
) -> None:
    assert checker(tmp_path, press_files(API, CLIENT), USAGE) == []
