"""Names that are gone and names that are new in, which of them are one thing out.

What goes over the wire says so, or the place in the description; else all else being the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from ..plan.model.types import renamed
from ..surface.model import Argument, Definition, ErrorClass, Field, Method
from ..surface.notation import parse_type, type_text

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
Renamed = dict[str, str]
"""Old names, each with the new one."""


def renamed_methods(old: Mapping[str, Method], new: Mapping[str, Method]) -> Renamed:
    """The methods that have another name, or are in another resource."""
    return _matched(old, new, lambda item: item.wire, _shape)


def renamed_arguments(old: Mapping[str, Argument], new: Mapping[str, Argument]) -> Renamed:
    """The arguments of a method that have another name."""
    found = _unique(*_without(old, new, {}), lambda item: item.wire)
    return found | _similar(*_without(old, new, found))


def renamed_fields(old: Mapping[str, Field], new: Mapping[str, Field]) -> Renamed:
    """The attributes of a model that have another name."""
    wires = _wires(old), _wires(new)
    found = _pairs(*wires, old, new)
    return found | _similar(*_without(old, new, found))


def renamed_models(old: Mapping[str, Definition], new: Mapping[str, Definition]) -> Renamed:
    """The definitions that have another name. What is in them may be renamed, too."""
    found: Renamed = {}
    while True:
        more = _matched(
            *_without(old, new, found),
            lambda item: item.at,
            lambda item, names=found: _content(item, names),
        )
        if not more:
            return found
        found |= more


def renamed_errors(
    old: Mapping[str, ErrorClass], new: Mapping[str, ErrorClass], models: Renamed
) -> Renamed:
    """The error classes that have another name."""
    return _matched(
        old, new, lambda _: None, lambda item: (_with(item.data, models), item.statuses)
    )


def _matched(
    old: Mapping[str, T],
    new: Mapping[str, T],
    identity: Callable[[T], Hashable],
    shape: Callable[[T], Hashable],
) -> Renamed:
    """What is gone with what is new of the same identity, or of the same shape if one has it."""
    gone, come = _without(old, new, {})
    found = _unique(gone, come, identity)
    gone, come = _without(gone, come, found)
    return found | _unique(gone, come, shape)


def _similar(old: Mapping[str, Argument | Field], new: Mapping[str, Argument | Field]) -> Renamed:
    """What goes by another name on the wire as well: only of like names is it taken for one."""
    found = _unique(old, new, lambda item: (item.type, item.required))
    return {name: other for name, other in found.items() if _is_like(name, other)}


def _is_like(name: str, other: str) -> bool:
    words = set(name.split("_")) & set(other.split("_"))
    return bool(words) or SequenceMatcher(a=name, b=other).ratio() >= _LIKE


_LIKE = 0.6


def _unique(old: Mapping[str, T], new: Mapping[str, T], key: Callable[[T], Hashable]) -> Renamed:
    before, after = _grouped(old, key), _grouped(new, key)
    return {
        names[0]: after[one][0]
        for one, names in before.items()
        if one and len(names) == 1 and len(after.get(one, ())) == 1
    }


def _grouped(items: Mapping[str, T], key: Callable[[T], Hashable]) -> dict[Hashable, list[str]]:
    grouped: dict[Hashable, list[str]] = {}
    for name, item in items.items():
        grouped.setdefault(key(item), []).append(name)
    return grouped


def added(old: Mapping[K, T], new: Mapping[K, T], renamed: Mapping[K, K]) -> dict[K, T]:
    """What is new, but for what is only called otherwise, in the order of the new surface."""
    known = set(renamed.values())
    return {name: item for name, item in new.items() if name not in old and name not in known}


def _without(
    old: Mapping[str, T], new: Mapping[str, T], found: Renamed
) -> tuple[dict[str, T], dict[str, T]]:
    """What is gone and what is new, but for what is known to be renamed."""
    gone = {name: item for name, item in old.items() if name not in new and name not in found}
    return gone, added(old, new, found)


def _wires(fields: Mapping[str, Field]) -> dict[str, str]:
    return {name: item.wire or name for name, item in fields.items()}


def _pairs(
    before: Mapping[str, str], after: Mapping[str, str], old: Mapping[str, T], new: Mapping[str, T]
) -> Renamed:
    """The names whose name in JSON is the same."""
    names = {wire: name for name, wire in after.items() if name not in old}
    return {name: names[wire] for name, wire in before.items() if name not in new and wire in names}


def _shape(item: Method) -> Hashable:
    """All that a method takes and gives; nothing for one that has nothing of its own."""
    arguments = tuple((name, one.type, one.required) for name, one in item.arguments.items())
    verb = item.wire.partition(" ")[0]
    return (verb, arguments, item.returns) if arguments and item.returns != "None" else None


def _content(item: Definition, names: Renamed) -> Hashable:
    """What is in a definition, by new names; nothing for a model without fields."""
    fields = tuple(
        (name, _with(one.type, names), one.required, one.wire) for name, one in item.fields.items()
    )
    kind = _with(item.type, names) if item.type else ""
    return (kind, fields, item.extra) if fields or kind else None


def _with(text: str, names: Renamed) -> str:
    """A type as text, by new names."""
    if "models." not in text or not names:
        return text
    try:
        return type_text(renamed(parse_type(text), names))
    except ValueError:
        return text
