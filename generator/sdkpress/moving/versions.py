"""A name and a version as Poetry writes it in, a requirement (PEP 508) out."""

from __future__ import annotations

import re
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from ..data import as_list, as_object, text

_CARET = re.compile(r"\^\s*(\d+(?:\.\d+)*)(.*)")
_TILDE = re.compile(r"~\s*(\d+(?:\.\d+)*)")


def requirement(name: str, version: Any) -> str:
    """A requirement; an empty text where the version is none that can be read."""
    said = as_object(version)
    number = text(said.get("version") if said else version)
    if not number:
        return ""
    extras = [one for one in as_list(said.get("extras")) if isinstance(one, str)]
    marker = text(said.get("markers"))
    listed = f"[{','.join(extras)}]" if extras else ""
    written = f"{name}{listed}{_specifier(number)}{f'; {marker}' if marker else ''}"
    try:
        Requirement(written)
    except InvalidRequirement:
        return ""
    return written


def _specifier(number: str) -> str:
    if number == "*":
        return ""
    if match := _CARET.fullmatch(number):
        return f">={match[1]}{match[2]},<{_next(match[1])}"
    if match := _TILDE.fullmatch(number):
        major, *minor = match[1].split(".")
        above = [major, str(int(minor[0]) + 1)] if minor else [str(int(major) + 1)]
        return f">={match[1]},<{'.'.join(above)}"
    return number if number[0] in "<>=!~" else f"=={number}"


def _next(version: str) -> str:
    """The first version that a caret leaves out: the left-most number but zero goes up."""
    parts = [int(part) for part in version.split(".")]
    place = next((n for n, part in enumerate(parts) if part), len(parts) - 1)
    return ".".join(map(str, [*parts[:place], parts[place] + 1]))
