"""Error responses in, one error class for each declared schema out."""

from __future__ import annotations

from .names import class_name
from .sdk import ErrorClass
from .types import Ref, Type

RUNTIME_ERRORS = (
    "APIConnectionError",
    "APITimeoutError",
    "ResponseValidationError",
    "RequestValidationError",
)


class Errors:
    """The error classes met so far."""

    def __init__(self, reserved: tuple[str, ...]) -> None:
        self._reserved = frozenset((*RUNTIME_ERRORS, *reserved))
        self._classes: dict[str, ErrorClass] = {}

    def declare(self, data: Type, status: str, hint: str, description: str) -> str:
        """The name of the class whose `data` is of type `data`, made on first use."""
        name = self._name(data, hint)
        known = self._classes.get(name)
        statuses = known.statuses if known else ()
        if status not in statuses:
            statuses = (*statuses, status)
        text = known.description if known else description
        self._classes[name] = ErrorClass(name, data, statuses, text)
        return name

    def _name(self, data: Type, hint: str) -> str:
        """The schema's name plus `Error`, which is not said twice."""
        stem = data.name if isinstance(data, Ref) else class_name(hint)
        for name in (stem if stem.endswith("Error") else f"{stem}Error", f"{stem}ResponseError"):
            known = self._classes.get(name)
            if name not in self._reserved and (known is None or known.data == data):
                return name
        return f"{class_name(hint)}Error"

    @property
    def classes(self) -> tuple[ErrorClass, ...]:
        """Every class, by the first status that raises it, then by name."""
        return tuple(
            sorted(self._classes.values(), key=lambda item: (min(item.statuses), item.name))
        )
