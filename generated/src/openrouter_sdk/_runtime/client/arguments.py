"""Requests of standalone functions (model, dict or nothing) in, arguments by Python name out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..base.errors import InvalidRequest
from ..base.options import nearest

if TYPE_CHECKING:
    from ..call.prepared import PreparedOperation


def request_arguments(prepared: PreparedOperation, request: object) -> Mapping[str, Any]:
    """Turn a request into arguments by Python name.

    Args:
        prepared: Of the operation.
        request: None, a dict by Python or wire names, a request model, or, where the operation
            takes nothing but a body, the body itself.

    Raises:
        InvalidRequest: It has a name that the operation does not know, or is none of these.
    """
    if request is None:
        return {}
    if _is_body(prepared, request):
        return {"body": request}
    fields: Any = getattr(request, "model_fields_set", None)
    if fields is not None:
        given: dict[str, Any] = {name: getattr(request, name) for name in fields}
        given.update(getattr(request, "model_extra", None) or {})
    elif isinstance(request, Mapping):
        given = dict(request)  # pyright: ignore[reportUnknownArgumentType]
    else:
        message = f"the request must be a model or a dict, not {type(request).__name__}"
        raise InvalidRequest(message)
    return _by_python_name(prepared, given)


def _is_body(prepared: PreparedOperation, request: object) -> bool:
    """Tell whether the request as a whole is the body."""
    operation = prepared.operation
    if operation.parameters or not operation.bodies or operation.content_type:
        return False
    flattened = operation.bodies[0].arguments
    if flattened is None:
        # Either the generated request, whose one field is `body`, or the body as it is.
        fields: Any = getattr(type(request), "model_fields", request)
        return not hasattr(fields, "keys") or list(fields) != ["body"]
    return "body" not in flattened and hasattr(request, "model_fields_set")


def _by_python_name(prepared: PreparedOperation, given: dict[str, Any]) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for name, value in given.items():
        argument = name if name in prepared.arguments else prepared.by_wire_name.get(name)
        if argument is None:
            argument = _body_argument(prepared, name)
        if argument in arguments:
            message = f"{argument} is given twice, by its Python name and by its wire name"
            raise InvalidRequest(message)
        arguments[argument] = value
    return arguments


def _body_argument(prepared: PreparedOperation, name: str) -> str:
    """Find the Python name of a property of a flattened body."""
    for body in prepared.operation.bodies:
        fields: Mapping[str, Any] = getattr(body.type(), "model_fields", {})
        for argument in body.arguments or ():
            if argument in fields and fields[argument].alias == name:
                return argument
    hint = nearest(name, tuple(prepared.arguments))
    message = f"unknown argument {name!r} of {prepared.operation.id}{hint}"
    raise InvalidRequest(message)
