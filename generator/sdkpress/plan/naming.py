"""Operations in, resources and method names out: stable, readable, each used once."""

from __future__ import annotations

import re

from ..config import Config, OperationConfig
from ..problems import Problems
from . import dialects
from .names import method_name, resource_path, snake
from .operations import Naming, RawOperation
from .raw import sequence, text


def name_operations(
    operations: list[RawOperation], config: Config, problems: Problems
) -> list[tuple[RawOperation, Naming]]:
    """Each operation with its names, once for each resource it belongs to."""
    named: list[tuple[RawOperation, Naming]] = []
    taken: dict[tuple[str, str], RawOperation] = {}
    functions: set[str] = set()
    for raw in operations:
        for resource in _resources(raw, config):
            method = _free_method(raw, resource, config, taken)
            if (resource, method) in taken:
                problems.error(
                    f"{raw.method} {raw.path} and {taken[resource, method].path} are both "
                    f"called {resource}.{method}",
                    raw.pointer,
                    "give one of them another operationId",
                )
                continue
            taken[resource, method] = raw
            function = f"{resource.replace('.', '_')}_{method}"
            while function in functions:
                function = f"{function}_"
            functions.add(function)
            named.append((raw, Naming(operation_id(raw), resource, method, function)))
    return named


def operation_id(raw: RawOperation) -> str:
    """The operationId, or one made of method and path."""
    declared = text(raw.node.get("operationId"))
    if declared:
        return declared
    parts = re.sub(r"[{}]", "", raw.path).strip("/") or "root"
    return f"{raw.method.lower()} {parts}"


def _resources(raw: RawOperation, config: Config) -> list[str]:
    """The dotted resources of an operation: configured, by extension, by tags, or by path."""
    settings = config.operations.get(operation_id(raw), OperationConfig())
    group = settings.resource or dialects.operation_hints(raw.node).group
    tags = [group] if group else [text(tag) for tag in sequence(raw.node.get("tags"))]
    tags = [tag for tag in tags if tag] or [_first_segment(raw.path)]
    return list(dict.fromkeys(resource_path(tag) for tag in tags))


def _first_segment(path: str) -> str:
    fixed = [part for part in path.split("/") if part and "{" not in part]
    return (fixed[0] if fixed else "default").replace(".", "_")


def _free_method(
    raw: RawOperation,
    resource: str,
    config: Config,
    taken: dict[tuple[str, str], RawOperation],
) -> str:
    """A method name, short where the operationId repeats the resource (`repos/get`)."""
    settings = config.operations.get(operation_id(raw), OperationConfig())
    override = settings.method or dialects.operation_hints(raw.node).method
    if override:
        return method_name(override)
    identifier = operation_id(raw)
    full = method_name(identifier)
    head, separator, rest = _split_prefix(identifier)
    if separator and rest and snake(head) == resource.rpartition(".")[2].rstrip("_"):
        short = method_name(rest)
        return full if (resource, short) in taken else short
    return full


def _split_prefix(identifier: str) -> tuple[str, str, str]:
    match = re.match(r"([^/.:#]+)([/.:#])(.+)", identifier)
    return (match[1], match[2], match[3]) if match else (identifier, "", "")
