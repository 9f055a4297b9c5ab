"""The paths of a description in; malformed and ambiguous ones are reported."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..data import as_object
from ..pointer import Pointer
from ..problems import Problems
from .path_items import PathItem
from .path_templates import EXPRESSION


def check_paths(root: dict[str, Any], items: list[PathItem], problems: Problems) -> None:
    """Report paths without a leading slash, with broken templates, and twins."""
    for path in as_object(root.get("paths")):
        if not path.startswith("x-"):
            _check_path(path, ("paths", path), problems)
    shapes: dict[str, str] = {}
    for item in items:
        shape = EXPRESSION.sub("{}", item.path)
        first = shapes.setdefault(shape, item.path)
        if first != item.path:
            message = f'the paths "{first}" and "{item.path}" differ in parameter names only'
            problems.warning(message, ("paths", item.key), "every request to one fits the other")


def _check_path(path: str, at: Pointer, problems: Problems) -> None:
    if not path.startswith("/"):
        message = f'the path "{path}" must start with "/", which is added'
        problems.warning(message, at, f'write "/{path}"')
    rest = EXPRESSION.sub("", path)
    if "{" in rest or "}" in rest:
        message = f'the path "{path}" has a brace without its partner, which is sent as it is'
        problems.warning(message, at)
    for name, count in Counter(EXPRESSION.findall(path)).items():
        if count > 1:
            message = f'the path "{path}" has the parameter "{name}" {count} times'
            problems.warning(message, at, "each gets the same value")
