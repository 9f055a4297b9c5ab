"""The definitions of two surfaces in, changes of them out: by who makes what they describe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..plan.model.renames import last_part
from ..surface.model import Definition, Direction, Field, Surface, Webhooks
from .change import Change
from .facts import deprecations, plain, unknown, with_docs
from .renames import added, renamed_fields
from .rules import change
from .types import Names
from .values import both, graver, optional, received, sent

_KNOWN = frozenset(
    [
        *("module", "direction", "type", "fields", "extra", "received", "input"),
        *("deprecated", "at", "docs"),
    ]
)
_FIELD = ("type", "required", "wire", "default", "deprecated")


def model_changes(old: Surface, new: Surface, names: Names) -> Iterator[Change]:
    """The changes of models, of names for other types, and of webhooks."""
    for name, item in old.models.items():
        where, now = f"models.{name}", names.renamed.get(name, name)
        if now in new.requests and now not in new.models:
            continue  # what was the body alone takes the parameters, too: its method says which
        if now not in new.models:
            yield change("name-removed", where, _shown(item))
            continue
        if now != name:
            yield change("name-renamed", where, where, f"models.{now}", f"models.{now}")
        after = new.models[now]
        if item == after:
            continue
        yield from with_docs(where, _definition(where, item, after, names), item.docs, after.docs)
    for name, item in added(old.models, new.models, names.renamed).items():
        yield change("name-added", f"models.{name}", "", _shown(item))
    for name in sorted({*old.inputs} - {*new.inputs}):
        yield change("name-removed", f"types.{name}Input")
    for name in sorted({*new.inputs} - {*old.inputs}):
        yield change("name-added", f"types.{name}Input")
    yield from _webhooks(old.webhooks, new.webhooks, names)


def _definition(where: str, old: Definition, new: Definition, names: Names) -> Iterator[Change]:
    direction = _direction(old.direction)
    if bool(old.type) != bool(new.type):
        rule = "argument-changed" if direction == "sent" else "attribute-changed"
        yield change(rule, where, _shown(old), _shown(new))
    elif old.type:
        yield from both(where, old.type, new.type, direction, names)
    else:
        yield from _fields(where, old.fields, new.fields, direction, names)
        yield from _extra(where, old.extra, new.extra, direction, names)
    yield from _forms(where, old, new)
    yield from deprecations(where, old.deprecated, new.deprecated)
    yield from plain("module-moved", where, old.module, new.module)
    yield from unknown(where, old, new, _KNOWN)


def _direction(direction: Direction) -> Direction:
    """Who makes it; what no operation leads to can be of use for reading alone."""
    return "received" if direction == "unused" else direction


def _forms(where: str, old: Definition, new: Definition) -> Iterator[Change]:
    """The names in `types` that callers had for it."""
    name = where.removeprefix("models.")
    if _is_sent(old) and not _is_sent(new):
        yield change("name-removed", f"types.{name}Dict")
    if old.input and not new.input:
        yield change("name-removed", f"types.{name}Input")


def _is_sent(item: Definition) -> bool:
    return item.direction in ("sent", "both")


def _fields(
    where: str,
    old: Mapping[str, Field],
    new: Mapping[str, Field],
    direction: Direction,
    names: Names,
) -> Iterator[Change]:
    renamed = renamed_fields(old, new)
    noun = "attribute" if direction == "received" else "property"
    for name, field in old.items():
        place, now = f"{where}.{name}", renamed.get(name, name)
        if now not in new:
            yield change(f"{noun}-removed", place, field.type, "", name)
            continue
        if now != name:
            yield change(f"{noun}-renamed", place, name, now, now)
        if field != new[now]:
            yield from _field(place, field, new[now], direction, names)
            yield from plain("wire-changed", place, field.wire or name, new[now].wire or now)
    for name, field in added(old, new, renamed).items():
        needed = field.required and direction != "received"
        rule = "property-required-added" if needed else f"{noun}-added"
        yield change(rule, f"{where}.{name}", "", field.type, name)


def _field(
    where: str, old: Field, new: Field, direction: Direction, names: Names
) -> Iterator[Change]:
    given = _given(where, old, new, names) if direction != "received" else []
    before, after = optional(old.type, old.required), optional(new.type, new.required)
    got = received(where, before, after, names) if direction != "sent" else []
    yield from graver(given, got)
    yield from plain("default-changed", where, old.default, new.default)
    yield from deprecations(where, old.deprecated, new.deprecated)
    yield from unknown(where, old, new, _FIELD)


def _given(where: str, old: Field, new: Field, names: Names) -> list[Change]:
    """What changed for callers who make it: whether it is needed, and what it may be."""
    found: list[Change] = []
    if old.required != new.required:
        rule = "property-required" if new.required else "property-optional"
        found.append(change(rule, where, _shown_field(old), _shown_field(new), last_part(where)))
    # A dict that leaves something out takes no None for it.
    return [*found, *sent(where, old.type, new.type, names, last_part(where))]


def _shown_field(field: Field) -> str:
    return field.type if field.required else f"{field.type}, optional"


def _extra(where: str, old: str, new: str, direction: Direction, names: Names) -> Iterator[Change]:
    """The properties that are not declared."""
    if old and new:
        yield from both(f"{where}.*", old, new, direction, names)
    elif old or new:
        yield from plain("type-rewritten", f"{where}.*", old, new)


def _webhooks(old: Webhooks | None, new: Webhooks | None, names: Names) -> Iterator[Change]:
    where = "webhooks.unwrap"
    if old is None or new is None:
        if old or new:
            yield change("name-removed" if old else "name-added", where)
        return
    yield from received(where, old.event, new.event, names, "result")
    for name, event in old.events.items():
        if name not in new.events:
            yield change("value-removed", where, name)
        else:
            yield from received(where, event, new.events[name], names, "result")
    yield from plain("wire-changed", where, old.signing, new.signing)
    yield from unknown(where, old, new, ("event", "events", "signing"))


def _shown(item: Definition) -> str:
    return item.type or f"{len(item.fields)} properties"
