"""Operations of the plan in, the expressions out that make them as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .. import encode
from ..plan.model.operation import (
    Body,
    Encoding,
    Encodings,
    Operation,
    Pagination,
    Parameter,
    Response,
    Retries,
    Server,
)
from ..plan.model.sdk import Client, Option
from ..plan.model.types import Type
from .annotations import checked
from .deprecations import call_warnings
from .layout import INDENT, PACKED_WIDTH, columns, exploded, filled, joined_names

ROW_INDENT = 8
"""Where the rows of an operation's tables begin."""

_NAMES_INDENT = 16


def constructor(operation: Operation, shared: Mapping[str, str]) -> str:
    """The expression that makes the Operation constant; `shared` has constants for parts of it."""
    switch, deprecations = operation.stream_argument, call_warnings(operation)
    tables = {
        "parameters": _rows(map(parameter_call, operation.parameters), shared),
        "bodies": [_body(item) for item in operation.bodies],
        "responses": _rows(map(response_call, operation.responses), shared),
        "servers": [server_call(item) for item in operation.servers],
    }
    given = {
        "security": None if operation.security is None else encode.literal(operation.security),
        "scopes": encode.literal(operation.scopes) if operation.scopes else None,
        "idempotent": _flag(operation.idempotent),
        "keyed": _flag(operation.keyed),
        "retries": retries_call(operation.retries) if operation.retries else None,
        "content_type": encode.literal(operation.content_type) if operation.content_type else None,
        "stream": encode.literal(switch.key) if switch else None,
        "streams_unasked": "True" if switch and operation.streams_unasked else None,
        "deprecations": encode.literal(deprecations) if deprecations else None,
        "pages": _pagination(operation.pagination) if operation.pagination else None,
        "reconnects": _flag(operation.reconnects),
        "unwrap": encode.literal((operation.unwrap, operation.unwrapped))
        if operation.unwrap
        else None,
    }
    parts = [
        f"id={encode.literal(operation.id)}",
        f"method={encode.literal(operation.method)}",
        f"path={encode.literal(operation.template)}",
        *(table(name, rows) for name, rows in tables.items() if rows),
        *(f"{name}={value}" for name, value in given.items() if value is not None),
    ]
    return filled("Operation(", parts, ")")


def _rows(calls: Iterable[str], shared: Mapping[str, str]) -> list[str]:
    return [f"_shared.{shared[text]}" if text in shared else text for text in calls]


def table(name: str, rows: list[str]) -> str:
    """The keyword argument that is a tuple of calls."""
    opening = f"{name}=("
    if len(rows) > 1:
        return filled(opening, rows, ")", INDENT)
    flat = f"{opening}{rows[0]},)"
    fits = "\n" not in flat and INDENT + columns(flat) <= PACKED_WIDTH
    return flat if fits else exploded(opening, rows, ")", INDENT)


_PAGINATION = (
    *("offset", "page", "cursor", "limit", "first", "results", "items", "next_cursor"),
    *("has_more", "total", "number_of_pages", "next_url", "link_header"),
)
"""What the runtime must know of a Pagination."""


def _pagination(item: Pagination) -> str:
    """The expression that gives a Pagination when it is called."""
    classes = f"pages.{item.class_name}, pages.Async{item.class_name}"
    values = {name: getattr(item, name) for name in _PAGINATION}
    given = {name: encode.literal(value) for name, value in values.items() if value or value == ()}
    parts = [f"({classes})", *(f"{name}={value}" for name, value in given.items())]
    return filled("lambda: pages.Pagination(", parts, ")", INDENT)


def _tuple(items: Iterable[str]) -> str:
    parts = list(items)
    return f"({', '.join(parts)},)" if parts else "()"


def _optional_tuple(items: Iterable[str]) -> str | None:
    text = _tuple(items)
    return None if text == "()" else text


def _call(name: str, positional: list[str], keywords: dict[str, str | None]) -> str:
    named = [f"{key}={value}" for key, value in keywords.items() if value is not None]
    return filled(f"{name}(", [*positional, *named], ")", ROW_INDENT)


def _thunk(node: Type | None) -> str | None:
    return None if node is None else f"lambda: {checked(node)}"


def _flag(value: bool) -> str | None:
    return "True" if value else None


