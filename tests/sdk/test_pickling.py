"""Models, errors, results and raw responses survive pickling, also into another process."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from openrouter_sdk import UNSET, Drift, OpenRouter, OpenRouterCore, errors
from openrouter_sdk.funcs.analytics_get_user_activity import analytics_get_user_activity
from openrouter_sdk.models import ActivityResponse

from support.raw_server import SILENT, RawServer
from support.sdk import STYLES, operations
from support.server import ApiServer, Reply
from support.transports import TransportKind

READ = operations()[0]
Duplicate = Callable[[Any], Any]


def through_pickle(value: Any) -> Any:
    """Pickle and unpickle."""
    return pickle.loads(pickle.dumps(value))


duplicates = pytest.mark.parametrize(
    "duplicate", [through_pickle, copy.copy, copy.deepcopy], ids=["pickle", "copy", "deepcopy"]
)


@duplicates
def test_models(duplicate: Duplicate, api: ApiServer) -> None:
    api.script(Reply(200, b'{"data": [{"model": "m", "new": 1}]}'))
    value = STYLES["method"](READ, {}, server_url=api.url, api_key="sk-any")
    again = duplicate(value)
    assert again == value
    assert type(again) is ActivityResponse
    assert again.data[0].model_fields_set == {"model"} | ({"new"} & again.data[0].model_fields_set)
    assert again.data[0].model_extra == {"new": 1}


@duplicates
@pytest.mark.parametrize("status", [*READ.errors(), 418])
def test_errors_with_a_response(
    duplicate: Duplicate, status: int, api: ApiServer, transport: TransportKind
) -> None:
    body = b'{"detail": "teapot"}' if status == 418 else None
    api.script(Reply(status, body, headers={"X-Request-Id": "req-9"}))
    with pytest.raises(errors.OpenRouterError) as caught:
        STYLES["method"](READ, {}, server_url=api.url, api_key="sk-any", retries=False)
    error, again = caught.value, duplicate(caught.value)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert dict(again.headers) == dict(error.headers)
    for name in ("status_code", "body", "request_id", "data", "request", "args"):
        assert getattr(again, name) == getattr(error, name)
    assert transport.keeps(again.response, status, error.body)


@duplicates
def test_errors_without_a_response(duplicate: Duplicate) -> None:
    with RawServer(SILENT) as server, pytest.raises(errors.APITimeoutError) as caught:
        given = {"server_url": server.url, "api_key": "sk-any", "timeout": 0.05, "retries": False}
        STYLES["method"](READ, {}, **given)
    again = duplicate(caught.value)
    assert type(again) is errors.APITimeoutError
    assert (str(again), again.status_code, again.body) == (str(caught.value), None, b"")


@duplicates
def test_results(duplicate: Duplicate, api: ApiServer) -> None:
    api.script(Reply(), Reply(403))
    with OpenRouterCore(server_url=api.url, api_key="sk-any") as client:
        good, bad = analytics_get_user_activity(client), analytics_get_user_activity(client)
    good_again: Any = duplicate(good)
    bad_again: Any = duplicate(bad)
    assert (type(good_again).__name__, good_again.ok, good_again == good) == ("Ok", True, True)
    assert (type(bad_again).__name__, bad_again.ok) == ("Err", False)
    assert type(bad_again.error) is errors.ForbiddenResponseError


@duplicates
def test_raw_responses(duplicate: Duplicate, api: ApiServer, transport: TransportKind) -> None:
    api.script(Reply(200, b'{"data": [{}]}', headers={"X-Request-Id": "req-9"}))
    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        raw = client.analytics.with_raw_response.get_user_activity()
    again: Any = duplicate(raw)
    assert type(again).__name__ == "APIResponse"
    assert (again.status_code, again.body, again.request_id) == (200, raw.body, "req-9")
    assert (again.value, again.drift) == (raw.value, raw.drift)
    assert isinstance(again.drift[0], Drift)
    assert transport.keeps(again.http_response, 200, raw.body)


@duplicates
def test_the_sentinel_stays_the_only_one(duplicate: Duplicate) -> None:
    assert duplicate(UNSET) is UNSET


def test_another_process_can_read_all_of_it(api: ApiServer) -> None:
    api.script(Reply(), Reply(400), Reply())
    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        values = [analytics_get_user_activity(client), analytics_get_user_activity(client)]
        raw = client.analytics.with_raw_response.get_user_activity()
    program = (
        "import pickle, sys\n"
        "good, bad, raw = pickle.load(sys.stdin.buffer)\n"
        "print(good.value.data[0].requests, bad.error.data.error.code, raw.value.data[0].usage)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps([*values, raw]),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.stderr.decode(), done.stdout.decode()) == ("", f"5 400 0.015{os.linesep}")
