"""A model and the old names of its fields in, what its class prints of them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import Model
from ..plan.model.renames import Renamed, warning


@dataclass(frozen=True, slots=True)
class OldField:
    """A field by an old name: its annotation, and what to tell who uses it, as code."""

    name: str
    hint: str
    warning: str


@dataclass(frozen=True, slots=True)
class OldFields:
    """All of one model.

    `table` is for the runtime: old names with the new ones and what to tell. `signatures` are the
    arguments of the constructor, as they are and as they were, each with what it is warned of.
    """

    table: str
    fields: tuple[OldField, ...]
    signatures: tuple[tuple[tuple[str, ...], str], ...]


def old_fields(model: Model, renamed: Renamed, hints: Mapping[str, str]) -> OldFields | None:
    """The old names of fields of `model`, whose annotations are `hints`; None without any."""
    names = renamed.of("field", model.name)
    if not names:
        return None
    signatures = [(_arguments(model, hints, {}), "")]
    for before in renamed.signatures[model.name]:
        said = warning(names, before)
        signatures.append((_arguments(model, hints, before), encode.literal(said)))
    return OldFields(
        encode.literal({one.name: (one.target, one.warning) for one in names}),
        tuple(
            OldField(one.name, hints.get(one.target, "Any"), encode.literal(one.warning))
            for one in names
        ),
        tuple(signatures),
    )


def _arguments(model: Model, hints: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The arguments of the constructor, and of the method those that are no field of a request."""
    own = [
        f"{names.get(one.name, one.name)}: {hints[one.name]}{'' if one.required else ' = None'}"
        for one in model.fields
    ]
    return (*own, *(f"{old}: Any = None" for new, old in names.items() if new not in hints))
