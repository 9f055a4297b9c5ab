"""Tolerant decoding: JSON data and the type it should have in; a value and the differences out.

What does not fit its type is kept as the raw JSON value, and a required property that is missing
reads as None: nothing is lost, and nothing raises.
"""

from __future__ import annotations

from typing import Any

from ..base.drift import Drift
from .walk import Walk


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
