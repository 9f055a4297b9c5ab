"""Aliases that are no more than another name: nothing refers to them, only to what they name.

pydantic (2.14) builds no model with an alias of a recursive one that was built before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.definitions import Alias, Definition, other_name, retyped
from ..model.types import renamed
from .planned import Planned


def without_detours(planned: Planned) -> Planned:
    """Every reference to a mere name becomes one to what that stands for."""
    ends = _ends(planned.definitions)
    detours = {name: end for name, end in ends.items() if name != end}
    if not detours:
        return planned
    definitions = {name: _direct(item, detours) for name, item in planned.definitions.items()}
    return replace(planned, definitions=definitions)


def _ends(definitions: Mapping[str, Definition]) -> dict[str, str]:
    """What each name leads to in the end; a circle of them was refused long before."""
    ends: dict[str, str] = {}
    for name in definitions:
        way = [name]
        while way[-1] not in ends and (target := other_name(definitions[way[-1]])) is not None:
            way.append(target)
        ends.update(dict.fromkeys(way, ends.get(way[-1], way[-1])))
    return ends


def _direct(definition: Definition, detours: dict[str, str]) -> Definition:
    if isinstance(definition, Alias):
        return replace(definition, type=renamed(definition.type, detours))
    extra = None if definition.extra is None else renamed(definition.extra, detours)
    fields = tuple(retyped(field, renamed(field.type, detours)) for field in definition.fields)
    return replace(definition, fields=fields, extra=extra)
