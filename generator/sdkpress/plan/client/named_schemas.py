"""`[models.schemas]` of sdk.toml in, the schemas that have names of the user's own out."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...config import Config
from ...config.report import report
from ...data import Json, as_object
from ...pointer import NotFoundError, Pointer, follow, local_target, resolve
from ...problems import Problems
from ...read.suggest import nearest
from ..model.manners import Manners
from ..names.reserved import MODEL_CLASSES

SCHEMAS = ("models", "schemas")
"""The table that says what schemas are called."""


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema with a name of its own, or a resource.

    `key` is what sdk.toml calls it, `definition` the plan.
    """

    key: str
    pointer: Pointer
    name: str
    resource: str
    definition: str = ""

    @property
    def place(self) -> Pointer:
        """Where sdk.toml has its name, or else its resource."""
        return (*SCHEMAS, self.key, "name" if self.name else "resource")


def named_schemas(
    root: dict[str, Json], config: Config, manners: Manners, problems: Problems
) -> tuple[NamedSchema, ...]:
    """The schemas that sdk.toml names; what is no schema of the description is reported."""
    found: dict[Pointer, NamedSchema] = {}
    for key, own in config.models.schemas.items():
        place = (*SCHEMAS, key)
        if own.resource is not None and manners.types == "flat":
            message = "types have no resources here"
            hint = 'add types = "resources" to [surface], or leave it out'
            report(message, hint, (*place, "resource"), config, problems)
        pointer = _pointer(root, key)
        if pointer is None:
            report("there is no such schema", _near(root, key), place, config, problems)
        elif pointer in found:
            hint = f'leave it out, or "{found[pointer].key}"'
            report("this schema has a table already", hint, place, config, problems)
        else:
            found[pointer] = NamedSchema(key, pointer, own.name or "", own.resource or "")
    return tuple(found.values())


def class_names(
    schemas: Iterable[NamedSchema], config: Config, manners: Manners, problems: Problems
) -> Mapping[Pointer, str]:
    """What the classes of schemas are called in `models`.

    Where types have modules by resource, two may be called the same there, and one as a class that
    models are made with: in `models`, it is called as if it had no name of its own.
    """
    taken: dict[str, NamedSchema] = {}
    names: dict[Pointer, str] = {}
    for item in schemas:
        other = taken.get(item.name)
        is_free = other is None and item.name not in MODEL_CLASSES
        if item.name and is_free and not keyword.iskeyword(item.name):
            taken[item.name] = item
            names[item.pointer] = item.name
        elif item.name and manners.types == "flat":
            owner = f'"{other.key}"' if other else "something else"
            message = f'"{item.name}" is taken by {owner}'
            report(message, "choose another one", item.place, config, problems)
    return names


def _pointer(root: dict[str, Json], key: str) -> Pointer | None:
    """Where a schema is that is named by its component or by a pointer; None where there is none.

    A pointer may go through references.
    """
    if key in as_object(as_object(root.get("components")).get("schemas")):
        return ("components", "schemas", key)
    value, at = root, ()
    try:
        for segment in local_target(key) or ():
            value, at = resolve(root, value, at)
            value, (last,) = follow(value, (segment,))
            at = (*at, last)
    except NotFoundError:
        return None
    return at if at and isinstance(value, dict | bool) else None


def _near(root: dict[str, Json], key: str) -> str:
    names = list(as_object(as_object(root.get("components")).get("schemas")))
    near = nearest(key.removeprefix("#/components/schemas/"), names)
    pointer = 'a schema elsewhere is named by its pointer, "#/paths/…/schema"'
    return f'did you mean "{near}"?' if near else pointer
