"""Parameters that the client is given once: declared and configured ones in, its arguments out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...config import Config
from ...data import Json, as_object, text
from ...pointer import Pointer, resolve
from .. import dialects
from ..model.sdk import GlobalArgument
from ..model.types import Scalar
from ..names.identifiers import pascal, snake
from ..names.scope import Claim
from ..schemas.schemas import Schemas
from .constructor import Owner, claim, given_claim


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


def declared_globals(root: dict[str, Json], config: Config) -> list[RawGlobal]:
    """The parameters that the client fills: configured ones, then declared ones."""
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
    place = (*item.pointer, "schema")
    has_schema = "schema" in item.node
    kind = (
        schemas.type_of(item.node["schema"], place, pascal(name)) if has_schema else Scalar("str")
    )
    about = text(item.node.get("description"))
    return GlobalArgument(name, item.location, item.wire, kind, about)  # pyright: ignore[reportArgumentType]
