"""How much of a description's own size it may unfold into before it is refused.

Schemas that combine others multiply: unions of unions, a chain of bases that each hand on what
they have. What a person wrote grows a little by it, what was made to exhaust a machine a lot.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from ...data import Json, measure
from ...pointer import Pointer
from ...problems import Problems

_FLOOR = 200_000
"""Properties and variants that any description may unfold into: GitHub's has 72,000 so."""
_FACTOR = 10
"""How many for each value that it holds, where that is more."""

_COPY = 100
"""What a class is counted as that merging made: it has to be written, and imported."""


class Budget:
    """Counts what schemas unfold into. One instance lives as long as one planning run."""

    def __init__(self, root: Json, problems: Problems) -> None:
        self._root = root
        self._problems = problems
        self._allowed = _FLOOR
        self._spent = 0
        self._is_measured = False
        self._place: Pointer = ()

    @contextmanager
    def at(self, place: Pointer) -> Generator[None, None, None]:
        """While the schema at `place` is built, which is named where it is too much."""
        before, self._place = self._place, place
        try:
            yield
        finally:
            self._place = before

    def add_copy(self) -> None:
        """Count a class that says again what others say. Raises as :meth:`spend` does."""
        self.spend(_COPY)

    def spend(self, count: int) -> None:
        """Count `count` more properties or variants.

        Raises:
            DescriptionError: They are too many.
        """
        self._spent += count
        if self._spent <= self._allowed:
            return
        if not self._is_measured:
            self._is_measured = True
            self._allowed = max(_FLOOR, _FACTOR * measure(self._root)[0])
            self.spend(0)
            return
        self.refuse(f"the schemas unfold into more than {self._allowed:,} properties", self._place)

    def refuse(self, what: str, place: Pointer) -> None:
        """Report that there is too much of something. Raises DescriptionError."""
        message = f"{what}, which is more than a package can be made of"
        hint = "let schemas refer to one another instead of combining them level upon level"
        self._problems.error(message, place, hint)
        self._problems.raise_if_errors()
