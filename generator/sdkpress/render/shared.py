"""Parts of operations that several declare alike: each is written once, as a constant.

An API's errors are mostly the same ones, over and over, and so are parameters that the client has.
"""

from __future__ import annotations

from collections import Counter

from ..plan.model.sdk import Sdk
from .constants import ROW_INDENT, parameter_call, response_call
from .layout import wrapped

Shared = dict[str, str]
"""The expression that makes a part to the name of its constant."""


def shared_rows(sdk: Sdk) -> Shared:
    """What is declared more than once; other parameters and responses are hardly ever alike.

    Of several that would be called the same, the one that is declared most often has a constant.
    """
    rows = [*_parameters(sdk), *_errors(sdk)]
    uses = Counter(text for text, _ in rows)
    named = {name: text for text, name in sorted(rows, key=lambda row: uses[row[0]])}
    return {text: name for name, text in sorted(named.items()) if uses[text] > 1}


def shared_constant(name: str, text: str) -> str:
    """The statement that makes a shared part, which was laid out to stand in an operation."""
    if "\n" not in text:
        return wrapped(f"{name} = {text}", 0)
    outdented = text.replace(f"\n{' ' * ROW_INDENT}", "\n")
    return f"{name} = {outdented}  # fmt: skip"


def _parameters(sdk: Sdk) -> list[tuple[str, str]]:
    return [
        (parameter_call(row), f"GLOBAL_{row.argument.upper()}")
        for operation in sdk.operations
        for row in operation.parameters
        if row.is_global
    ]


def _errors(sdk: Sdk) -> list[tuple[str, str]]:
    constants = {error.name: error.constant for error in sdk.errors}
    return [
        (response_call(row), f"{constants[row.error]}_{row.status.upper()}")
        for operation in sdk.operations
        for row in operation.responses
        if row.error
    ]
