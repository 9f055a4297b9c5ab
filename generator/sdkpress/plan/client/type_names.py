"""Names that sdk.toml gives to types in, the plan with its definitions called so out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...config import Config
from ...config.report import report
from ..model.definitions import Alias, Definition
from ..model.types import Ref, renamed
from ..names.reserved import MODEL_CLASSES
from ..shapes.called import with_called
from ..shapes.planned import Planned
from .given_types import ROOT, GivenType

_COMPONENTS = ("components", "schemas")


def with_type_names(planned: Planned, given: list[GivenType]) -> tuple[Planned, list[GivenType]]:
    """The plan whose definitions are called as sdk.toml calls values and arguments.

    A component keeps its name, and so does what another operation calls otherwise.
    """
    names = dict(_new_names(planned, given))
    called = [replace(item, type=renamed(item.type, names)) for item in given]
    return with_called(planned, names), called


def _new_names(planned: Planned, given: list[GivenType]) -> Iterator[tuple[str, str]]:
    named = {item.type for item in given if item.kind == "schema"}
    taken = {*planned.definitions, *MODEL_CLASSES}
    for item in given:
        if item.type in named or not isinstance(item.type, Ref):
            continue
        named.add(item.type)
        if not _is_component(planned, item.type) and item.name not in taken:
            taken.add(item.name)
            yield item.type.name, item.name


def _is_component(planned: Planned, node: Ref) -> bool:
    *place, _ = planned.places.get(node.name, ("",))
    return tuple(place) == _COMPONENTS


def with_aliases(planned: Planned, given: list[GivenType], config: Config) -> Planned:
    """The plan where types have no modules by resource: `models` has each name that it has not yet.

    A name that is something else's there is reported, and one that cannot be given.
    """
    aliases: dict[str, Definition] = {}
    for item in given:
        if item.kind == "schema" or item.type == Ref(item.name):
            continue
        complaint, hint = _complaint(item, planned, aliases)
        if complaint:
            report(complaint, hint, item.place, config, planned.problems)
        aliases[item.name] = Alias(item.name, item.type)
    return replace(planned, definitions={**planned.definitions, **aliases}) if aliases else planned


def _complaint(
    item: GivenType, planned: Planned, aliases: dict[str, Definition]
) -> tuple[str, str]:
    """What is wrong with a name, and what to do."""
    if item.path != ROOT:
        return "types have no modules by resource here", 'add types = "resources" to [surface]'
    known = {**planned.definitions, **aliases}.get(item.name)
    if item.name in MODEL_CLASSES or known not in (None, Alias(item.name, item.type)):
        return f'"{item.name}" is taken by something else', "choose another one"
    if item.kind == "request":
        at = "[models.schemas] names it"
        return "the arguments are those of a schema with a name of its own", at
    return "", ""
