"""Operations as the description has them, before anything is decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ...data import Json
from ...describe import Description
from ...pointer import Pointer
from ...problems import Problems
from .. import dialects

Key: TypeAlias = tuple[str, str]
"""Method and path of an operation."""


@dataclass(frozen=True, slots=True)
class RawOperation:
    """An operation as the description has it, with its place."""

    method: str
    path: str
    node: dict[str, Json]
    path_item: dict[str, Json]
    pointer: Pointer
    path_pointer: Pointer

    @property
    def key(self) -> Key:
        """What no other operation has; a pointer may be that of several, by references."""
        return self.method, self.path


def raw_operations(description: Description, problems: Problems) -> list[RawOperation]:
    """Every operation of the description, in its order."""
    rules = dialects.method_rules(description.root, problems)
    return [
        RawOperation(
            method=item.method,
            path=item.path,
            node=dialects.with_method(item.operation.value, rules),
            path_item=item.item.value,
            pointer=item.operation.pointer,
            path_pointer=item.item.pointer,
        )
        for item in description.operations()
    ]
