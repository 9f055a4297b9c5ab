"""Two types in, the differences between them out, as who sends or receives the values sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..encode import literal
from ..plan.model.scalars import SCALARS, ScalarName
from ..plan.model.types import (
    ANY,
    NONE,
    ListOf,
    LiteralOf,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
    children,
    renamed,
)
from ..surface.model import Definition
from ..surface.notation import parse_type, type_text

Side: TypeAlias = Literal["sent", "received"]

Kind: TypeAlias = Literal[
    "value-added", "value-removed", "variant-added", "variant-removed",
    "none-added", "none-removed", "widened", "narrowed", "changed", "rewritten",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two types.

    `is_open` says that programs reckon with values that are not listed. What is `rewritten` takes
    the same values as before.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What a surface says that names mean; `renamed` has the new name of each that has another."""

    old: Mapping[str, Definition]
    new: Mapping[str, Definition]
    renamed: Mapping[str, str]


def differences(old: str, new: str, side: Side, names: Names) -> list[Difference]:
    """What differs between two texts of types. Texts of another notation differ as a whole."""
    if old == new:
        return []
    try:
        before, after = parse_type(old), parse_type(new)
    except ValueError:
        return [Difference("changed", old, new)]
    return _Comparison(side, names).compare(before, after)


@dataclass(frozen=True, slots=True)
class _Comparison:
    side: Side
    names: Names
    compared: set[tuple[Type, Type]] = field(default_factory=set[tuple[Type, Type]])
    assumed: set[tuple[Type, Type]] = field(default_factory=set[tuple[Type, Type]])
    """The pairs that are in question, which types within themselves lead to again."""

    def compare(self, old: Type, new: Type) -> list[Difference]:
        """What differs, None apart from the rest."""
        if self._same(old, new) or (old, new) in self.compared:
            return []
        self.compared.add((old, new))
        old, new = self._expanded(old, new)
        before, after = _members(old), _members(new)
        had, has = NONE in before, NONE in after
        found = [Difference("none-removed")] if had and not has else []
        found += [Difference("none-added")] if has and not had else []
        kept = [one for one in before if one != NONE], [one for one in after if one != NONE]
        if not all(kept):
            return [_whole("widened" if kept[1] else "narrowed", old, new)]
        return [*found, *self._unions(*kept)]

    def _unions(self, old: list[Type], new: list[Type]) -> list[Difference]:
        """What differs between the members of two unions, of which each has one at least."""
        gone = [one for one in old if not any(self._same(one, other) for other in new)]
        come = [one for one in new if not any(self._same(other, one) for other in old)]
        found: list[Difference] = []
        for one in list(gone):
            match = next((other for other in come if _alike(one, other)), None)
            if match is not None:
                gone.remove(one)
                come.remove(match)
                found += self._within(one, match)
        if not gone and not come:
            return found
        whole = len(gone) == len(old) and len(come) == len(new)
        return [*found, *self._left(gone, come, old, new, whole=whole)]

    def _left(
        self, gone: list[Type], come: list[Type], old: list[Type], new: list[Type], *, whole: bool
    ) -> list[Difference]:
        """Members that only one of the unions has, by whether the other takes them all the same."""
        lost = [one for one in gone if not any(self._fits(one, other) for other in new)]
        won = [one for one in come if not any(self._fits(one, other) for other in old)]
        texts = _text(old), _text(new)
        if not lost and not won:
            return [Difference("rewritten", *texts)]
        if lost and won and whole:
            return [Difference("changed", *texts)]
        if 1 in (len(old), len(new)):
            narrowed = [Difference("narrowed", *texts)] if lost else []
            return [*narrowed, *([Difference("widened", *texts)] if won else [])]
        return [
            *(Difference("variant-removed", type_text(one)) for one in lost),
            *(Difference("variant-added", "", type_text(one), MapOf(ANY) in old) for one in won),
        ]

    def _within(self, old: Type, new: Type) -> list[Difference]:
        """What differs between two types of one kind."""
        match old, new:
            case LiteralOf(), LiteralOf():
                return _values(old, new)
            case (ListOf(), ListOf()) | (StreamOf(), StreamOf()) | (MapOf(), MapOf()):
                return self.compare(children(old)[0], children(new)[0])
            case TupleOf(before), TupleOf(after) if len(before) == len(after):
                pairs = zip(before, after, strict=True)
                return [one for pair in pairs for one in self.compare(*pair)]
            case _:
                return [_whole("changed", old, new)]

    def _same(self, old: Type, new: Type) -> bool:
        """Whether two types are written alike, renamed definitions aside."""
        return renamed(old, self.names.renamed) == new if self.names.renamed else old == new

    def _expanded(self, old: Type, new: Type) -> tuple[Type, Type]:
        """The types with names for something else followed, until they are comparable."""
        for _ in range(_DEEPEST):
            if self._same(old, new):
                break
            before, after = _meaning(old, self.names.old), _meaning(new, self.names.new)
            if before is old and after is new:
                break
            old, new = before, after
        return old, new

    def _fits(self, old: Type, new: Type) -> bool:
        """Whether every value of one type is one of the other, for who writes or reads it."""
        if self._same(old, new) or (old, new) in self.assumed:
            return True
        self.assumed.add((old, new))
        fits = self._is_part(*self._expanded(old, new))
        self.assumed.discard((old, new))
        return fits

    def _is_part(self, old: Type, new: Type) -> bool:
        match old, new:
            case _, Scalar("any"):
                return True
            case UnionOf(members), _:
                return all(self._fits(one, new) for one in members)
            case _, UnionOf(members):
                return any(self._fits(old, one) for one in members)
            case LiteralOf(), LiteralOf():
                return bool(new.open) or (not old.open and set(old.values) <= set(new.values))
            case LiteralOf(values), Scalar(name):
                return all(self._takes(_KINDS[type(value)], name) for value in values)
            case Scalar(name), LiteralOf(values, True):
                return any(self._takes(name, _KINDS[type(value)]) for value in values)
            case Scalar(before), Scalar(after):
                return self._takes(before, after)
            case (ListOf(), ListOf()) | (MapOf(), MapOf()) | (StreamOf(), StreamOf()):
                return self._fits(children(old)[0], children(new)[0])
            case _:
                return False

    def _takes(self, old: ScalarName, new: ScalarName) -> bool:
        """Whether a scalar takes all that another one is, as Python sees both."""
        returned = SCALARS[old].returned, SCALARS[new].returned
        is_same = returned[0] == returned[1]
        if self.side == "received":
            return is_same or returned in _RETURNED
        before, after = (SCALARS[one].accepted.split(" | ") for one in (old, new))
        # A method takes texts of what a request, as a model, does not.
        is_kept = is_same or (old, new) == ("int", "float")
        return is_kept and all(
            one in after or (one == "int" and "float" in after) for one in before
        )


