"""Definitions in, modules out: those that the same resources use share one.

So a resource loads what it needs and nothing else. A module only ever imports modules that serve
more resources than itself, so imports have no cycle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from ..model.definitions import DICT_SUFFIX, Alias, Definition, Field, Model, definition_types
from ..model.graph import components, reachable
from ..model.operation import Operation
from ..model.sdk import ModelModule
from ..model.types import Ref, Type, references, transform
from ..names.identifiers import snake
from ..names.scope import DESCRIBED, Claim, settle

SHARED = "shared"
OTHER = "components"

LARGEST_MODULE = 400
"""Definitions of a module. Pyright gives up on modules of about two thousand classes."""

_Part: TypeAlias = tuple[tuple[str, ...], int]
"""The resources that use what is in a module, and which part of that it is, from 1."""


def plan_modules(
    definitions: Mapping[str, Definition],
    operations: Iterable[Operation],
    resources: Mapping[str, str],
    others: Iterable[str] = (),
) -> tuple[ModelModule, ...]:
    """The modules of the models, each definition in exactly one.

    `resources` are the modules of the resources, by their dotted names; `others` are modules that
    stand beside them.
    """
    users: dict[str, set[str]] = {name: set() for name in definitions}
    by_resource: dict[str, list[Type]] = defaultdict(list)
    for operation in operations:
        module = resources[operation.resource.partition(".")[0]]
        by_resource[module].extend([*operation.sent_types, *operation.received_types])
    for module, roots in by_resource.items():
        for name in reachable(roots, definitions):
            users[name].add(module)
    groups: dict[frozenset[str], dict[str, Definition]] = defaultdict(dict)
    for name, used in users.items():
        groups[frozenset(used)][name] = definitions[name]
    parts = {
        (tuple(sorted(used)), number): names
        for used, group in groups.items()
        for number, names in _in_parts(group).items()
    }
    claims = [_claim(part, _home(frozenset(part[0]), groups[frozenset(part[0])])) for part in parts]
    # A class whose name has no case may be called as its module is.
    names = settle(claims, [*others, *(name for name in definitions if name == name.lower())])
    return _modules(definitions, {name: names[part] for part in parts for name in parts[part]})


def _partition(definitions: Mapping[str, Definition]) -> list[list[str]]:
    """The names of `definitions` in groups, each of which only needs itself and those before it.

    Definitions that need one another stay together, however many they are.
    """
    groups: list[list[str]] = [[]]
    for component in components(definitions):
        if len(groups[-1]) >= LARGEST_MODULE:
            groups.append([])
        groups[-1].extend(component)
    return groups


def _in_parts(group: dict[str, Definition]) -> dict[int, list[str]]:
    """The definitions of a group, in numbered parts where it is too large for one module."""
    if len(group) <= LARGEST_MODULE:
        return {0: list(group)}
    return dict(enumerate(_partition(group), 1))


def _claim(part: _Part, home: str) -> Claim[_Part]:
    """What a module may be called: the one of a single resource has the best right to its name."""
    used, number = part
    name = f"{home}_part{number}" if number else home
    rights = {name: DESCRIBED} if len(used) == 1 and not number else {}
    return Claim(part, (name, f"{name}_models"), rights)


def _home(resources: frozenset[str], group: dict[str, Definition]) -> str:
    """The module of what just these resources use: the only one's, or named by what leads in."""
    if not resources:
        return OTHER
    if len(resources) > 1:
        needed = {name for item in group.values() for name in _references(item) - {item.name}}
        return f"{SHARED}_{snake(min(set(group) - needed or group))}"
    only = next(iter(resources))
    return f"{only}_" if only == OTHER or only.startswith(f"{SHARED}_") else only


def _references(definition: Definition) -> set[str]:
    return {name for node in definition_types(definition) for name in references(node)}


def _modules(
    definitions: Mapping[str, Definition], homes: dict[str, str]
) -> tuple[ModelModule, ...]:
    grouped: dict[str, list[Definition]] = defaultdict(list)
    for name in sorted(definitions):
        grouped[homes[name]].append(definitions[name])
    return tuple(
        ModelModule(home, tuple(grouped[home]), _imports(grouped[home], home, homes))
        for home in sorted(grouped)
    )


def _imports(
    group: list[Definition], home: str, homes: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """What a module needs from others: module name to names."""
    needed: dict[str, set[str]] = defaultdict(set)
    for definition in group:
        for name in _references(definition):
            if homes[name] != home:
                needed[homes[name]].add(name)
    return {module: tuple(sorted(names)) for module, names in sorted(needed.items())}


def plan_dict_modules(
    modules: tuple[ModelModule, ...],
    definitions: Mapping[str, Definition],
    operations: Iterable[Operation],
) -> tuple[ModelModule, ...]:
    """The TypedDicts of everything that a request may hold, in modules named as the models'."""
    roots = [node for operation in operations for node in operation.sent_types]
    names = reachable(roots, definitions)
    homes = {
        f"{item.name}{DICT_SUFFIX}": module.name
        for module in modules
        for item in module.definitions
    }
    dicts = {name: _dict_definition(definitions[name]) for name in names}
    return _modules({item.name: item for item in dicts.values()}, homes)


def _dict_definition(definition: Definition) -> Definition:
    name = f"{definition.name}{DICT_SUFFIX}"
    if isinstance(definition, Alias):
        return replace(definition, name=name, type=_as_dict(definition.type))
    fields = tuple(_dict_field(field) for field in definition.fields)
    extra = None if definition.extra is None else _as_dict(definition.extra)
    return Model(name, fields, definition.description, extra, definition.deprecation)


def _dict_field(field: Field) -> Field:
    return replace(field, type=_as_dict(field.type))


def _as_dict(node: Type) -> Type:
    return transform(node, _part_as_dict)


def _part_as_dict(part: Type) -> Type:
    """What callers write in a dict: other dicts."""
    return Ref(f"{part.name}{DICT_SUFFIX}") if isinstance(part, Ref) else part
