"""Operations in, the names of all that is made of them out: resources, methods, functions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...config import OperationConfig
from ...data import as_list, text
from .. import dialects
from ..names.identifiers import (
    class_name,
    constant,
    free,
    given_name,
    method_name,
    module_name,
    resource_class,
    resource_path,
)
from ..names.reserved import DEVICES, RESOURCE_ATTRIBUTES, RESOURCE_CLASSES, WEBHOOKS_ATTRIBUTES
from ..names.scope import DESCRIBED, GIVEN, Claim, itself, settle
from ..names.short_names import within, without_path
from .raw_operation import Key, RawOperation

Settings = Mapping[Key, OperationConfig]
"""What the user says of these operations."""


@dataclass(frozen=True, slots=True)
class Home:
    """A resource that an operation is in; `method` is its name there, where the user gives one."""

    resource: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of an operation in one of its homes, decided together with those of all others."""

    id: str
    hint: str
    home: Home
    resource: str
    module: str
    method_name: str
    constant: str
    function_name: str

    @property
    def call(self) -> str:
        """How it is called, from the client on."""
        return f"{self.resource}.{self.method_name}"


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """The module and the class of each resource, by its dotted name."""

    modules: Mapping[str, str]
    classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all operations and resources, and what the user says of operations."""

    operations: list[tuple[RawOperation, Naming]]
    resources: ResourceNames
    settings: Settings


def name_resources(
    operations: list[RawOperation],
    settings: Settings,
    tags: dict[str, str],
    others: Iterable[str] = (),
) -> tuple[dict[Key, list[Home]], ResourceNames]:
    """The homes of each operation, and the names of all resources.

    `tags` says which resource a tag means, where that is not what it is called; `others` are
    resources that there are without operations.
    """
    homes = {raw.key: _homes(raw, settings, tags) for raw in operations}
    named = [home.resource for each in homes.values() for home in each]
    found = {
        ".".join(parts[:depth])
        for parts in (resource.split(".") for resource in [*named, *others])
        for depth in range(1, len(parts) + 1)  # those that only hold others have modules too
    }
    modules = settle([_module_claim(resource) for resource in sorted(found)], DEVICES)
    classes = settle(
        [_class_claim(resource) for resource in sorted(found)], RESOURCE_CLASSES, _family
    )
    return homes, ResourceNames(modules, classes)


def _module_claim(resource: str) -> Claim[str]:
    names = (
        module_name(resource),
        module_name(resource, "__"),
        f"{module_name(resource)}_resource",
    )
    return Claim(resource, names, {} if "." in resource else {names[0]: DESCRIBED})


def _class_claim(resource: str) -> Claim[str]:
    name = resource_class(resource)
    is_own = "." not in resource and not name.startswith("Async")
    return Claim(resource, (name, f"{name}Resource"), {name: DESCRIBED} if is_own else {})


def _family(name: str) -> tuple[str, ...]:
    """The classes that stand beside the one of a resource, and itself."""
    views = [f"{name}{view}" for view in ("", "WithRawResponse", "WithStreamingResponse")]
    return (*views, *(f"Async{view}" for view in views))


def name_operations(
    operations: list[RawOperation], homes: Mapping[Key, list[Home]], resources: ResourceNames
) -> list[tuple[RawOperation, Naming]]:
    """Each operation with its names, once for each of its homes."""
    wanted = [(raw, home) for raw in operations for home in homes[raw.key]]
    methods = _methods(wanted, resources)
    functions = settle(
        Claim((raw.key, home), _function_names(home.resource, methods[raw.key, home]))
        for raw, home in wanted
    )
    ids, _ = operation_ids(operations)
    hints = _hints(operations)
    return [
        (
            raw,
            Naming(
                id=ids[raw.key],
                hint=hints[raw.key],
                home=home,
                resource=home.resource,
                module=resources.modules[home.resource],
                method_name=methods[raw.key, home],
                constant=constant(methods[raw.key, home]),
                function_name=functions[raw.key, home],
            ),
        )
        for raw, home in wanted
    ]


def _methods(
    wanted: list[tuple[RawOperation, Home]], resources: ResourceNames
) -> dict[tuple[Key, Home], str]:
    """The method of each operation in each of its homes."""
    groups: dict[str, list[tuple[RawOperation, Home]]] = defaultdict(list)
    for raw, home in wanted:
        groups[home.resource].append((raw, home))
    found: dict[tuple[Key, Home], str] = {}
    for resource, group in groups.items():
        taken = {*RESOURCE_ATTRIBUTES, *children(resource, resources.modules)}
        taken |= WEBHOOKS_ATTRIBUTES if resource == "webhooks" else set()
        found.update(settle([_method_claim(raw, home, taken) for raw, home in group], taken))
    return found


def children(resource: str, resources: Iterable[str]) -> list[str]:
    """The resources just below one, each by its own name."""
    parts = [item.rpartition(".") for item in resources]
    return [name for parent, _, name in parts if parent == resource]


def _function_names(resource: str, method: str) -> tuple[str, ...]:
    return tuple(f"{module_name(resource, dot)}{dot}{method}" for dot in ("_", "__"))


def operation_ids(
    operations: list[RawOperation],
) -> tuple[dict[Key, str], dict[Key, str]]:
    """What tells each operation apart, its id and its path if others have it; and the id alone."""
    plain = {raw.key: operation_id(raw) for raw in operations}
    uses = Counter(plain.values())
    own = {
        raw.key: _full_id(raw) if uses[plain[raw.key]] > 1 else plain[raw.key] for raw in operations
    }
    return own, plain


def _full_id(raw: RawOperation) -> str:
    return f"{operation_id(raw)} {raw.method.lower()} {raw.path}"


def _hints(operations: list[RawOperation]) -> dict[Key, str]:
    """What models and errors of each operation begin with."""
    return settle([_hint_claim(raw) for raw in operations], (), itself)


def _hint_claim(raw: RawOperation) -> Claim[Key]:
    identifier = operation_id(raw)
    names = [without_path(identifier, raw.method, raw.path), identifier]
    names = [class_name(name) for name in [*names, _full_id(raw), _exactly(raw)]]
    return Claim(raw.key, tuple(dict.fromkeys(names)), {identifier: DESCRIBED})


def operation_id(raw: RawOperation) -> str:
    """The operationId, or one made of method and path."""
    declared = text(raw.node.get("operationId"))
    if declared:
        return declared
    parts = re.sub(r"[{}]", "", raw.path).strip("/") or "root"
    return f"{raw.method.lower()} {parts}"


def _homes(raw: RawOperation, settings: Settings, tags: dict[str, str]) -> list[Home]:
    """Where an operation is: in its resources, and where the user wants it besides."""
    own = settings.get(raw.key, OperationConfig())
    method = given_name(own.method or "")
    found = [Home(resource, method) for resource in _resources(raw, own, tags)]
    return list(dict.fromkeys([*found, *(home_of(call) for call in own.also or ())]))


def home_of(call: str) -> Home:
    """The home that the user calls by the dotted name of a method."""
    resource, _, method = given_name(call).rpartition(".")
    return Home(resource, method)


def _resources(raw: RawOperation, own: OperationConfig, tags: dict[str, str]) -> list[str]:
    """The dotted resources of an operation: configured, by extension, by tags, or by path."""
    if own.resource:
        return [given_name(own.resource)]
    if group := dialects.operation_hints(raw.node).group:
        return [resource_path(group)]
    listed = [text(tag) for tag in as_list(raw.node.get("tags")) if text(tag)]
    # A tag that means no resource (OpenAPI 3.2 has other kinds) is used for want of a better.
    named = [tag for tag in listed if tags.get(tag) != ""] or listed or [_first_segment(raw.path)]
    return list(dict.fromkeys(tags.get(tag) or resource_path(tag) for tag in named))


def _first_segment(path: str) -> str:
    fixed = [part for part in path.split("/") if part and "{" not in part]
    return (fixed[0] if fixed else "default").replace(".", "_")


def _method_claim(raw: RawOperation, home: Home, taken: set[str]) -> Claim[tuple[Key, Home]]:
    """Names for the method of an operation, each more particular than the one before.

    The first are short: without what the resource or the path says already.
    """
    override = dialects.operation_hints(raw.node).method
    declared = text(raw.node.get("operationId"))
    identifier = operation_id(raw)
    own = without_path(declared, raw.method, raw.path)
    short = within(own, home.resource) if own else []
    placed = [_by_path(raw), f"{identifier} at {_by_path(raw)}", _exactly(raw)]
    texts = [override, *short, *([identifier] if own else []), *placed]
    names = [
        *([home.method] if home.method else []),
        *(free(method_name(text), taken) for text in texts if text),
    ]
    rights = {override: DESCRIBED, declared or _by_path(raw): DESCRIBED, home.method: GIVEN}
    return Claim((raw.key, home), tuple(dict.fromkeys(names)), rights)


def _by_path(raw: RawOperation) -> str:
    """A method name out of method and path, which are an operation's own."""
    path = re.sub(r"\{([^{}]*)\}", r" by \1 ", re.sub(r"(?<=.)/$", " slash", raw.path))
    return method_name(f"{raw.method.lower()} {path}")


def _exactly(raw: RawOperation) -> str:
    """A name that no other path has, not even one like `/a-b` beside `/a/b`."""
    digest = hashlib.sha256(raw.path.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_by_path(raw)} {int(digest[:8], 16)}"
