"""Responses that several operations declare alike: each is written once, as a constant.

An API's errors are mostly the same ones, over and over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ..plan.names import constant
from ..plan.operation import Operation, Response

Cases = dict[str, str]
"""The expression that makes a response to the name of its constant."""


def shared_cases(operations: Iterable[Operation], expression: Callable[[Response], str]) -> Cases:
    """The errors that are declared more than once; other responses are hardly ever alike.

    Of several that would be called the same, the one that is declared most often has a constant.
    """
    errors = [row for operation in operations for row in operation.responses if row.error]
    uses = Counter(map(expression, errors))
    named = {
        _name(row): expression(row) for row in sorted(errors, key=lambda row: uses[expression(row)])
    }
    return {text: name for name, text in sorted(named.items()) if uses[text] > 1}


def _name(row: Response) -> str:
    return f"{constant(row.error or '')}_{row.status.upper()}"
