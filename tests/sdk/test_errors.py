"""Error responses: declared, undeclared, and with bodies that are not what was declared."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from openrouter_sdk import Err, OpenRouter, OpenRouterCore, OpenRouterError, errors
from openrouter_sdk.funcs.analytics_get_analytics_meta import analytics_get_analytics_meta

from support.sdk import STYLES, ManifestOperation, operations
from support.server import ApiServer, Reply
from support.transports import TransportKind

Style = Callable[..., Any]
DECLARED = [(one, status) for one in operations() for status in one.errors()]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
every_operation = pytest.mark.parametrize("operation", operations(), ids=lambda one: one.id)


def error_of(
    style: Style, operation: ManifestOperation, api: ApiServer, reply: Reply
) -> OpenRouterError:
    """Make a call that fails and return the error."""
    api.script(reply)
    required = {name for name, one in operation.entry["arguments"].items() if one["required"]}
    examples = api.description.arguments(api.description.operation(operation.id))
    names = operation.python_names()
    arguments = {names[at]: value for at, value in examples.items() if names.get(at) in required}
    with pytest.raises(OpenRouterError) as caught:
        style(operation, arguments, server_url=api.url, api_key="sk-any", retries=False)
    assert len(api.requests) == 1
    return caught.value


@every_style
@pytest.mark.parametrize(
    ("operation", "status"), DECLARED, ids=[f"{one.id}-{status}" for one, status in DECLARED]
)
def test_a_declared_status_raises_its_error_with_typed_data(
    operation: ManifestOperation,
    status: int,
    style: Style,
    api: ApiServer,
    transport: TransportKind,
) -> None:
    error = error_of(style, operation, api, Reply(status, headers={"X-Request-Id": "req-17"}))
    described = api.description.operation(operation.id)
    example = api.description.response_example(described, status)
    assert type(error) is operation.errors()[status]
    assert error.status_code == status
    assert error.headers["x-request-id"] == error.headers["X-REQUEST-ID"] == "req-17"
    assert error.request_id == "req-17"
    assert json.loads(error.body) == example
    assert isinstance(error.response, transport.response)
    assert type(error.data).__name__ == type(error).__name__.removesuffix("Error")
    assert error.data.error.message == example["error"]["message"]
    assert error.data.error.code == status
    assert error.drift == ()
    text = str(error)
    assert str(status) in text and example["error"]["message"] in text and operation.id in text


@every_style
@every_operation
def test_an_undeclared_status_raises_the_default_error(
    operation: ManifestOperation, style: Style, api: ApiServer
) -> None:
    error = error_of(style, operation, api, Reply(418, b'{"error": {"message": "short, stout"}}'))
    assert type(error) is errors.OpenRouterDefaultError
    assert error.status_code == 418
    assert error.body == b'{"error": {"message": "short, stout"}}'
    assert error.data is None
    assert "short, stout" in str(error)


@pytest.mark.parametrize("status", [502, 500, 401])
@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<html>Bad Gateway</html>", "text/html"),
        (b"<html>Bad Gateway</html>", "application/json"),
        (b"\xff\xfe\x00\x9f", "application/octet-stream"),
        (b'{"error": {"mess', "application/json"),
        (b"[1, 2]", "application/json"),
        (b'{"error": {"code": 1, "message": "No"}}', "text/plain"),
    ],
    ids=[
        "html",
        "html that says it is JSON",
        "bytes",
        "half of JSON",
        "another shape",
        "JSON that says it is text",
    ],
)
@every_style
def test_a_body_of_another_kind_raises_the_default_error_and_is_kept(
    style: Style,
    body: bytes,
    media_type: str,
    status: int,
    api: ApiServer,
    transport: TransportKind,
) -> None:
    error = error_of(style, operations()[0], api, Reply(status, body, media_type))
    own = errors.AuthenticationError if status == 401 else errors.InternalServerError
    assert isinstance(error, errors.OpenRouterDefaultError) and isinstance(error, own)
    assert error.status_code == status
    assert error.body == body
    assert isinstance(error.response, transport.response)
    assert error.headers["content-type"] == media_type


def test_an_error_without_a_body_raises_the_default_error(api: ApiServer) -> None:
    error = error_of(STYLES["method"], operations()[0], api, Reply(401, b""))
    assert isinstance(error, errors.OpenRouterDefaultError)
    assert (error.status_code, error.body) == (401, b"")


def test_a_declared_error_with_missing_and_new_fields_stays_typed(api: ApiServer) -> None:
    body = b'{"error": {"message": "No", "hint": "yes"}, "trace": 7}'
    error = error_of(STYLES["method"], operations()[0], api, Reply(401, body))
    assert isinstance(error, errors.UnauthorizedResponseError)
    assert error.data.error.message == "No"
    assert error.data.error.model_extra == {"hint": "yes"}
    assert error.data.model_extra == {"trace": 7}
    assert [(one.pointer, one.type) for one in error.drift] == [("/error/code", "missing")]


def test_functions_return_errors_that_are_no_fault_of_the_caller(api: ApiServer) -> None:
    api.script(Reply(403))
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        result = analytics_get_analytics_meta(client)
    assert isinstance(result, Err)
    assert isinstance(result.error, errors.ForbiddenResponseError)
    with pytest.raises(errors.ForbiddenResponseError):
        result.unwrap()


def test_every_error_class_is_below_the_base_error() -> None:
    classes = [getattr(errors, name) for name in errors.__all__]
    raised = [one for one in classes if isinstance(one, type)]
    assert len(raised) >= 12
    assert all(issubclass(one, OpenRouterError) for one in raised)
    assert issubclass(errors.APITimeoutError, errors.APIConnectionError)
    assert issubclass(errors.RequestValidationError, ValueError)


@pytest.mark.parametrize(
    "arguments",
    [
        {"metrics": ["request_count"], "limit": "many"},
        {"metrics": None},
        {"metrics": ["request_count"], "order_by": {"field": "date", "direction": "up"}},
        {"metrics": ["request_count"], "time_range": {"start": "yesterday"}},
        {"metrics": ["request_count"], "http_referer": "https://a.example\r\nX-Evil: 1"},
        {"metrics": ["request_count"], "options": {"headers": {"X-A": "1\n2"}}},
    ],
)
def test_a_request_that_cannot_be_encoded_is_never_sent(
    arguments: dict[str, Any], api: ApiServer
) -> None:
    with (
        OpenRouter(server_url=api.url, api_key="sk-any") as client,
        pytest.raises(errors.RequestValidationError) as caught,
    ):
        client.analytics.query_analytics(**arguments)
    assert caught.value.status_code is None
    assert api.requests == []
