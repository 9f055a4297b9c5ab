"""A surface as JSON, in which each thing that users see has a line of its own; and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.encoder import encode_basestring_ascii
from typing import Any, cast

from pydantic import ValidationError

from .model import Surface

SURFACE = "sdk-surface.json"
"""The name of the file that holds it, beside the manifest."""

FORMAT = 1
"""The layout that this version writes."""


class SurfaceError(ValueError):
    """A text that is no surface."""


def write_surface(surface: Surface) -> str:
    """The text of a surface. What has the default is left out."""
    data = {"format": FORMAT, **surface.model_dump(mode="json", exclude_defaults=True)}
    return "".join(_lines(data, "")) + "\n"


def read_surface(text: str | bytes) -> Surface:
    """The surface that `write_surface` wrote.

    Raises:
        SurfaceError: It is none, or one of a layout that this version does not know.
    """
    try:
        surface = Surface.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise SurfaceError(f"{place}: {first['msg']}" if place else first["msg"]) from None
    if surface.format > FORMAT:
        message = f"is of format {surface.format}, and this sdkpress knows up to {FORMAT}"
        raise SurfaceError(message)
    return surface


def _lines(data: dict[str, Any], indent: str) -> Iterator[str]:
    """An object with objects in it, or a long one, has a line for each entry; others are one."""
    yield "{\n"
    separator = ""
    for key, value in data.items():
        yield f"{separator}{indent} {encode_basestring_ascii(key)}: "
        separator = ",\n"
        divided = _divided(value)
        if divided is None:
            line = _encode(value)
            divided = value if isinstance(value, dict) and len(line) > _WIDTH else None
            if divided is None:
                yield line
        if divided is not None:
            yield from _lines(divided, f"{indent} ")
    yield f"\n{indent}}}"


def _divided(value: Any) -> dict[str, Any] | None:
    """An object with objects in it; None for anything else."""
    if not isinstance(value, dict):
        return None
    entries = cast("dict[str, Any]", value)
    return entries if any(isinstance(one, dict) for one in entries.values()) else None


_WIDTH = 300
_encode = json.JSONEncoder().encode
