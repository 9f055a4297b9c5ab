"""A JSONPath (RFC 9535) and data in, the pointers of what it selects out."""

from __future__ import annotations

from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment

from ..problems import Pointer


class _Environment(JSONPathEnvironment):
    # The library's own limit of 100 is less than a description may have; the reader has one too.
    max_recursion_depth = 1000


def select(path: str, data: Any) -> list[Pointer]:
    """Return the pointers of the values that ``path`` selects, each once, in order.

    Raises ``jsonpath_rfc9535.JSONPathError`` for what is no JSONPath, and ``RecursionError`` for
    one that nests without end.
    """
    nodes = _Environment().find(path, data)
    return list(dict.fromkeys(node.location for node in nodes))
