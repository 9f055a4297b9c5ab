"""Namespaces of the plan in, what the modules that are them print out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..plan.model.definitions import DICT_SUFFIX
from ..plan.model.namespaces import Namespace
from ..plan.model.sdk import Sdk
from .annotations import named
from .layout import imported


@dataclass(frozen=True, slots=True)
class NamespaceView:
    """A module with names for types.

    `entries` are names and what they are for, as code, `imports` what that mentions; `up` is what
    leads to the package.
    """

    path: str
    up: str
    entries: tuple[tuple[str, str], ...]
    children: tuple[str, ...]
    imports: str

    @property
    def directory(self) -> str:
        """Where it is in the package."""
        return self.path.replace(".", "/")


def namespace_views(sdk: Sdk) -> dict[str, NamespaceView]:
    """The namespaces by their paths."""
    return {item.path: _view(item) for item in sdk.namespaces}


def _view(item: Namespace) -> NamespaceView:
    types = {name: _apart(named(node)) for name, node in item.types.items()}
    dicts = {name: f"_types.{to}{DICT_SUFFIX}" for name, to in item.dicts.items()}
    errors = {name: f"_errors.{name}" for name in item.errors}
    up = "." * (item.path.count(".") + 2)
    entries = tuple(sorted({**types, **dicts, **errors}.items()))
    return NamespaceView(item.path, up, entries, item.children, _imports(entries, up))


_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_MODULES = ("datetime", "decimal", "ipaddress", "uuid")
_TYPING = ("Any", "Literal", "TypeAlias", "Union")
_ROOMS = ("errors", "models", "types")
_MENTIONED = re.compile(rf"{_TEXT.pattern}|(?<![\w.])({'|'.join((*_MODULES, *_ROOMS))})(?=\.)")


def _apart(code: str) -> str:
    """Code whose modules have names of their own here: a namespace may be called `models`, too."""
    return _MENTIONED.sub(lambda found: f"_{found[0]}" if found[1] else found[0], code)


def _imports(entries: Iterable[tuple[str, str]], up: str) -> str:
    """The imports of what entries mention; nobody removes from a package what is not used there."""
    code = " ".join(_TEXT.sub("", value) for _, value in entries)
    used = {*_NAME.findall(code), *(["TypeAlias"] if code else [])}
    rooms = [f"{name} as _{name}" for name in _ROOMS if f"_{name}" in used]
    return "\n".join(
        [
            *(f"import {name} as _{name}" for name in _MODULES if f"_{name}" in used),
            imported("typing", "TYPE_CHECKING", *(name for name in _TYPING if name in used)),
            "",
            *([imported(up, *rooms)] if rooms else []),
        ]
    )
