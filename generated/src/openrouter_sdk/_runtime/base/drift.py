"""`Drift`: one place where a response differs from the description."""

from __future__ import annotations

from typing import Any, NamedTuple


class Drift(NamedTuple):
    """One difference between a response and its description.

    A named tuple, since importing dataclasses takes as long as all of msgspec.

    Attributes:
        operation: `operationId` of the call.
        location: Path of property names and array indices from the root of the body.
        type: What kind of difference: "missing", another of pydantic's error types, as
            "float_parsing", "undeclared_status" or "media_type".
        message: The difference in words, without the value.
        input: The value that was found; not shown by `repr`, as it may be private, and not
            compared.
    """

    operation: str
    location: tuple[str | int, ...]
    type: str
    message: str
    input: Any = None

    def __repr__(self) -> str:
        """Show all but the value."""
        shown = zip(self._fields[:-1], self[:-1], strict=True)
        return f"Drift({', '.join(f'{name}={value!r}' for name, value in shown)})"

    def __eq__(self, other: object) -> bool:
        """Compare all but the value."""
        return isinstance(other, Drift) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """Tell the opposite; a tuple's own would compare the value."""
        return not self == other

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self[:-1])

    @property
    def pointer(self) -> str:
        """The location as a JSON Pointer (RFC 6901)."""
        return "".join(
            "/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.location
        )
