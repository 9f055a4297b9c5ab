"""Options of the client: what `[client.options]` says in, what the constructor's arguments are out.

One that is sent as a header or in the query goes with every request, and fills a parameter that an
operation declares there. One in the path fills parameters, or a server variable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

from ...config import Config, OptionConfig
from ...config.report import report
from ...pointer import Pointer
from ...problems import Problems
from ..model.sdk import Option
from ..model.types import Scalar

Kind = Literal["string", "boolean", "integer", "number"]

TYPES: Mapping[Kind, Scalar] = {
    "string": Scalar("str"),
    "boolean": Scalar("bool"),
    "integer": Scalar("int"),
    "number": Scalar("float"),
}
"""What an option of each type is in Python."""

_VALUES: Mapping[Kind, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
_FRAMING = frozenset(
    ["connection", "content-length", "content-type", "host", "transfer-encoding"],
)
"""Header fields that say how a message is to be read: none but the runtime can know them."""

Place = tuple[str, str]
"""Where an option goes, and its name there."""


def _place(name: str, own: OptionConfig) -> Place:
    """Where an option goes; nowhere, if nothing says so."""
    return own.location or "", own.name or name


def options_by_place(config: Config) -> dict[Place, tuple[str, OptionConfig]]:
    """The options, by where they go."""
    return {_place(name, one): (name, one) for name, one in config.client.options.items()}


def variable_options(
    config: Config, variables: Collection[str]
) -> dict[str, tuple[str, OptionConfig]]:
    """The options that fill server variables, by these."""
    placed = options_by_place(config)
    return {name: placed["path", name] for name in variables if ("path", name) in placed}


def plan_option(own: OptionConfig) -> Option:
    """What an argument is that an option makes of it."""
    return Option(
        kind=own.type or "string",
        default=own.default,
        env=own.env or "",
        # An argument of the path may be given by each call.
        required=own.default is None and not own.nullable and own.location != "path",
    )


def check_options(
    config: Config,
    parameters: Mapping[str, Collection[str]],
    variables: Collection[str],
    problems: Problems,
) -> None:
    """Report options that go nowhere, or where another one does, and defaults of another type.

    `parameters` are those of all operations by location, `variables` those of servers.
    """
    taken = {
        (item.location or "header", item.name or name): f"globals.{name}"
        for name, item in config.globals.items()
    }
    for name, own in config.client.options.items():
        place = _place(name, own)
        for message, hint, key in [
            *_complaints(name, own, parameters.get("path", ()), variables),
            *([(f"{taken[place]} goes there", "leave one out", "")] if place in taken else []),
        ]:
            report(message, hint, _at(name, key), config, problems)
        if own.location:
            taken[place] = f"client.options.{name}"


def _at(name: str, key: str) -> Pointer:
    return ("client", "options", name, *([key] if key else []))


def _complaints(
    name: str, own: OptionConfig, parameters: Collection[str], variables: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an option, what to do, and the key that says it."""
    wire, key = own.name or name, "name" if own.name else ""
    if own.default is not None and not _fits(own.default, own.type or "string"):
        yield f"must be of the type {own.type or 'string'}", "", "default"
    if own.name and not own.location:
        yield "says a name, but not where", 'add in = "header", "query" or "path"', "name"
    if own.location == "header" and wire.lower() in _FRAMING:
        yield f"the header {wire} is the SDK's own", "choose another one", key
    if own.location == "path":
        yield from _path_complaints(wire, own, key, parameters, variables)


def _path_complaints(
    wire: str, own: OptionConfig, key: str, parameters: Collection[str], variables: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    if wire not in parameters and wire not in variables:
        known = ", ".join(sorted({*parameters, *variables})) or "none"
        message = f"no path and no server URL has {{{wire}}}"
        yield message, f"there is {known}", key
    if wire in parameters and wire in variables:
        yield f"both paths and server URLs have {{{wire}}}", "rename one in an overlay", key
    if wire in variables and own.type not in (None, "string"):
        yield "a server variable is a string", "leave it out", "type"


def _fits(value: Any, kind: Kind) -> bool:
    return isinstance(value, _VALUES[kind]) and (kind == "boolean") is isinstance(value, bool)
