"""Which header makes a write safe to repeat, and which calls are given a value for it."""

from __future__ import annotations

from ...config import Config
from ...data import Json, as_list, as_object, text
from ...pointer import resolve
from ...regular_expressions import PatternError, pattern
from ..model.scalars import SCALARS
from .parameters import RawParameter

_USUAL = "Idempotency-Key"
"""The IETF's draft-ietf-httpapi-idempotency-key-header."""
_READS = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})
_KEY = "123e4567-e89b-42d3-a456-426614174000"
"""What a key looks like: a UUID, as text."""
_OTHER_FORMATS = frozenset(
    form
    for name, facts in SCALARS.items()
    for kind, form in facts.formats
    if kind == "string" and name not in ("str", "uuid")
)
_DEEPEST = 8


def key_header(config: Config) -> str:
    """The name of the header field that an idempotency key is sent in."""
    return config.idempotency.header or _USUAL


def sends_keys(config: Config, method: str) -> bool:
    """Whether calls by `method` are given a key though no parameter asks for one."""
    return config.idempotency.header is not None and method.upper() not in _READS


def is_filled(raw: RawParameter, config: Config, root: dict[str, Json]) -> bool:
    """Whether a parameter is given a key: it is of that name, and takes a UUID."""
    is_key = raw.location == "header" and raw.name.lower() == key_header(config).lower()
    return is_key and "content" not in raw.node and _takes_key(raw.node.get("schema"), root)


def _takes_key(value: Json, root: dict[str, Json], depth: int = 0) -> bool:
    """Whether a schema lets a UUID through, as text."""
    schema = as_object(resolve(root, value, ())[0])
    if depth > _DEEPEST or not _allows(schema):
        return False
    every = as_list(schema.get("allOf"))
    choices = [as_list(schema[name]) for name in ("anyOf", "oneOf") if name in schema]
    return all(_takes_key(item, root, depth + 1) for item in every) and all(
        any(_takes_key(item, root, depth + 1) for item in choice) for choice in choices
    )


def _allows(schema: dict[str, Json]) -> bool:
    """Whether what a schema says itself lets a UUID through."""
    kinds = schema.get("type", "string")
    if "string" not in (kinds if isinstance(kinds, list) else [kinds]):
        return False
    if "enum" in schema or "const" in schema or schema.get("format") in _OTHER_FORMATS:
        return False
    shortest, longest = schema.get("minLength"), schema.get("maxLength")
    if isinstance(shortest, int) and shortest > len(_KEY):
        return False
    if isinstance(longest, int) and longest < len(_KEY):
        return False
    try:
        return pattern(text(schema.get("pattern"))).is_in(_KEY)
    except PatternError:
        return False
