"""What is deprecated in the plan in, the warnings and notes about it out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plan.model.definitions import UNEXPLAINED, Model
from ..plan.model.operation import Argument, Operation
from ..plan.model.sdk import Sdk

_LENIENT = '# pyright: reportDeprecated=false\n# mypy: disable-error-code="deprecated"\n'
"""What a module begins with that names what is deprecated: the package itself has to."""


def operation_warning(operation: Operation) -> str:
    """What the caller of a deprecated operation is told; empty where it is not deprecated."""
    return _warning(operation.call, operation.deprecation)


def arguments_warning(arguments: Iterable[Argument]) -> str:
    """What is told of all those of `arguments` that are deprecated."""
    return "; ".join(
        _warning(item.name, item.deprecation) for item in arguments if item.deprecation
    )


def call_warnings(operation: Operation) -> dict[str, str]:
    """What a call is warned about by the argument that it gives; "" is the call itself."""
    own = {"": operation_warning(operation)} if operation.deprecation else {}
    dated = [item for item in operation.arguments if item.deprecation]
    return own | {
        item.key: _warning(f"the argument {item.name} of {operation.call}", item.deprecation)
        for item in dated
    }


def note(deprecation: str, description: str) -> str:
    """What docs say beside a description, which may tell all of it already."""
    if not deprecation or deprecation in " ".join(description.split()):
        return ""
    return "Deprecated." if deprecation == UNEXPLAINED else f"Deprecated: {_ended(deprecation)}"


def names_of_deprecated(sdk: Sdk) -> re.Pattern[str] | None:
    """What finds the names of all that is deprecated in code; None where nothing is."""
    models = [item.name for module in sdk.modules for item in module.definitions if _is_old(item)]
    methods = [
        name
        for item in sdk.operations
        if item.deprecation
        for name in (item.method_name, item.function_name)
    ]
    kinds = ("method", "pages method")
    old = {f".{item.name}" for item in sdk.renamed.names if item.kind in kinds}
    names = [rf"\b{re.escape(name)}" for name in sorted({*models, *methods})]
    names += [re.escape(name) for name in sorted(old)]  # which only views of methods mention
    return re.compile(rf"(?:{'|'.join(names)})\b") if names else None


def deprecates(sdk: Sdk) -> bool:
    """Whether anything is deprecated that a user may call, give or make."""
    of_calls = any(map(call_warnings, sdk.operations))
    return of_calls or names_of_deprecated(sdk) is not None


def lenient(source: str, names: re.Pattern[str] | None) -> str:
    """A module that may name what is deprecated."""
    return f"{_LENIENT}{source}" if names is not None and names.search(source) else source


def _is_old(definition: object) -> bool:
    return isinstance(definition, Model) and bool(definition.deprecation)


def _warning(what: str, deprecation: str) -> str:
    return f"{what} is deprecated: {deprecation}" if deprecation else ""


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
