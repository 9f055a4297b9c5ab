"""Responses that several operations declare alike: each is written once, as a constant.

An API's errors are mostly the same ones, over and over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..plan.model.operation import Response
from ..plan.model.sdk import Sdk

Cases = dict[str, str]
"""The expression that makes a response to the name of its constant."""


def shared_cases(sdk: Sdk, expression: Callable[[Response], str]) -> Cases:
    """The errors that are declared more than once; other responses are hardly ever alike.

    Of several that would be called the same, the one that is declared most often has a constant.
    """
    constants = {error.name: error.constant for error in sdk.errors}
    rows = [
        (expression(row), f"{constants[row.error]}_{row.status.upper()}")
        for operation in sdk.operations
        for row in operation.responses
        if row.error
    ]
    uses = Counter(text for text, _ in rows)
    named = {name: text for text, name in sorted(rows, key=lambda row: uses[row[0]])}
    return {text: name for name, text in sorted(named.items()) if uses[text] > 1}
