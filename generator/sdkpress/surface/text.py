"""A surface as JSON, in which each thing that users see has a line of its own; and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring_ascii
from typing import Any

from pydantic import ValidationError

from ..data import as_object
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


def is_surface(content: bytes) -> bool:
    """Whether a file is a surface, whatever it is called."""
    return re.match(rb'\s*\{\s*"format"\s*:\s*\d', content) is not None


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
        line = "" if _is_divided(value) else _encode(value)
        if line and (len(line) <= _WIDTH or not isinstance(value, dict)):
            yield line
        else:
            yield from _lines(as_object(value), f"{indent} ")
    yield f"\n{indent}}}"


def _is_divided(value: Any) -> bool:
    """Whether it is an object with objects in it."""
    return any(isinstance(one, dict) for one in as_object(value).values())


_WIDTH = 300
_encode = json.JSONEncoder().encode
