"""The bundled document in; its references that lead nowhere or in circles are reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..pointer import (
    NotFoundError,
    Pointer,
    follow,
    follow_from,
    follow_through,
    format_pointer,
    parse_pointer,
    reference_to,
    value_at,
)
from ..problems import Problems
from .circles import Circles
from .document import Document
from .grammar import Kind, Node, walk
from .kinds import WITH_SCHEMA, Misfits, misfit
from .leave_out import LeaveOut
from .lookup import Found
from .references import Use, uses
from .schema_ids import find_anchor
from .suggest import nearest_names, not_found_message
from .unreadable import UnreadableError

_IDLE: frozenset[Kind] = frozenset(("example", "link"))
"""What no request or response depends on."""


@dataclass(slots=True)
class ReferenceCheck:
    """Follows every local reference of ``document``; ``misfits`` are known to be wrong."""

    document: Document
    problems: Problems
    misfits: Misfits = field(default_factory=Misfits)
    resolved: dict[tuple[Kind, str], Pointer] = field(
        default_factory=dict[tuple[Kind, str], Pointer]
    )
    visited: set[Pointer] = field(default_factory=set[Pointer])
    circles: Circles = field(init=False)
    pending: list[Node] = field(default_factory=list[Node])

    leave_out: LeaveOut = field(init=False)

    def __post_init__(self) -> None:
        self.circles = Circles(self.root)
        self.leave_out = LeaveOut(self.document, self.problems)

    @property
    def root(self) -> dict[str, Any]:
        """The data of the document."""
        return self.document.root

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
        for cycle in self.circles.found():
            self.report_cycle(cycle)
        self.leave_out.finish()

    def visit(self, node: Node) -> None:
        self.visited.add(node.pointer)
        for use in uses(node):
            target = self.resolve(use)
            if target is not None and use.field == "$ref":
                self.circles.refer(node.pointer, target)
        if node.kind == "schema":
            self.circles.combine(node.value, node.pointer)

    def resolve(self, use: Use) -> Pointer | None:
        known = self.resolved.get((use.kind, use.reference))
        if known is not None:
            return known
        target = self.look_up(use)
        if target is not None:
            # The text of the reference may have been mended, which holds for this place only.
            self.resolved[use.kind, use.reference] = target
            # What is referred to may lie outside of the grammar, below an extension.
            self.pending.append(Node(value_at(self.root, target), use.kind, target))
        return target

    def look_up(self, use: Use) -> Pointer | None:
        """Return where ``use`` leads, or ``None`` after reporting that it leads nowhere."""
        reference = use.reference
        known = self.misfits.get((id(use.holder), use.field))
        if known is not None:
            self.leave_out.add(use, *known)
            return None
        if not reference.startswith("#"):
            return None  # reported when it was to be bundled
        try:
            pointer = parse_pointer(reference[1:])
            if pointer is None:
                found = follow(self.root, find_anchor(self.root, reference[1:]))[1]
                use.holder[use.field] = reference_to(found)
                return found
            value, found = self.follow(use, pointer)
        except UnreadableError as error:
            self.report(use, error.message, error.hint)
            return None
        except NotFoundError as error:
            self.report(use, not_found_message(reference, error), nearest_names(error))
            return None
        return found if self.is_of_kind(use, found, value) else None

    def follow(self, use: Use, pointer: Pointer) -> tuple[Any, Pointer]:
        """Return what is at ``pointer``, and where that really is; it is written so in ``use``."""
        try:
            value, found, around = follow_from(self.root, pointer, use.pointer)
        except NotFoundError:
            value, found = follow_through(self.root, pointer)
            use.holder[use.field] = reference_to(found)
            return value, found
        if around:
            message = f'the reference "{use.reference}" leads nowhere'
            use.holder[use.field] = reference_to(found)
            where = format_pointer(found)
            hint = f'write "{reference_to(found)}"'
            self.problems.warning(f"{message}; {where} is taken for it", use.pointer, hint)
        return value, found

    def report(self, use: Use, message: str, hint: str) -> None:
        """Report that ``use`` leads nowhere; leave out what can be done without."""
        if use.kind not in _IDLE and use.field == "$ref":
            self.problems.error(message, use.pointer, hint)
            return
        del use.holder[use.field]
        self.problems.warning(f"{message}; it is ignored", use.pointer, hint)

    def is_of_kind(self, use: Use, target: Pointer, value: Any) -> bool:
        """Whether what is at ``target`` may stand where ``use`` does; leave it out if not."""
        if use.kind in WITH_SCHEMA and use.reference.startswith("#/components/schemas/"):
            return True  # the schema of it is meant: see describe.mend
        found = Found(self.document.sources.main, target, value)
        instead = misfit(("one", use.kind), found, True)
        if instead:
            self.leave_out.add(use, instead, value)
        return not instead

    def report_cycle(self, cycle: list[Pointer]) -> None:
        through = " → ".join(format_pointer(pointer) for pointer in [*cycle, cycle[0]])
        self.problems.error(
            f"the references go in a circle and mean nothing: {through}",
            cycle[0],
            "one of them must say what it is, not only refer on",
        )
