"""A description in, the plan of its SDK out: every decision is taken in this package."""

from __future__ import annotations

from dataclasses import replace

from ..config import Config
from ..describe import Description
from ..problems import Problems
from ..read import Document
from . import dialects
from .client.client import plan_client
from .client.configured import check_given, check_names, check_resources, operation_settings
from .client.package import plan_package, plan_source
from .client.resources import plan_resources, tag_resources
from .links import resolve_links
from .model.definitions import Definition
from .model.graph import reachable
from .model.operation import Operation
from .model.sdk import Client, Package, Sdk
from .operations.error_classes import Errors
from .operations.events import streams_unasked
from .operations.naming import Settings, name_operations, name_resources
from .operations.pagination import plan_pagination, with_pages
from .operations.planner import Naming, OperationPlanner, RawOperation
from .operations.responses import ResponsePlanner
from .operations.webhooks import plan_webhooks
from .raw import mapping
from .schemas.schemas import Schemas
from .shapes.aliases import without_detours
from .shapes.choices import Choices
from .shapes.degraded import Degraded
from .shapes.directions import split_directions
from .shapes.discriminators import Discriminators, with_declared_tags
from .shapes.enums import open_definition, opened
from .shapes.forms import Forms
from .shapes.modules import plan_dict_modules, plan_modules


def plan(description: Description, config: Config, problems: Problems) -> Sdk:
    """Plans the whole SDK. What cannot be generated is reported to `problems`, with its place."""
    root = description.document.root
    resolve_links(root)
    schemas = Schemas(root, problems)
    client = plan_client(root, config, schemas)
    errors = Errors((client.base_error, client.default_error))
    raw = _raw_operations(description, problems)
    forms = Forms(schemas)
    settings = operation_settings(raw, config, problems)
    check_given(root, raw, config, problems)
    homes, resources = name_resources(raw, settings, tag_resources(root))
    check_resources(homes, resources.modules, settings, config, problems)
    named = name_operations(raw, homes, resources, settings)
    check_names(named, settings, client, config, problems)
    operations = _plan_operations(
        description.document, named, config, settings, schemas, forms, errors, client
    )
    operations = with_pages(operations, resources.modules)
    incoming = plan_webhooks(root, raw, schemas)
    for key in mapping(mapping(root.get("components")).get("schemas")):
        schemas.component(("components", "schemas", key))
    schemas.report()
    definitions = with_declared_tags(schemas.definitions, forms.mappings(schemas.mappings))
    definitions, operations = forms.settled(definitions, operations, incoming)
    definitions, operations = split_directions(definitions, operations)
    discriminators = Discriminators(definitions)
    definitions = _with_open_enums(discriminators.applied(), operations, discriminators.tags)
    operations = [_finished(operation) for operation in operations]
    operations, error_classes = errors.named(operations)
    definitions = without_detours(definitions)
    package = plan_package(root, config, problems)
    definitions, choices = _with_choices(definitions, package, schemas, problems)
    modules = plan_modules(definitions, operations, resources.modules)
    return Sdk(
        source=plan_source(root, description.document.sha256),
        package=package,
        client=client,
        resources=plan_resources(root, operations, resources, config),
        operations=tuple(operations),
        errors=error_classes,
        modules=modules,
        dict_modules=plan_dict_modules(modules, definitions, operations),
        choices=choices,
    )


def _with_choices(
    definitions: dict[str, Definition], package: Package, schemas: Schemas, problems: Problems
) -> tuple[dict[str, Definition], frozenset[str]]:
    """The definitions with names for the unions that msgspec cannot decode, and those names."""
    if package.models == "pydantic":
        return definitions, frozenset()
    choices = Choices(definitions, schemas.place, problems)
    return choices.applied(), frozenset(choices.names)


def _plan_operations(
    document: Document,
    named: list[tuple[RawOperation, Naming]],
    config: Config,
    settings: Settings,
    schemas: Schemas,
    forms: Forms,
    errors: Errors,
    client: Client,
) -> list[Operation]:
    global_keys = {(item.location, item.wire): item.name for item in client.globals}
    root = document.root
    responses = ResponsePlanner(root, schemas, errors)
    planner = OperationPlanner(root, config, settings, schemas, forms, responses, global_keys)
    degraded = Degraded(root, document.left_out)
    return [
        replace(
            _hinted(planner.plan(raw, naming), raw, degraded),
            streams_unasked=streams_unasked(root, schemas, raw.node),
        )
        for raw, naming in named
    ]


def _hinted(operation: Operation, raw: RawOperation, degraded: Degraded) -> Operation:
    """`operation` with what extensions say of it beside its parts, and what it lacks."""
    hints = dialects.operation_hints(raw.node)
    return replace(
        operation,
        degraded=degraded.reasons(raw.pointer, raw.path_pointer),
        hidden=hints.hidden,
        stream=hints.stream,
        pagination=plan_pagination(dialects.pagination(raw.node), operation, raw.node),
    )


def _raw_operations(description: Description, problems: Problems) -> list[RawOperation]:
    """Every operation of the description, in its order."""
    root = description.document.root
    rules = dialects.method_rules(root, problems)
    return [
        RawOperation(
            method=item.method,
            path=item.path,
            node=dialects.with_method(item.operation.value, rules),
            path_item=item.item.value,
            pointer=item.operation.pointer,
            path_pointer=item.item.pointer,
        )
        for item in description.operations()
    ]


def _with_open_enums(
    definitions: dict[str, Definition], operations: list[Operation], tags: set[tuple[str, str]]
) -> dict[str, Definition]:
    """The definitions with the enums open that a response can carry, but for `tags`."""
    roots = [node for operation in operations for node in operation.received_types]
    received = reachable(roots, definitions)
    return {
        name: open_definition(definition, tags) if name in received else definition
        for name, definition in definitions.items()
    }


def _finished(operation: Operation) -> Operation:
    """`operation` with its results open."""
    rows = tuple(
        replace(row, type=None if row.type is None else opened(row.type))
        for row in operation.responses
    )
    return replace(operation, responses=rows, result=opened(operation.result))
