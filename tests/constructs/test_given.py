"""Names in sdk.toml: obeyed, or refused with their place and the nearest name that there is."""

from __future__ import annotations

import json

import pytest

from sdkpress.problems import DescriptionError
from support.pressing import PressFiles

PETS = """
openapi: 3.1.0
info: {title: Given, version: "1"}
security: [{ApiKey: []}]
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], parameters: [{name: X-Team, in: header, schema: {type: string}}], responses: {'204': {description: ok}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {tags: [pets], responses: {'204': {description: ok}}}
    delete: {operationId: twice, tags: [vcs.diff], responses: {'204': {description: ok}}}
    put: {operationId: twice, tags: [vcs], responses: {'204': {description: ok}}}
components:
  securitySchemes:
    ApiKey: {type: apiKey, in: header, name: K}
    Cert: {type: mutualTLS}
"""


@pytest.mark.parametrize(
    ("config", "message", "hint", "place"),
    [
        (
            "[operations.listPetz]\nidempotent = true",
            "there is no such operation",
            "listPets",
            (1, 13),
        ),
        ('[operations."get /pet/{id}"]', "there is no such operation", "get /pets/{id}", (1, 13)),
        ('[operations."patch /pets"]', "there is no such operation", "get /pets", (1, 13)),
        (
            "[operations.listPets]\nreconnect = true",
            "the operation gives no stream of events",
            "leave it out",
            (2, 1),
        ),
        ("[operations.twice]", "2 operations have this id", "get /its/path", (1, 13)),
        (
            '[operations.listPets]\n[operations."GET /pets"]',
            "has a table already",
            "merge",
            (2, 13),
        ),
        ("[client.credentials.ApiKeys]", "there is no such security scheme", "ApiKey", (1, 21)),
        (
            '[client.credentials.Keys]\nargument = "k"',
            "there is no such security scheme",
            "ApiKey",
            (1, 21),
        ),
        ("[client.credentials.Cert]", "it has no credential", "leave it out", (1, 21)),
        (
            '[globals.team]\nname = "X-Teams"',
            "no operation has a parameter X-Teams",
            "X-Team",
            (2, 1),
        ),
        (
            '[globals.team]\nin = "query"',
            "no operation has a parameter team",
            "there is none",
            (1, 10),
        ),
        ('[operations.listPets]\nresource = "petz"', "is in petz", "pets", (2, 1)),
        ("[resources.petz]", "there is no such resource", "pets", (1, 12)),
        ('[operations.listPets]\nresource = "close"', '"close" is taken', "another", (2, 1)),
        ('[operations.listPets]\nresource = "x.with_raw_response"', "is taken", "another", (2, 1)),
        ('[operations."put /pets/{id}"]\nmethod = "diff"', '"diff" is taken', "another", (2, 1)),
        ('[operations.listPets]\nmethod = "_x"', "must be a Python identifier", "", (2, 10)),
        ('[client]\nname = "Stream"', '"Stream" is taken', "another", (2, 1)),
        ('[client]\nbase_error = "ValueError"', '"ValueError" is taken', "another", (2, 1)),
        (
            '[client]\nbase_error = "E"\ndefault_error = "E"',
            '"E" is taken by something else',
            "another",
            (2, 1),
        ),
        ('[package]\nname = "json"', '"json" is taken', "another", (2, 1)),
        ('[globals.timeout]\nname = "X-Team"', '"timeout" is taken', "another", (1, 10)),
        (
            '[client.credentials.ApiKey]\nargument = "server_url"',
            '"server_url" is taken',
            "another",
            (2, 1),
        ),
    ],
)
def test_what_cannot_be_obeyed_is_refused(
    config: str, message: str, hint: str, place: tuple[int, int], press_files: PressFiles
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(PETS, config)
    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert message in problem.message
    assert hint in problem.hint
    assert problem.location is not None
    assert problem.location.file.endswith("sdk.toml")
    assert (problem.location.line, problem.location.column) == place


def test_what_can_be_is_obeyed_to_the_letter(press_files: PressFiles) -> None:
    pressed = press_files(
        PETS,
        """
        [operations."get /pets"]
        method = "getAll"
        [operations."GET /pets/{id}"]
        resource = "animals.one"
        method = "get"
        [operations."put /pets/{id}"]
        resource = "petz"
        [resources.petz]
        description = "All about petz."
        [client.credentials.ApiKey]
        argument = "secret"
        env = "SECRET"
        [globals.team]
        name = "X-Team"
        """,
    )
    listed = json.loads(pressed.files["sdk-manifest.json"])["operations"]
    assert [item["call"] for item in listed] == [
        "pets.getAll",
        "animals.one.get",
        "petz.twice",
        "vcs.diff.twice",
    ]
    core = pressed.files[f"src/{pressed.package}/core.py"]
    assert "secret: str" in core
    assert "team: str" in core
    assert "All about petz." in pressed.files[f"src/{pressed.package}/resources/petz.py"]
