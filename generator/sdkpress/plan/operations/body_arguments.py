"""Request bodies in, the arguments that fill them out: one list for each media type, and all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..media_types import is_range
from ..model.operation import Argument
from ..model.types import LiteralOf, Scalar, Type, is_nullable, union
from ..names.identifiers import parameter_name
from ..shapes.parts import files_first
from .bodies import RawBody
from .parameters import example_of

CONTENT_TYPE = "content_type"


def body_arguments(body: RawBody, root: dict[str, Any], whole: str = "") -> tuple[Argument, ...]:
    """The properties of the body as arguments, or the whole body as one, that `whole` may name."""
    if body.fields is None:
        return (
            Argument(
                name=whole or "body",
                key="body",
                wire="",
                location="body",
                type=body.type,
                required=body.required,
                nullable=False,
                description="The body of the request.",
                example=example_of(body.node, root),
            ),
        )
    return tuple(
        Argument(
            name=parameter_name(item.name),
            key=item.name,
            wire=item.wire,
            location="body",
            type=item.type,
            required=item.required and body.required,
            nullable=is_nullable(item.type) and not (item.required and body.required),
            description=item.description,
            deprecation=item.deprecation,
            example=item.example,
            default=item.default,
        )
        for item in body.fields
    )


def merged_arguments(lists: list[tuple[Argument, ...]]) -> tuple[Argument, ...]:
    """The arguments for any media type: required are those that every media type requires."""
    merged: dict[str, Argument] = {}
    for argument in (item for items in lists for item in items):
        known = merged.setdefault(argument.key, argument)
        if known is not argument:
            kind = files_first(union([known.type, argument.type]))
            merged[argument.key] = replace(
                known,
                type=kind,
                required=known.required and argument.required,
                nullable=known.nullable or argument.nullable,
            )
    everywhere = {key for key in merged if all(_requires(items, key) for items in lists)}
    return tuple(replace(item, required=item.key in everywhere) for item in merged.values())


def _requires(items: tuple[Argument, ...], key: str) -> bool:
    return any(item.key == key and item.required for item in items)


def content_type_argument(bodies: list[RawBody], taken: set[str]) -> Argument | None:
    """The argument that chooses among media types; None where there is nothing to choose."""
    listed = [body.media_type for body in bodies]
    if len(listed) < 2 and not any(map(is_range, listed)):
        return None
    key = CONTENT_TYPE
    while key in taken:
        key = f"request_{key}"
    fixed = tuple(item for item in listed if not is_range(item))
    kinds: list[Type] = [LiteralOf(fixed, open=False)] if fixed else []
    if len(fixed) < len(listed):
        kinds.append(Scalar("str"))
    return Argument(
        name=key,
        key=key,
        wire="Content-Type",
        location="header",
        type=union(kinds),
        required=False,
        description=f"The media type of the body; {listed[0]} when left out.",
    )


def chosen(argument: Argument, media_type: str, *, default: bool) -> Argument:
    """`argument` where it has chosen `media_type`; the default one need not be given."""
    kind = Scalar("str") if is_range(media_type) else LiteralOf((media_type,), open=False)
    return replace(argument, type=kind, required=not default)
