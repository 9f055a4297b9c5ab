"""The examples that a description gives for a Media Type or Parameter Object, or their schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .api import Api


def examples(api: Api, holder: Mapping[str, Any], schema: Any) -> list[Any]:
    """Return all examples, valid or not, those of the object itself first."""
    return [*_of_holder(api, holder), *_of_schema(api, schema)]


def _of_holder(api: Api, holder: Mapping[str, Any]) -> Iterator[Any]:
    if "example" in holder:
        yield holder["example"]
    named = holder.get("examples")
    if isinstance(named, Mapping):
        for one in map(api.resolved, named.values()):
            if isinstance(one, Mapping) and ("value" in one or "dataValue" in one):
                yield one.get("dataValue", one.get("value"))


def _of_schema(api: Api, schema: Any) -> Iterator[Any]:
    node = api.resolved(schema)
    if isinstance(node, Mapping):
        if "example" in node:
            yield node["example"]
        listed = node.get("examples")
        if isinstance(listed, list):
            yield from listed


def parts(api: Api, schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all that it is made of by allOf, anyOf and oneOf."""
    node = api.resolved(schema)
    if isinstance(node, Mapping):
        yield node
        for keyword in ("allOf", "anyOf", "oneOf"):
            for one in node.get(keyword) or ():
                yield from parts(api, one)
