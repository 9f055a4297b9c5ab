"""Writes that are retried: what the description and sdk.toml say of it."""

from __future__ import annotations

import inspect
import itertools
from typing import Any
from uuid import UUID

import pytest

from support.api import Api
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

QUICK = "backoff: {initialInterval: 0, maxInterval: 0}"
POLICIES = f"""
info: {{title: Policies, version: 1.0.0}}
ROOT
paths:
  /read: {{get: {{operationId: read, tags: [all], responses: {{'204': {{description: ok}}}}}}}}
  /write: {{post: {{operationId: write, tags: [all], responses: {{'204': {{description: ok}}}}}}}}
  /own: {{patch: {{operationId: own, tags: [all], x-retries: {{strategy: backoff, {QUICK}}}, responses: {{'204': {{description: ok}}}}}}}}
  /safe: {{post: {{operationId: safe, tags: [all], x-idempotent: true, responses: {{'204': {{description: ok}}}}}}}}
"""
RETRIES = f"{{strategy: backoff, {QUICK}}}"
FAST = "[retries]\ninitial_delay = 0\n"


@pytest.mark.parametrize(
    ("root", "config", "write", "own"),
    [
        ("", FAST, 1, 3),
        ("", FAST + "writes = true", 3, 3),
        ("", FAST + "writes = false", 1, 1),
        (f"x-retries: {RETRIES}", "", 3, 3),
        (f"x-speakeasy-retries: {RETRIES}", "", 3, 3),
        (f"x-retries: {RETRIES}", FAST + "writes = false", 1, 1),
        ("x-retries: {strategy: none}", FAST, 1, 3),
    ],
)
def test_who_says_that_writes_are_retried(
    press: Press, root: str, config: str, write: int, own: int
) -> None:
    package = press(POLICIES.replace("ROOT", root), config)
    none = "none" in root
    with (
        Api(lambda _call: (500, {})) as api,
        package.Policies(server_url=api.url) as client,
    ):
        for method, given, calls in (
            ("read", {}, 1 if none else 3),
            ("write", {}, write),
            ("own", {}, own),
            ("safe", {}, 1 if none else 3),
            ("write", {"writes": True, "max_attempts": 2}, 2),
            ("own", {"writes": False}, 1),
        ):
            api.calls.clear()
            with pytest.raises(package.errors.PoliciesError):
                getattr(client.all, method)(options={"retries": given})
            assert len(api.calls) == calls, (method, given)


KEYS = """
info: {title: Keys, version: 1.0.0}
paths:
  /bare:
    post: {operationId: bare, tags: [all], responses: {'204': {description: ok}}}
    delete: {operationId: remove, tags: [all], responses: {'204': {description: ok}}}
    get: {operationId: list, tags: [all], responses: {'204': {description: ok}}}
"""
FITTING = (
    "{type: string}",
    "{type: string, format: uuid}",
    "{type: string, minLength: 1, maxLength: 255, pattern: '^[a-f0-9-]+$'}",
    "{anyOf: [{type: string, maxLength: 36}, {type: 'null'}]}",
    "{$ref: '#/components/schemas/Key'}",
    "{}",
)
OTHER = (
    "{type: integer}",
    "{type: string, maxLength: 35}",
    "{type: string, minLength: 40}",
    "{type: string, pattern: '^[0-9]+$'}",
    "{type: string, enum: [a]}",
    "{type: string, format: date-time}",
    "{oneOf: [{type: string, maxLength: 8}, {type: 'null'}]}",
)


def keyed() -> str:
    """A description of operations whose header takes a key, or something else."""
    text = KEYS
    for name, schemas in (("fit", FITTING), ("other", OTHER)):
        for index, schema in enumerate(schemas):
            parameter = f"{{name: idempotency-KEY, in: header, required: true, schema: {schema}}}"
            rest = "tags: [all], responses: {'204': {description: ok}}"
            text += f"  /{name}/{index}:\n    parameters: [{parameter}]\n"
            for method in ("post", "get"):
                text += f"    {method}: {{operationId: {method}_{name}_{index}, {rest}}}\n"
    return text + "components: {schemas: {Key: {type: string}}}\n"


def required(method: Any) -> set[str]:
    """The arguments that a call must give."""
    given = inspect.signature(method).parameters.values()
    return {item.name for item in given if item.default is item.empty}


@with_both_libraries
def test_a_key_is_given_where_the_description_takes_one(press: Press) -> None:
    package = press(keyed(), FAST)
    statuses = itertools.cycle([500, 204])
    mine = "123e4567-e89b-42d3-a456-426614174000"
    with (
        Api(lambda _call: (next(statuses), None)) as api,
        package.Keys(server_url=api.url) as client,
    ):
        for index, schema in enumerate(OTHER):
            method = getattr(client.all, f"post_other_{index}")
            assert required(method) == {"idempotency_key"}, schema
        for index, schema in enumerate(FITTING):
            api.calls.clear()
            method = getattr(client.all, f"post_fit_{index}")
            assert required(method) == set(), schema
            method()
            getattr(client.all, f"get_fit_{index}")()
            method(idempotency_key=UUID(mine) if "uuid" in schema else mine)
            first, again, other, too, *own = (
                call.headers.get("idempotency-key") for call in api.calls
            )
            assert (first, other) == (again, too)
            assert UUID(first or "") != UUID(other or "")
            assert own == [mine] * 2


@with_both_libraries
def test_any_header_may_be_the_key(press: Press, press_files: PressFiles) -> None:
    config = FAST + '[idempotency]\nheader = "X-Once"'
    description = keyed()
    package = press(description, config)
    statuses = itertools.cycle([500, 204])
    with (
        Api(lambda _call: (next(statuses), None)) as api,
        package.Keys(server_url=api.url) as client,
    ):
        assert required(client.all.post_fit_0) == {"idempotency_key"}
        client.all.bare()
        client.all.remove()
        client.all.list()
        client.all.post_fit_0(idempotency_key="mine")
        client.all.bare(options={"idempotency_key": "k"})
        client.request("patch", "/more")
        client.request("GET", "/more")
        once = [call.headers.get("x-once") for call in api.calls]
        usual = [call.headers.get("idempotency-key") for call in api.calls]
    assert usual == [*[None] * 6, "mine", "mine", *[None] * 6]
    assert once[4:6] == [None, None], "reading needs no key"
    assert once[8:10] == ["k", "k"]
    assert UUID(once[10] or "") == UUID(once[11] or "")
    assert once[12:] == [None, None]
    assert once[0] == once[1] != once[2] == once[3]
    assert "`X-Once`" in press_files(description, config).files["README.md"]
