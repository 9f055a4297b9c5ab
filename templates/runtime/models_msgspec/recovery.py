"""Decoding of long arrays in which some rows may be wrong: the careful walk has to, here."""

from __future__ import annotations

from typing import Any


def recovery(annotation: Any) -> Any:
    """Return nothing: msgspec decodes all of a value, or nothing of it."""
    return None
