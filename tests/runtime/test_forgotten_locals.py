"""Local variables of what failed: gone from every error that led to it, kept where others run."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

import pytest
from sdk_runtime.base.traces import forget_locals


def caught(act: Callable[[], Any]) -> BaseException:
    """Return what is raised; the frame that caught it has ended by then."""
    try:
        act()
    except BaseException as error:
        return error
    raise AssertionError


def first() -> None:
    secret = "S3CRET"
    raise ValueError(len(secret))


def while_handling() -> None:
    secret = "S3CRET"
    try:
        first()
    except ValueError:
        raise KeyError(len(secret))  # noqa: B904


def because_of_another() -> None:
    other = caught(first)
    secret = "S3CRET"
    error = KeyError(len(secret))
    error.__cause__ = other
    raise error


def of_several() -> None:
    found = [caught(first), caught(while_handling)]
    raise ExceptionGroup("several", [one for one in found if isinstance(one, Exception)])


def locals_of(trace: TracebackType | None) -> list[Any]:
    """Return the values that the frames of a traceback hold."""
    found: list[Any] = []
    while trace is not None:
        found += trace.tb_frame.f_locals.values()
        trace = trace.tb_next
    return found


def held(error: BaseException | None) -> list[Any]:
    """Return what all frames hold that an error knows."""
    if error is None:
        return []
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    others = [error.__cause__, error.__context__, *inner]
    return [*locals_of(error.__traceback__), *(one for other in others for one in held(other))]


@pytest.mark.parametrize("act", [first, while_handling, because_of_another, of_several])
def test_nothing_is_left_of_what_led_to_an_error(act: Callable[[], Any]) -> None:
    error = caught(act)
    assert "S3CRET" in held(error)
    forget_locals(error)
    assert "S3CRET" not in held(error)
    assert error.__traceback__ is not None, "lines stay"


def test_errors_may_lead_to_each_other() -> None:
    one, other = caught(first), caught(while_handling)
    one.__context__, other.__context__ = other, one
    forget_locals(one)
    assert "S3CRET" not in locals_of(one.__traceback__) + locals_of(other.__traceback__)


def test_what_a_caller_is_handling_is_left_alone() -> None:
    """Its frames are the program's own, which has a use for them."""
    try:
        first()
    except ValueError as error:
        assert error.__traceback__ is not None
        failure = caught(because_of_another)
        assert failure.__context__ is error
        forget_locals(failure)
        kept = locals_of(error.__traceback__.tb_next)
        assert kept == ["S3CRET"]
        assert "S3CRET" not in locals_of(failure.__traceback__)
