"""What users read beside the code that is generated: what the description says, or nothing."""

from __future__ import annotations

import importlib
import inspect
import pydoc
from typing import Any

import pytest

from support.models import ModelLibrary
from support.pressing import Press

SILENT = """
x-speakeasy-globals:
  parameters: [{name: X-App, in: header, schema: {type: string}, description: Your app.}]
paths:
  /things/{id}:
    post:
      operationId: mend
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: X-App, in: header, schema: {type: string}, description: Your app.}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing:
      type: object
      properties: {size: {type: integer}, empty: {$ref: '#/components/schemas/Empty'}}
    Empty: {type: object}
"""
SAID = {
    "operationId: mend": "operationId: mend\n      summary: Mends a thing",
    "required: true,": "required: true, description: Which thing.,",
    "description: ''": "description: The thing as it is now.",
    "size: {type: integer}": "size: {type: integer, description: In mm., deprecated: true}",
    "Thing:\n": "Thing:\n      description: One thing.\n",
    "paths:": "tags: [{name: things, description: All things.}]\npaths:",
    "components:": """\
        '404':
          description: There is none.
          content: {application/json: {schema: {$ref: '#/components/schemas/Empty'}}}
components:""",
}


def _docs(package: Any) -> dict[str, str | None]:
    functions = importlib.import_module(f"{package.__name__}.funcs.things_mend")
    things, asynchronous = type(package.Inline().things), type(package.AsyncInline().things)
    return {
        "method": inspect.getdoc(things.mend),
        "asynchronous method": inspect.getdoc(asynchronous.mend),
        "function": inspect.getdoc(functions.things_mend),
        "asynchronous function": inspect.getdoc(functions.things_mend_async),
        "resource": things.__doc__,
        "attribute": vars(type(package.Inline()))["things"].func.__doc__,
        "model": package.models.Thing.__doc__,
    }


@pytest.mark.usefixtures("models")
def test_where_the_description_says_nothing_neither_do_docstrings(press: Press) -> None:
    package = press(SILENT)
    call = "Call POST /things/{id}."
    assert _docs(package) == {
        "method": call,
        "asynchronous method": call,
        "function": call,
        "asynchronous function": call,
        "resource": None,
        "attribute": None,
        "model": None,
    }


def test_what_the_description_says_is_in_docstrings(press: Press, models: ModelLibrary) -> None:
    text = SILENT
    for silent, said in SAID.items():
        assert silent in text
        text = text.replace(silent, said, 1)
    package = press(text)
    method = """\
Mends a thing.

Args:
    id: Which thing.
    size: In mm. Deprecated.

Returns:
    Thing: The thing as it is now.

Raises:
    InlineError: `EmptyError` (404)."""
    told = "Returns and raises what `mend` of the synchronous client does."
    assert _docs(package) == {
        "method": method,
        "asynchronous method": f"{method.partition('Returns:')[0]}{told}",
        "function": "Mends a thing.",
        "asynchronous function": "Mends a thing.",
        "resource": "All things.",
        "attribute": "All things.",
        "model": "One thing.",
    }
    helped = pydoc.plain(pydoc.render_doc(type(package.Inline().things)))
    assert "x_app: 'str | None' = None" in helped, "the signature has what the client says of it"
