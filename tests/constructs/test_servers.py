"""Servers: named ones, variables as arguments, relative URLs, servers of paths and operations."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from runtime.lab import ByteServer, answer
from support.wire import PressWire, Wire

OPERATION = "{operationId: get, tags: [x], responses: {'200': {description: ok}}}"


def base_url(api: Wire, **config: Any) -> str:
    """What a client with this configuration sends to."""
    client = api.package.Inline(**config)
    return client.base_url()


def test_variables(wire: PressWire) -> None:
    api = wire(f"""
        servers:
          - url: https://{{region}}.example.com:{{port}}/{{base-path}}
            variables:
              region: {{default: eu, enum: [eu, us], description: Where your data is.}}
              port: {{default: '443'}}
              base-path: {{default: v1}}
        paths: {{/x: {{get: {OPERATION}}}}}
        """)
    assert base_url(api) == "https://eu.example.com/v1"  # as it is sent
    given = {"region": "us", "port": "8443", "base_path": "v2"}
    assert base_url(api, **given) == "https://us.example.com:8443/v2"
    with pytest.raises(ValueError, match="region must be one of eu, us, not 'moon'"):
        api.package.Inline(region="moon")
    with pytest.raises(ValueError, match="port must be a port, not '1@evil.com'"):
        api.package.Inline(port="1@evil.com")
    parameters = inspect.signature(api.package.core.InlineCore.__init__).parameters
    assert parameters["region"].annotation == "Literal['eu', 'us'] | None"
    assert parameters["port"].annotation == "str | None"
    documented = str(inspect.getdoc(api.package.core.InlineCore.__init__))
    assert "Where your data is. 'eu' when left out." in documented
    api.call(lambda client: client.x.get())
    assert api.sent.target == "/x"  # server_url is in place of all that


def test_named_servers(wire: PressWire) -> None:
    api = wire(f"""
        openapi: 3.2.0
        servers:
          - {{url: 'https://a.example', description: Production}}
          - {{url: 'https://b.example', name: staging}}
          - {{url: 'https://c.example', x-speakeasy-server-id: local}}
          - {{url: 'https://d.example/v1'}}
        paths: {{/x: {{get: {OPERATION}}}}}
        """)
    assert base_url(api) == base_url(api, server="production") == "https://a.example"
    assert base_url(api, server="staging") == "https://b.example"
    assert base_url(api, server="local") == "https://c.example"
    assert base_url(api, server="d_example") == "https://d.example/v1"
    with pytest.raises(ValueError, match="'stagin'; did you mean 'staging'"):
        api.package.Inline(server="stagin")


@pytest.mark.parametrize("servers", ["", "servers: [{url: /api/v1}]"])
def test_relative_urls_need_a_server_url(wire: PressWire, servers: str) -> None:
    api = wire(f"""
        {servers or "tags: []"}
        paths: {{/x: {{get: {OPERATION}}}}}
        """)
    with pytest.raises(ValueError, match="pass server_url"):
        api.call(lambda client: client.x.get(), server_url=None)
    api.call(lambda client: client.x.get(), server_url=f"{api.server.url}/mine/")
    assert api.sent.target == "/mine/x"
    with pytest.raises(ValueError, match="absolute"):
        api.call(lambda client: client.x.get(), server_url="/api/v1")
    parameters = inspect.signature(api.package.core.InlineCore.__init__).parameters
    assert parameters["server"].annotation in (
        "Literal['server'] | None",
        "Literal['api_v1'] | None",
    )


def test_servers_of_paths_and_operations(wire: PressWire) -> None:
    other = ByteServer([answer({})])
    root = ByteServer([answer({})])
    try:
        api = wire(f"""
            servers: [{{url: '{root.url}', name: main}}]
            paths:
              /x: {{get: {OPERATION}}}
              /y:
                servers:
                  - url: '{other.url}/{{tenant}}'
                    variables: {{tenant: {{default: acme}}}}
                get: {OPERATION.replace("get", "of_path", 1)}
                post:
                  operationId: of_operation
                  tags: [x]
                  servers: [{{url: /relative}}]
                  responses: {{'200': {{description: ok}}}}
            """)
        api.call(lambda client: client.x.get(), server_url=None)
        assert root.last.target == "/x"
        api.call(lambda client: client.x.of_path(), server_url=None)
        assert other.last.target == "/acme/y"
        api.call(lambda client: client.x.of_path(), server_url=None, tenant="umbrella")
        assert other.last.target == "/umbrella/y"
        with pytest.raises(ValueError, match="tenant must be path segments"):
            api.call(lambda client: client.x.of_path(), server_url=None, tenant="a?")
        api.call(lambda client: client.x.of_operation(), server_url=None)
        assert root.last.target == "/relative/y"
        api.call(lambda client: client.x.of_path(), server_url=None, server="main")
        assert other.last.target == "/acme/y"
        api.call(lambda client: client.x.of_path())
        assert api.sent.target == "/y"  # a server_url of one's own is for everything
        options = {"server_url": f"{api.server.url}/once"}
        api.call(lambda client: client.x.of_path(options=options), server_url=None)
        assert api.sent.target == "/once/y"
    finally:
        other.close()
        root.close()


def test_variables_are_told_from_credentials(wire: PressWire) -> None:
    api = wire(f"""
        servers:
          - url: https://{{token}}.example.com/{{timeout}}
            variables: {{token: {{default: a}}, timeout: {{default: b}}}}
        security: [{{token: []}}, {{key: []}}]
        paths: {{/x: {{get: {OPERATION}}}}}
        components:
          securitySchemes:
            token: {{type: http, scheme: bearer}}
            key: {{type: apiKey, in: header, name: K}}
        """)
    assert base_url(api, token="t", server_token="c", timeout_="d") == "https://c.example.com/d"
