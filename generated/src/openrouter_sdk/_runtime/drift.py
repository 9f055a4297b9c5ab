"""`Drift`: one place where a response differs from the description."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between a response and its description.

    Attributes:
        operation: `operationId` of the call.
        location: Path of property names and array indices from the root of the body.
        type: What kind of difference: "missing", another of pydantic's error types,
            "undeclared_status" or "media_type".
        message: The difference in words, without the value.
        input: The value that was found; not shown by `repr`, as it may be private.
    """

    operation: str
    location: tuple[str | int, ...]
    type: str
    message: str
    input: Any = field(default=None, repr=False, compare=False)

    @property
    def pointer(self) -> str:
        """The location as a JSON Pointer (RFC 6901)."""
        return "".join(
            "/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.location
        )
