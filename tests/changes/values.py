"""Types of a surface in, values of them out: as Python that callers write, and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sdkpress.plan.model.scalars import SCALARS
from sdkpress.plan.model.types import (
    ListOf,
    LiteralOf,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
)
from sdkpress.surface import Surface
from sdkpress.surface.model import Definition
from sdkpress.surface.notation import parse_type

Place: TypeAlias = Literal["argument", "field", "key"]
"""Where a caller writes a value: an argument takes models and dicts, a field of a model models, a
key of a TypedDict dicts. Fields take what is returned, the others texts of it, too."""

UNLISTED = "unlisted"
DEEPEST = 3

_WRITTEN: dict[str, tuple[list[str], list[str], list[Any]]] = {
    "any": (['"any"', "1", '{"a": [1]}'], [], [{"a": [1, 2.5]}, 2.5]),
    "none": (["None"], [], [None]),
    "bool": (["True", "False"], [], [True, False]),
    "int": (["7"], [], [7]),
    "float": (["1.5", "2"], [], [1.5]),
    "str": (['"text"'], [], ["text"]),
    "bytes": (['b"content"'], [], ["content"]),
    "base64": (['b"content"'], [], ["Y29udGVudA=="]),
    "file": (['b"content"', '("a.txt", b"content")'], [], ["content"]),
    "binary": (['b"content"'], [], ["content"]),
    "date": (["datetime.date(2025, 1, 31)"], ['"2025-01-31"'], ["2025-01-31"]),
    "datetime": (
        ["datetime.datetime(2025, 1, 31, tzinfo=datetime.UTC)"],
        ['"2025-01-31T12:00:00Z"'],
        ["2025-01-31T12:00:00Z"],
    ),
    "time": (["datetime.time(12)"], ['"12:00:00"'], ["12:00:00"]),
    "duration": (["datetime.timedelta(hours=1)"], ['"PT1H"'], ["PT1H"]),
    "uuid": (
        ["uuid.UUID(int=7)"],
        ['"123e4567-e89b-12d3-a456-426614174000"'],
        ["123e4567-e89b-12d3-a456-426614174000"],
    ),
    "decimal": (['decimal.Decimal("1.5")'], ['"1.5"', "1"], ["1.5"]),
    "number": (['decimal.Decimal("1.5")'], ['"1.5"', "1"], [1.5]),
    "ipv4": (['ipaddress.IPv4Address("192.0.2.1")'], ['"192.0.2.1"'], ["192.0.2.1"]),
    "ipv6": (['ipaddress.IPv6Address("2001:db8::1")'], ['"2001:db8::1"'], ["2001:db8::1"]),
}
"""Of each scalar: what is returned, what callers may give beside it, and JSON."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of the types of one surface."""

    surface: Surface

    def definition(self, node: Type) -> Definition | None:
        """The model, if a type is one."""
        found = self.surface.models.get(node.name) if isinstance(node, Ref) else None
        return found if found and not found.type else None

    def meaning(self, node: Type) -> Type:
        """What a name is for, where it is no model."""
        found = self.surface.models.get(node.name) if isinstance(node, Ref) else None
        return self.meaning(parse_type(found.type)) if found and found.type else node

    def members(self, node: Type) -> list[Type]:
        """The members of a union, names and unions within it resolved."""
        node = self.meaning(node)
        if not isinstance(node, UnionOf):
            return [node]
        return list(dict.fromkeys(part for one in node.members for part in self.members(one)))

    def written(self, node: Type, place: Place, depth: int = 0) -> list[str]:
        """Python that callers write for a type: every literal, every member, models in each way."""
        node = self.meaning(node)
        match node:
            case Scalar(name):
                returned, given, _ = _WRITTEN[name]
                return returned if place == "field" else [*returned, *given]
            case LiteralOf(values, is_open):
                unlisted = UNLISTED if isinstance(values[0], str) else 4711
                return [repr(one) for one in (*values, *([unlisted] if is_open else []))]
            case UnionOf(members):
                listed = [self.written(one, place, depth) for one in members]
                return list(dict.fromkeys(text for texts in listed for text in texts))
            case ListOf(items):
                inside = self.written(items, place, depth + 1) if depth < DEEPEST else []
                tuples = [f"({inside[0]},)"] if inside and place == "argument" else []
                return [f"[{', '.join(inside)}]", *tuples]
            case TupleOf(items):
                return [f"({', '.join(self.written(i, place, depth + 1)[0] for i in items)},)"]
            case MapOf(values):
                return [f'{{"key": {one}}}' for one in self.written(values, place, depth + 1)]
            case Ref(name):
                forms = {"argument": (True, False), "field": (True,), "key": (False,)}[place]
                return [
                    text for form in forms for text in self.objects(name, depth + 1, as_model=form)
                ]
            case StreamOf():
                raise AssertionError("nobody sends a stream")

    def objects(self, name: str, depth: int = 0, *, as_model: bool) -> list[str]:
        """A model, or its dict, with all keys, each with every value, and with required ones."""
        item = self.surface.models[name]
        place: Place = "field" if as_model else "key"
        fields = {
            key: self.written(parse_type(one.type), place, depth)
            for key, one in item.fields.items()
            if one.required or depth < DEEPEST
        }
        required = [key for key, one in item.fields.items() if one.required]
        count = 1 if depth else max(map(len, fields.values()), default=1)
        full = [{key: texts[n % len(texts)] for key, texts in fields.items()} for n in range(count)]
        chosen = [*full, {key: fields[key][0] for key in required}]
        return list(dict.fromkeys(_object(f"models.{name}", one, as_model) for one in chosen))

    def accepted(self, node: Type) -> str:
        """The annotation of a variable that callers give as an argument."""
        match self.meaning(node):
            case Scalar("file" | "binary"):
                return "bytes"
            case Scalar(name):
                return SCALARS[name].accepted
            case Ref(name):
                return f"models.{name} | types.{name}Dict"
            case UnionOf() as union:
                return " | ".join(dict.fromkeys(map(self.accepted, self.members(union))))
            case ListOf(items):
                return f"list[{self.accepted(items)}]"
            case MapOf(values):
                return f"dict[str, {self.accepted(values)}]"
            case TupleOf(items):
                return f"tuple[{', '.join(map(self.accepted, items))}]"
            case other:
                return self.returned(other)

    def returned(self, node: Type, seen: tuple[Type, ...] = ()) -> str:
        """The annotation of a function that reads a value: what is narrower fits, too."""
        if node in seen:
            return f"models.{node.name}" if isinstance(node, Ref) else "Any"
        seen = (*seen, node)
        match self.meaning(node):
            case Scalar(name):
                return SCALARS[name].returned
            case Ref(name):
                return f"models.{name}"
            case UnionOf() as union:
                return " | ".join(
                    dict.fromkeys(self.returned(one, seen) for one in self.members(union))
                )
            case ListOf(items):
                return f"Sequence[{self.returned(items, seen)}]"
            case MapOf(values):
                return f"Mapping[str, {self.returned(values, seen)}]"
            case TupleOf(items):
                return f"tuple[{', '.join(self.returned(one, seen) for one in items)}]"
            case LiteralOf(values, is_open):
                kinds = dict.fromkeys(type(one).__name__ for one in values)
                listed = f"Literal[{', '.join(map(repr, values))}]"
                return " | ".join([listed, *kinds] if is_open else [listed])
            case StreamOf(items):
                return f"Stream[{self.returned(items, seen)}]"

    def sample(self, node: Type, turn: int, depth: int = 0) -> Any:
        """JSON of a type as a server sends it: turns go through literals, members, and keys."""
        node = self.meaning(node)
        match node:
            case Scalar(name):
                samples = _WRITTEN[name][2]
                return samples[turn % len(samples)]
            case LiteralOf(values, is_open):
                unlisted = [UNLISTED] if is_open and isinstance(values[0], str) else []
                listed = [*values, *unlisted]
                return listed[turn % len(listed)]
            case UnionOf() as union:
                members = self.members(union)
                return self.sample(members[turn % len(members)], turn // len(members), depth)
            case ListOf(items):
                return [
                    self.sample(items, turn + n, depth + 1) for n in range(3 * (depth < DEEPEST))
                ]
            case TupleOf(items):
                return [self.sample(one, turn, depth + 1) for one in items]
            case MapOf(values):
                return {"key": self.sample(values, turn, depth + 1)}
            case StreamOf(items):
                return self.sample(items, turn, depth)
            case Ref(name):
                return self._sample_object(name, turn, depth)

    def _sample_object(self, name: str, turn: int, depth: int) -> dict[str, Any]:
        item = self.surface.models[name]
        keys = {
            one.wire or key: self.sample(parse_type(one.type), turn, depth + 1)
            for key, one in item.fields.items()
            if one.required or (depth < DEEPEST and turn != 1)
        }
        more = {"more": self.sample(parse_type(item.extra), turn, depth + 1)} if item.extra else {}
        return {**keys, **more}


def _object(name: str, keys: dict[str, str], as_model: bool) -> str:
    if as_model:
        return f"{name}({', '.join(f'{key}={text}' for key, text in keys.items())})"
    return f"{{{', '.join(f'{key!r}: {text}' for key, text in keys.items())}}}"
