"""Types of the plan as short texts, and back: as Python's annotations, which people can read.

A definition is `models.Name`, other names are scalars of the plan; an open enum ends in `...`.
What tells the members of a union apart is not said: users see it in the members.
"""

from __future__ import annotations

import ast
from typing import Any, cast

from ..encode import literal
from ..plan.model.scalars import SCALARS
from ..plan.model.types import (
    ListOf,
    LiteralOf,
    LiteralValue,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
)

_NAMES = {"any": "Any", "none": "None"}
_LONGEST = 50
_SCALARS = {_NAMES.get(name, name): name for name in SCALARS}


def type_text(node: Type) -> str:
    """The text of a type."""
    match node:
        case Scalar(name):
            return _NAMES.get(name, name)
        case Ref(name):
            return f"models.{name}"
        case ListOf(items):
            return f"list[{type_text(items)}]"
        case StreamOf(items):
            return f"Stream[{type_text(items)}]"
        case TupleOf(items):
            return f"tuple[{', '.join(map(type_text, items)) or '()'}]"
        case MapOf(values):
            return f"dict[str, {type_text(values)}]"
        case LiteralOf(values, is_open):
            return f"Literal[{', '.join([*map(literal, values), *(['...'] if is_open else [])])}]"
        case UnionOf(members):
            texts = list(map(type_text, members))
            # Python's parser goes one call deeper for each `|`.
            return " | ".join(texts) if len(texts) <= _LONGEST else f"Union[{', '.join(texts)}]"


def parse_type(text: str) -> Type:
    """The type that `type_text` wrote.

    Raises:
        ValueError: It is no such text.
    """
    try:
        return _parsed(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"{text!r} is no type of a surface"
        raise ValueError(message) from error


def _parsed(node: ast.expr) -> Type:
    match node:
        case ast.Name(id=name):
            return Scalar(cast("Any", _SCALARS[name]))
        case ast.Constant(value=None):
            return Scalar("none")
        case ast.Attribute(value=ast.Name(id="models"), attr=name):
            return Ref(name)
        case ast.BinOp():
            return UnionOf(tuple(map(_parsed, _members(node))))
        case ast.Subscript(value=ast.Name(id=name), slice=inside):
            return _generic(name, inside)
        case _:
            raise ValueError(ast.dump(node))


def _members(node: ast.expr) -> list[ast.expr]:
    """The members of a union, which `|` joins from the left."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _generic(name: str, inside: ast.expr) -> Type:
    parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    match name:
        case "list":
            return ListOf(_parsed(inside))
        case "Stream":
            return StreamOf(_parsed(inside))
        case "Union":
            return UnionOf(tuple(map(_parsed, parts)))
        case "tuple":
            return TupleOf(tuple(map(_parsed, parts)))
        case "dict":
            return MapOf(_parsed(parts[1]))
        case "Literal":
            return _literal([ast.literal_eval(part) for part in parts])
        case _:
            raise ValueError(name)


def _literal(values: list[Any]) -> LiteralOf:
    constants: list[LiteralValue] = [one for one in values if one is not Ellipsis]
    return LiteralOf(tuple(constants), open=len(constants) < len(values) or None)
