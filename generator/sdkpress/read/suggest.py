"""A name that does not exist in, the words that help to find the right one out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ..pointer import NotFoundError, format_pointer


def nearest(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the one of ``names`` most like ``name``, if any is; ``cutoff`` is from 0 to 1."""
    candidates = [candidate for candidate in names if candidate != name]
    by_lower = {candidate.lower(): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(name.lower(), list(by_lower), n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else None


def not_found_message(reference: str, error: NotFoundError) -> str:
    """Return the message for a reference that leads nowhere."""
    where = format_pointer(error.parent)
    return f'the reference "{reference}" leads nowhere: {where} has no "{error.segment}"'


def nearest_names(error: NotFoundError) -> str:
    """Return a hint that names what was probably meant, or what there is."""
    name = nearest(str(error.segment), error.names)
    if name is not None:
        return f'did you mean "{name}"?'
    if not error.names:
        return ""
    shown = ", ".join(f'"{name}"' for name in sorted(error.names)[:8])
    return f"there is {shown}{', …' if len(error.names) > 8 else ''}"