def parameter_call(item: Parameter) -> str:
    """The expression that makes a Parameter."""
    positional = [encode.literal(value) for value in (item.argument, item.name, item.location)]
    return _call(
        "Parameter",
        positional,
        {
            "style": encode.literal(item.style) if item.style else None,
            "explode": None if item.explode is None else encode.literal(item.explode),
            "required": _flag(item.required),
            "nullable": _flag(item.nullable),
            "allow_reserved": _flag(item.allow_reserved),
            "media_type": encode.literal(item.media_type) if item.media_type else None,
            "type": _thunk(item.type),
            "is_global": _flag(item.is_global),
        },
    )


def _body(item: Body) -> str:
    positional = [encode.literal(item.media_type), encode.literal(item.kind), _thunk(item.type)]
    return _call(
        "Body",
        [part for part in positional if part],
        {
            "arguments": None if item.arguments is None else _names(item.arguments),
            "nullable_arguments": _names(item.nullable_arguments)
            if item.nullable_arguments
            else None,
            "required": None if item.required else "False",
            **_encodings(item.encodings),
        },
    )


def _names(names: tuple[str, ...]) -> str:
    """The expression that makes a tuple of identifiers, of which there may be many."""
    if not names:
        return "()"
    text, indent = joined_names(names, _NAMES_INDENT), " " * _NAMES_INDENT
    return f"names(\n{indent}{text}\n{indent[INDENT:]})" if "\n" in text else f"names({text})"


def _encodings(item: Encodings) -> dict[str, str | None]:
    return {
        "encodings": _optional_tuple(map(_encoding, item.by_name)),
        "prefix_encodings": _optional_tuple(map(_encoding, item.prefix)),
        "item_encoding": None if item.item == Encoding("") else _encoding(item.item),
    }


def _encoding(item: Encoding) -> str:
    return _call(
        "Encoding",
        [encode.literal(item.name)] if item.name else [],
        {
            "content_type": encode.literal(item.content_type) if item.content_type else None,
            "headers": encode.literal(item.headers) if item.headers else None,
            "styled": _flag(item.styled),
            "style": encode.literal(item.style) if item.style else None,
            "explode": None if item.explode is None else encode.literal(item.explode),
            "allow_reserved": _flag(item.allow_reserved),
        },
    )


def response_call(item: Response) -> str:
    """The expression that makes a ResponseCase."""
    positional = [encode.literal(value) for value in (item.status, item.media_type, item.kind)]
    error = None if item.error is None else f"lambda: errors.{item.error}"
    events = [f"{encode.literal(name)}: {checked(node)}" for name, node in item.events]
    return _call(
        "ResponseCase",
        positional,
        {
            "type": _thunk(item.type),
            "error": error,
            "sentinel": None if item.sentinel is None else encode.literal(item.sentinel),
            "events": f"lambda: {{{', '.join(events)}}}" if events else None,
            "error_events": _flag(item.error_events),
        },
    )


def server_call(server: Server) -> str:
    """The expression that makes a Server."""
    variables = tuple((item.name, item.default, item.enum) for item in server.variables)
    return _call(
        "Server",
        [encode.literal(server.url)],
        {
            "name": encode.literal(server.name) if server.name else None,
            "variables": encode.literal(variables) if variables else None,
        },
    )


def option_calls(client: Client) -> list[str]:
    """The expressions that make the ClientOptions of a client."""
    sent = [(one.name, one.location, one.wire, one.option) for one in client.globals]
    filled = [(one.name, "server", one.variable, one.option) for one in client.variables]
    return [
        _option(name, location, wire, option)
        for name, location, wire, option in [*sent, *filled]
        if option
    ]


def _option(argument: str, location: str, wire: str, option: Option) -> str:
    return _call(
        "ClientOption",
        [encode.literal(value) for value in (argument, location, wire)],
        {
            "kind": None if option.kind == "string" else encode.literal(option.kind),
            "default": None if option.default is None else encode.literal(option.default),
            "env": encode.literal(option.env) if option.env else None,
            "required": _flag(option.required),
        },
    )


def retries_call(policy: Retries) -> str:
    """The expression that makes a RetryPolicy."""
    return _call(
        "RetryPolicy",
        [],
        {
            "max_attempts": encode.literal(policy.max_attempts),
            "initial_delay": encode.literal(policy.initial_delay),
            "factor": encode.literal(policy.factor),
            "max_delay": encode.literal(policy.max_delay),
            "statuses": encode.literal(policy.statuses),
            "connection_errors": encode.literal(policy.connection_errors),
            "writes": _flag(policy.writes),
        },
    )
