"""Options of the client: what stands for one that is left out, and where they go on requests."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..base.errors import InvalidRequest
from ..base.headers import field
from ..base.operation import ClientOption, Parameter
from ..wire.encode import header_text, query_pairs

if TYPE_CHECKING:
    from ..base.headers import Fields

_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def settled(
    options: tuple[ClientOption, ...], given: Mapping[str, Any], *, variables: bool
) -> dict[str, Any]:
    """Return what was given, and what stands for the options that were not.

    Args:
        options: All that the client has.
        given: By argument, or by server variable.
        variables: Whether those that fill server variables are looked for, or the others.

    Raises:
        ValueError: An environment variable holds no value of the option's type.
    """
    found = dict(given)
    for option in options:
        if (option.location == "server") is variables:
            key = option.name if variables else option.argument
            if found.get(key) is None:
                found[key] = _otherwise(option)
    return found


def _otherwise(option: ClientOption) -> Any:
    text = os.environ.get(option.env) if option.env else None
    return option.default if not text else _parsed(option, text)


def _parsed(option: ClientOption, text: str) -> Any:
    wanted = {"boolean": "true or false", "integer": "an integer", "number": "a number"}
    try:
        if option.kind == "boolean":
            return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}[text.lower()]
        return {"integer": int, "number": float}.get(option.kind, str)(text)
    except (KeyError, ValueError):
        message = f"{option.env} must be {wanted[option.kind]}"
    raise ValueError(message)  # out here, since the other error holds the value


def check(options: tuple[ClientOption, ...], values: Mapping[str, Any]) -> None:
    """Look whether all are there that have to be.

    Raises:
        InvalidRequest: Some are not.
    """
    lacking = [one for one in options if one.required and values.get(one.argument) is None]
    if lacking:
        named = (
            one.argument + (f" (or {one.env} in the environment)" if one.env else "")
            for one in lacking
        )
        message = f"the client needs {' and '.join(named)}"
        raise InvalidRequest(message)


def put(
    options: tuple[ClientOption, ...], values: Mapping[str, Any], fields: Fields
) -> dict[str, list[str]]:
    """Put options among the header fields; return those of the query, by how their pairs begin.

    Raises:
        InvalidRequest: A value cannot be sent.
    """
    query: dict[str, list[str]] = {}
    for option in options:
        value = values.get(option.argument)
        if value is None:
            continue
        if option.location == "header":
            sent = Parameter(option.argument, option.name, "header")
            fields[option.name.lower()] = field(option.name, header_text(value, sent))
        elif option.location == "query":
            sent = Parameter(option.argument, option.name, "query")
            query[quote(option.name, safe="")] = query_pairs(value, sent)
    return query
