"""The Jinja environment: undefined names are errors, and every filter is an encoder."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from .. import encode
from ..store import Store
from . import markdown
from .annotations import plain, returned
from .layout import imports, literals, wrapped


class _Compiled(BytecodeCache):
    """Compiled templates, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        if text := self._store.recall(self._key(bucket)):
            bucket.bytecode_from_string(b64decode(text))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.keep(self._key(bucket), b64encode(bucket.bytecode_to_string()).decode())

    def _key(self, bucket: Bucket) -> str:
        return self._store.key("template", bucket.key, bucket.checksum)


def make_environment(templates: Path, store: Store) -> Environment:
    """An environment for the templates below `templates`; `store` has them compiled."""
    environment = Environment(
        bytecode_cache=_Compiled(store),
        loader=FileSystemLoader(templates),
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
        "wrapped": wrapped,
        "imports": imports,
    }
    environment.filters.update(filters)
    return environment
