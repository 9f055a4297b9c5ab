"""Responses that differ from the description: tolerated and reported, or refused by `strict`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from openrouter_sdk import Drift, OpenRouter
from openrouter_sdk.errors import ResponseValidationError
from openrouter_sdk.models import ActivityItem, ActivityResponse

from support.sdk import STYLES, operations
from support.server import ApiServer, Reply

Style = Callable[..., Any]
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
ACTIVITY, META, QUERY = operations()
ROW: dict[str, Any] = {
    "date": "2025-08-24",
    "model": "openai/gpt-4.1",
    "model_permaslug": "openai/gpt-4.1-2025-04-14",
    "endpoint_id": "550e8400-e29b-41d4-a716-446655440000",
    "provider_name": "OpenAI",
    "usage": 0.015,
    "byok_usage_inference": 0.012,
    "requests": 5,
    "prompt_tokens": 50,
    "completion_tokens": 125,
    "reasoning_tokens": 25,
}
MISSING = object()


def rows(*changes: dict[str, Any]) -> Reply:
    """Answer with one row per change; a value of MISSING drops the property."""
    changed = [{**ROW, **change} for change in changes]
    data = [{k: v for k, v in row.items() if v is not MISSING} for row in changed]
    return Reply(200, json.dumps({"data": data}).encode())


def activity(style: Style, api: ApiServer, reply: Reply, **client: Any) -> ActivityResponse:
    """Call get_user_activity and return its value."""
    api.script(reply)
    return style(ACTIVITY, {}, server_url=api.url, api_key="sk-any", **client)


@every_style
@pytest.mark.parametrize(
    ("change", "place", "kind"),
    [
        ({"requests": MISSING}, "/data/0/requests", "missing"),
        ({"requests": None}, "/data/0/requests", "int_type"),
        ({"usage": "much"}, "/data/0/usage", "float_parsing"),
        ({"model": 7}, "/data/0/model", "string_type"),
    ],
)
def test_what_differs_is_kept_and_reported(
    change: dict[str, Any], place: str, kind: str, style: Style, api: ApiServer
) -> None:
    heard: list[Drift] = []
    value = activity(style, api, rows(change), on_drift=heard.append)
    [(name, sent)] = change.items()
    assert type(value) is ActivityResponse and type(value.data[0]) is ActivityItem
    assert getattr(value.data[0], name) == (None if sent is MISSING else sent)
    assert (name in value.data[0].model_fields_set) == (sent is not MISSING)
    assert value.data[0].endpoint_id == ROW["endpoint_id"]
    assert [(one.operation, one.pointer, one.type) for one in heard] == [
        ("getUserActivity", place, kind)
    ]


@every_style
def test_strict_refuses_what_differs(style: Style, api: ApiServer) -> None:
    reply = rows({"requests": MISSING})
    with pytest.raises(ResponseValidationError, match="/data/0/requests") as caught:
        activity(style, api, reply, strict=True)
    error = caught.value
    assert (error.status_code, error.body) == (200, reply.body)
    assert [one.pointer for one in error.drift] == ["/data/0/requests"]
    assert isinstance(error.data, ActivityResponse)


@every_style
def test_a_response_as_described_is_no_drift(style: Style, api: ApiServer) -> None:
    heard: list[Drift] = []
    activity(style, api, rows({}, {}), on_drift=heard.append, strict=True)
    assert heard == []


@every_style
def test_new_fields_are_kept_even_by_strict(style: Style, api: ApiServer) -> None:
    value = activity(style, api, rows({"carbon": {"grams": 2}}), strict=True)
    assert value.data[0].model_extra == {"carbon": {"grams": 2}}
    assert value.model_dump(mode="json", by_alias=True)["data"][0]["carbon"] == {"grams": 2}


@every_style
def test_absent_and_given_optional_fields_can_be_told_apart(style: Style, api: ApiServer) -> None:
    absent, given = activity(style, api, rows({}, {"workspace_id": "w"}), strict=True).data
    assert (absent.workspace_id, given.workspace_id) == (None, "w")
    assert "workspace_id" not in absent.model_fields_set
    assert "workspace_id" in given.model_fields_set


@every_style
def test_unknown_values_of_open_enums_survive_strict(style: Style, api: ApiServer) -> None:
    api.script(
        Reply(
            200,
            b'{"data": {"metrics": [{"name": "m", "display_label": "M", "is_rate": false,'
            b' "display_format": "roman numerals"}], "dimensions": [], "operators":'
            b' [{"name": "like", "value_type": "regex"}], "granularities": []}}',
        )
    )
    value = style(META, {}, server_url=api.url, api_key="sk-any", strict=True)
    assert value.data.metrics[0].display_format == "roman numerals"
    assert value.data.operators[0].name == "like"


def test_rows_of_a_query_keep_their_columns(api: ApiServer) -> None:
    with OpenRouter(server_url=api.url, api_key="sk-any", strict=True) as client:
        value = client.analytics.query_analytics(metrics=["request_count"])
    assert value.data.data == [{"date__day": "2025-01-01T00:00:00.000Z", "request_count": 1500}]
    assert value.data.metadata.row_count == 1
    assert value.data.cached_at is None


def test_drift_of_many_rows_is_reported_once_for_each_place(
    api: ApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Drift] = []
    with caplog.at_level(logging.WARNING, "openrouter_sdk"):
        bad = {"requests": "very private", "model": MISSING}
        activity(STYLES["method"], api, rows(*[bad] * 50), on_drift=heard.append)
    assert [one.pointer for one in heard] == ["/data/0/model", "/data/0/requests"]
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 2
    assert all("50 times" in text and "getUserActivity" in text for text in messages)
    assert "very private" not in caplog.text


def test_a_wrong_row_among_many_is_found_and_the_others_are_as_ever(api: ApiServer) -> None:
    heard: list[Drift] = []
    changes: list[dict[str, Any]] = [{}] * 700
    for index, change in ((3, {"requests": "5"}), (699, {"usage": None})):
        changes[index] = change
    value = activity(STYLES["method"], api, rows(*changes), on_drift=heard.append)
    assert {type(row) for row in value.data} == {ActivityItem}
    assert (value.data[3].requests, value.data[699].usage) == (5, None)
    assert [one.pointer for one in heard] == ["/data/3/requests", "/data/699/usage"]
    assert value.data[4] == value.data[5]
    assert activity(STYLES["method"], api, rows(*[{}] * 700), strict=True).data[0] == value.data[4]


def test_drift_of_a_place_is_logged_once_and_heard_of_every_time(
    api: ApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Drift] = []
    replies = [rows({"requests": "x"}), rows({}, {"requests": "x"}), rows({"usage": "x"})]
    with (
        OpenRouter(server_url=api.url, api_key="sk-any", on_drift=heard.append) as client,
        caplog.at_level(logging.WARNING, "openrouter_sdk"),
    ):
        for reply in replies:
            api.script(reply)
            client.analytics.get_user_activity()
    places = ["/data/0/requests", "/data/1/requests", "/data/0/usage"]
    assert [one.pointer for one in heard] == places
    logged = [record.getMessage().partition(" at ")[2] for record in caplog.records]
    assert logged == ["/data/0/requests: int_parsing", "/data/0/usage: float_parsing"]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"7"])
def test_another_shape_is_returned_as_it_is(body: bytes, api: ApiServer) -> None:
    heard: list[Drift] = []
    value: Any = activity(STYLES["method"], api, Reply(200, body), on_drift=heard.append)
    assert len(heard) == 1
    assert value == json.loads(body)


@pytest.mark.parametrize(("body", "data"), [(b'{"data": "none"}', "none"), (b"{}", None)])
def test_a_model_takes_what_a_field_has(body: bytes, data: str | None, api: ApiServer) -> None:
    heard: list[Drift] = []
    value: Any = activity(STYLES["method"], api, Reply(200, body), on_drift=heard.append)
    assert isinstance(value, ActivityResponse)
    assert value.data == data
    assert [one.pointer for one in heard] == ["/data"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("strict", [True, False])
def test_what_is_no_json_at_all_raises(strict: bool, body: bytes, api: ApiServer) -> None:
    with pytest.raises(ResponseValidationError) as caught:
        activity(STYLES["method"], api, Reply(200, body), strict=strict)
    assert caught.value.body == body


def test_an_undeclared_success_is_reported(api: ApiServer) -> None:
    heard: list[Drift] = []
    reply = Reply(206, b'{"data": []}')
    value: Any = activity(STYLES["method"], api, reply, on_drift=heard.append)
    assert value == ActivityResponse(data=[])  # by the type of the nearest declared one
    assert [one.type for one in heard] == ["undeclared_status"]
