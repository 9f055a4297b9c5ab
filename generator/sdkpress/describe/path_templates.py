"""A path in, as people write it; its template and what it says of its parameters out.

OpenAPI knows `{name}` alone (3.1.1, 4.8.8); many write the expressions of RFC 6570 (`{id*}`,
`{.id}`, `{;id}`, `{+path}`, `{a,b}`, `{?page}`) or of a router (`{id:int}`, `{*rest}`, `{proxy+}`),
some a query (`/pets?id={id}`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

EXPRESSION = re.compile(r"\{([^{}]*)\}")

_OPERATORS = "+#./;?&"  # RFC 6570, section 2.2
_STYLES = {".": "label", ";": "matrix"}
_PAIR = re.compile(r"([?&])([^=&#?{}]+)=\{([\w.-]+)\}(?=[&#]|$)")
_VARIABLE = re.compile(r"\**\s*([^\s*?:=]*[^\s*?:=+.])\s*(\*?)")


@dataclass(frozen=True, slots=True)
class Variable:
    """A parameter as a path names it, and what the expression says about how it is written.

    Attributes:
        source: The name in the braces, where the path says in its query how it is sent.
    """

    name: str
    location: str
    said: dict[str, Any] = field(default_factory=dict[str, Any])
    source: str = ""


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A path with plain names in braces, and the variables of all expressions that had more.

    Attributes:
        misplaced: Expressions in its query that are no whole value there.
    """

    text: str
    variables: dict[str, tuple[Variable, ...]]
    misplaced: tuple[str, ...] = ()


def path_template(path: str, declared: Collection[str]) -> PathTemplate:
    """Take apart the expressions of ``path``; what ``declared`` names of its parameters stays."""
    found: dict[str, tuple[Variable, ...]] = {}

    def plain(match: re.Match[str]) -> str:
        expression = match[1]
        operator = expression[:1] if expression[:1] in _OPERATORS else ""
        variables = () if expression in declared else tuple(_variables(expression, operator))
        if not variables or (len(variables) == 1 and variables[0].name == expression):
            return match[0]
        found[match[0]] = variables
        return _plain(operator, variables)

    def pair(match: re.Match[str]) -> str:
        found[match[0][1:]] = (Variable(match[2], "query", {"required": True}, match[3]),)
        return match[1] if match[1] == "?" else ""

    text = EXPRESSION.sub(plain, _PAIR.sub(pair, path))
    rest, mark, query = text.partition("?")
    query = query.lstrip("&")
    text = rest + mark + query if query else rest
    return PathTemplate(text, found, tuple(EXPRESSION.findall(query)))


def _variables(expression: str, operator: str) -> Iterator[Variable]:
    location = "query" if operator in ("?", "&") else "path"
    for written in expression[len(operator) :].split(","):
        name = _VARIABLE.match(written)
        if name is None:
            continue
        said: dict[str, Any] = {"explode": True} if name[2] else {}
        if location == "query":
            said.setdefault("explode", False)
        elif operator in _STYLES:
            said["style"] = _STYLES[operator]
        elif operator in ("+", "#"):
            said["allowReserved"] = True
        yield Variable(name[1], location, said)


def _plain(operator: str, variables: tuple[Variable, ...]) -> str:
    """The same with plain names: a style writes what it begins with itself."""
    names = [f"{{{one.name}}}" for one in variables if one.location == "path"]
    if operator in _STYLES:
        return "".join(names)
    if operator == "/":
        return "".join(f"/{name}" for name in names)
    return ",".join(names)
