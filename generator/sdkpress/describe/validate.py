"""The typed view of a description in; openapi-pydantic's model of it out, or problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from openapi_pydantic.v3.v3_1 import OpenAPI, Operation, PathItem
from pydantic import BaseModel, ValidationError

from sdkpress.describe.translate import Complaint, translate
from sdkpress.problems import Pointer
from sdkpress.read.data import as_object
from sdkpress.read.grammar import Node, walk

_Model = TypeVar("_Model", bound=BaseModel)


def validate(view: dict[str, Any]) -> tuple[OpenAPI | None, list[Complaint]]:
    """Return the model of ``view``, or ``None`` with what is wrong."""
    complaints: list[Complaint] = []
    api = _validate(OpenAPI, view, (), complaints)
    for item in _path_items(view):
        model = _model_of(api, item.pointer)
        for name, value in _later_operations(item.value):
            operation = _validate(Operation, value, (*item.pointer, *name), complaints)
            if model is not None and operation is not None:
                _attach(model, name, operation)
    return (api if not complaints else None), complaints


def _validate(
    model: type[_Model], data: Any, pointer: Pointer, complaints: list[Complaint]
) -> _Model | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        complaints += translate(error.errors(include_url=False, include_input=False), data, pointer)
        return None


def _path_items(view: dict[str, Any]) -> Iterator[Node]:
    """Yield the path items that hold what OpenAPI 3.2 added and the library does not check."""
    for node in walk(view):
        item = as_object(node.value) if node.kind == "pathItem" else {}
        if "query" in item or "additionalOperations" in item:
            yield node


def _later_operations(item: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if item.get("query") is not None:
        yield ("query",), item["query"]
    for method, operation in as_object(item.get("additionalOperations")).items():
        yield ("additionalOperations", method), operation


def _model_of(api: OpenAPI | None, pointer: Pointer) -> PathItem | None:
    found: Any = None
    if api is not None and pointer[:1] == ("paths",):
        found = (api.paths or {}).get(str(pointer[1]))
    elif api is not None and pointer[:2] == ("components", "pathItems") and api.components:
        found = (api.components.pathItems or {}).get(str(pointer[2]))
    return found if isinstance(found, PathItem) and len(pointer) <= 3 else None


def _attach(item: PathItem, name: tuple[str, ...], operation: Operation) -> None:
    extra = cast("dict[str, Any]", item.model_extra)
    if len(name) == 1:
        extra[name[0]] = operation
    else:
        # The raw mapping belongs to the document: the model gets its own.
        extra["additionalOperations"] = {**extra["additionalOperations"], name[1]: operation}
