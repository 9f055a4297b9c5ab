"""The plan in, what SKILL.md and llms.txt print out: what an agent reads of an API first."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..plan.model.operation import Operation
from ..plan.model.sdk import Resource, Sdk
from . import markdown
from .docs import resource_paths
from .examples import Example, Examples

MOST = 3200
"""Characters that all resources may take: with the rest of the page about 1,200 tokens."""


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource in the list of all; `about` is empty where the list would be too long with it."""

    path: str
    target: str
    operations: int
    about: str

    @property
    def line(self) -> str:
        """The row as a list item."""
        about = f": {self.about}" if self.about else ""
        return f"- [`{self.path}`]({self.target}) ({self.operations}){about}"


@dataclass(frozen=True, slots=True)
class AgentsDoc:
    """The API as an agent meets it.

    Attributes:
        title: What the API is called, as Markdown.
        about: What it is for, in a line of Markdown.
        described: Both as a JSON text, which YAML takes, too.
        operations: How many there are.
        rows: Its resources, as many as there is room for.
        left: How many resources there are besides.
        example: The operation of the examples, where there is one.
        call: The path of that operation, from the client on.
    """

    title: str
    about: str
    described: str
    operations: int
    rows: tuple[ResourceRow, ...]
    left: int
    example: Example | None
    call: str


def agents_doc(sdk: Sdk) -> AgentsDoc:
    """The view of SKILL.md and llms.txt."""
    examples = Examples(sdk)
    operation = examples.first()
    shown = [item for item in sdk.operations if not item.hidden]
    resources = [pair for pair in resource_paths(sdk.resources) if pair[0].operations]
    rows = _fitting([_row(one, path) for one, path in resources])
    title = markdown.line(sdk.source.title)
    said = f"Call {sdk.source.title} from Python or a shell, by its typed SDK"
    return AgentsDoc(
        title=title,
        about=markdown.line(_sentence(sdk.package.description)),
        described=json.dumps(markdown.line(f"{said}: find, show and call its operations.")),
        operations=len(shown),
        rows=rows,
        left=len(resources) - len(rows),
        example=None if operation is None else examples.example(operation),
        call="" if operation is None else operation.call,
    )


def _row(resource: Resource, path: str) -> ResourceRow:
    shown: list[Operation] = [item for item in resource.operations if not item.hidden]
    about = markdown.line(_sentence(resource.description))
    return ResourceRow(path, f"../{resource.module}.md", len(shown), about)


def _fitting(rows: list[ResourceRow]) -> tuple[ResourceRow, ...]:
    """As many rows as there is room for: without what they are about, if they are many."""
    if sum(len(row.line) + 1 for row in rows) > MOST:
        rows = [ResourceRow(row.path, row.target, row.operations, "") for row in rows]
    left, kept = MOST, list[ResourceRow]()
    for row in rows:
        left -= len(row.line) + 1
        if left < 0:
            break
        kept.append(row)
    return tuple(kept)


_LONGEST = 120


def _sentence(text: str) -> str:
    """The first sentence of a text, cut where it is long."""
    first = " ".join(text.split()).partition(". ")[0].rstrip(".")
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rpartition(' ')[0]}…"
