"""What `sdk.toml` says of the client: its environment, servers, and credentials that may be missing."""

from __future__ import annotations

import json

import pytest

from sdkpress.problems import DescriptionError
from support.pressing import PressFiles
from support.wire import PressWire

API = """
servers:
  - {url: 'https://{region}.described.example', variables: {region: {default: eu, enum: [eu, us]}}}
security: [{Key: [], Tenant: []}]
paths:
  /x: {get: {operationId: get, tags: [x], responses: {'204': {description: ok}}}}
  /y:
    servers: [{url: 'https://own.example'}]
    get: {operationId: own, tags: [x], security: [{Other: []}], responses: {'204': {description: ok}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
    Tenant: {type: apiKey, in: query, name: tenant}
    Other: {type: http, scheme: bearer}
"""
SERVERS = """
[client]
env_prefix = "ACME_CLIENT"
server_env = "ACME_ENVIRONMENT"
[servers.production]
url = "https://api.example/v1"
description = "What is paid for."
[servers."staging 2"]
url = "https://{region}.staging.example"
[servers.local]
url = "http://localhost:8000"
"""


def test_servers_are_those_that_are_given(wire: PressWire, monkeypatch: pytest.MonkeyPatch) -> None:
    api = wire(API, SERVERS)
    made = api.package.Inline
    assert made().base_url() == "https://api.example/v1"
    assert made(server="local").base_url() == "http://localhost:8000"
    assert made(server="staging 2").base_url() == "https://eu.staging.example"
    assert made(server="staging 2", region="us").base_url() == "https://us.staging.example"
    with pytest.raises(ValueError, match="unknown server 'prod'"):
        made(server="prod")
    monkeypatch.setenv("ACME_ENVIRONMENT", "local")
    chosen = made()
    assert chosen.base_url() == "http://localhost:8000"
    assert chosen.with_options(timeout=1.0).base_url() == "http://localhost:8000"
    assert chosen.with_options(server="production").base_url() == "https://api.example/v1"
    assert made(server="production").base_url() == "https://api.example/v1"
    assert made(server_url="https://z.example").base_url() == "https://z.example"
    monkeypatch.setenv("ACME_CLIENT_BASE_URL", "https://env.example")
    assert made().base_url() == "https://env.example"
    monkeypatch.delenv("ACME_CLIENT_BASE_URL")
    monkeypatch.setenv("ACME_ENVIRONMENT", "locall")
    with pytest.raises(ValueError, match=r"ACME_ENVIRONMENT: unknown server 'locall'.*local"):
        made()
    monkeypatch.setenv("ACME_ENVIRONMENT", "")
    assert made().base_url() == "https://api.example/v1"


def test_another_server_may_be_the_default(
    wire: PressWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INLINE_BASE_URL", "")
    api = wire(API, SERVERS + "default = true\n[surface]\nbase_url = true\n")
    assert api.package.Inline().base_url == "http://localhost:8000"
    assert api.package.Inline(environment="production").base_url == "https://api.example/v1"
    monkeypatch.setenv("ACME_ENVIRONMENT", "production")
    assert api.package.Inline().base_url == "https://api.example/v1"


def test_the_prefix_is_that_of_all_variables(
    wire: PressWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = wire(API, SERVERS + '[client.credentials.Tenant]\nenv = "TENANT"\n')
    monkeypatch.setenv("ACME_CLIENT_KEY", "k1")
    monkeypatch.setenv("TENANT", "t1")
    monkeypatch.setenv("ACME_CLIENT_BASE_URL", api.server.url)
    api.call(lambda client: client.x.get())
    assert api.sent.headers["x-key"] == "k1"
    assert api.sent.target == "/x?tenant=t1"


def test_what_may_be_missing_is_not_asked_for(wire: PressWire) -> None:
    api = wire(API, "[client.credentials.Key]\noptional = true")
    needed = api.package.errors.MissingCredentialsError
    with pytest.raises(needed, match="tenant"):
        api.call(lambda client: client.x.get())
    api.call(lambda client: client.x.get(), tenant="t")
    assert ("x-key" in api.sent.headers, api.sent.target) == (False, "/x?tenant=t")
    api.call(lambda client: client.x.get(), tenant="t", key="k")
    assert (api.sent.headers["x-key"], api.sent.target) == ("k", "/x?tenant=t")
    with pytest.raises(needed, match="other"):
        api.call(lambda client: client.x.own())


def test_all_may_be_missing(wire: PressWire) -> None:
    names = ("Key", "Tenant", "Other")
    api = wire(API, "\n".join(f"[client.credentials.{name}]\noptional = true" for name in names))
    api.call(lambda client: client.x.get())
    assert ("x-key" in api.sent.headers, api.sent.target) == (False, "/x")
    api.call(lambda client: client.x.own(), other="o")
    assert api.sent.headers["authorization"] == "Bearer o"
    api.call(lambda client: client.x.get(), key="k")
    assert (api.sent.headers["x-key"], api.sent.target) == ("k", "/x")


def test_the_surface_tells(press_files: PressFiles) -> None:
    files = press_files(API, SERVERS + "[client.credentials.Key]\noptional = true").files
    client = json.loads(files["sdk-surface.json"])["client"]
    assert client["servers"] == {
        "production": "https://api.example/v1",
        "staging 2": "https://eu.staging.example",
        "local": "http://localhost:8000",
    }
    assert client["base_url_env"] == "ACME_CLIENT_BASE_URL"
    assert client["server_env"] == "ACME_ENVIRONMENT"
    assert client["arguments"]["key"]["env"] == "ACME_CLIENT_KEY"
    assert client["security"] == [["Key", "Tenant"], ["Tenant"]]
    readme = files["README.md"]
    assert "What is paid for." in readme
    assert "`ACME_ENVIRONMENT`" in readme


@pytest.mark.parametrize(
    ("config", "message", "place"),
    [
        ('[client]\nenv_prefix = "A-B"', "must be the name of an environment variable", (2, 14)),
        ('[client]\nserver_env = ""', "must be the name of an environment variable", (2, 14)),
        ("[servers.a]", "must have url", (1, 10)),
        ('[servers.a]\nurl = "/v1"', "must be an absolute URL", (2, 7)),
        ('[servers.a]\nurl = "https://a.example?x=1"', "must be an absolute URL", (2, 7)),
        ('[servers.a]\nurl = "https://{a b}.example"', "must be an absolute URL", (2, 7)),
        ('[servers.""]\nurl = "https://a.example"', "must say something", (1, 10)),
        ('[servers]\nproduction = "https://a.example"', "must be a table", (2, 14)),
        (
            '[servers.a]\nurl = "https://a.example"\ndefault = true\n'
            '[servers.b]\nurl = "https://b.example"\ndefault = true',
            '"a" is the default already',
            (6, 1),
        ),
        ('[client.credentials.Key]\noptional = "yes"', "must be true or false", (2, 12)),
    ],
)
def test_what_cannot_be_is_refused(
    config: str, message: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(API, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in problem.message
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == place
