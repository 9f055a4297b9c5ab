"""Operations of the plan in, the text of their docstrings out, in Google style."""

from __future__ import annotations

import textwrap

from ..plan.model.operation import Argument, Operation
from ..plan.model.sdk import Client, Sdk
from .annotations import plain

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


def function_text(operation: Operation) -> str:
    """The docstring of a standalone function."""
    arguments = [
        entry("client", "The client to send it with."),
        entry("request", f"A `{operation.request}`, or a dict of its fields."),
        entry("options", "What to change for this call."),
    ]
    parts = (summary(operation), _description(operation), "Args:\n" + "\n".join(arguments))
    return "\n\n".join(part for part in parts if part)


def async_function_text(operation: Operation) -> str:
    """The docstring of the asynchronous one, which stands right below."""
    return f"{summary(operation)}\n\n`{operation.function_name}` for an asynchronous client."


def _description(operation: Operation) -> str:
    text = "" if operation.description == operation.summary else operation.description
    if operation.deprecated:
        text = f"{text}\n\nDeprecated: the API may remove this operation.".strip()
    return text


def _arguments(operation: Operation) -> str:
    lines = [entry(argument.name, _meaning(argument)) for argument in operation.arguments]
    lines.append(entry("options", "What to change for this call only."))
    return "Args:\n" + "\n".join(lines)


def _meaning(argument: Argument) -> str:
    if argument.is_global:  # what it means is said once, by the client
        return f"Sent as `{argument.wire}`, in place of the client's own."
    text = argument.description or f"The {argument.location} parameter `{argument.wire}`."
    if argument.location == "body" and not argument.description:
        text = f"The property `{argument.wire}` of the body."
    return f"{text} Deprecated." if argument.deprecated else text


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
    if plain(operation.result) == "None":
        return ""
    rows = [row for row in operation.responses if row.error is None and row.description]
    described = rows[0].description if rows else "The decoded response."
    return "Returns:\n" + entry(plain(operation.result), described)


def _raises(operation: Operation, sdk: Sdk) -> str:
    by_class: dict[str, list[str]] = {}
    for status, name in operation.errors.items():
        by_class.setdefault(name, []).append(status)
    declared = [f"`{name}` ({', '.join(found)})" for name, found in by_class.items()]
    text = f"{', '.join(declared)} or another of `errors`." if declared else "One of `errors`."
    return "Raises:\n" + entry(sdk.client.base_error, text)


def common_errors(client: Client) -> list[tuple[str, str]]:
    """The errors that every operation may raise, with when."""
    return [
        (client.default_error, "On an error status that is not declared, or not with that body."),
        ("APIConnectionError", "When the server cannot be reached or breaks off."),
        ("APITimeoutError", "When the server, or the deadline, takes too long."),
        ("ResponseValidationError", "When the response cannot be decoded."),
        ("RequestValidationError", "When the request cannot be encoded; nothing was sent."),
    ]
