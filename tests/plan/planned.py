"""A description in, what it means in Python out, as text: nothing is written or imported."""

from __future__ import annotations

import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

from sdkpress import pipeline
from sdkpress.config import load_config
from sdkpress.plan.model.definitions import Alias, Definition, Field
from sdkpress.plan.model.sdk import Sdk
from sdkpress.plan.model.types import (
    ListOf,
    LiteralOf,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
)
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from support.pressing import complete

EXCHANGED = """
paths:
  /x:
    post:
      operationId: x
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
components:
  schemas:
"""
"""A description in which the schema A is sent and received; schemas come below it."""


def with_schemas(*schemas: str) -> str:
    """A description with these schemas, of which A is sent and received."""
    texts = [textwrap.dedent(text).strip("\n") for text in schemas]
    return EXCHANGED + textwrap.indent("\n".join(texts), "    ") + "\n"


def plan_of(description: str, config: str = "") -> tuple[Sdk, Problems]:
    """Plan a description; `openapi`, `info` and `paths` may be left out."""
    problems = Problems()
    with TemporaryDirectory() as directory:
        spec = Path(directory, "openapi.yaml")
        spec.write_text(complete(description), encoding="utf-8")
        settings = Path(directory, "sdk.toml")
        settings.write_text(config, encoding="utf-8")
        loaded = load_config(settings, problems)
        read = pipeline.read_description(spec, ReadOptions(), problems, Progress())
        return pipeline.plan_sdk(read, loaded, problems, Progress()), problems


def planned(description: str, config: str = "") -> dict[str, str]:
    """Each definition as text: `{name: type, name?: type}` for a model, its type for an alias."""
    return {
        name: shown(item) for name, item in definitions(plan_of(description, config)[0]).items()
    }


def definitions(sdk: Sdk) -> dict[str, Definition]:
    """What has a name in a plan, by that name."""
    return {item.name: item for module in sdk.modules for item in module.definitions}


def shown(definition: Definition) -> str:
    """A definition as text."""
    if isinstance(definition, Alias):
        return text(definition.type)
    fields = [*map(_field, definition.fields)]
    if definition.extra is not None:
        fields.append(f"*: {text(definition.extra)}")
    return "{" + ", ".join(fields) + "}"


def _field(field: Field) -> str:
    return f"{field.wire}{'' if field.required else '?'}: {text(field.type)}"


def text(node: Type) -> str:
    """A type as text: `a | b`, `[item]`, `(a, b)`, `map of a`; an open enum ends in …"""
    match node:
        case Scalar(name):
            return name
        case Ref(name):
            return name
        case ListOf(items):
            return f"[{text(items)}]"
        case TupleOf(items):
            return f"({', '.join(map(text, items))})"
        case MapOf(values):
            return f"map of {text(values)}"
        case StreamOf(items):
            return f"stream of {text(items)}"
        case LiteralOf(values, is_open):
            return f"<{' '.join(map(repr, values))}{'…' if is_open else ''}>"
        case UnionOf(members, tag):
            return " | ".join(map(text, members)) + (f" by {tag}" if tag else "")
