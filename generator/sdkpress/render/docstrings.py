"""Operations of the plan in, the text of their docstrings out, in Google style."""

from __future__ import annotations

import textwrap

from ..plan.model.operation import Argument, Operation
from ..plan.model.sdk import Client, Sdk
from .annotations import plain
from .deprecations import note

ENTRY_WIDTH = 86
"""Columns that an entry of a section is wrapped to, so that it fits a method's docstring."""


def summary(operation: Operation) -> str:
    """The first line: the operation's summary, or what it calls."""
    first = operation.summary or f"Call {operation.method} {operation.path}."
    return first if first.endswith((".", "!", "?")) else f"{first}."


def method_text(operation: Operation, sdk: Sdk) -> str:
    """The docstring of a method."""
    return "\n\n".join(
        part
        for part in (
            summary(operation),
            _description(operation),
            _arguments(operation),
            _returns(operation),
            _raises(operation, sdk),
        )
        if part
    )


def async_method_text(operation: Operation) -> str:
    """The docstring of an asynchronous method: of its result the synchronous one tells."""
    told = f"Returns and raises what `{operation.method_name}` of the synchronous client does."
    says_more = _returns(operation) or operation.errors
    parts = (summary(operation), _description(operation), _arguments(operation))
    return "\n\n".join(part for part in (*parts, told if says_more else "") if part)


def function_text(operation: Operation) -> str:
    """The docstring of a standalone function; that of the asynchronous one is its summary."""
    return "\n\n".join(part for part in (summary(operation), _description(operation)) if part)


def _description(operation: Operation) -> str:
    text = "" if operation.description == operation.summary else operation.description
    return f"{text}\n\n{note(operation.deprecation, text)}".strip()


def _arguments(operation: Operation) -> str:
    """What the description says of arguments; of the client's own, the client says it once."""
    meanings = [(item.name, _meaning(item)) for item in operation.arguments if not item.is_global]
    lines = [entry(name, meaning) for name, meaning in meanings if meaning]
    return "Args:\n" + "\n".join(lines) if lines else ""


def _meaning(argument: Argument) -> str:
    text = argument.description
    return f"{text} {note(argument.deprecation, text)}".strip()


def entry(name: str, text: str) -> str:
    """A line of a section; what does not fit goes on below, indented once more."""
    line = f"{name}: {' '.join(text.split())}"
    return "\n".join(
        textwrap.wrap(
            line,
            ENTRY_WIDTH,
            initial_indent="    ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _returns(operation: Operation) -> str:
    rows = [row for row in operation.responses if row.error is None and row.description]
    if not rows or plain(operation.result) == "None":
        return ""
    return "Returns:\n" + entry(plain(operation.result), rows[0].description)


def _raises(operation: Operation, sdk: Sdk) -> str:
    by_class: dict[str, list[str]] = {}
    for status, name in operation.errors.items():
        by_class.setdefault(name, []).append(status)
    declared = [f"`{name}` ({', '.join(found)})" for name, found in by_class.items()]
    if not declared:
        return ""
    return "Raises:\n" + entry(sdk.client.base_error, f"{', '.join(declared)}.")


def common_errors(client: Client) -> list[tuple[str, str]]:
    """The errors that every operation may raise, with when."""
    return [
        (client.default_error, "On an error status that is not declared, or not with that body."),
        ("APIConnectionError", "When the server cannot be reached or breaks off."),
        ("APITimeoutError", "When the server, or the deadline, takes too long."),
        ("ResponseValidationError", "When the response cannot be decoded."),
        ("RequestValidationError", "When the request cannot be encoded; nothing was sent."),
        ("MissingCredentialsError", "When a key that it needs is missing; nothing was sent."),
    ]
