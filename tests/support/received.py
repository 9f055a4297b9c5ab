"""What a response is decoded to, in a package that is pressed once for a module of tests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from .models import ModelLibrary
from .pressing import Presser, forget, import_fresh


def pressed_once(presser: Presser, models: ModelLibrary, schemas: str) -> Iterator[ModuleType]:
    """The body of a fixture of scope "module": the package of a description with `schemas`."""
    pressed = presser.press(schemas, models.config(""))
    yield import_fresh(pressed)
    forget(pressed.package)


def received(package: ModuleType, schema: str, text: str) -> Any:
    """What a response of the model `schema` is decoded to, and the drift."""
    runtime = f"{package.__name__}._runtime"
    operations = import_module(f"{runtime}.base.operation")
    hint = getattr(package.models, schema)
    case = operations.ResponseCase("200", "application/json", "json", lambda: hint)
    operation = operations.Operation("get", "GET", "/", responses=(case,))
    decoder = import_module(f"{runtime}.reply.decode").Decoder(operation, 200, b"application/json")
    return decoder.decode(text.encode())
