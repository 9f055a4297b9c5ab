"""How methods are called by the manners that sdk.toml chooses."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles
from support.wire import PressWire

pytestmark = with_both_libraries

API = """
security: [{key: []}]
paths:
  /stores/{store_id}/files/{file_id}:
    parameters:
      - {name: file_id, in: path, required: true, schema: {type: string}}
      - {name: store_id, in: path, required: true, schema: {type: string}}
    post:
      operationId: update
      tags: [files]
      parameters:
        - {name: X-Last, in: header, schema: {type: string}}
        - {name: zone, in: query, schema: {type: string}}
        - {name: at, in: query, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [size]
              properties: {size: {type: integer}, note: {type: [string, 'null']}, alias: {type: string}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
  /files:
    get:
      operationId: list
      tags: [files]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
LAST = '[surface]\npath_arguments = "last"\n'
KEYWORD = '[surface]\npath_arguments = "keyword"\n'
REST = {"size": 1, "at": "now"}


def parameters(press: Press, config: str, method: str = "update") -> dict[str, str]:
    """Return the arguments of a method but for options, and those that are positional, too."""
    found = inspect.signature(getattr(press(API, config).Inline(api_key="k").files, method))
    return {name: one.kind.name for name, one in found.parameters.items() if name != "options"}


@pytest.mark.parametrize(
    ("config", "positional"),
    [
        ("", ["file_id", "store_id"]),
        ('[surface]\npath_arguments = "positional"\n', ["file_id", "store_id"]),
        (LAST, ["file_id"]),
        ('[surface]\nlike = "stainless"\n', ["file_id"]),
        (KEYWORD, []),
    ],
)
def test_arguments_of_the_path(press: Press, config: str, positional: list[str]) -> None:
    found = parameters(press, config)
    assert [name for name, kind in found.items() if kind == "POSITIONAL_OR_KEYWORD"] == positional


def test_the_others_come_by_path_place_and_alphabet(press: Press) -> None:
    names = ["file_id", "store_id", "at", "size", "zone", "alias", "note", "x_last"]
    assert list(parameters(press, LAST)) == names


@pytest.mark.parametrize("config", [LAST, KEYWORD])
def test_values_go_where_they_belong(wire: PressWire, config: str) -> None:
    api = wire(API, config)
    given = {"store_id": "s", **REST}

    def use(client: Any) -> Any:
        if config == LAST:
            return client.files.update("f", **given)
        return client.files.update(file_id="f", **given)

    api.call(use, api_key="k")
    assert api.sent.target == "/stores/s/files/f?at=now"
    with pytest.raises(TypeError, match="positional argument"):
        api.call(lambda client: client.files.update("f", "s", **REST), api_key="k")


@pytest.mark.parametrize("empty", ["file_id", "store_id"])
@pytest.mark.parametrize("view", ["", "with_raw_response", "with_streaming_response"])
def test_an_empty_argument_of_the_path_is_an_error(wire: PressWire, empty: str, view: str) -> None:
    api = wire(API, LAST)

    def use(client: Any) -> Any:
        files = getattr(client.files, view) if view else client.files
        return files.update(**{"file_id": "f", "store_id": "s", **REST, empty: ""})

    text = rf"^Expected a non-empty value for `{empty}` but received ''"
    with pytest.raises(ValueError, match=text) as raised:
        api.call(use)  # whatever else is wrong: there is no credential
    assert isinstance(raised.value, api.package.errors.RequestValidationError)
    assert api.server.received == []


USAGE = """
from PACKAGE import AsyncInline, Inline
from PACKAGE.testing import FakeInline

fake = FakeInline()
fake.files.update.when("f", store_id="s", at="now", size=1).returns({})

def program(client: Inline) -> None:
    print(client.files.update("f", store_id="s", at="now", size=1).items())
    print(client.files.with_raw_response.update("f", store_id="s", at="now", size=1).value.items())

async def asynchronous(client: AsyncInline) -> None:
    print((await client.files.update("f", store_id="s", at="now", size=1)).items())
"""


@only_pydantic
@pytest.mark.parametrize("checker", [pyright, mypy])
def test_type_checkers_know_the_last_one(
    press_files: PressFiles, tmp_path: Path, checker: Callable[[Path, Any, str], list[str]]
) -> None:
    """Signatures are the same whatever models are made of."""
    pressed = press_files(API, LAST)
    assert checker(tmp_path, pressed, USAGE) == []
    wrong = USAGE.replace('update("f", store_id="s", at', 'update("f", "s", at')
    assert checker(tmp_path, pressed, wrong)


def test_fakes_are_told_by_them(press: Press) -> None:
    package = press(API, LAST)
    fake = __import__(f"{package.__name__}.testing", fromlist=["x"]).FakeInline()
    fake.files.update.when("f", store_id="s").returns({"a": 1})
    assert fake.files.update("f", store_id="s", **REST) == {"a": 1}
