"""The kinds of fakes, for type checkers: what a method of a resource is goes by the client."""

from __future__ import annotations

from typing import TypeVar

Kind = TypeVar("Kind")


class Sync:
    """The kind of a synchronous fake."""


class Async:
    """The kind of an asynchronous fake."""
