"""A success that the description lacks: read by the nearest that it has, and reported."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]


def content(media_type: str, name: str) -> Any:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": "d", "content": {media_type: {"schema": schema}}}


def model(*names: str) -> Any:
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}}


JSON, SSE = "application/json", "text/event-stream"
OPERATIONS = {
    "one": {"200": content(JSON, "Pet"), "default": content(JSON, "Fault")},
    "several": {
        "200": content(JSON, "Pet"),
        "202": content(JSON, "Job"),
        "204": {"description": "d"},
        "207": content("text/plain", "Pet"),
    },
    "ranged": {"200": content(JSON, "Job"), "2XX": content(JSON, "Pet")},
    "streamed": {"200": content(SSE, "Pet"), "400": content(JSON, "Fault")},
    "bare": {"204": {"description": "d"}},
}
PATHS = {
    f"/{name}": {"get": {"operationId": name, "tags": ["x"], "responses": responses}}
    for name, responses in OPERATIONS.items()
}
SCHEMAS = {"Pet": model("name"), "Job": model("state"), "Fault": model("detail")}
API = f"paths: {json.dumps(PATHS)}\ncomponents: {json.dumps({'schemas': SCHEMAS})}\n"


def called(api: Wire, name: str, drift: list[Any], **config: Any) -> Any:
    """Call a method; note what it reports."""

    def use(client: Any) -> Any:
        return getattr(client.x, name)()

    if name == "streamed":
        return api.items(use, on_drift=drift.append, **config)
    return api.call(use, on_drift=drift.append, **config)


def test_undeclared_successes(wire: PressWire) -> None:
    api = wire(API)
    models, errors = api.package.models, api.package.errors
    pet, job = models.Pet(name="a"), models.Job(state="b")
    for name, status, body, media_type, expected in [
        ("one", 201, {"name": "a"}, JSON, pet),
        ("one", 206, {"name": "a"}, "application/vnd.pet+json", pet),
        ("one", 299, {"name": "a"}, None, pet),
        ("one", 202, b"", JSON, None),
        ("one", 202, b"", None, None),
        ("one", 204, b"", None, None),
        ("one", 202, "later", "text/plain", "later"),
        ("several", 201, {"name": "a"}, JSON, pet),
        ("several", 203, {"state": "b"}, JSON, job),
        ("several", 206, {"state": "b"}, JSON, job),
        ("several", 206, "text", "text/plain", "text"),
        ("streamed", 201, 'data: {"name":"a"}\n\n', SSE, [pet]),
        ("streamed", 202, {"name": "a"}, JSON, [pet]),
        ("streamed", 204, b"", None, []),
        ("bare", 200, {"any": 1}, JSON, None),
    ]:
        drift: list[Any] = []
        api.server.answers = [answer(body, status, content_type=media_type)]
        assert called(api, name, drift) == expected, (name, status, media_type)
        assert [(one.type, one.input) for one in drift] == [("undeclared_status", status)]
        with pytest.raises(errors.ResponseValidationError, match="not declared"):
            called(api, name, drift, strict=True)


def test_declared_successes(wire: PressWire) -> None:
    """A range and the success itself are no drift; an error in any of them is still one."""
    api = wire(API)
    drift: list[Any] = []
    api.server.answers = [answer({"name": "a"}, 201)]
    assert called(api, "ranged", drift, strict=True).name == "a"
    for name in ("one", "streamed"):
        api.server.answers = [answer({"detail": "no"}, 201)]
        with pytest.raises(api.package.errors.FaultError, match="no"):
            called(api, name, drift)
