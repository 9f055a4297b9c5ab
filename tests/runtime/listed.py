"""A listing with pages of items, and a script of three of them."""

from __future__ import annotations

from typing import Any

from sdk_runtime.base.pagination import Pagination

from runtime.lab import (
    Items,
    Parameter,
    ResponseCase,
    operation,
)
from runtime.script import Script, reply

CURSOR = Pagination(
    cursor="after", next_cursor=("next",), results=("data",), limit="limit", has_more=("more",)
)
FAST: Any = {"retries": False}
NAMES = ("after", "offset", "page", "limit")


def listing(pagination: Pagination = CURSOR, **changes: Any) -> Any:
    """An operation with pages of items."""
    parameters = tuple(Parameter(name, name, "query") for name in NAMES)
    case = ResponseCase("200", "application/json", "json", changes.pop("type", lambda: Items))
    return operation(
        id="list", parameters=parameters, responses=(case,), pages=lambda: pagination, **changes
    )


def rows(*names: str) -> list[dict[str, Any]]:
    return [{"date": name, "usage": 0} for name in names]


def three_pages() -> Script:
    return Script(
        reply({"data": rows("a", "b"), "next": "2"}),
        reply({"data": rows("c"), "next": 3}),
        reply({"data": rows("d", "e"), "next": None}),
    )
