"""When the body of a 200 is an error after all, and which one."""

from __future__ import annotations

from typing import Any

import pytest
from sdk_runtime.models.model import Model

from runtime.lab import ERRORS, BaseError, DefaultError, ResponseCase, operation
from runtime.script import Script, reply


class Thing(Model):
    id: int
    note: str | None = None
    message: str | None = None


class Fault(Model):
    code: int
    message: str


class Refusal(Model):
    reason: str


class Fallback(Model):
    reason: str
    detail: str | None = None


class FaultError(BaseError):
    """Declared for 400."""


class RefusalError(BaseError):
    """Declared for 403."""


class FallbackError(BaseError):
    """Declared for all else."""


class OfClient(BaseError):
    """Of any 4XX."""


class OfNothing(BaseError):
    """Of what is no status."""


STATUSES = {"4XX": OfClient, "2XX": OfNothing, "9XX": OfNothing}
SPEC = {"errors": lambda: ERRORS._replace(statuses=STATUSES)}


ODD = (200, "999", "４０４", "4０４", 40.4)
"""What is no status of an error."""


def row(status: str, model: Any, error: Any = None) -> ResponseCase:
    raises = None if error is None else lambda: error
    return ResponseCase(status, "application/json", "json", lambda: model, raises)


CALLED = operation(
    responses=(
        row("200", Thing),
        row("400", Fault, FaultError),
        row("403", Refusal, RefusalError),
        row("default", Fallback, FallbackError),
    )
)


def called(body: Any) -> Any:
    return Script(reply(body)).client(SPEC).call(CALLED, {})


@pytest.mark.parametrize(
    "body",
    [
        {"id": 1, "code": 2, "message": "m"},  # it fits; what it has besides is kept
        {"id": 1, "error": {"code": 2, "message": "m"}},
        {"note": "n", "error": "x"},  # it lacks something, but has what only a thing has
        {"note": "n", "message": "m", "code": 2},  # as much of a thing as of a fault
        {"id": "x", "note": "n", "reason": "r"},
        {"id": 1, "reason": "r", "detail": "d"},
        {"error": None},
        {"error": ""},
        {"anything": 1},
    ],
)
def test_what_is_more_of_a_success_is_one(body: Any) -> None:
    value = called(body)
    assert type(value) is Thing
    assert value.to_dict() == body


@pytest.mark.parametrize(
    ("body", "declared", "of_client"),
    [
        ({"code": 2, "message": "m"}, FaultError, True),
        ({"reason": "r"}, FallbackError, False),
        ({"reason": "r", "status": 403}, RefusalError, True),
        ({"reason": "r", "code": "403"}, RefusalError, True),
        ({"reason": "r", "code": 404}, FallbackError, True),
        ({"reason": "r", "status": 200}, FallbackError, False),
        ({"error": "x"}, DefaultError, False),
        ({"error": {"status": 499, "x": 1}, "status": 999}, DefaultError, True),
        ({"error": {"x": 1}, "status": 400, "code": 5}, FaultError, True),
        ({"error": {"x": 1}, "status": 500, "code": 5}, DefaultError, False),
        *(({"error": "x", "status": odd}, DefaultError, False) for odd in ODD),
    ],
)
def test_what_is_more_of_an_error_raises_it(body: Any, declared: Any, of_client: bool) -> None:
    with pytest.raises(BaseError) as caught:
        called(body)
    assert isinstance(caught.value, declared)
    assert isinstance(caught.value, OfClient) is of_client
    assert not isinstance(caught.value, OfNothing)
    assert caught.value.status_code == 200, "what came, whatever the body says"


def test_an_error_that_fits_in_part_tells_how_it_differs() -> None:
    with pytest.raises(FaultError) as caught:
        called({"error": {"x": 1}, "status": 400, "code": 5})
    assert [one.pointer for one in caught.value.drift] == ["/message"]
    assert caught.value.data.code == 5
