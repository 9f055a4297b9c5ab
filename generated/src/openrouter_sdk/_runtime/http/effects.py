"""Effects: what a call asks its client to do, and the steps in which it does."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, TypeAlias

from .transport import HTTPRequest


class Sleep(NamedTuple):
    """Effect: pause for so many seconds."""

    seconds: float


class Resolve(NamedTuple):
    """Effect: call this function for a credential; the outcome is what it returns."""

    source: Callable[[], Any]


class Read(NamedTuple):
    """Effect: read a body that is still being received; the outcome is its bytes."""

    body: Any


Effect: TypeAlias = HTTPRequest | Sleep | Resolve | Read
"""An `HTTPRequest` is an effect, too: send it; the outcome is the `HTTPResponse`."""
Steps: TypeAlias = Generator[Effect, Any, Any]
