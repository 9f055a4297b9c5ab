"""A description in, what it means in Python out, as text: nothing is written or imported."""

from __future__ import annotations

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
    sdk, _ = plan_of(description, config)
    found = [definition for module in sdk.modules for definition in module.definitions]
    return {definition.name: shown(definition) for definition in found}


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
