"""Files in forms: parts of `multipart/form-data` that are sent as they are get a type of their
own, which callers may fill with bytes, a path, an open file, or one of these with a name.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..media_types import essence, is_json
from ..model.definitions import Alias, Definition
from ..model.types import ListOf, Ref, Scalar, Type, UnionOf, transform, union, walk

FILE = Scalar("file")
_BYTES = Scalar("bytes")


def part_type(node: Type, definitions: Mapping[str, Definition], *, is_file: bool = False) -> Type:
    """What callers give for a part (or several) whose schema means `node`.

    `is_file` says that its media type makes it a file whatever the schema says.
    """

    def changed(part: Type) -> Type:
        if isinstance(part, Ref):
            alias = definitions.get(part.name)
            if isinstance(alias, Alias) and _is_binary(alias.type):
                return transform(alias.type, changed)
        if part == _BYTES:
            return FILE
        return files_first(part)

    value = transform(node, changed)
    return _as_file(value) if is_file else value


def files_first(node: Type) -> Type:
    """`node`, a union with files before lists: to see whether a file is a list is to read it."""
    if not isinstance(node, UnionOf) or FILE not in node.members:
        return node
    return union(sorted(node.members, key=lambda member: member != FILE))


def _as_file(node: Type) -> Type:
    """A file where the schema says as good as nothing, as OpenAPI 3.1 has it."""
    match node:
        case ListOf(items):
            return ListOf(_as_file(items))
        case Scalar("any"):
            return FILE
        case Scalar("str"):
            return union([FILE, node])
        case UnionOf(members):
            return files_first(union(map(_as_file, members)))
        case _:
            return node


def _is_binary(node: Type) -> bool:
    """Whether a type is made of nothing but bytes."""
    return all(not isinstance(part, Ref) for part in walk(node)) and _BYTES in walk(node)


def is_opaque(media_types: str) -> bool:
    """Whether a part of one of these media types is neither JSON nor plain text."""
    listed = [essence(item) for item in media_types.split(",") if item.strip()]
    return bool(listed) and not any(is_json(item) or item == "text/plain" for item in listed)
