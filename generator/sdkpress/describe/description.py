"""What describing gives: the lifted data of a description beside its typed view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from openapi_pydantic.v3.v3_1 import OpenAPI, Operation, PathItem, Reference
from pydantic import BaseModel

from ..problems import Pointer
from ..read.document import Document
from ..read.pointer import follow
from .resolve import operations, path_items, resolve
from .view import view_of

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Found(Generic[_Model]):
    """A typed object, and where it really is in ``document.root``."""

    value: _Model
    pointer: Pointer


class PathOperation(NamedTuple):
    """An operation with the path item it belongs to; ``method`` is in upper case."""

    path: str
    method: str
    item: Found[PathItem]
    operation: Found[Operation]


@dataclass(frozen=True, slots=True)
class Description:
    """A valid description.

    ``document.root`` has the shape of OpenAPI 3.1 whatever its version was, and is what JSON
    Schemas are to be read from. ``api`` is the typed view of all the rest; its schemas are
    simplified where the library cannot express them.
    """

    document: Document
    api: OpenAPI = field(repr=False)
    _typed: dict[Pointer, BaseModel] = field(
        default_factory=dict[Pointer, BaseModel], repr=False, compare=False
    )

    def find(
        self, value: _Model | Reference, model: type[_Model], pointer: Pointer
    ) -> Found[_Model]:
        """Return ``value``, a ``model`` at ``pointer``, with its references followed."""
        if not isinstance(value, Reference):
            return Found(value, pointer)
        found = resolve(self.document.root, follow(self.document.root, pointer)[0], pointer)
        assert found is not None, f"describe() lets no broken reference pass: {pointer}"
        return self._typed_at(found.pointer, found.value, model)

    def operations(self) -> Iterator[PathOperation]:
        """Yield every operation below ``paths``, in the order of the document.

        References of path items are followed. The ``query`` method and the
        ``additionalOperations`` of OpenAPI 3.2 are included.
        """
        api_paths = self.api.paths or {}
        for raw in path_items(self.document.root):
            item = Found(api_paths[raw.key], raw.pointer)
            if item.value.ref:
                item = self._typed_at(raw.pointer, raw.value, PathItem)
            for operation in operations(raw):
                method = str(operation.pointer[-1])
                typed = getattr(item.value, method, None)
                if not isinstance(typed, Operation):
                    typed = self._typed_at(operation.pointer, operation.value, Operation).value
                found = Found(typed, operation.pointer)
                # The methods of additionalOperations are written as they are sent.
                fixed = len(operation.pointer) == len(item.pointer) + 1
                yield PathOperation(raw.path, method.upper() if fixed else method, item, found)

    def _typed_at(self, pointer: Pointer, value: object, model: type[_Model]) -> Found[_Model]:
        typed = self._typed.get(pointer)
        if not isinstance(typed, model):
            # "RequestBody" is the kind "requestBody".
            kind = model.__name__[0].lower() + model.__name__[1:]
            typed = model.model_validate(view_of(value, kind))
            self._typed[pointer] = typed
        return Found(typed, pointer)
