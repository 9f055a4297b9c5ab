"""Responses that several operations declare alike: each is written once, as a constant.

An API's errors are mostly the same ones, over and over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ..plan.model.operation import Operation, Response
from ..plan.names.identifiers import constant

Cases = dict[str, str]
"""The expression that makes a response to the name of its constant."""


def shared_cases(operations: Iterable[Operation], expression: Callable[[Response], str]) -> Cases:
    """The errors that are declared more than once; other responses are hardly ever alike.

    Of several that would be called the same, the one that is declared most often has a constant.
    """
    rows = [
        (expression(row), f"{constant(row.error)}_{row.status.upper()}")
        for operation in operations
        for row in operation.responses
        if row.error
    ]
    uses = Counter(text for text, _ in rows)
    named = {name: text for text, name in sorted(rows, key=lambda row: uses[row[0]])}
    return {text: name for name, text in sorted(named.items()) if uses[text] > 1}
