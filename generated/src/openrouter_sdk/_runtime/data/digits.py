# mypy: no-warn-redundant-casts
"""`Digits`: numbers of JSON with the text that they are written as, for decimals to be exact."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Self, cast


class Digits(float):
    """A number out of JSON, or on its way into it, that remembers its digits."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: Any) -> Self:
        """Keep the text."""
        number = super().__new__(cls, text)
        number.text = str(text)
        return number


def of_decimal(value: Decimal) -> Digits:
    """Return what a decimal is in JSON.

    Raises:
        ValueError: It is NaN or infinite, which JSON has not.
    """
    if not value.is_finite():
        message = f"{value} is no number of JSON"
        raise ValueError(message)
    return Digits(str(value))


def parsed(data: str | bytes) -> Any:
    """Parse JSON; numbers with a fraction or an exponent are `Digits`.

    Raises:
        ValueError: It is none.
    """
    try:
        return json.loads(data, parse_float=Digits)
    except RecursionError:
        message = "recursion limit exceeded"
        raise ValueError(message) from None


def replaced(value: Any, change: Any) -> Any:
    """Return JSON-like data with what `change` makes of each value that is no container."""
    if isinstance(value, dict):
        pairs = cast("dict[Any, Any]", value).items()
        return {key: replaced(item, change) for key, item in pairs}
    if isinstance(value, (list, tuple)):
        return [replaced(item, change) for item in cast("list[Any]", value)]
    return change(value)
