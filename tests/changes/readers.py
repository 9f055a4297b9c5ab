"""Functions of a program that read what is received: one for each type, exactly annotated."""

from __future__ import annotations

from dataclasses import dataclass, field

from changes.values import Values
from sdkpress.plan.model.scalars import SCALARS
from sdkpress.plan.model.types import (
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
    union,
)
from sdkpress.surface.model import Definition
from sdkpress.surface.notation import parse_type


@dataclass(frozen=True, slots=True)
class Readers:
    """Makes the functions as they are asked for, those that they call as well.

    An annotation is that of a parameter: a program breaks where a value is no longer of it, and
    does not where the value is of something narrower.
    """

    values: Values
    made: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _names: dict[Type, str] = field(default_factory=dict[Type, str])

    @property
    def lines(self) -> list[str]:
        """The code of all that were asked for."""
        return [line for body in self.made.values() for line in body]

    def reads(self, text: str, required: bool = True) -> str:
        """The function that reads a type, given as text."""
        node = parse_type(text)
        return self.function(node if required else union([node, NONE]))

    def function(self, node: Type) -> str:
        """The function that reads a type."""
        if node in self._names:
            return self._names[node]
        item = self.values.definition(node)
        named = f"_{node.name}" if isinstance(node, Ref) else f"_{len(self._names)}"
        name = self._names[node] = f"read{named}"
        annotation = "object" if self._is_open(node) else self.values.returned(node)
        self.made[name] = []
        body = self._object(item) if item else self._body(node)
        self.made[name] = [f"def {name}(value: {annotation}) -> None:", *_indented(body), ""]
        return name

    def _is_open(self, node: Type) -> bool:
        """Whether any object may come: a program that knows of that takes what it does not know."""
        members = self.values.members(node)
        return len(members) > 1 and MapOf(ANY) in members

    def _object(self, item: Definition) -> list[str]:
        lines = [
            f"{self.reads(one.type, one.required)}(value.{name})"
            for name, one in item.fields.items()
        ]
        if item.extra:
            lines += (
                [
                    "for more in (value.__pydantic_extra__ or {}).values():",
                    f"    {self.reads(item.extra)}(more)",
                ]
                if self.values.surface.package.models == "pydantic"
                else []
            )
        return [*lines, "library(value)"]

    def _body(self, node: Type) -> list[str]:
        match self.values.meaning(node):
            case Scalar("any"):
                return ["pass"]
            case Scalar() | LiteralOf() | UnionOf():
                return self._cases(self.values.members(node))
            case ListOf(items):
                return [
                    "is_a(value, list)",
                    "for one in value:",
                    f"    {self.function(items)}(one)",
                ]
            case MapOf(items):
                read = self.function(items)
                return ["is_a(value, dict)", "for one in value.values():", f"    {read}(one)"]
            case TupleOf(items):
                return [f"{self.function(one)}(value[{n}])" for n, one in enumerate(items)] or [
                    "pass"
                ]
            case StreamOf(items):
                return [
                    "with value:",
                    "    for one in value:",
                    f"        {self.function(items)}(one)",
                ]
            case Ref():
                return [f"{self.function(self.values.meaning(node))}(value)"]

    def _cases(self, members: list[Type]) -> list[str]:
        """Each member of a union; complete where none is open."""
        lines = ["match value:"]
        rest: list[Type] = []
        for one in members:
            match one:
                case Scalar("none"):
                    lines += ["    case None:", "        pass"]
                case Ref(name):
                    lines += [f"    case models.{name}():", f"        {self.function(one)}(value)"]
                case LiteralOf(values, is_open):
                    for value in values:
                        lines += [f"    case {value!r}:", "        pass"]
                    if is_open:
                        rest.append(Scalar("str" if isinstance(values[0], str) else "int"))
                case _:
                    rest.append(one)
        if len(rest) == 1 and MapOf(ANY) not in rest:
            return [*lines, "    case _:", *_indented(_indented(self._rest(rest[0])))]
        if rest:
            return [*lines, "    case _:", "        pass"]
        return [*lines, "    case _:", "        assert_never(value)"]

    def _rest(self, node: Type) -> list[str]:
        match node:
            case Scalar("any"):
                return ["pass"]
            case Scalar("float"):
                return ["is_a(value, float, int)"]
            case Scalar(name):
                return [f"is_a(value, {SCALARS[name].returned})"]
            case _:
                return [f"{self.function(node)}(value)"]


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]
