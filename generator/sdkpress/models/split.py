"""One generated module in, its import lines and the source of each definition out."""

from __future__ import annotations

import re

from .schema import RUNTIME

_START = re.compile(r"\n(?=[^\s)])")
"""Where a statement begins: in what the templates print, all other lines are indented or close."""

_DEFINITION = re.compile(r"(?:class )?(\w+)(?: =|:|\()")


def split_source(source: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The import statements of `source`, and each class or alias by name, in the order found.

    Calls such as `X.model_rebuild()` are left out: they would undo the deferred build of models.
    """
    imports: list[str] = []
    definitions: dict[str, str] = {}
    for statement in _START.split(source):
        text = statement.rstrip()
        if text.startswith(("from ", "import ")):
            if not text.startswith(f"from {RUNTIME}"):
                imports.append(text)
        elif found := _DEFINITION.match(text):
            definitions[found[1]] = text
    return tuple(imports), definitions
