"""What `sdk.toml` calls the argument that is the whole body, held against the operations."""

from __future__ import annotations

from collections.abc import Iterable

from ...config import Config
from ...config.report import report
from ...problems import Problems
from ..model.operation import Operation
from ..names.identifiers import given_name
from ..names.reserved import METHOD_ARGUMENTS
from ..operations.naming import Names
from .chosen import place_of


def check_bodies(
    names: Names, planned: Iterable[Operation], config: Config, problems: Problems
) -> None:
    """Report names for bodies of operations that have none, and names that something else has."""
    for (raw, _), operation in zip(names.operations, planned, strict=True):
        own = names.settings.get(raw.key)
        if own is None or own.body is None:
            continue
        place, name = place_of(own, config, "body"), given_name(own.body)
        others = [one.name for one in operation.arguments if one.location != "body"]
        if not operation.bodies:
            report("the operation has no body", "leave it out", place, config, problems)
        elif name in others or name in METHOD_ARGUMENTS:
            message = f'"{name}" is taken by something else'
            report(message, "choose another one", place, config, problems)
