"""Operations in, resources and method names out: stable, readable, each used once."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass

from ..config import Config, OperationConfig
from ..problems import Problems
from . import dialects
from .names import method_name, module_name, resource_path, snake
from .operations import Naming, RawOperation
from .raw import Pointer, sequence, text


def name_operations(
    operations: list[RawOperation],
    config: Config,
    problems: Problems,
    tags: dict[str, str] | None = None,
) -> list[tuple[RawOperation, Naming]]:
    """Each operation with its names, once for each resource it belongs to.

    `tags` says which resource a tag means, where that is not what it is called.
    """
    wanted = [
        _Wanted(raw, resource, _method_names(raw, resource, config))
        for raw in operations
        for resource in _resources(raw, config, tags or {})
    ]
    _part(wanted)
    _check_modules(wanted, problems)
    named: list[tuple[RawOperation, Naming]] = []
    taken: dict[tuple[str, str], RawOperation] = {}
    functions: set[str] = set()
    ids = _ids(operations)
    for item in wanted:
        raw, resource, method = item.raw, item.resource, item.method
        first = taken.setdefault((resource, method), raw)
        if first is not raw:
            problems.error(
                f"{raw.method} {raw.path} and {first.path} are both called {resource}.{method}",
                raw.pointer,
                "give one of them another operationId",
            )
            continue
        function = f"{resource.replace('.', '_')}_{method}"
        while function in functions:
            function = f"{function}_"
        functions.add(function)
        named.append((raw, Naming(ids[raw.pointer], resource, method, function)))
    return named


def _ids(operations: list[RawOperation]) -> dict[Pointer, str]:
    """What each operation is called in models and errors: its id, and its path if others have it.

    So no name depends on which of them comes first.
    """
    owners: dict[str, set[Pointer]] = defaultdict(set)
    for raw in operations:
        owners[operation_id(raw)].add(raw.pointer)
    return {
        raw.pointer: operation_id(raw)
        if len(owners[operation_id(raw)]) == 1
        else f"{operation_id(raw)} {raw.method.lower()} {raw.path}"
        for raw in operations
    }


def _check_modules(wanted: list[_Wanted], problems: Problems) -> None:
    """Reports resources that would share a module, such as those of the tags `a.b` and `a b`."""
    owners: dict[str, str] = {}
    for item in wanted:
        parts = item.resource.split(".")
        for depth in range(len(parts)):
            resource = ".".join(parts[: depth + 1])  # those that only hold others have modules too
            module = module_name(resource)
            owner = owners.setdefault(module, resource)
            if owner != resource:
                problems.error(
                    f"the resources {owner} and {resource} are both the module {module}",
                    item.raw.pointer,
                    "give one of their tags another name",
                )
                owners[module] = resource  # once for each, not for all of its operations


@dataclass(slots=True)
class _Wanted:
    """An operation in a resource, with names for its method, the one it has now first."""

    raw: RawOperation
    resource: str
    names: list[str]

    @property
    def method(self) -> str:
        return self.names[0]

    @property
    def is_exact(self) -> bool:
        """Whether it is called just as the description says."""
        override = dialects.operation_hints(self.raw.node).method
        return self.method in (override, self.raw.node.get("operationId") or _by_path(self.raw))


def _part(wanted: list[_Wanted]) -> None:
    """Let those that want one name move on to their next, until none do or none can.

    What is called just as the description says stays. So a name depends on no order, and a new
    operation takes none away from one that has the better right to it.
    """
    moving = wanted
    while moving:
        groups: dict[tuple[str, str], list[_Wanted]] = defaultdict(list)
        for item in wanted:
            groups[item.resource, item.method].append(item)
        clashing = [group for group in groups.values() if len(group) > 1]
        moving = [item for group in clashing for item in _yielding(group) if len(item.names) > 1]
        for item in moving:
            del item.names[0]


def _yielding(group: list[_Wanted]) -> list[_Wanted]:
    exact = [item for item in group if item.is_exact]
    return [item for item in group if item is not exact[0]] if len(exact) == 1 else group


def operation_id(raw: RawOperation) -> str:
    """The operationId, or one made of method and path."""
    declared = text(raw.node.get("operationId"))
    if declared:
        return declared
    parts = re.sub(r"[{}]", "", raw.path).strip("/") or "root"
    return f"{raw.method.lower()} {parts}"


def _resources(raw: RawOperation, config: Config, tags: dict[str, str]) -> list[str]:
    """The dotted resources of an operation: configured, by extension, by tags, or by path."""
    settings = config.operations.get(operation_id(raw), OperationConfig())
    group = settings.resource or dialects.operation_hints(raw.node).group
    if group:
        return [resource_path(group)]
    listed = [text(tag) for tag in sequence(raw.node.get("tags")) if text(tag)]
    # A tag that means no resource (OpenAPI 3.2 has other kinds) is used for want of a better.
    named = [tag for tag in listed if tags.get(tag) != ""] or listed or [_first_segment(raw.path)]
    return list(dict.fromkeys(tags.get(tag) or resource_path(tag) for tag in named))


def _first_segment(path: str) -> str:
    fixed = [part for part in path.split("/") if part and "{" not in part]
    return (fixed[0] if fixed else "default").replace(".", "_")


def _method_names(raw: RawOperation, resource: str, config: Config) -> list[str]:
    """Names for the method of an operation, each more particular than the one before.

    The first is short where the operationId repeats the resource (`repos/get`).
    """
    settings = config.operations.get(operation_id(raw), OperationConfig())
    override = settings.method or dialects.operation_hints(raw.node).method
    identifier = operation_id(raw)
    head, separator, rest = _split_prefix(identifier)
    short = separator and rest and snake(head) == resource.rpartition(".")[2].rstrip("_")
    placed = (_by_path(raw), f"{identifier} at {_by_path(raw)}", _exactly(raw))
    names = [override, rest if short else "", identifier, *placed]
    return list(dict.fromkeys(method_name(name) for name in names if name))


def _by_path(raw: RawOperation) -> str:
    """A method name out of method and path, which are an operation's own."""
    path = re.sub(r"\{([^{}]*)\}", r" by \1 ", re.sub(r"(?<=.)/$", " slash", raw.path))
    return method_name(f"{raw.method.lower()} {path}")


def _exactly(raw: RawOperation) -> str:
    """A name that no other path has, not even one like `/a-b` beside `/a/b`."""
    digest = hashlib.sha256(raw.path.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_by_path(raw)} {int(digest[:8], 16)}"


def _split_prefix(identifier: str) -> tuple[str, str, str]:
    match = re.match(r"([^/.:#]+)([/.:#])(.+)", identifier)
    return (match[1], match[2], match[3]) if match else (identifier, "", "")
