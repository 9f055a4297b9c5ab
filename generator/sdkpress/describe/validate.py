"""The data of a description in; what openapi-pydantic has to complain about it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_pydantic.v3 import v3_1
from pydantic import BaseModel, ValidationError

from ..pointer import Pointer
from ..read.grammar import FIELDS, Kind, Node, children
from ..read.references import uses
from .reach import outside, reachable
from .translate import Complaint, translate
from .view import typed_view, view_of

_MODELS: dict[Kind, type[BaseModel]] = {
    "schema": v3_1.Schema,
    "response": v3_1.Response,
    "parameter": v3_1.Parameter,
    "example": v3_1.Example,
    "requestBody": v3_1.RequestBody,
    "header": v3_1.Header,
    "securityScheme": v3_1.SecurityScheme,
    "link": v3_1.Link,
    "pathItem": v3_1.PathItem,
    "mediaType": v3_1.MediaType,
    "operation": v3_1.Operation,
    "encoding": v3_1.Encoding,
}
_LATER: dict[Kind, frozenset[str]] = {
    kind: frozenset(FIELDS[kind]) - {f.alias or name for name, f in model.model_fields.items()}
    for kind, model in {**_MODELS, "components": v3_1.Components}.items()
}
"""Fields that hold objects and that the models do not know: they take them as they are."""


def validate(root: dict[str, Any]) -> list[Complaint]:
    """Return what is wrong with ``root``."""
    complaints = _complaints(v3_1.OpenAPI, typed_view(root), ())
    for node in _unseen(root):
        model = _MODELS.get(node.kind)
        if model is not None:
            complaints += _complaints(model, view_of(node.value, node.kind), node.pointer)
    return list(dict.fromkeys(complaints))


def _complaints(model: type[BaseModel], data: Any, pointer: Pointer) -> list[Complaint]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return translate(error.errors(include_url=False, include_input=False), data, pointer)
    return []


def _unseen(root: dict[str, Any]) -> Iterator[Node]:
    """Yield the objects that the model of the whole document does not look at.

    These are what OpenAPI 3.2 added, ``$defs``, and what is referred to but stands where no such
    object is expected, such as below an extension.
    """
    found: dict[Pointer, Node] = {}
    for node in reachable(root):
        if node.value.__class__ is not dict:
            continue
        later = _LATER.get(node.kind, frozenset())
        if not node.value.keys().isdisjoint(later):
            depth = len(node.pointer)
            yield from (child for child in children(node) if child.pointer[depth] in later)
        if "$ref" in node.value:
            targets = (outside(root, use) for use in uses(node))
            found |= {target.pointer: target for target in targets if target}
    yield from found.values()
