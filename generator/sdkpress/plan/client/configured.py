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
from ..names.identifiers import given_name
from ..names.reserved import (
    CLIENT_ATTRIBUTES,
    PACKAGES,
    RESOURCE_ATTRIBUTES,
    package_attributes,
)
from ..operations.naming import (
    Home,
    Names,
    Naming,
    Settings,
    home_of,
    name_operations,
    name_resources,
)
from ..operations.parameters import collect
from ..operations.raw_operation import Key, RawOperation
from ..operations.security import declared_schemes, sent_schemes
from ..operations.webhooks import has_webhooks
from .chosen import did_you_mean, place_of
from .client import client_family
from .manners import plan_manners
from .options import check_options, options_by_place
from .resources import tag_resources
from .servers import check_servers
from .variables import server_variables


def plan_names(
    root: dict[str, Json],
    raw: list[RawOperation],
    settings: Settings,
    client: Client,
    config: Config,
    problems: Problems,
) -> Names:
    """The names of resources and operations; what the user says of them must mean something."""
    check_given(root, raw, config, problems)
    others = ["webhooks"] if has_webhooks(root, config) else []
    homes, resources = name_resources(raw, settings, tag_resources(root), others)
    check_resources(homes, resources.modules, settings, config, problems)
    named = name_operations(raw, homes, resources)
    check_names(named, settings, client, config, problems)
    return Names(named, resources, settings)


def check_given(
    root: dict[str, Json], raw: list[RawOperation], config: Config, problems: Problems
) -> None:
    """Report credentials and globals of nothing."""
    sent, declared = sent_schemes(root), declared_schemes(root)
    for name in config.client.credentials:
        if name not in sent:
            unknown = name not in declared
            message = "there is no such security scheme" if unknown else "it has no credential"
            hint = did_you_mean(name, sent) if unknown else "leave it out"
            report(message, hint, ("client", "credentials", name), config, problems)
    check_servers(config, problems)
    if config.globals or config.client.options:
        parameters = _parameters(root, raw)
        _check_globals(parameters, config, problems)
        check_options(config, parameters, server_variables(root, raw, config), problems)


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
            report(message, did_you_mean(wire, names), place, config, problems)


def check_resources(
    homes: Mapping[Key, list[Home]],
    resources: Iterable[str],
    settings: Settings,
    config: Config,
    problems: Problems,
) -> None:
    """Report tables of resources that do not exist, and misspelt resources of operations."""
    for name in config.resources:
        if name not in resources:
            hint = did_you_mean(name, resources)
            report("there is no such resource", hint, ("resources", name), config, problems)
    moved = {at for at, own in settings.items() if own.resource}
    described = {
        home.resource
        for at, found in homes.items()
        for home in found
        if at not in moved and home not in map(home_of, _also(settings.get(at)))
    }
    for own in settings.values():
        for place, name in _given_resources(own, config):
            near = None if name in config.resources else nearest(name, described, cutoff=0.75)
            if near and name not in described:
                message = f"no operation of the description is in {name}"
                hint = f'did you mean "{near}"? A new one needs a table, [resources.{name}]'
                report(message, hint, place, config, problems)


def _also(own: OperationConfig | None) -> tuple[str, ...]:
    return (own.also or ()) if own else ()


def _given_resources(own: OperationConfig, config: Config) -> Iterable[tuple[Pointer, str]]:
    if own.resource:
        yield place_of(own, config, "resource"), given_name(own.resource)
    for index, call in enumerate(_also(own)):
        yield place_of(own, config, "also", index), home_of(call).resource


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
            place = place_of(settings[raw.key], config, "reconnect")
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
    is_free = not package_attributes(plan_manners(config)).intersection(client_family(client.name))
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
    filled |= {("path", item.variable): item.name for item in client.variables}
    for place, (name, _) in options_by_place(config).items():
        yield ("client", "options", name), name, filled.get(place, name)


def _operation_names(
    named: list[tuple[RawOperation, Naming]], settings: Settings, config: Config
) -> Iterable[_Row]:
    for raw, naming in named:
        own = settings.get(raw.key)
        if own is not None:
            also = {home_of(call): index for index, call in enumerate(_also(own))}
            yield from _names_at_home(naming, own, also.get(naming.home), config)


def _names_at_home(
    naming: Naming, own: OperationConfig, index: int | None, config: Config
) -> Iterable[_Row]:
    """The names in one home of an operation: its own, or that of this `index` of `also`."""
    at_home = index is None
    first, *nested = naming.resource.split(".")
    is_free = first not in CLIENT_ATTRIBUTES and not RESOURCE_ATTRIBUTES & {*nested}
    resource = (own.resource and given_name(own.resource)) if at_home else naming.home.resource
    place = place_of(own, config, *(("resource",) if at_home else ("also", index)))
    yield place, resource, resource if is_free else None
    method = naming.home.method or None
    place = place_of(own, config, *(("method",) if at_home else ("also", index)))
    yield place, method, method and naming.method_name
