"""What a class defines hides names of its module: no annotation in it may mean one of those.

mypy takes `list` in a class with a method `list` for the method, wherever in the class it stands.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import Any

from support.models import with_both_libraries
from support.pressing import PressFiles

pytestmark = with_both_libraries

BUILTINS = ("bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type")
NAMES = (*BUILTINS, "datetime", "decimal", "uuid", "ipaddress", "models", "types", "errors")
ANYTHING: dict[str, Any] = {
    "oneOf": [
        *({"type": one} for one in ("string", "number", "integer", "boolean")),
        {"type": "array", "items": {"type": "string", "format": "uuid"}},
        {"type": "object", "additionalProperties": {"type": "string", "format": "date"}},
        {"type": "string", "format": "decimal"},
        {"type": "string", "format": "ipv4"},
        {"type": "string", "enum": ["list", "a str"]},
        {"$ref": "#/components/schemas/Everything"},
    ]
}


def description() -> str:
    """Describe methods, resources, arguments and properties of all these names."""
    parameters = [{"name": name, "in": "query", "schema": ANYTHING} for name in NAMES]
    content = {"application/json": {"schema": {"type": "array", "items": ANYTHING}}}
    responses = {"200": {"description": "d", "content": content}}
    paths = {
        f"/{name}": {
            "get": {
                "operationId": name,
                "tags": ["things"],
                "parameters": parameters,
                "responses": responses,
            },
            "post": {"operationId": f"get_{name}", "tags": [name], "responses": responses},
        }
        for name in NAMES
    }
    everything = {"type": "object", "properties": dict.fromkeys(NAMES, ANYTHING)}
    schemas = {"schemas": {"Everything": everything}}
    return f"paths: {json.dumps(paths)}\ncomponents: {json.dumps(schemas)}\n"


def annotated(member: ast.stmt) -> Iterator[ast.expr]:
    """Yield those of a field, or of a method and its arguments."""
    if isinstance(member, ast.AnnAssign):
        yield member.annotation
    if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef)):
        given = member.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        yield from (one.annotation for one in every if one and one.annotation)
        if member.returns:
            yield member.returns


def hidden(cls: ast.ClassDef) -> set[str]:
    """Return the names that annotations of a class mention and the class defines."""
    own: set[str] = set()
    for member in cls.body:
        if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            own.add(member.name)
        targets = member.targets if isinstance(member, ast.Assign) else ()
        for target in (*targets, *([member.target] if isinstance(member, ast.AnnAssign) else ())):
            own.update({target.id} if isinstance(target, ast.Name) else ())
    mentioned = {
        node.id
        for member in cls.body
        for annotation in annotated(member)
        for node in ast.walk(annotation)
        if isinstance(node, ast.Name)
    }
    return own & mentioned


def test_no_annotation_means_what_its_class_hides(press_files: PressFiles) -> None:
    pressed = press_files(description())
    classes = [
        (path, node)
        for path, text in pressed.files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    ]
    assert {node.name: hidden(node) for _, node in classes if hidden(node)} == {}
    (things,) = [
        node for path, node in classes if path.endswith("s/things.py") and node.name == "Things"
    ]
    assert {"list", "str", "decimal", "models"} < {
        one.name for one in things.body if isinstance(one, ast.FunctionDef)
    }
