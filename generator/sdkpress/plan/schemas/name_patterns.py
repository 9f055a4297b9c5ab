"""`patternProperties` of a schema in, the patterns that the runtime may match names against out.

Names come from servers and patterns from descriptions, and Python's engine tries all ways: only
patterns are let through whose time is no more than the square of a name's length.
"""

from __future__ import annotations

import re
from typing import Any

from ...data import as_object
from .merge import is_significant

_ATOM = r"(?:\\[^pPkcNxuU0-9]|\[(?:\\[^pPkcNxuU0-9]|[^\[\]\\])+\]|[^\\\[\](){}*+?|^$])"
_REPEATED = r"(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})"
_CHOICE = r"\((?:\?:)?[^\\\[\](){}*+?^$]*\)"
_BOUNDED = re.compile(rf"\^?(?:{_ATOM}{_REPEATED}?|{_CHOICE})*\$?")
_MOST = 2
"""Repetitions in a pattern: each multiplies the time by the length of the name."""


def name_patterns(body: dict[str, Any]) -> tuple[str, ...] | None:
    """The patterns for names where all others are free; none where all values have one type.

    None where a pattern is not one that may be matched.
    """
    rest = body.get("additionalProperties")
    if rest is False or any(map(is_significant, as_object(rest))):
        return ()
    found = [_translated(pattern) for pattern in as_object(body.get("patternProperties"))]
    kept = tuple(pattern for pattern in found if pattern is not None)
    return kept if len(kept) == len(found) else None


def _translated(pattern: str) -> str | None:
    """A pattern as Python has it: there `$` would let a line feed follow."""
    if _BOUNDED.fullmatch(pattern) is None or len(re.findall(_REPEATED, pattern)) > _MOST:
        return None
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    python = f"{pattern[:-1]}\\Z" if ends else pattern
    try:
        re.compile(python, re.ASCII)
    except re.error:
        return None
    return python
