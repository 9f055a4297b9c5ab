"""A description as the judge sees it: raw data in, operations with their parameters out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""Parameters of these names "SHALL be ignored" (OpenAPI 3.1, 4.8.12.2.1)."""


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """An Operation Object with its place; path-level parameters are among its own."""

    method: str
    path: str
    node: Mapping[str, Any] = field(repr=False)
    item: Mapping[str, Any] = field(repr=False)
    parameters: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Api:
    """A description in which every `$ref` is local; nothing of it is lifted or simplified."""

    root: Mapping[str, Any] = field(repr=False)

    @property
    def version(self) -> str:
        """ "3.0", "3.1" or "3.2"."""
        return ".".join(str(self.root["openapi"]).split(".")[:2])

    def resolved(self, node: Any) -> Any:
        """Follow `$ref` until there is none."""
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
            node = self.at(node["$ref"])
        return node

    def at(self, reference: str) -> Any:
        """Return what is at a local reference, such as "#/components/schemas/Pet"."""
        node: Any = self.root
        for part in reference.removeprefix("#").split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            node = self.resolved(node)
            node = node[int(key)] if isinstance(node, list) else node[key]
        return node

    @cached_property
    def operations(self) -> dict[tuple[str, str], ApiOperation]:
        """Every operation by method (as it is sent) and path."""
        found = (
            one
            for path, item in (self.root.get("paths") or {}).items()
            if not path.startswith("x-")
            for one in self._of_item(path, self.resolved(item))
        )
        return {(one.method, one.path): one for one in found}

    def _of_item(self, path: str, item: Mapping[str, Any]) -> Iterator[ApiOperation]:
        named = [(method.upper(), item[method]) for method in METHODS if method in item]
        named += list((item.get("additionalOperations") or {}).items())
        for method, node in named:
            own = {**_by_place(self, item), **_by_place(self, node)}
            yield ApiOperation(method, path, node, item, tuple(own.values()))


def _by_place(api: Api, node: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    resolved = [api.resolved(one) for one in node.get("parameters") or ()]
    return {
        (one["in"], one["name"].lower() if one["in"] == "header" else one["name"]): one
        for one in resolved
        if not (one["in"] == "header" and one["name"].lower() in IGNORED_HEADERS)
    }


def load(path: Path, overlays: tuple[Path, ...] = ()) -> Api:
    """Read a description.

    Raises:
        DescriptionError: It cannot be read.
    """
    problems = Problems()
    document = read(path, ReadOptions(overlays=overlays), problems)
    problems.raise_if_errors()
    return Api(document.root)
