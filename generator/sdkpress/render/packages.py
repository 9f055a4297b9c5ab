"""Which module of a package each public name comes from."""

from __future__ import annotations

from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import INPUT_SUFFIX
from ..plan.model.operation import Operation
from ..plan.model.sdk import (
    API_ERROR,
    RUNTIME_ERRORS,
    STATUS_ERROR,
    STATUS_ERRORS,
    VALIDATION_ERROR,
    WEBHOOK_ERROR,
    ErrorClass,
    ModelModule,
    Sdk,
)
from .layout import INDENT, filled

Groups = list[tuple[str, list[str]]]


def module_names(modules: tuple[ModelModule, ...]) -> Groups:
    """The names of definitions, grouped by module."""
    return [(module.name, sorted(item.name for item in module.definitions)) for module in modules]


def dict_names(sdk: Sdk) -> Groups:
    """The names in `types`: dicts by module, and what is made of them and of models."""
    inputs = sorted(f"{name}{INPUT_SUFFIX}" for name in sdk.inputs.all_names)
    room = dict_room(sdk)
    groups = [(f"{room}{module}", names) for module, names in module_names(sdk.dict_modules)]
    return [*groups, *([("_inputs", inputs)] if inputs else [])]


def dict_room(sdk: Sdk) -> str:
    """What stands before the modules of dicts in `types`, where others have their names."""
    return "_dicts." if sdk.manners.types == "resources" else ""


def error_names(sdk: Sdk) -> Groups:
    """The names in `errors`, grouped by module."""
    client = sdk.client
    statuses = [STATUS_ERROR, client.default_error, *STATUS_ERRORS.values()]
    webhooks = [WEBHOOK_ERROR] if sdk.webhooks else []
    root = [API_ERROR, VALIDATION_ERROR] if sdk.manners.errors == "root" else []
    base = [client.base_error, *root, *statuses, *RUNTIME_ERRORS, *webhooks]
    groups = [
        ("base", sorted(base)),
        ("declared", sorted(error.name for error in sdk.errors)),
        ("unions", sorted({operation.error_union for operation in sdk.operations})),
    ]
    return [(module, names) for module, names in groups if names]


def root_errors(sdk: Sdk) -> list[str]:
    """The errors that the package has in its root beside the base of all."""
    if sdk.manners.errors == "module":
        return []
    asked = [name for name in RUNTIME_ERRORS if name.startswith("API")]
    return sorted([API_ERROR, VALIDATION_ERROR, STATUS_ERROR, *asked, *STATUS_ERRORS.values()])


def counted_exports(groups: Groups) -> str:
    """The statement that makes a package's `__getattr__`, of how many names each module has."""
    counts = [f"{encode.literal(f'.{module}')}: {len(names)}" for module, names in groups]
    opening = "__getattr__, __dir__ = lazy_exports(__name__, counted(__all__, {"
    return filled(opening, counts, "}))", INDENT) + "  # fmt: skip"


def error_unions(sdk: Sdk) -> list[tuple[str, list[str]]]:
    """Each operation's union of errors, with the expressions for what it declares."""
    joined = {error.name for error in sdk.errors if _further(error)}
    unions = {item.error_union: _members(item, joined) for item in sdk.operations}
    return sorted(unions.items())


def _members(operation: Operation, joined: set[str]) -> list[str]:
    names = dict.fromkeys(operation.errors.values())
    return [f"_{name}" if name in joined else f"declared.{name}" for name in names]


@dataclass(frozen=True, slots=True)
class JoinedError:
    """An error class that errors are of beside a class of their status, one of several.

    `classes` are the names of what is below both, with the class of the status; `members` is all
    that such an error can be.
    """

    name: str
    expression: str
    classes: tuple[tuple[str, str], ...]
    members: tuple[str, ...]


def joined_errors(sdk: Sdk) -> list[JoinedError]:
    """What type checkers must be told: they take no two classes of a pattern for bases of a third.

    The default error can be of any status.
    """
    default = sdk.client.default_error
    found = [(error.name, f"declared.{error.name}", _further(error)) for error in sdk.errors]
    every = (default, f"base.{default}", dict(STATUS_ERRORS))
    return [_joined(*one) for one in (every, *found) if one[2]]


def _joined(name: str, expression: str, statuses: dict[str, str]) -> JoinedError:
    classes = tuple((f"_{name}_{status}", own) for status, own in statuses.items())
    return JoinedError(name, expression, classes, (expression, *(one for one, _ in classes)))


def _further(error: ErrorClass) -> dict[str, str]:
    """The classes of an error's statuses that it is not below as it stands."""
    return {
        own: name
        for own, name in STATUS_ERRORS.items()
        if name != error.base and any(_meet(status.upper(), own) for status in error.statuses)
    }


def _meet(status: str, own: str) -> bool:
    """Whether a row of the response table may have a status of a class: each may be a range."""
    in_range = status[:1] == own[:1] and "XX" in (status[1:], own[1:])
    return status in ("DEFAULT", own) or in_range


def error_text(error: ErrorClass) -> str:
    """The docstring of an error class."""
    statuses = ", ".join(error.statuses)
    return f"Status {statuses}: {error.description}" if error.description else f"Status {statuses}."
