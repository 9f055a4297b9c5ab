"""Which module of a package each public name comes from."""

from __future__ import annotations

from .. import encode
from ..plan.model.definitions import INPUT_SUFFIX
from ..plan.model.operation import Operation
from ..plan.model.sdk import RUNTIME_ERRORS, ErrorClass, ModelModule, Sdk
from .layout import INDENT, filled

Groups = list[tuple[str, list[str]]]


def module_names(modules: tuple[ModelModule, ...]) -> Groups:
    """The names of definitions, grouped by module."""
    return [(module.name, sorted(item.name for item in module.definitions)) for module in modules]


def dict_names(sdk: Sdk) -> Groups:
    """The names in `types`: dicts by module, and what is made of them and of models."""
    inputs = sorted(f"{name}{INPUT_SUFFIX}" for name in sdk.inputs.all_names)
    return [*module_names(sdk.dict_modules), *([("_inputs", inputs)] if inputs else [])]


def error_names(sdk: Sdk) -> Groups:
    """The names in `errors`, grouped by module."""
    base = [sdk.client.base_error, sdk.client.default_error, *RUNTIME_ERRORS]
    groups = [
        ("base", sorted(base)),
        ("declared", sorted(error.name for error in sdk.errors)),
        ("unions", sorted({operation.error_union for operation in sdk.operations})),
    ]
    return [(module, names) for module, names in groups if names]


def counted_exports(groups: Groups) -> str:
    """The statement that makes a package's `__getattr__`, of how many names each module has."""
    counts = [f"{encode.literal(f'.{module}')}: {len(names)}" for module, names in groups]
    opening = "__getattr__, __dir__ = lazy_exports(__name__, counted(__all__, {"
    return filled(opening, counts, "}))", INDENT) + "  # fmt: skip"


def error_unions(sdk: Sdk) -> list[tuple[str, list[str]]]:
    """Each operation's union of errors, with the expressions for what it declares."""
    unions = {item.error_union: _members(item) for item in sdk.operations}
    return sorted(unions.items())


def _members(operation: Operation) -> list[str]:
    return [f"declared.{name}" for name in dict.fromkeys(operation.errors.values())]


def error_text(error: ErrorClass) -> str:
    """The docstring of an error class."""
    statuses = ", ".join(error.statuses)
    return f"Status {statuses}: {error.description}" if error.description else f"Status {statuses}."
