"""`[security]`: schemes and requirements that the description lacks."""

from __future__ import annotations

import json

import pytest

from sdkpress.problems import DescriptionError
from support.pressing import PressFiles
from support.wire import PressWire

API = """
paths:
  /x: {get: {operationId: get, tags: [x], responses: {'204': {description: ok}}}}
  /open: {get: {operationId: open, tags: [x], security: [], responses: {'204': {description: ok}}}}
"""
KEY = """
[security]
requirements = [{ Key = [] }]
[security.schemes.Key]
type = "apiKey"
in = "header"
name = "X-Key"
description = "Yours."
"""


def test_requests_carry_the_credential(wire: PressWire) -> None:
    api = wire(API, KEY + '[client.credentials.Key]\nargument = "secret"\nenv = "SECRET"\n')
    with pytest.raises(api.package.errors.MissingCredentialsError, match="SECRET"):
        api.call(lambda client: client.x.get())
    api.call(lambda client: client.x.get(), secret="s")
    assert api.sent.headers["x-key"] == "s"
    api.call(lambda client: client.x.open())
    assert "x-key" not in api.sent.headers


def test_a_scheme_may_join_those_of_the_description(wire: PressWire) -> None:
    described = API + "components: {securitySchemes: {Bearer: {type: http, scheme: bearer}}}\n"
    api = wire(described, KEY.replace("[{ Key = [] }]", "[{ Key = [] }, { Bearer = [] }]"))
    api.call(lambda client: client.x.get(), bearer="b")
    assert api.sent.headers["authorization"] == "Bearer b"


def test_the_surface_tells(press_files: PressFiles) -> None:
    config = """
        [security]
        requirements = [{ OAuth = ["read"] }]
        [security.schemes.OAuth]
        type = "oauth2"
        flows.clientCredentials = { tokenUrl = "https://a.example/token", scopes = { read = "" } }
        """
    client = json.loads(press_files(API, config).files["sdk-surface.json"])["client"]
    assert client["security"] == [["OAuth"]]
    assert client["scopes"] == {"OAuth": ["read"]}


DESCRIBED = API + (
    "security: [{Bearer: []}]\n"
    "components: {securitySchemes: {Bearer: {type: http, scheme: bearer}}}\n"
)


@pytest.mark.parametrize(
    ("description", "config", "message", "place"),
    [
        (DESCRIBED, "[security]\nrequirements = []", "says it itself", (2, 1)),
        (DESCRIBED, '[security.schemes.Bearer]\ntype = "mutualTLS"', "has this scheme", (1, 19)),
        (API, "[security]\nrequirements = [{ Kay = [] }]", 'no security scheme "Kay"', (2, 17)),
        (API, '[security]\nrequirements = "Key"', "must be an array", (2, 16)),
        (API, '[security]\nrequirements = ["Key"]', "must be an object", (2, 17)),
        (API, '[security.schemes.Key]\ntype = "apikey"', "type", (2, 1)),
        (API, '[security.schemes.Key]\nin = "header"', "type", (1, 19)),
        (API, '[security.schemes.Key]\ntype = "apiKey"\nin = "header"', "needs name", (1, 19)),
        (API, '[security.schemes.Key]\ntype = "http"', "needs scheme", (1, 19)),
        (
            API,
            '[security.schemes.Key]\ntype = "apiKey"\nname = "k"\nin = "body"',
            "no credential can be sent there",
            (4, 1),
        ),
        (API, '[security]\nschemes = "Key"', "must be a table", (2, 11)),
        (API, '[security]\nscheme = "Key"', "unknown key", (2, 1)),
    ],
)
def test_what_cannot_be_is_refused(
    description: str, config: str, message: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(description, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in f"{problem.message} {problem.hint}"
    assert problem.location is not None
    assert problem.location.file.endswith("sdk.toml")
    assert (problem.location.line, problem.location.column) == place
