"""A description in, the plan of its SDK out: every decision is taken in this package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..config import Config
from ..data import as_object
from ..describe import Description
from ..problems import Problems
from .client.chosen import chosen_operations, operation_settings
from .client.client import plan_client
from .client.configured import check_streams, plan_names
from .client.given_security import with_security
from .client.given_types import given_types
from .client.manners import plan_manners
from .client.model_spaces import SPACES, plan_model_spaces
from .client.named_schemas import NamedSchema, class_names, named_schemas
from .client.namespaces import plan_namespaces
from .client.old_names import with_old_names
from .client.package import plan_package, plan_source
from .client.resources import plan_resources
from .client.shown import plan_examples
from .client.type_names import with_aliases, with_type_names
from .client.unwrapped import with_unwrapped
from .client.webhooks import plan_webhooks
from .client.whole_bodies import check_bodies
from .ignored import ignored
from .model.manners import Manners
from .model.sdk import Sdk
from .operations.error_classes import Errors, with_named_errors
from .operations.manners import mannered
from .operations.naming import Names
from .operations.page_kinds import plan_page_kinds
from .operations.pages import with_items, with_pages
from .operations.planner import Found, OperationPlanner
from .operations.raw_operation import raw_operations
from .operations.webhooks import plan_incoming
from .schemas.schemas import Schemas
from .shapes.aliases import without_detours
from .shapes.choices import with_choices
from .shapes.directions import with_directions
from .shapes.discriminators import with_declared_tags, with_tags
from .shapes.enums import with_open_enums
from .shapes.forms import Forms, with_settled_forms
from .shapes.inputs import plan_inputs
from .shapes.modules import plan_dict_modules, plan_modules
from .shapes.planned import Planned


@dataclass(frozen=True, slots=True)
class Pass:
    """A step from all that is planned to what follows from it; `after` are those it builds on."""

    run: Callable[[Planned], Planned]
    after: tuple[Callable[[Planned], Planned], ...] = ()


PASSES = (
    # The variants that discriminators name, and their forms: two shapes of one have one tag.
    Pass(with_declared_tags),
    # A form that is the only shape of a schema gets its name.
    Pass(with_settled_forms),
    Pass(with_directions, after=(with_declared_tags,)),
    # Unions are told apart by what their variants finally require, under their final names.
    Pass(with_tags, after=(with_settled_forms, with_directions)),
    # A tag stays a constant.
    Pass(with_open_enums, after=(with_tags,)),
    Pass(with_named_errors),
    Pass(without_detours),
    # A union that has a name by now, for its tag or under another name, needs no second one.
    Pass(with_choices, after=(with_tags, without_detours)),
)
"""What follows from all schemas and operations together, in an order that holds."""


def plan(description: Description, config: Config, problems: Problems) -> Sdk:
    """Plans the whole SDK. What cannot be generated is reported to `problems`, with its place."""
    description = with_security(description, config, problems)
    problems.note = ignored(description.root)  # no pass: nothing of the plan follows from it
    manners = plan_manners(config)
    planned, names, schemas = described(description, config, manners, problems)
    for each in PASSES:
        planned = each.run(planned)
    planned = with_items(planned)  # which are called as they finally are
    given = given_types(schemas, names, planned.operations, config, manners)
    planned, given = with_type_names(planned, given)
    if manners.types == "flat":
        planned = with_aliases(planned, given, config)
    spaces = SPACES if manners.models == "components" else ()
    homes = names.resources.modules
    modules = plan_modules(planned.definitions, planned.operations, homes, spaces)
    sdk = Sdk(
        source=plan_source(description.root, description.document.sha256),
        package=planned.package,
        client=planned.client,
        resources=plan_resources(description.root, planned.operations, names.resources, config),
        operations=planned.operations,
        errors=tuple(planned.errors.values()),
        modules=modules,
        dict_modules=plan_dict_modules(modules, planned.definitions, planned.operations),
        webhooks=planned.webhooks,
        inputs=plan_inputs(planned.definitions, planned.operations),
        places=planned.places,
        choices=planned.choices,
        examples=plan_examples(planned.operations, config, problems),
        manners=manners,
    )
    if manners.pages == "classes":
        kinds = plan_page_kinds(planned.operations, planned.definitions, config, problems)
        sdk = replace(sdk, page_kinds=kinds)
    if manners.types == "resources":
        sdk = replace(sdk, namespaces=plan_namespaces(sdk, given, config, problems))
    if manners.models == "components":
        sdk = replace(sdk, namespaces=(*plan_model_spaces(sdk), *sdk.namespaces))
    return with_old_names(sdk, config, problems)


def described(
    description: Description, config: Config, manners: Manners, problems: Problems
) -> tuple[Planned, Names, tuple[NamedSchema, ...]]:
    """What each operation and each schema says by itself; all names, and those of schemas.

    Who is planned first has the first choice of names: operations before schemas that none uses.
    """
    root = description.root
    named = named_schemas(root, config, manners, problems)
    schemas = Schemas(root, problems, class_names(named, config, manners, problems))
    found = Found(schemas, Forms(schemas), Errors())
    everything = raw_operations(description, problems)
    settings = operation_settings(everything, config, problems)
    raw = chosen_operations(everything, settings, config, problems)
    client = plan_client(root, raw, config, schemas)
    names = plan_names(root, raw, settings, client, config, problems)
    planner = OperationPlanner(description, config, names, client, found)
    operations = tuple(
        mannered(planner.plan(item, naming), manners) for item, naming in names.operations
    )
    check_bodies(names, operations, config, problems)
    check_streams(names.operations, operations, names.settings, config, problems)
    incoming = plan_incoming(root, raw, schemas)
    for key in as_object(as_object(root.get("components")).get("schemas")):
        schemas.component(("components", "schemas", key))
    named = tuple(replace(item, definition=schemas.component(item.pointer).name) for item in named)
    schemas.report()
    webhooks = plan_webhooks(root, incoming.events, config, schemas, problems)
    definitions = schemas.definitions
    operations = with_pages(root, operations, names, definitions, config, problems)
    planned = Planned(
        client=client,
        package=plan_package(root, config, problems),
        operations=with_unwrapped(operations, names, definitions, config, problems),
        definitions=definitions,
        incoming=tuple(incoming.types),
        webhooks=webhooks,
        mappings=tuple(schemas.mappings),
        forms=found.forms.names(),
        errors=found.errors.classes,
        places=schemas.places(),
        problems=problems,
        manners=manners,
    )
    return planned, names, named
