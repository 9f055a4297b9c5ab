"""The bundled document in; its references that lead nowhere or in circles are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..problems import Pointer, Problems, format_pointer
from .bundle import Use, find_anchor, uses
from .data import as_list
from .errors import UnreadableError
from .grammar import COMPONENTS, Kind, Node, walk
from .pointer import NotFoundError, follow, follow_from, parse_pointer, reference_to
from .suggest import nearest_names, not_found_message

WITH_SCHEMA: frozenset[Kind] = frozenset(("response", "requestBody", "mediaType"))
"""What a reference to a schema is meant as where it stands in their place: theirs."""
_IDLE: frozenset[Kind] = frozenset(("example", "link"))
"""What no request or response depends on."""


@dataclass(slots=True)
class ReferenceCheck:
    """Follows every local reference of ``root``."""

    root: dict[str, Any]
    problems: Problems
    resolved: dict[tuple[Kind, str], Pointer] = field(
        default_factory=dict[tuple[Kind, str], Pointer]
    )
    visited: set[Pointer] = field(default_factory=set[Pointer])
    leads_to: dict[Pointer, list[Pointer]] = field(default_factory=dict[Pointer, list[Pointer]])
    pending: list[Node] = field(default_factory=list[Node])

    def run(self) -> None:
        """Report what leads nowhere or in circles; write anchors as pointers, in place."""
        self.pending.append(Node(self.root, "openapi", ()))
        while self.pending:
            start = self.pending.pop()
            if start.pointer in self.visited:
                continue
            for node in walk(*start):
                if node.value.__class__ is dict:
                    self.visit(node)
        for cycle in cycles(self.leads_to):
            self.report_cycle(cycle)

    def visit(self, node: Node) -> None:
        self.visited.add(node.pointer)
        for use in uses(node):
            target = self.resolve(use)
            if target is not None and use.field == "$ref":
                self.leads_to.setdefault(node.pointer, []).append(target)
        if "allOf" in node.value and node.kind == "schema":
            parts = range(len(as_list(node.value["allOf"])))
            self.leads_to.setdefault(node.pointer, []).extend(
                (*node.pointer, "allOf", index) for index in parts
            )

    def resolve(self, use: Use) -> Pointer | None:
        known = self.resolved.get((use.kind, use.reference))
        if known is not None:
            return known
        target = self.look_up(use)
        if target is not None:
            # The text of the reference may have been mended, which holds for this place only.
            self.resolved[use.kind, use.reference] = target
            # What is referred to may lie outside of the grammar, below an extension.
            self.pending.append(Node(follow(self.root, target)[0], use.kind, target))
        return target

    def look_up(self, use: Use) -> Pointer | None:
        """Return where ``use`` leads, or ``None`` after reporting that it leads nowhere."""
        reference = use.reference
        if not reference.startswith("#"):
            return None  # reported when it was to be bundled
        try:
            pointer = parse_pointer(reference[1:])
            if pointer is None:
                found = follow(self.root, find_anchor(self.root, reference[1:]))[1]
                use.holder[use.field] = reference_to(found)
                return found
            _, found, around = follow_from(self.root, pointer, use.pointer)
            self.check_kind(use, found)
            if around:
                use.holder[use.field] = reference_to(found)
                where = format_pointer(found)
                message = f'the reference "{reference}" leads nowhere; {where} is taken for it'
                self.problems.warning(message, use.pointer, f'write "{reference_to(found)}"')
            return found
        except UnreadableError as error:
            self.report(use, error.message, error.hint)
        except NotFoundError as error:
            self.report(use, not_found_message(reference, error), nearest_names(error))
        return None

    def report(self, use: Use, message: str, hint: str) -> None:
        """Report that ``use`` leads nowhere; leave out what can be done without."""
        if use.kind not in _IDLE and use.field == "$ref":
            self.problems.error(message, use.pointer, hint)
            return
        del use.holder[use.field]
        self.problems.warning(f"{message}; it is ignored", use.pointer, hint)

    def check_kind(self, use: Use, target: Pointer) -> None:
        if len(target) != 3 or target[0] != "components":
            return
        kind = COMPONENTS.get(str(target[1]), use.kind)
        if kind != use.kind and not (kind == "schema" and use.kind in WITH_SCHEMA):
            message = f'the reference "{use.reference}" leads to a {kind}, not a {use.kind}'
            self.problems.error(message, use.pointer)

    def report_cycle(self, cycle: list[Pointer]) -> None:
        through = " → ".join(format_pointer(pointer) for pointer in [*cycle, cycle[0]])
        self.problems.error(
            f"the references go in a circle and mean nothing: {through}",
            cycle[0],
            "one of them must say what it is, not only refer on",
        )


def cycles(graph: dict[Pointer, list[Pointer]]) -> Iterator[list[Pointer]]:
    """Yield cycles of ``graph``, no two with the same first node met."""
    done: set[Pointer] = set()
    for start in graph:
        path: list[Pointer] = []
        on_path: set[Pointer] = set()
        stack: list[tuple[Pointer, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                done.add(node)
            elif node in on_path:
                yield path[path.index(node) :]
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((below, False) for below in reversed(graph.get(node, ())))
