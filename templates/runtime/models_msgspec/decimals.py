"""`WireDecimal`: decimals that JSON carries as numbers, read and written digit by digit.

msgspec gives us their digits where it asks, and writes every decimal as text. Nothing of this is
imported before a model with such a decimal is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args

from msgspec import Raw

from ..data.digits import Digits, replaced
from .choice import is_choice, members
from .fields import extra_type, fields_of, is_model
from .wire_types import WireDecimal

__all__ = ["WireDecimal"]


@lru_cache(maxsize=4096)
def holds_numbers(hint: Any) -> bool:
    """Tell whether decimals in a type, models not looked into, are numbers in JSON."""
    return _holds(hint, frozenset())


def _holds(hint: Any, seen: frozenset[Any]) -> bool:
    if hint in seen or is_model(hint):
        return False
    if hint is WireDecimal:
        return True
    inner = members(hint) if is_choice(hint) else get_args(hint)
    return any(_holds(one, seen | {hint}) for one in inner if not isinstance(one, (str, int)))


@lru_cache(maxsize=4096)
def number_fields(cls: Any) -> frozenset[str]:
    """Return the names of a model's fields whose decimals are numbers; "" for what is unknown."""
    found = {name for name, one in fields_of(cls).items() if holds_numbers(one.annotation)}
    return frozenset(found | {""} if holds_numbers(extra_type(cls)) else found)


def raw(value: Any) -> Any:
    """Return JSON-like data that msgspec writes with the digits of `Digits`."""
    return replaced(value, _raw)


def _raw(value: Any) -> Any:
    return Raw(value.text.encode()) if isinstance(value, Digits) else value
