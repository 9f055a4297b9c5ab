"""The command line's search, show and call as tools of the Model Context Protocol, over stdio.

Nothing but these three: a tool for each operation would fill a context before it is asked anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from .call import Asked, DryRun, Failed, called, shown_request
from .failure import Usage
from .index import Index
from .output import as_json, comes_in_items
from .show import shown

_READS = ToolAnnotations(read_only_hint=True)


def serve(index: Index) -> None:
    """Answer requests of the protocol from standard input until it ends."""
    server(index).run("stdio")


def server(index: Index) -> MCPServer[Any]:
    """Make the server of a package; credentials are those of the environment."""
    tools = _Tools(index)
    made: MCPServer[Any] = MCPServer(
        index.program,
        instructions=f"{index.title}: {len(index.entries)} operations. Search, show, then call.",
        log_level="WARNING",
    )
    made.tool(annotations=_READS)(tools.search)
    made.tool(annotations=_READS)(tools.show)
    made.tool()(tools.call)
    return made


class _Tools:
    """What the tools do; their docstrings are what a model is told of them."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def search(self, words: str) -> str:
        """Find operations by what they do: the ten that fit best, one line each."""
        found = self._index.search(words)
        return "\n".join(entry.line for entry in found) or "nothing is like that"

    def show(self, name: str) -> str:
        """Show an operation (signature, types, errors, an example), a resource, or a type."""
        try:
            return shown(self._index, name)
        except Usage as error:
            raise ToolError(str(error)) from None

    def call(
        self,
        name: str,
        arguments: dict[str, Any] | None = None,
        items: int = 50,
        dry_run: bool = False,
    ) -> str:
        """Call an operation and return its value as JSON.

        Args:
            name: As `search` tells it.
            arguments: By the names that `show` tells.
            items: How many items of pages or a stream to return at most.
            dry_run: Show the request, secrets hidden, and send nothing.
        """
        entry = self._index.entry(name)
        if entry is None:
            raise ToolError(f"there is no operation {name}; {self._index.hint(name)}")
        given: Mapping[str, Any] = arguments or {}
        asked = Asked(dry_run=dry_run)
        try:
            return called(self._index, entry, given, asked, lambda value: _text(value, items)) or ""
        except DryRun as found:
            return shown_request(found.request).decode(errors="replace")
        except (Failed, Usage) as error:
            raise ToolError(str(error)) from None


def _text(value: Any, most: int) -> str:
    if comes_in_items(value):
        listed: Iterable[Any] = value
        return "\n".join(map(as_json, islice(listed, most)))
    return value if isinstance(value, str) else as_json(value)
