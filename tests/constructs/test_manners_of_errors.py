"""`[surface] errors = "root"`: errors in the package itself, below one base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import answer
from sdkpress.problems import DescriptionError
from support.checkers import mypy, pyright
from support.pressing import Press, PressFiles
from support.wire import PressWire, Wire

API = """
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: at, in: header, schema: {type: string}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}
        '404': {description: none, content: {application/json: {schema: {$ref: '#/components/schemas/APIError'}}}}
components:
  schemas:
    X: {type: object, required: [a], properties: {a: {type: integer}}}
    APIError: {type: object, properties: {code: {type: string}}}
"""
ROOT = '[surface]\nerrors = "root"\n'
STATUSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    418: "APIStatusError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "InternalServerError",
}


@pytest.fixture
def api(wire: PressWire) -> Wire:
    return wire(API, ROOT)


def failure(api: Wire, *, at: str | None = None) -> Exception:
    with pytest.raises(api.package.InlineError) as raised:
        api.call(lambda client: client.x.get(at=at), retries=False, strict=True)
    return raised.value


@pytest.mark.parametrize(("status", "name"), STATUSES.items())
def test_a_status_has_its_class_in_the_root(api: Wire, status: int, name: str) -> None:
    api.server.answers = [answer({"code": "c"}, status=status)]
    error = failure(api)
    package = api.package
    assert isinstance(error, getattr(package, name))
    assert isinstance(error, package.APIStatusError) and isinstance(error, package.APIError)
    assert (error.status_code, error.response.status_code) == (status, status)
    if status == 404:
        assert error.data.code == "c"  # the declared one has given way to the base of all


def test_what_is_no_status(api: Wire) -> None:
    package = api.package
    api.server.answers = [None]
    error = failure(api)
    assert isinstance(error, package.APIConnectionError) and isinstance(error, package.APIError)
    assert issubclass(package.APITimeoutError, package.APIConnectionError)
    api.server.answers = [answer({"a": "text"})]
    error = failure(api)
    assert isinstance(error, package.APIResponseValidationError)
    assert isinstance(error, package.APIError)
    assert package.APIResponseValidationError is package.errors.ResponseValidationError
    error = failure(api, at="line\nbreak")
    assert not isinstance(error, package.APIError)  # nobody was asked


def test_they_are_the_same_in_either_place(press: Press) -> None:
    package = press(API, ROOT)
    names = {*STATUSES.values(), "APIError", "APIConnectionError", "APITimeoutError"}
    names |= {"APIResponseValidationError", "InlineError"}
    for name in names:
        assert getattr(package, name) is getattr(package.errors, name)
        assert name in package.__all__ and name in dir(package.errors)
    assert not {"APIError", "NotFoundError"} & {*dir(press(API.replace("/x", "/y")))}


def test_a_client_called_as_one_of_them_gives_way(press_files: PressFiles) -> None:
    named = API.replace("paths:", "info: {title: Not found error, version: 1.0.0}\npaths:", 1)
    pressed = press_files(named, ROOT)
    client = pressed.files[f"src/{pressed.package}/client.py"]
    assert "class NotFoundErrorClient(" in client
    with pytest.raises(DescriptionError):
        press_files(API, f'{ROOT}[client]\nname = "NotFoundError"\n')
    with pytest.raises(DescriptionError):
        press_files(API, f'{ROOT}[client]\nbase_error = "APIError"\n')


USAGE = """
import PACKAGE
from PACKAGE import APIConnectionError, APIError, APIResponseValidationError, NotFoundError

def program(client: PACKAGE.Inline) -> None:
    try:
        client.x.get()
    except NotFoundError as error:
        print(error.status_code, error.message)
    except (APIConnectionError, APIResponseValidationError) as error:
        print(error.body, error.drift)
    except APIError as error:
        print(error.request_id)
    except PACKAGE.InlineError:
        pass
"""


@pytest.mark.parametrize("checker", [pyright, mypy])
def test_type_checkers_know_them(
    press_files: PressFiles, tmp_path: Path, checker: Callable[[Path, Any, str], list[str]]
) -> None:
    assert checker(tmp_path, press_files(API, ROOT), USAGE) == []
