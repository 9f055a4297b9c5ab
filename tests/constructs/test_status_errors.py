"""A class for every status: what an error is, whatever the description says of its status."""

from __future__ import annotations

import copy
import json
import pickle
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.pressing import Press
from support.wire import PressWire, Use, Wire

STATUSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    **dict.fromkeys(range(500, 600), "InternalServerError"),
}


def response(schema: str) -> Any:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": "d", "content": content}


ERRORS: dict[str, dict[str, str]] = {
    "bare": {},
    "exact": {"404": "NotFound", "402": "Unpaid", "503": "Busy", "500": "Busy"},
    "shared": {"400": "Shared", "404": "Shared", "500": "Shared"},
    "ranges": {"4XX": "Ranged", "5XX": "Broken"},
    "all": {"default": "Anything", "409": "ConflictError"},
}
"""What operations declare, by their ids."""
NAMES = {"NotFound": "NotFoundResponseError", "ConflictError": "ConflictResponseError"}
"""What declared classes are called whose names are those of statuses."""
EVENTS = {"description": "d", "content": {"text/event-stream": {"schema": {"type": "object"}}}}
FILE = {"description": "d", "content": {"application/pdf": {}}}


def described() -> str:
    paths: dict[str, Any] = {}
    for name, errors in ERRORS.items():
        rows = {status: response(schema) for status, schema in errors.items()}
        for kind, success in (("", {"description": "d"}), ("_events", EVENTS), ("_file", FILE)):
            get = {"tags": ["x"], "operationId": name + kind, "responses": {"200": success, **rows}}
            paths[f"/{name}{kind}"] = {"get": get}
    schemas = {schema for errors in ERRORS.values() for schema in errors.values()}
    fields = {"type": "object", "required": ["message"], "properties": {"message": {}}}
    components = {"schemas": dict.fromkeys(sorted(schemas), fields)}
    return f"paths: {json.dumps(paths)}\ncomponents: {json.dumps(components)}\n"


def declared_for(name: str, status: int) -> str | None:
    rows = ERRORS[name]
    found = rows.get(str(status)) or rows.get(f"{status // 100}XX") or rows.get("default")
    return None if found is None else NAMES.get(found, f"{found}Error")


class Always:
    """A transport whose every answer has one status."""

    def __init__(self, package: ModuleType) -> None:
        self.make = import_module(f"{package.__name__}._runtime.http.transport").HTTPResponse
        self.status = 200

    def send(self, request: Any) -> Any:
        fields = [(b"Content-Type", b"application/json")]
        return self.make(self.status, fields, b'{"message": "told"}')

    def close(self) -> None: ...


def test_every_status_by_every_kind_of_row(press: Press) -> None:
    package = press(described())
    errors: Any = import_module(f"{package.__name__}.errors")
    transport = Always(package)
    client = package.Inline(server_url="http://a.example", http_client=transport, retries=False)
    known = {one: getattr(errors, one) for one in errors.__all__}
    known = {name: one for name, one in known.items() if isinstance(one, type)}
    classes: dict[tuple[str, str | None], type] = {}
    for status in range(400, 600):
        transport.status = status
        for name in ERRORS:
            with pytest.raises(errors.APIStatusError, match=f"^{status}.*: told ") as caught:
                getattr(client.x, name)()
            error, own, declared = caught.value, STATUSES.get(status), declared_for(name, status)
            expected = {own or "APIStatusError", declared or "InlineDefaultError"}
            found = {one for one, cls in known.items() if isinstance(error, cls)}
            assert found == {"APIStatusError", "InlineError", *expected}
            assert (error.status_code, error.json) == (status, {"message": "told"})
            kind = type(error)
            assert classes.setdefault((kind.__name__, own), kind) is kind  # made once
            assert kind.__name__ == (declared or "InlineDefaultError")
            assert kind.__module__.startswith(f"{package.__name__}.errors.")
            if status in (400, 402, 404, 409, 500):
                _survives(error)
    assert len(classes) > 20


