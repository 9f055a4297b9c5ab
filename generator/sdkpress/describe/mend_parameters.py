"""Parameters as Swagger 2.0 has them in, those of OpenAPI 3 out."""

from __future__ import annotations

from typing import Any

from ..data import as_list, as_object
from ..pointer import Pointer
from ..problems import Problems
from ..read.grammar import Node
from ..read.suggest import nearest

LOCATIONS = ("path", "query", "querystring", "header", "cookie")
_OF_SCHEMAS = (
    *("type", "format", "items", "enum", "default", "pattern", "multipleOf", "uniqueItems"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minLength", "maxLength", "minItems", "maxItems"),
)
_COLLECTIONS: dict[str, dict[str, Any]] = {
    "multi": {"style": "form", "explode": True},
    "csv": {"explode": False},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
}


def mend_parameter(node: Node, problems: Problems) -> None:
    """Give a parameter a location that exists, and its schema."""
    _mend_location(node, problems)
    parameter: dict[str, Any] = node.value
    if "type" not in parameter or "schema" in parameter or "content" in parameter:
        return
    parameter["schema"] = {name: parameter.pop(name) for name in _OF_SCHEMAS if name in parameter}
    collection = parameter.get("collectionFormat")
    for name, value in _COLLECTIONS.get(str(collection), {}).items():
        parameter.setdefault(name, value)
    message = '"type" of a parameter is Swagger 2.0; it is taken for that of its schema'
    problems.warning(message, node.pointer, 'write "schema: {type: …}"')


def _mend_location(node: Node, problems: Problems) -> None:
    parameter: dict[str, Any] = node.value
    if "$ref" in parameter:
        return
    where = parameter.get("in")
    for needed in ("name", "in"):
        if not isinstance(parameter.get(needed), str):
            message = f'the field "{needed}" is missing; the parameter is ignored'
            near = nearest(needed, parameter)
            hint = f'is "{near}" a slip of the pen?' if near else ""
            problems.warning(message, node.pointer, hint)
    if not isinstance(where, str) or where in (*LOCATIONS, "body", "formData"):
        return
    meant = next((name for name in LOCATIONS if where.lower() in (name, f"{name}s")), None)
    outcome = f'"{meant}" is taken for it' if meant else "the parameter is ignored"
    message = f'"in" must be {", ".join(LOCATIONS)}, is "{where}"; {outcome}'
    problems.warning(message, (*node.pointer, "in"))
    if meant:
        parameter["in"] = meant


def move_body_parameters(node: Node, problems: Problems) -> None:
    """Make the request body of an operation out of what Swagger 2.0 has in its place.

    The parameters themselves stay: no location of theirs is sent.
    """
    operation: dict[str, Any] = node.value
    fields: dict[str, dict[str, Any]] = {}
    for index, value in enumerate(as_list(operation.get("parameters"))):
        parameter = as_object(value)
        at: Pointer = (*node.pointer, "parameters", index)
        if parameter.get("in") not in ("body", "formData"):
            continue
        message = f'"in: {parameter["in"]}" is Swagger 2.0; it is taken for a requestBody'
        if "requestBody" in operation:
            message = f'"in: {parameter["in"]}" is Swagger 2.0; the parameter is ignored'
        problems.warning(message, (*at, "in"), 'write "requestBody"')
        if parameter["in"] == "formData" and isinstance(parameter.get("name"), str):
            fields[parameter["name"]] = parameter
        elif "requestBody" not in operation:
            media = {"schema": parameter.get("schema", {})}
            required = parameter.get("required", False)
            operation["requestBody"] = {"required": required, "content": {_JSON: media}}
    if fields and "requestBody" not in operation:
        operation["requestBody"] = {"content": _form(fields)}


_JSON = "application/json"


def _form(fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The content of a form with `fields`, which are Parameter Objects by their names."""
    schemas = {
        name: field.get("schema") or {key: field[key] for key in _OF_SCHEMAS if key in field}
        for name, field in fields.items()
    }
    required = [name for name, field in fields.items() if field.get("required") is True]
    has_file = any(as_object(schema).get("type") == "file" for schema in schemas.values())
    media_type = "multipart/form-data" if has_file else "application/x-www-form-urlencoded"
    schema = {"type": "object", "properties": schemas, "required": required}
    return {media_type: {"schema": schema}}
