"""Slips that are usual in the wild in; what they evidently mean in their place, with a warning.

Only what one object shows by itself is mended here, before anything else looks at it. What takes
several, such as a path and its parameters, is mended by :mod:`sdkpress.describe.checks`; what is
no more than malformed, by :mod:`sdkpress.describe.settle`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..data import as_object
from ..problems import Problems
from ..read.grammar import FIELDS, METHODS, Kind, Node
from .mend_parameters import mend_parameter, move_body_parameters
from .mend_schemas import mend_schema
from .mend_security import mend_requirements, mend_scheme
from .mend_servers import mend_servers
from .reach import reachable
from .statuses import status_of

_FLAGS = frozenset(
    ("required", "nullable", "deprecated", "explode", "allowReserved", "readOnly", "writeOnly")
)
_OF_SCHEMAS = frozenset(("type", "properties", "items", "allOf", "oneOf", "anyOf"))
_TRUTH = {"true": True, "false": False}
_JSON = "application/json"
_INFO = {"title": "API", "version": "0"}


def mend(root: dict[str, Any], problems: Problems) -> None:
    """Put right in ``root``, in place, what can only have been meant in one way."""
    for node in reachable(root):
        if node.value.__class__ is dict:
            _fill_maps(node, problems)
            if not _FLAGS.isdisjoint(node.value):
                _mend_flags(node, problems)
            for rule in _RULES.get(node.kind, ()):
                rule(node, problems)


def _fill_maps(node: Node, problems: Problems) -> None:
    """Make objects of the members of maps that are written without a value."""
    fields = FIELDS[node.kind]
    for name in fields.keys() & node.value.keys():
        members = node.value[name]
        if fields[name][0] == "map" and members.__class__ is dict and None in members.values():
            for key in [key for key, member in members.items() if member is None]:
                members[key] = {}
                at = (*node.pointer, name, key)
                problems.warning(f'"{key}" is empty; it is taken for {{}}', at, "write {}")


def _mend_flags(node: Node, problems: Problems) -> None:
    """Make booleans of their names."""
    for name in sorted(_FLAGS.intersection(node.value)):
        value = node.value[name]
        if isinstance(value, str) and value.lower() in _TRUTH:
            node.value[name] = _TRUTH[value.lower()]
            message = f'"{name}" must be true or false, is a string; it is taken for {value}'
            problems.warning(message, (*node.pointer, name), "remove the quotes")


def _mend_info(node: Node, problems: Problems) -> None:
    """Call an API without a name something."""
    if node.value.get("info") is None:
        node.value["info"] = {}
    info = as_object(node.value["info"])
    missing = {name: value for name, value in _INFO.items() if info.get(name) is None}
    info.update(missing)
    for name, value in missing.items():
        message = f'the field "{name}" is missing; "{value}" is taken for it'
        problems.warning(message, ("info",), "a description says what it describes")


def _mend_methods(node: Node, problems: Problems) -> None:
    """Write methods in lower case, without which they are no operations."""
    for name in [name for name in node.value if name.lower() in METHODS and name != name.lower()]:
        if isinstance(node.value[name], dict) and name.lower() not in node.value:
            node.value[name.lower()] = node.value.pop(name)
            message = f'"{name}" is no method; "{name.lower()}" is taken for it'
            problems.warning(message, (*node.pointer, name), "write methods in lower case")


def _mend_reference(node: Node, problems: Problems) -> None:
    """Make what has a schema out of a reference to a schema that stands in its place."""
    reference = node.value.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/components/schemas/"):
        return
    media = {"schema": {"$ref": node.value.pop("$ref")}}
    node.value.update(media if node.kind == "mediaType" else {"content": {_JSON: media}})
    message = f'the reference "{reference}" leads to a schema; {_JSON} with it is taken for it'
    problems.warning(message, (*node.pointer, "$ref"), 'write "content"')


def _mend_media_type(node: Node, problems: Problems) -> None:
    """Put what is a schema itself under `schema`."""
    members = node.value
    if "schema" in members or _OF_SCHEMAS.isdisjoint(members):
        return
    own = {name for name in members if name in FIELDS["mediaType"] or name.startswith("x-")}
    schema = {name: members.pop(name) for name in list(members) if name not in {*own, "example"}}
    members["schema"] = schema
    message = f'"{next(iter(schema))}" belongs to a schema; it is taken for that of the media type'
    problems.warning(message, node.pointer, 'write "schema"')


def _mend_responses(node: Node, problems: Problems) -> None:
    """Take a text in the place of a response for its description."""
    responses = as_object(node.value.get("responses"))
    for status in [status for status in responses if not isinstance(responses[status], dict)]:
        if status_of(status):
            text = responses[status]
            responses[status] = {"description": text} if isinstance(text, str) else {}
            message = f'"{status}" must be an object; it is taken for a response without content'
            problems.warning(message, (*node.pointer, "responses", status))


def _mend_request_body(node: Node, problems: Problems) -> None:
    if "$ref" not in node.value and node.value.get("content") is None:
        node.value["content"] = {}
        message = 'the field "content" is missing; the body is ignored'
        problems.warning(message, node.pointer, "say what the body is made of, or remove it")


def _mend_response(node: Node, problems: Problems) -> None:
    """Give a response, as one of Swagger 2.0 has it, its content."""
    if "schema" in node.value and "content" not in node.value:
        node.value["content"] = {_JSON: {"schema": node.value.pop("schema")}}
        message = '"schema" is Swagger 2.0; it is taken for that of application/json'
        problems.warning(message, node.pointer, 'write "content"')


_RULES: dict[Kind, tuple[Callable[[Node, Problems], None], ...]] = {
    "openapi": (_mend_info, mend_servers, mend_requirements),
    "pathItem": (_mend_methods, mend_servers),
    "operation": (mend_servers, mend_requirements, _mend_responses, move_body_parameters),
    "parameter": (mend_parameter,),
    "requestBody": (_mend_reference, _mend_request_body),
    "response": (_mend_reference, _mend_response),
    "mediaType": (_mend_reference, _mend_media_type),
    "schema": (mend_schema,),
    "securityScheme": (mend_scheme,),
}
