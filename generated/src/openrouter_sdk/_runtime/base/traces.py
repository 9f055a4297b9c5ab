"""Tracebacks without local variables: those of the runtime and the HTTP library hold secrets."""

from __future__ import annotations

from inspect import currentframe
from traceback import clear_frames
from types import FrameType
from typing import cast

_RUNTIME = f"{__name__.removesuffix('.base.traces')}."
"""What the names of the runtime's packages begin with."""


def forget_locals(error: BaseException) -> None:
    """Clear the frames that an exception and what led to it have passed through.

    Error reporters print local variables: credentials, header fields, bodies. Lines and messages
    stay, and so do the frames that are still running. What a caller of ours is just handling is
    no business of ours, although Python makes it the context of the error.
    """
    callers = _callers()
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        trace = one.__traceback__
        if trace is not None and trace.tb_frame in callers:
            continue
        clear_frames(trace)
        pending += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            pending += cast("BaseExceptionGroup[BaseException]", one).exceptions


def _callers() -> set[FrameType]:
    """Return the running frames that are not the runtime's."""
    callers: set[FrameType] = set()
    frame = currentframe()
    while frame is not None:
        if not f"{frame.f_globals.get('__package__')}.".startswith(_RUNTIME):
            callers.add(frame)
        frame = frame.f_back
    return callers
