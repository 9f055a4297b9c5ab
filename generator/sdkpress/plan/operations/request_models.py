"""The request model of each operation: its arguments as one object, for standalone functions."""

from __future__ import annotations

from ...pointer import Pointer
from ..model.definitions import Field, Model
from ..model.operation import Argument
from ..model.types import Ref
from ..names.identifiers import class_name
from ..schemas.schemas import Schemas
from .bodies import RawBody


def request_model(
    arguments: tuple[Argument, ...],
    bodies: tuple[RawBody, ...],
    schemas: Schemas,
    hint: str,
    place: Pointer,
    description: str,
) -> str:
    """The name of the model whose fields are `arguments`; the body's own where that is all."""
    only_body = bool(bodies) and all(argument.location == "body" for argument in arguments)
    if only_body and isinstance(bodies[0].type, Ref) and bodies[0].fields is not None:
        return bodies[0].type.name
    fields = tuple(
        Field(
            argument.key,
            argument.key,
            argument.type,
            argument.required,
            argument.description,
            argument.deprecation,
            example=argument.example,
        )
        for argument in arguments
    )
    return schemas.add(Model("", fields, description), class_name(f"{hint}Request"), place)