_DEEPEST = 50
_RETURNED = frozenset({("int", "float"), ("bool", "int")})
_KINDS: Mapping[type, ScalarName] = {bool: "bool", int: "int", float: "float", str: "str"}


def _values(old: LiteralOf, new: LiteralOf) -> list[Difference]:
    """What differs between two enums."""
    is_open = bool(old.open) and bool(new.open)
    before, after = _marked(old), _marked(new)
    found = [
        *(
            Difference("value-removed", literal(value), "", is_open)
            for key, value in before.items()
            if key not in after
        ),
        *(
            Difference("value-added", "", literal(value), is_open)
            for key, value in after.items()
            if key not in before
        ),
    ]
    if bool(old.open) != bool(new.open):
        found.append(_whole("widened" if new.open else "narrowed", old, new))
    return found


def _marked(node: LiteralOf) -> dict[tuple[type, object], object]:
    """The values of an enum by what tells them apart: 1 and true are two."""
    return {(type(value), value): value for value in node.values}


def _alike(old: Type, new: Type) -> bool:
    """Whether two types are of one kind, so that what differs is inside."""
    if isinstance(old, Scalar | Ref):
        return False
    return type(old) is type(new)


def _members(node: Type) -> list[Type]:
    return list(node.members) if isinstance(node, UnionOf) else [node]


def _meaning(node: Type, definitions: Mapping[str, Definition]) -> Type:
    """What a name is for, where it is no model."""
    if isinstance(node, UnionOf):
        members = [_meaning(one, definitions) for one in node.members]
        if all(one is other for one, other in zip(members, node.members, strict=True)):
            return node
        return UnionOf(tuple(part for one in members for part in _members(one)))
    found = definitions.get(node.name) if isinstance(node, Ref) else None
    return parse_type(found.type) if found and found.type else node


def _whole(kind: Kind, old: Type, new: Type) -> Difference:
    return Difference(kind, type_text(old), type_text(new))


def _text(members: list[Type]) -> str:
    return " | ".join(map(type_text, members))
