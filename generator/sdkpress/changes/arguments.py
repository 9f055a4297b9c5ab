"""The arguments of a method or of the constructor, old and new, in; changes of them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..surface.model import Argument
from .change import Change
from .facts import deprecations, plain, unknown
from .renames import Renamed, added, renamed_arguments
from .rules import change
from .types import Names
from .values import optional, sent

Arguments = Mapping[str, Argument]

_KNOWN = (
    *("type", "required", "positional", "nullable", "of_client"),
    *("wire", "default", "env", "deprecated"),
)


def argument_changes(call: str, old: Arguments, new: Arguments, names: Names) -> Iterator[Change]:
    """The changes of the arguments of `call`: `chat.send`, or the name of the client."""
    renamed = renamed_arguments(old, new)
    for name, argument in old.items():
        where, now = f"{call}({name})", renamed.get(name, name)
        if now not in new:
            yield change("argument-removed", where, _shown(argument), "", name)
            continue
        if now != name:
            yield change("argument-renamed", where, name, now, now)
        yield from _argument(where, argument, new[now], now, names)
    for name, argument in added(old, new, renamed).items():
        rule = "argument-required-added" if argument.required else "argument-added"
        yield change(rule, f"{call}({name})", "", _shown(argument), name)
    yield from _order(call, old, new, renamed)


def _argument(
    where: str, old: Argument, new: Argument, name: str, names: Names
) -> Iterator[Change]:
    if new.required and not old.required:
        yield change("argument-required", where, _shown(old), _shown(new), name)
    elif old.required and not new.required:
        yield change("argument-optional", where, _shown(old), _shown(new), name)
    yield from sent(where, _given(old), _given(new), names, name)
    yield from plain("wire-changed", where, old.wire, new.wire)
    yield from plain("default-changed", where, old.default, new.default)
    yield from deprecations(where, old.deprecated, new.deprecated)
    yield from unknown(where, old, new, _KNOWN)
    if old.env and new.env != old.env:
        yield change("environment-changed", where, old.env, new.env, name)
    elif new.env and not old.env:
        yield change("environment-added", where, "", new.env, name)


def _given(argument: Argument) -> str:
    """What dicts take for it: None where that is null, not where the argument is left out."""
    return optional(argument.type, not argument.nullable)


def _shown(argument: Argument) -> str:
    return argument.type if argument.required else f"{argument.type}, optional"


def _order(call: str, old: Arguments, new: Arguments, renamed: Renamed) -> Iterator[Change]:
    """Arguments that are no longer where they were, for who gives them by position."""
    before = [renamed.get(name, name) for name, one in old.items() if one.positional]
    before = [name for name in before if name in new]
    after = [name for name, one in new.items() if one.positional]
    after = after[: len(before)]  # what is added behind them moves nothing
    if before != after:
        texts = ", ".join(before), ", ".join(after)
        moved = next(
            name for index, name in enumerate(before) if after[index : index + 1] != [name]
        )
        yield change("argument-position", f"{call}({moved})", *texts, moved)
    kept = [renamed.get(name, name) for name in old]
    if [name for name in kept if name in new] != [name for name in new if name in kept]:
        yield change("argument-order", call, ", ".join(kept), ", ".join(new))
