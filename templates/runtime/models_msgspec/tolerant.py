"""Tolerant decoding: JSON data and the type it should have in; a value and the differences out.

What does not fit its type is kept as the raw JSON value, and a required property that is missing
reads as None: nothing is lost, and nothing raises.
"""

from __future__ import annotations

from typing import Any, get_args, get_origin

from ..base.drift import Drift
from .choice import is_choice, members
from .fields import UNIONS
from .walk import Walk


def is_open(annotation: Any) -> bool:
    """Tell whether objects of a type may have any properties with any values."""
    if get_origin(annotation) is dict:
        return get_args(annotation)[1] is Any
    is_union = is_choice(annotation) or get_origin(annotation) in UNIONS
    return annotation is Any or (is_union and any(map(is_open, members(annotation))))


def build(annotation: Any, data: Any, operation: str) -> tuple[Any, tuple[Drift, ...]]:
    """Build a value out of JSON data that msgspec does not take.

    Args:
        annotation: The declared type.
        data: Parsed JSON.
        operation: `operationId`, for the reports.

    Returns:
        The value, of the declared type as far as that goes, and every difference found.
    """
    walk = Walk(by_name=False)
    try:
        value = walk.build(annotation, data)
    except RecursionError:
        message = "nested too deeply to be decoded in part"
        return data, (Drift(operation, (), "recursion", message, data),)
    return value, tuple(Drift(operation, *one) for one in walk.misfits)
