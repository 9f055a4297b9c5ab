"""What `sdk.toml` says, held against the description: what matches nothing there is an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ...config import Config, OperationConfig
from ...config.report import report
from ...data import Json
from ...pointer import Pointer
from ...problems import Problems
from ...read.suggest import nearest
from ..model.operation import Operation
from ..model.sdk import Client
from ..names.reserved import (
    CLIENT_ATTRIBUTES,
    PACKAGE_ATTRIBUTES,
    PACKAGES,
    RESOURCE_ATTRIBUTES,
)
from ..operations.naming import (
    Names,
    Naming,
    Settings,
    name_operations,
    name_resources,
    operation_ids,
)
from ..operations.parameters import collect
from ..operations.raw_operation import Key, RawOperation
from ..operations.security import declared_schemes, sent_schemes
from ..operations.webhooks import has_webhooks
from .client import client_family
from .resources import tag_resources


def plan_names(
    root: dict[str, Json],
    raw: list[RawOperation],
    client: Client,
    config: Config,
    problems: Problems,
) -> Names:
    """The names of resources and operations; what the user says of them must mean something."""
    settings = operation_settings(raw, config, problems)
    check_given(root, raw, config, problems)
    others = ["webhooks"] if has_webhooks(root, config) else []
    homes, resources = name_resources(raw, settings, tag_resources(root), others)
    check_resources(homes, resources.modules, settings, config, problems)
    named = name_operations(raw, homes, resources, settings)
    check_names(named, settings, client, config, problems)
    return Names(named, resources, settings)


def operation_settings(raw: list[RawOperation], config: Config, problems: Problems) -> Settings:
    """What the user says of operations: by id, or by method and path (`get /pets/{id}`)."""
    ids, full = operation_ids(raw)
    known: dict[str, list[Key]] = defaultdict(list)
    for item in raw:
        for name in dict.fromkeys((ids[item.key], full[item.key], _by_path(item))):
            known[name].append(item.key)
    settings: dict[Key, OperationConfig] = {}
    for name, own in config.operations.items():
        found = known.get(name) or known.get(_normal(name), [])
        complaint, hint = _complaint(name, found, known, settings)
        if complaint:
            report(complaint, hint, ("operations", name), config, problems)
        else:
            settings[found[0]] = own
    return settings


def _complaint(
    name: str,
    found: list[Key],
    known: Mapping[str, list[Key]],
    settings: Settings,
) -> tuple[str, str]:
    """What is wrong with the name of an operation, and what to do."""
    if not found:
        return "there is no such operation", _did_you_mean(name, known)
    if len(found) > 1:
        return f"{len(found)} operations have this id", "name one as “get /its/path”"
    if found[0] in settings:
        return "this operation has a table already, by another name", "merge the two"
    return "", ""


def _by_path(raw: RawOperation) -> str:
    return f"{raw.method.lower()} {raw.path}"


def _normal(name: str) -> str:
    method, _, path = name.strip().partition(" ")
    return f"{method.lower()} {path.strip()}"


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return f'did you mean "{near}"?'
    listed = ", ".join(f'"{one}"' for one in names[:8])
    return f"there is {listed}{', …' if len(names) > 8 else ''}" if names else "there is none"


def check_given(
    root: dict[str, Json], raw: list[RawOperation], config: Config, problems: Problems
) -> None:
    """Report credentials and globals of nothing."""
    sent, declared = sent_schemes(root), declared_schemes(root)
    for name in config.client.credentials:
        if name not in sent:
            unknown = name not in declared
            message = "there is no such security scheme" if unknown else "it has no credential"
            hint = _did_you_mean(name, sent) if unknown else "leave it out"
            report(message, hint, ("client", "credentials", name), config, problems)
    if config.globals:
        _check_globals(_parameters(root, raw), config, problems)


def _parameters(root: dict[str, Json], raw: list[RawOperation]) -> dict[str, set[str]]:
    """The names of all parameters, by where they are sent."""
    names: dict[str, set[str]] = defaultdict(set)
    for item in raw:
        for found in collect(root, item.path_item, item.node, item.path_pointer, item.pointer):
            names[found.location].add(found.name)
    return names


def _check_globals(parameters: Mapping[str, set[str]], config: Config, problems: Problems) -> None:
    for name, item in config.globals.items():
        location, wire = item.location or "header", item.name or name
        names = sorted(parameters.get(location, ()))
        if wire not in names:
            message = f"no operation has a parameter {wire} in {location}"
            place = ("globals", name, "name") if item.name else ("globals", name)
            report(message, _did_you_mean(wire, names), place, config, problems)


def check_resources(
    homes: Mapping[Key, list[str]],
    resources: Iterable[str],
    settings: Settings,
    config: Config,
    problems: Problems,
) -> None:
    """Report tables of resources that do not exist, and misspelt resources of operations."""
    for name in config.resources:
        if name not in resources:
            hint = _did_you_mean(name, resources)
            report("there is no such resource", hint, ("resources", name), config, problems)
    moved = {at for at, own in settings.items() if own.resource}
    described = {name for at, names in homes.items() if at not in moved for name in names}
    for own in settings.values():
        name = own.resource or ""
        is_known = name in described or name in config.resources
        near = None if is_known else nearest(name, described, cutoff=0.75)
        if near:
            message = f"no operation of the description is in {name}"
            hint = f'did you mean "{near}"? A new one needs a table, [resources.{name}]'
            report(message, hint, _place_of(own, config, "resource"), config, problems)


def check_streams(
    named: list[tuple[RawOperation, Naming]],
    planned: Iterable[Operation],
    settings: Settings,
    config: Config,
    problems: Problems,
) -> None:
    """Report streams that are to be connected to again and are none."""
    for (raw, _), operation in zip(named, planned, strict=True):
        if operation.reconnects and not operation.gives_events:
            place = _place_of(settings[raw.key], config, "reconnect")
            message = "the operation gives no stream of events"
            report(message, "leave it out", place, config, problems)


def check_names(
    named: list[tuple[RawOperation, Naming]],
    settings: Settings,
    client: Client,
    config: Config,
    problems: Problems,
) -> None:
    """Report names that the user gives and that something else has."""
    for place, given, final in [
        *_package_names(config),
        *_client_names(config, client),
        *_operation_names(named, settings, config),
    ]:
        if given is not None and given != final:
            hint = "choose another one"
            report(f'"{given}" is taken by something else', hint, place, config, problems)


_Row = tuple[Pointer, str | None, str | None]
"""Where a name is given, the name, and what came of it."""


def _package_names(config: Config) -> Iterable[_Row]:
    name = config.package.name
    yield ("package", "name"), name, None if (name or "").split(".")[0] in PACKAGES else name


def _client_names(config: Config, client: Client) -> Iterable[_Row]:
    own = config.client
    is_free = not PACKAGE_ATTRIBUTES.intersection(client_family(client.name))
    yield ("client", "name"), own.name, own.name if is_free else None
    yield ("client", "base_error"), own.base_error, client.base_error
    yield ("client", "default_error"), own.default_error, client.default_error
    credentials = {item.name: item.argument for item in client.security_schemes}
    for name, item in own.credentials.items():
        final = credentials.get(name, item.argument)
        yield ("client", "credentials", name, "argument"), item.argument, final
    filled = {(item.location, item.wire): item.name for item in client.globals}
    for name, item in config.globals.items():
        yield ("globals", name), name, filled.get((item.location or "header", item.name or name))


def _operation_names(
    named: list[tuple[RawOperation, Naming]], settings: Settings, config: Config
) -> Iterable[_Row]:
    for raw, naming in named:
        own = settings.get(raw.key)
        if own is not None:
            yield _place_of(own, config, "method"), own.method, own.method and naming.method_name
            first, *nested = naming.resource.split(".")
            is_free = first not in CLIENT_ATTRIBUTES and not RESOURCE_ATTRIBUTES & {*nested}
            resource = own.resource if is_free else None
            yield _place_of(own, config, "resource"), own.resource, resource


def _place_of(own: OperationConfig, config: Config, key: str) -> Pointer:
    """Where a setting of an operation is, by whichever name the operation has there."""
    name = next(name for name, item in config.operations.items() if item is own)
    return ("operations", name, key)
