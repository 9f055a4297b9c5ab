"""Query parameters that a client sends with every request that has none of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..base.operation import Parameter
from ..base.unset import UNSET
from ..wire.encode import query_pairs


def encoded(query: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the pairs of each parameter, by what they begin with.

    Raises:
        InvalidRequest: A value cannot be sent.
    """
    given = {name: one for name, one in query.items() if one is not None and one is not UNSET}
    return {
        quote(name, safe=""): query_pairs(one, Parameter(name, name, "query"))
        for name, one in given.items()
    }


def add(query: list[str], more: Mapping[str, list[str]]) -> None:
    """Add the pairs of those parameters that a query does not have."""
    names = {pair.partition("=")[0] for pair in "&".join(query).split("&")}
    query += [pair for name, pairs in more.items() if name not in names for pair in pairs]
