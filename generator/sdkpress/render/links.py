"""Types of the plan in, Markdown out that links every model to its place in the docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import encode
from ..plan.model.sdk import ModelModule
from ..plan.model.types import (
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
from .annotations import plain, returned
from .markdown import Anchors


def module_heading(module: str) -> str:
    """The first heading of a module's page."""
    return f"Models: {module}"


class ModelLinks:
    """Where in docs/models each definition is described."""

    def __init__(self, modules: tuple[ModelModule, ...]) -> None:
        self._places: dict[str, str] = {}
        self._written: dict[tuple[Type, str], str] = {}
        for module in modules:
            anchors = Anchors()
            anchors.add(module_heading(module.name))
            for definition in module.definitions:
                anchor = anchors.add(definition.name)
                self._places[definition.name] = f"{module.name}.md#{anchor}"

    def type(self, node: Type, models: str) -> str:
        """`node` as Markdown; `models` is the way to docs/models from the page that it is on."""
        known = self._written.get((node, models))
        if known is None:
            known = self._written[node, models] = self._type(node, models)
        return known

    def _type(self, node: Type, models: str) -> str:
        parts: list[str] = []
        for text in _merged(_pieces(node)):
            if isinstance(text, Ref):
                parts.append(f"[`{text.name}`]({self.target(text.name, models)})")
            else:
                before = " " if text.startswith(" ") else ""
                after = " " if text.endswith(" ") else ""
                parts.append(f"{before}{encode.markdown_code(text)}{after}")
        return "".join(parts).strip()

    def target(self, name: str, models: str) -> str:
        """The address of the definition `name`."""
        return f"{models}{self._places[name]}"

    def cell(self, node: Type, models: str) -> str:
        """`node` as the cell of a table."""
        return self.type(node, models).replace("|", "\\|")


def _pieces(node: Type) -> Iterator[str | Ref]:
    """The annotation of `node`, references apart."""
    match node:
        case Ref():
            yield node
        case ListOf(items):
            yield from ("list[", *_pieces(items), "]")
        case StreamOf(items):
            yield from ("Stream[", *_pieces(items), "]")
        case MapOf(values):
            yield from ("dict[str, ", *_pieces(values), "]")
        case TupleOf(items):
            yield from ("tuple[", *_separated(items, ", "), "]")
        case UnionOf(members):
            yield from _separated(members, " | ")
        case Scalar() | LiteralOf():
            yield returned(node) if isinstance(node, LiteralOf) else plain(node)


def _separated(nodes: tuple[Type, ...], separator: str) -> Iterator[str | Ref]:
    for index, node in enumerate(nodes):
        if index:
            yield separator
        yield from _pieces(node)


def _merged(pieces: Iterable[str | Ref]) -> Iterator[str | Ref]:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
        yield piece
        text = ""
    if text:
        yield text
