"""Parameters that the client is given once: declared and configured ones in, its arguments out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from ...config import Config, OptionConfig
from ...data import Json, as_object, text
from ...pointer import Pointer, resolve
from .. import dialects
from ..model.sdk import GlobalArgument
from ..model.types import Type
from ..names.identifiers import pascal, snake
from ..names.scope import Claim
from ..schemas.schemas import Schemas
from .constructor import Owner, claim, given_claim
from .options import TYPES, options_by_place, plan_option


@dataclass(frozen=True, slots=True)
class RawGlobal:
    """A parameter that the client fills: the name that the user or the description gives it.

    `node` is its Parameter Object and `pointer` the place of that, where the description has one.
    """

    location: str
    wire: str
    name: str
    is_given: bool
    node: dict[str, Json]
    pointer: Pointer
    option: OptionConfig | None = None


def declared_globals(
    root: dict[str, Json], config: Config, variables: Collection[str]
) -> list[RawGlobal]:
    """The parameters that the client fills: configured ones, options, then declared ones.

    `variables` are those of servers, which are no parameters.
    """
    found: dict[tuple[str, str], RawGlobal] = {}
    for value, place in dialects.global_parameters(root):
        resolved, pointer = resolve(root, value, place)
        node = as_object(resolved)
        wire = text(node.get("name"))
        name = dialects.name_override(node) or wire
        item = RawGlobal(text(node.get("in")), wire, name, False, node, pointer)
        found[item.location, wire] = item
    given: dict[tuple[str, str], RawGlobal] = {}
    for name, item in config.globals.items():
        location, wire = item.location or "header", item.name or name
        known = found.get((location, wire), RawGlobal(location, wire, name, True, {}, ()))
        given[location, wire] = replace(known, name=name, is_given=True)
    for (location, wire), (name, own) in options_by_place(config).items():
        if location != "path" or wire not in variables:
            known = found.get((location, wire), RawGlobal(location, wire, name, True, {}, ()))
            given[location, wire] = replace(known, name=name, is_given=True, option=own)
    return [*given.values(), *(item for key, item in found.items() if key not in given)]


def global_claim(item: RawGlobal) -> Claim[Owner]:
    """The name that it wants, or that the user gives it."""
    if item.is_given:
        return given_claim(item.location, item.wire, item.name)
    return claim("global", item.location, item.wire, [snake(item.name)])


def plan_globals(
    found: list[RawGlobal], arguments: dict[Owner, str], schemas: Schemas
) -> tuple[GlobalArgument, ...]:
    """The constructor arguments that fill parameters."""
    return tuple(
        _global(item, arguments["global", item.location, item.wire], schemas) for item in found
    )


def _global(item: RawGlobal, name: str, schemas: Schemas) -> GlobalArgument:
    own = item.option
    about = (own.description if own else None) or text(item.node.get("description"))
    option = plan_option(own) if own else None
    kind = _type(item, name, schemas)
    return GlobalArgument(name, item.location, item.wire, kind, about, option)  # pyright: ignore[reportArgumentType]


def _type(item: RawGlobal, name: str, schemas: Schemas) -> Type:
    """The type that the user says, or that of the parameter."""
    said = item.option.type if item.option else None
    if said is None and "schema" in item.node:
        return schemas.type_of(item.node["schema"], (*item.pointer, "schema"), pascal(name))
    return TYPES[said or "string"]