def _survives(error: Any) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(twin), str(twin), twin.json) == (type(error), str(error), error.json)


def test_a_class_of_one_status_is_made_by_the_generator(press: Press) -> None:
    errors: Any = import_module(f"{press(described()).__name__}.errors")
    assert errors.NotFoundResponseError.__base__ is errors.NotFoundError
    assert errors.BusyError.__base__ is errors.InternalServerError
    assert errors.BrokenError.__base__ is errors.InternalServerError
    assert errors.ConflictResponseError.__base__ is errors.ConflictError
    for several in (errors.SharedError, errors.RangedError, errors.AnythingError):
        assert several.__base__ is errors.APIStatusError


@pytest.fixture
def api(wire: PressWire, models: Any, transport: Any) -> Wire:
    return wire(described())


CALLS: dict[str, Use] = {
    "value": lambda client: client.x.shared(),
    "raw": lambda client: client.x.with_raw_response.shared(),
    "stream": lambda client: client.x.shared_events(),
    "download": lambda client: client.x.with_streaming_response.shared_file(),
}


@with_both_libraries
def test_however_it_is_called(api: Wire) -> None:
    errors: Any = import_module(f"{api.package.__name__}.errors")
    for use in CALLS.values():
        for status, declared, own in (
            (404, errors.SharedError, errors.NotFoundError),
            (409, errors.InlineDefaultError, errors.ConflictError),
        ):
            api.server.answers = [answer({"message": "told"}, status)]
            with pytest.raises(own) as caught:
                api.call(use, retries=False)
            assert isinstance(caught.value, declared)
            assert caught.value.json == {"message": "told"}
            _survives(caught.value)


@with_both_libraries
def test_in_a_stream_that_had_begun(api: Wire) -> None:
    errors: Any = import_module(f"{api.package.__name__}.errors")
    for status, use, kinds in (
        (429, lambda client: client.x.bare_events(), ("RateLimitError", "InlineDefaultError")),
        (404, lambda client: client.x.ranges_events(), ("NotFoundError", "RangedError")),
        (503, lambda client: client.x.exact_events(), ("InternalServerError", "BusyError")),
    ):
        event = json.dumps({"error": {"code": status}, "message": "told"})
        api.server.answers = [answer(f"data: {event}\n\n", content_type="text/event-stream")]
        with pytest.raises(errors.APIStatusError) as caught:
            api.items(use)
        for kind in kinds:
            assert isinstance(caught.value, getattr(errors, kind))
        assert (caught.value.status_code, caught.value.json) == (200, json.loads(event))


@with_both_libraries
def test_as_values(api: Wire) -> None:
    package = api.package.__name__
    errors: Any = import_module(f"{package}.errors")
    core = import_module(f"{package}.core").InlineCore
    function = import_module(f"{package}.funcs.x_shared").x_shared
    found: list[Any] = []
    with core(server_url=api.server.url, retries=False) as client:
        for status in (404, 403):
            api.server.answers = [answer({"message": "told"}, status)]
            found.append(function(client).error)
    assert isinstance(found[0], errors.SharedError) and isinstance(found[0], errors.NotFoundError)
    assert isinstance(found[1], errors.PermissionDeniedError)


def test_what_is_not_there_has_no_status(wire: PressWire, transport: Any) -> None:
    api = wire(described())
    errors: Any = import_module(f"{api.package.__name__}.errors")
    api.server.answers = [None]
    for error in (errors.APIConnectionError, errors.RequestValidationError):
        assert not issubclass(error, errors.APIStatusError)
    with pytest.raises(errors.APIConnectionError) as caught:
        api.call(lambda client: client.x.bare(), retries={"max_attempts": 2, "initial_delay": 0})
    assert f"(bare, 2 attempts, GET {api.server.url}/bare)" in str(caught.value)
    assert caught.value.json is None
