"""Signatures as users see them: unions by name, whatever arguments and methods are called."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import get_args

import pytest

from support.checkers import pyright
from support.hover import hover
from support.pressing import Press, PressFiles

KINDS = ("Code", "Search", "Shell", "File")
DESCRIPTION = """
paths:
  /runs:
    post:
      operationId: models
      tags: [runs]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}}
      responses: {'200': {$ref: '#/components/responses/Run'}}
    get:
      operationId: types
      tags: [runs]
      parameters:
        - {name: tool, in: query, schema: {$ref: '#/components/schemas/Code'}}
      responses: {'200': {$ref: '#/components/responses/Run'}}
  /plain:
    post:
      operationId: add
      tags: [plain]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Few'}}}}
      responses: {'200': {$ref: '#/components/responses/Run'}}
components:
  responses:
    Run:
      description: A run.
      content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}
  schemas:
    Run:
      type: object
      properties:
        models: {type: array, items: {type: string}}
        types: {type: string}
        tools: {type: array, items: {$ref: '#/components/schemas/Tool'}}
        choice: {anyOf: [TOOLS, {type: string}, {type: 'null'}]}
        spare: {type: object, additionalProperties: {oneOf: [TOOLS]}}
    Few:
      type: object
      properties: {one: {oneOf: [{$ref: '#/components/schemas/Code'}, {type: integer}]}}
    Tool: {type: object, properties: {size: {type: integer}}}
    RunChoice: {type: object, properties: {taken: {type: integer}}}
""".replace("TOOLS", ", ".join(f"{{$ref: '#/components/schemas/{kind}'}}" for kind in KINDS))
DESCRIPTION += "".join(
    f"    {kind}: {{type: object, required: [t], properties: "
    f"{{t: {{const: {kind}}}, at: {{type: string, format: date-time}}}}}}\n"
    for kind in KINDS
)
USAGE = """
from PACKAGE import AsyncInline, Inline, models, types

def call(client: Inline, code: types.CodeInput, tools: list[types.ToolInput]) -> models.Run:
    client.runs.models(models=["m"], types="t", tools=tools, spare={"a": code})
    client.runs.models(choice={"t": "Code"}, tools=[{"size": 1}, models.Tool(size=1)])
    client.runs.models(choice=models.Shell(t="Shell", at=None))
    client.runs.types(tool=models.Code(t="Code"))
    client.plain.add(one={"t": "Code"})
    client.runs.models(choice={"t": "Cod"})  # pyright: ignore[reportArgumentType]
    client.runs.models(tools=[{"sise": 1}])  # pyright: ignore[reportArgumentType]
    return client.plain.add(one=3)

async def awaited(client: AsyncInline) -> models.Run:
    return await client.runs.models(models=["m"], choice="any")
"""


@pytest.mark.usefixtures("models")
def test_checkers_see_modules_whatever_hides_their_names(
    press_files: PressFiles, tmp_path: Path
) -> None:
    pressed = press_files(DESCRIPTION)
    assert pyright(tmp_path, pressed, USAGE) == []
    shown = hover(tmp_path, tmp_path / "usage.py", "client.runs.models")
    assert "models: SequenceNotStr[str] | None = None" in shown
    assert "tools: Sequence[ToolInput] | None = None" in shown
    assert "choice: RunChoiceValueInput | " in shown
    assert "spare: Mapping[str, RunSpareInput] | None = None" in shown
    assert ") -> Run\n" in shown


def test_named_unions_hold_models_and_dicts(press: Press) -> None:
    package = press(DESCRIPTION)
    names = [name for name in dir(package.types) if name.endswith("Input")]
    unions = ["RunChoiceValueInput", "RunSpareInput"]
    assert names == sorted([*(f"{kind}Input" for kind in (*KINDS, "Tool")), *unions])
    parts = [item.__forward_arg__ for item in get_args(package.types.CodeInput)]
    assert parts == ["models.Code", "types.CodeDict"]
    loaded = [name for name in sys.modules if name.startswith(f"{package.__name__}.models.")]
    assert loaded == [], "no model is loaded for the name of its input"
    assert [eval(part, {"models": package.models, "types": package.types}) for part in parts], (
        "they are what users import"
    )
    things = package.Inline()
    assert "-> '_models.Run'" in str(inspect.signature(things.runs.models))
    assert "-> 'models.Run'" in str(inspect.signature(things.plain.add))
