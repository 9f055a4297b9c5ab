"""The Jinja environment: undefined names are errors, and every filter is an encoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import encode
from . import markdown
from .annotations import plain, returned
from .layout import joined_names, literals


def make_environment(templates: Path) -> Environment:
    """An environment for the templates below `templates`/sdk."""
    environment = Environment(
        loader=FileSystemLoader(templates / "sdk"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Callable[..., str]] = {
        "literal": encode.literal,
        "docstring": encode.docstring,
        "comment": encode.comment,
        "toml": encode.toml_string,
        "line": markdown.line,
        "cell": encode.markdown_cell,
        "code": encode.markdown_code,
        "type": plain,
        "returned": returned,
        "literals": literals,
        "names": joined_names,
    }
    environment.filters.update(filters)
    return environment
