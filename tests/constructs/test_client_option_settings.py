"""`[client.options]`: further arguments of the constructor, and where they go."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from sdkpress.problems import DescriptionError
from support.pressing import PressFiles
from support.wire import PressWire

API = """
servers: [{url: 'https://{region}.acme.example', variables: {region: {default: eu, enum: [eu, us]}}}]
paths:
  /accounts/{account_id}/things:
    parameters: [{name: account_id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: listThings, tags: [things], responses: {'204': {description: ok}}}
  /plain:
    get:
      operationId: plain
      tags: [things]
      parameters:
        - {name: X-Acme, in: header, schema: {type: string}}
        - {name: debug, in: query, schema: {type: boolean}}
      responses: {'204': {description: ok}}
  /bare: {get: {operationId: bare, tags: [things], responses: {'204': {description: ok}}}}
"""
SENT = """
[client.options.provider_data]
type = "string"
env = "ACME_DATA"
in = "header"
name = "X-Acme"
nullable = true
description = "What *the provider* | knows."
[client.options.debug]
type = "boolean"
env = "ACME_DEBUG"
default = false
in = "query"
[client.options.version]
default = "2024-01-01"
in = "header"
name = "X-Version"
[client.options.ratio]
type = "number"
nullable = true
in = "query"
"""


def test_they_go_with_every_request(wire: PressWire) -> None:
    api = wire(API, SENT)
    api.call(lambda client: client.things.bare())
    assert api.sent.target == "/bare?debug=false"
    assert (api.sent.headers["x-version"], "x-acme" in api.sent.headers) == ("2024-01-01", False)
    given: dict[str, Any] = {"provider_data": "p", "debug": True, "version": "2", "ratio": 0.5}
    api.call(lambda client: client.things.bare(), **given)
    assert api.sent.target == "/bare?debug=true&ratio=0.5"
    assert (api.sent.headers["x-version"], api.sent.headers["x-acme"]) == ("2", "p")
    api.call(
        lambda client: client.with_options(provider_data="q", debug=False).things.bare(), **given
    )
    assert api.sent.target == "/bare?debug=false&ratio=0.5"
    assert (api.sent.headers["x-version"], api.sent.headers["x-acme"]) == ("2", "q")
    api.call(lambda client: client.request("GET", "/other"), **given)
    assert (api.sent.target, api.sent.headers["x-acme"]) == ("/other?debug=true&ratio=0.5", "p")


def test_a_call_says_what_it_declares(wire: PressWire) -> None:
    api = wire(API, SENT)
    given = {"provider_data": "p", "debug": True}
    api.call(lambda client: client.things.plain(), **given)
    assert (api.sent.target, api.sent.headers["x-acme"]) == ("/plain?debug=true", "p")
    api.call(lambda client: client.things.plain(provider_data="mine", debug=False), **given)
    assert (api.sent.target, api.sent.headers["x-acme"]) == ("/plain?debug=false", "mine")
    api.call(lambda client: client.things.bare(options={"query": {"debug": 7}}), **given)
    assert api.sent.target == "/bare?debug=7"
    api.call(lambda client: client.things.bare(options={"headers": {"x-acme": "x"}}), **given)
    assert api.sent.headers["x-acme"] == "x"
    api.call(lambda client: client.things.bare(), headers={"X-Acme": "h"}, **given)
    assert api.sent.headers["x-acme"] == "h"


def test_the_environment_stands_for_them(wire: PressWire, monkeypatch: pytest.MonkeyPatch) -> None:
    api = wire(API, SENT)
    monkeypatch.setenv("ACME_DATA", "e")
    monkeypatch.setenv("ACME_DEBUG", "TRUE")
    api.call(lambda client: client.things.bare())
    assert (api.sent.target, api.sent.headers["x-acme"]) == ("/bare?debug=true", "e")
    api.call(lambda client: client.things.bare(), provider_data="p", debug=False)
    assert (api.sent.target, api.sent.headers["x-acme"]) == ("/bare?debug=false", "p")
    monkeypatch.setenv("ACME_DEBUG", "maybe")
    with pytest.raises(ValueError, match="ACME_DEBUG must be true or false") as caught:
        api.package.Inline()
    assert "maybe" not in str(caught.value)


PATHS = """
[client.options.account]
in = "path"
name = "account_id"
env = "ACME_ACCOUNT"
[client.options.where]
in = "path"
name = "region"
env = "ACME_REGION"
default = "us"
"""


def test_they_fill_paths_and_servers(wire: PressWire, monkeypatch: pytest.MonkeyPatch) -> None:
    api = wire(API, PATHS)
    api.call(lambda client: client.things.list(), account=7)
    assert api.sent.target == "/accounts/7/things"
    api.call(lambda client: client.things.list(account=8), account=7)
    assert api.sent.target == "/accounts/8/things"
    with pytest.raises(api.package.errors.RequestValidationError, match="account"):
        api.call(lambda client: client.things.list())
    monkeypatch.setenv("ACME_ACCOUNT", "9")
    api.call(lambda client: client.things.list())
    assert api.sent.target == "/accounts/9/things"
    assert api.package.Inline().base_url() == "https://us.acme.example"
    assert api.package.Inline(where="eu").base_url() == "https://eu.acme.example"
    monkeypatch.setenv("ACME_REGION", "eu")
    assert api.package.Inline().base_url() == "https://eu.acme.example"
    monkeypatch.setenv("ACME_REGION", "moon")
    with pytest.raises(ValueError, match="region must be one of eu, us"):
        api.package.Inline()


NEEDED = """
[client.options.org]
env = "ACME_ORG"
in = "header"
name = "X-Org"
[client.options.size]
type = "integer"
"""


def test_what_has_to_be_given_is_asked_for(wire: PressWire) -> None:
    api = wire(API, NEEDED)
    wanted = r"the client needs org \(or ACME_ORG in the environment\) and size"
    with pytest.raises(api.package.errors.RequestValidationError, match=wanted):
        api.call(lambda client: client.things.bare())
    api.call(lambda client: client.things.bare(), org="o", size=3)
    assert (api.sent.target, api.sent.headers["x-org"]) == ("/bare", "o")
    assert api.package.Inline(org="o", size=3).size == 3  # sent nowhere, so it can be read
    assert not hasattr(api.package.Inline, "org")


def test_fakes_need_none(wire: PressWire) -> None:
    api = wire(API, NEEDED)
    fake = import_module(f"{api.package.__name__}.testing").FakeInline()
    fake.things.bare.returns(None)
    assert fake.things.bare() is None


def test_all_that_is_taken_can_be_read(wire: PressWire) -> None:
    api = wire(API, SENT + "[surface]\nattributes = true")
    client = api.package.Inline(provider_data="p")
    assert (client.provider_data, client.debug, client.version) == ("p", False, "2024-01-01")


def test_the_surface_and_the_readme_tell(press_files: PressFiles) -> None:
    files = press_files(API, SENT + PATHS + NEEDED).files
    arguments = json.loads(files["sdk-surface.json"])["client"]["arguments"]
    assert arguments["provider_data"] == {
        "type": "str",
        "wire": "header X-Acme",
        "env": "ACME_DATA",
    }
    assert arguments["debug"] == {
        "type": "bool",
        "wire": "query debug",
        "default": "false",
        "env": "ACME_DEBUG",
    }
    assert arguments["where"]["env"] == "ACME_REGION"
    assert arguments["where"]["default"] == "us"
    assert arguments["account"]["type"] == "str"
    assert arguments["org"]["required"] is True
    rows = [line for line in files["README.md"].splitlines() if line.startswith("| `")]
    assert "| `debug` | query `debug` | `ACME_DEBUG` | `False` |  |" in rows
    assert "| `size` |  |  | required |  |" in rows


def test_who_has_none_gets_nothing_of_them(press_files: PressFiles) -> None:
    files = press_files(API).files
    assert "ClientOption" not in files["src/inline/_spec.py"]


@pytest.mark.parametrize(
    ("config", "message", "place"),
    [
        ('[client.options.x]\ntype = "str"', "must be one of", (2, 8)),
        ('[client.options.x]\ntype = "integer"\ndefault = "1"', "must be of the type integer", (3, 1)),
        ('[client.options.x]\ntype = "integer"\ndefault = true', "must be of the type integer", (3, 1)),
        ('[client.options.x]\ndefault = 1', "must be of the type string", (2, 1)),
        ('[client.options.x]\ntype = "boolean"\ndefault = 0', "must be of the type boolean", (3, 1)),
        ('[client.options.x]\nname = "X"', "says a name, but not where", (2, 1)),
        ('[client.options.x]\nin = "cookie"', "must be one of", (2, 6)),
        ('[client.options.x]\nin = "header"\nname = "Content-Type"', "is the SDK's own", (3, 1)),
        ('[client.options.x]\nin = "header"\nname = "a b"', "must be a name", (3, 8)),
        ('[client.options.host]\nin = "header"', "is the SDK's own", (1, 17)),
        ('[client.options.x]\nin = "path"', "no path and no server URL has {x}", (1, 17)),
        ('[client.options.x]\nin = "path"\nname = "regio"', "there is account_id, region", (3, 1)),
        ('[client.options.x]\nin = "path"\nname = "region"\ntype = "integer"', "is a string", (4, 1)),
        ('[client.options.timeout]', '"timeout" is taken', (1, 17)),
        ('[client.options.a]\nin = "query"\nname = "q"\n[client.options.b]\nin = "query"\nname = "q"', "client.options.a goes there", (4, 17)),
        ('[client.options.a]\nin = "header"\nname = "X-Acme"\n[globals.b]\nname = "X-Acme"', "globals.b goes there", (1, 17)),
        ('[client.options."a b"]', "must be a Python identifier", (1, 17)),
        ('[client.options.x]\nenv = "A B"', "must be the name of an environment variable", (2, 7)),
        ('[client.options]\nx = "y"', "must be a table", (2, 5)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    config: str, message: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(API, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in f"{problem.message} {problem.hint}"
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == place
