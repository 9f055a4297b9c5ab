"""Numbers and booleans that a server put in quotes: what they are worth to whoever is tolerant."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_NUMBER = re.compile(r"-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?")
_BOOLEANS = {"true": True, "false": False}


def unquoted(kind: Any, data: Any) -> Any:
    """Return the value of a number or a boolean in text; None where it is something else.

    `kind` is `Decimal` for decimals that are numbers in JSON, alone.
    """
    if not isinstance(data, str):
        return None
    if kind is bool:
        return _BOOLEANS.get(data.lower())
    is_number = kind in (int, float, Decimal)
    if not is_number or len(data) > 400 or _NUMBER.fullmatch(data) is None:
        return None
    if kind is Decimal:
        return Decimal(data)
    number = float(data)
    if kind is float:
        return number
    if data.lstrip("-").isdecimal():
        return int(data)
    return int(number) if number.is_integer() else None
