"""What describing gives: the data of a valid description, and its operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..read.document import Document
from .path_items import PathItem, Resolved, operations, path_items


class PathOperation(NamedTuple):
    """An operation with the path item it belongs to; ``method`` is as it is sent."""

    path: str
    method: str
    item: PathItem
    operation: Resolved


@dataclass(frozen=True, slots=True)
class Description:
    """A valid description: ``document`` has the shape of OpenAPI 3.1, whatever its version was.

    Its data is not changed any more.
    """

    document: Document

    @property
    def root(self) -> dict[str, Any]:
        """The data of the description."""
        return self.document.root

    def operations(self) -> Iterator[PathOperation]:
        """Yield every operation below ``paths``, in the order of the document.

        References of path items are followed. The ``query`` method and the
        ``additionalOperations`` of OpenAPI 3.2 are included.
        """
        for item in path_items(self.root):
            for operation in operations(item):
                method = str(operation.pointer[-1])
                # The methods of additionalOperations are written as they are sent.
                fixed = len(operation.pointer) == len(item.pointer) + 1
                yield PathOperation(item.path, method.upper() if fixed else method, item, operation)
