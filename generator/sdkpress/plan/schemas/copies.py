"""Schemas that were copied into others by merging: which of them are one class.

What is copied from one schema into another gets a class there, since both may differ. Within such
a copy all that says the same is one class: else a schema that leads back to itself would never
end, and one that leads to another twice would double with each level.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from .expand import content


class Copies:
    """The copies met so far. One instance lives as long as one planning run."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._depth = 0

    @contextmanager
    def entered(self) -> Generator[bool, None, None]:
        """While the type of a copy is made; says whether it is one within another."""
        self._depth += 1
        try:
            yield self._depth > 1
        finally:
            self._depth -= 1

    @contextmanager
    def left(self) -> Generator[None, None, None]:
        """While a schema is made that has a place of its own, no matter who refers to it."""
        depth, self._depth = self._depth, 0
        try:
            yield
        finally:
            self._depth = depth

    def known(self, body: dict[str, Any]) -> str | None:
        """The name of a copy that says what `body` does, within a copy."""
        return self._names.get(content(body)) if self._depth > 1 else None

    def add(self, body: dict[str, Any], name: str) -> bool:
        """Remember what `body` is called if it is a copy; say whether it is."""
        if self._depth:
            self._names.setdefault(content(body), name)
        return self._depth > 0
