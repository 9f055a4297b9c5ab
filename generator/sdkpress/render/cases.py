"""Responses that several operations of a module declare alike: each is written once, as a constant.

An API's errors are mostly the same ones, over and over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from ..plan.names import constant
from ..plan.operation import Operation, Response

Cases = dict[str, str]
"""The expression that makes a response to the name of its constant."""


def shared_cases(
    operations: Iterable[Operation], expression: Callable[[Response], str]
) -> dict[str, Cases]:
    """The responses that have a constant, by the module of their operations."""
    rows: dict[str, list[Response]] = defaultdict(list)
    for operation in operations:
        rows[operation.module] += operation.responses
    return {module: _cases(found, expression) for module, found in rows.items()}


def _cases(rows: list[Response], expression: Callable[[Response], str]) -> Cases:
    uses = Counter(map(expression, rows))
    names = {
        text: name for row in rows if uses[text := expression(row)] > 1 and (name := _name(row))
    }
    taken = Counter(names.values())
    return {text: name for text, name in names.items() if taken[name] == 1}


def _name(row: Response) -> str | None:
    """What the constant of an error is called; other responses are hardly ever alike."""
    return f"_{constant(row.error)}_{row.status.upper()}" if row.error else None
