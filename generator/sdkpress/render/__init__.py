"""The plan and the modules of models in, every file of the SDK but its runtime in memory out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..output import Files
from ..plan.model.sdk import STATUS_ERRORS, Sdk
from ..plan.model.types import ANNOTATION_BUILTINS
from ..store import Store
from .agents import agents_doc
from .call_options import readme_rows
from .clients import client_views
from .constants import option_calls, retries_call, server_call
from .deprecations import lenient, names_of_deprecated
from .docs import resource_docs
from .docstrings import common_errors
from .environment import make_environment
from .fakes import described_methods, fake_resources
from .file_header import file_header
from .index import operation_index
from .layout import filled, imported
from .model_docs import model_docs
from .namespaces import namespace_views
from .old_members import old_members
from .old_names import OldNames, table
from .outputs import OUTPUTS, Modules, Output, all_resources
from .packages import (
    counted_exports,
    dict_names,
    error_names,
    error_text,
    error_unions,
    joined_errors,
    module_names,
    root_errors,
)
from .pages import kind_views, page_views
from .readme import readme_doc
from .settings import Said
from .shared import shared_constant
from .views import Views
from .webhooks import webhooks_view


def render(
    sdk: Sdk,
    modules: Modules,
    templates: Path,
    store: Store,
    outputs: Iterable[Output] = OUTPUTS,
) -> Files:
    """Renders `outputs` for `sdk`.

    Raises:
        jinja2.TemplateError: A template is wrong, or uses something that the plan does not have.
    """
    environment = make_environment(templates / "sdk", store)
    package = sdk.package.directory
    shared = _shared_values(sdk)
    deprecated = names_of_deprecated(sdk)
    head = file_header(sdk.package.file_header)
    files: Files = {}
    for output in outputs:
        template = environment.get_template(output.template)
        for values in output.each(sdk, modules):
            path = output.path.format(package=package, **values)
            text = template.render(**shared, **values)
            files[path] = head + lenient(text, deprecated) if path.endswith(".py") else text
    return files


def _shared_values(sdk: Sdk) -> dict[str, Any]:
    """What every template may use."""
    views = Views(sdk)
    view = {item.function_name: views.operation(item) for item in sdk.operations}
    pages, view_of_pages = resource_docs(sdk), page_views(sdk)
    return {
        "sdk": sdk,
        "package": sdk.package,
        "client": sdk.client,
        "manners": sdk.manners,
        "said": Said(sdk.manners),
        "resources": all_resources(sdk),
        "view": view,
        "shared": [shared_constant(name, text) for text, name in views.shared.items()],
        "builtins": sorted(ANNOTATION_BUILTINS),
        "inputs": views.inputs(),
        "page_classes": view_of_pages,
        "page_kinds": kind_views(sdk),
        "imported": imported,
        "filled": filled,
        "counted_exports": counted_exports,
        "options": option_calls(sdk.client),
        "server_call": server_call,
        "retries_call": retries_call,
        "readme": readme_doc(sdk, pages),
        "pages": pages,
        "model_pages": model_docs(sdk),
        "option_rows": readme_rows(sdk.manners, paged=bool(view_of_pages)),
        "common_errors": common_errors(sdk.client),
        "clients": client_views(sdk),
        "fakes": fake_resources(sdk, view),
        "described_methods": described_methods(sdk),
        "agents": agents_doc(sdk),
        "operation_index": operation_index(sdk),
        "webhooks": webhooks_view(sdk),
        "namespaces": namespace_views(sdk),
        "model_names": module_names(sdk.modules),
        "dict_names": dict_names(sdk),
        "error_names": error_names(sdk),
        "error_unions": error_unions(sdk),
        "root_errors": root_errors(sdk),
        "error_text": error_text,
        "joined_errors": joined_errors(sdk),
        "status_errors": STATUS_ERRORS,
        "old_members": old_members(sdk, view),
        "old_names": OldNames(sdk),
        "old_table": table,
        "imports_of": {module.name: module.imports for module in sdk.modules},
    }
