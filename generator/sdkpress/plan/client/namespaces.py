"""The names that sdk.toml gives to types in, the modules by resource that have them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ...config import Config
from ...config.report import report
from ...problems import Problems
from ..model.definitions import INPUT_SUFFIX, Alias, Definition
from ..model.namespaces import Namespace
from ..model.sdk import Sdk
from ..model.types import Ref, Type, UnionOf, union
from ..names.reserved import NAMESPACES
from .given_types import ROOT, SHARED, GivenType

_Names = dict[str, GivenType]


def plan_namespaces(
    sdk: Sdk, given: Iterable[GivenType], config: Config, problems: Problems
) -> tuple[Namespace, ...]:
    """The namespaces, each with those names; two of one namespace that are the same are reported.

    What is for all is in `types`, too, where nothing else is called so.
    """
    found: dict[str, _Names] = defaultdict(dict[str, GivenType])
    for item in given:
        other = found[item.path].setdefault(item.name, item)
        if (other.type, other.kind == "request") != (item.type, item.kind == "request"):
            where = ".".join(map(str, other.place))
            message = f'"{item.name}" is taken in {item.path} by {where}'
            report(message, "choose another one", item.place, config, problems)
    shared = found.get(f"{ROOT}.{SHARED}", {})
    found[ROOT] = {**shared, **found[ROOT]}
    return tuple(_namespaces(sdk, found, config, problems))


def _namespaces(
    sdk: Sdk, found: Mapping[str, _Names], config: Config, problems: Problems
) -> Iterator[Namespace]:
    paths = sorted({path for one in found for path in _ways(one)})
    definitions = sdk.definitions
    for path in paths:
        names = found.get(path, {})
        children = tuple(last for parent, _, last in map(_parted, paths) if parent == path)
        taken = {*NAMESPACES, *children, *(_exported(sdk) if path == ROOT else ())}
        for name in taken & names.keys():
            message = f'"{name}" is taken in {path} by something else'
            report(message, "choose another one", names[name].place, config, problems)
        types = {one.name: one.type for one in names.values() if one.kind != "request"}
        yield Namespace(
            path,
            {name: plain_type(node, definitions) for name, node in types.items()},
            {one.name: _name(one.type) for one in names.values() if one.kind == "request"},
            children=children,
        )


def _ways(path: str) -> list[str]:
    """A namespace and those that it is in."""
    parts = path.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _parted(path: str) -> tuple[str, str, str]:
    return path.rpartition(".")


def _name(node: Type) -> str:
    return node.name if isinstance(node, Ref) else ""


def _exported(sdk: Sdk) -> set[str]:
    """What `types` has by itself."""
    dicts = {item.name for module in sdk.dict_modules for item in module.definitions}
    return dicts | {f"{name}{INPUT_SUFFIX}" for name in sdk.inputs.all_names}


def plain_type(node: Type, definitions: Mapping[str, Definition]) -> Type:
    """What a name is for: aliases followed, also those that are members of a union."""
    return union(_members(node, definitions, set()))


def _members(node: Type, definitions: Mapping[str, Definition], seen: set[str]) -> Iterator[Type]:
    alias = definitions.get(node.name) if isinstance(node, Ref) else None
    if isinstance(node, UnionOf):
        for member in node.members:
            yield from _members(member, definitions, seen)
    elif isinstance(alias, Alias):
        if alias.name not in seen:
            seen.add(alias.name)
            yield from _members(alias.type, definitions, seen)
    else:
        yield node
