"""The calls that README is to show in, the operations and arguments that are meant out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...config import Config
from ...config.report import report
from ...config.schema import ExampleConfig
from ...pointer import Pointer
from ...problems import Problems
from ..model.operation import Operation
from ..model.sdk import Shown
from .chosen import did_you_mean, normal

_NAMES = ("headline", "default", "pagination")


def plan_examples(
    operations: Sequence[Operation], config: Config, problems: Problems
) -> dict[str, Shown]:
    """The calls of `[readme.examples]`; what names no operation or no argument is reported."""
    found: dict[str, Shown] = {}
    for name in _NAMES:
        given: ExampleConfig | None = getattr(config.readme.examples, name)
        if given is None:
            continue
        place = ("readme", "examples", name)
        operation = next(_named(operations, given.operation), None)
        if operation is None:
            known = [normal(f"{one.method} {one.path}") for one in operations]
            hint = did_you_mean(given.operation, [*known, *(one.id for one in operations)])
            report("there is no such operation", hint, (*place, "operation"), config, problems)
            continue
        arguments = dict(_arguments(operation, given, (*place, "arguments"), config, problems))
        found[name] = Shown(operation.function_name, arguments)
    return found


def _named(operations: Sequence[Operation], name: str) -> Iterator[Operation]:
    wanted = {name, normal(name)}
    return (one for one in operations if wanted & {one.id, normal(f"{one.method} {one.path}")})


def _arguments(
    operation: Operation, given: ExampleConfig, place: Pointer, config: Config, problems: Problems
) -> Iterator[tuple[str, Any]]:
    """The arguments by Python name; they may be given by wire name, too."""
    by_wire = {one.wire: one.name for one in operation.arguments if one.wire}
    names = {**by_wire, **{one.name: one.name for one in operation.arguments}}
    for name, value in given.arguments.items():
        if name in names:
            yield names[name], value
        else:
            message = f"{operation.call} has no argument {name}"
            report(message, did_you_mean(name, names), (*place, name), config, problems)
