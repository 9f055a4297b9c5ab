"""The libraries that models can be made of: tests are run with each.

A module of construct tests asks for it by `pytestmark = with_both_libraries`, where values go
through models: schemas, unions, requests, forms, parameters, pages, streams, responses with their
errors and drift, dialects, and what type checkers see. The others do not, since they are about what
is decided before: how descriptions are read (documents), mended (slips) and lifted (versions), how
things are called (names); and about servers and credentials, which no model is involved in.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class ModelLibrary:
    """A library, and what sdk.toml says to have models made of it."""

    name: str
    setting: str

    def config(self, text: str) -> str:
        """Add the setting to an sdk.toml that has none."""
        return text if "[models]" in text else f"{text}\n{self.setting}"


PYDANTIC = ModelLibrary("pydantic", "")
MSGSPEC = ModelLibrary("msgspec", '[models]\nbackend = "msgspec"\n')
LIBRARIES = (PYDANTIC, MSGSPEC)

with_both_libraries = pytest.mark.usefixtures("models")
"""For a module whose tests must hold whatever models are made of."""

only_pydantic = pytest.mark.parametrize("models", [PYDANTIC], ids=["pydantic"], indirect=True)
"""For a test of what pydantic alone has; its docstring says what."""

only_msgspec = pytest.mark.parametrize("models", [MSGSPEC], ids=["msgspec"], indirect=True)
"""For a test of what msgspec alone has."""


def decoded(package: ModuleType, schema: str, text: str) -> Any:
    """Return what a response of this schema becomes, which must have no drift."""
    value, drift = tolerated(package, schema, text)
    assert not drift
    return value


def tolerated(package: ModuleType, schema: str, text: str) -> tuple[Any, Any]:
    """Return what a response of this schema becomes, and how it differs."""
    runtime = f"{package.__name__}._runtime"
    operations = import_module(f"{runtime}.base.operation")
    hint = getattr(package.models, schema)
    case = operations.ResponseCase("200", "application/json", "json", lambda: hint)
    operation = operations.Operation("get", "GET", "/", responses=(case,))
    decoder = import_module(f"{runtime}.reply.decode").Decoder(operation, 200, b"application/json")
    return decoder.decode(text.encode())


def encoded(package: ModuleType, schema: str, value: Any) -> bytes:
    """Return what a request with a value of this schema has as its body."""
    types = import_module(f"{package.__name__}._runtime.models.adapter")
    adapter = types.adapter(getattr(package.models, schema))
    return adapter.dump_json(value, by_alias=True, exclude_unset=True)


def is_model(value: Any) -> bool:
    """Tell whether a value is a model, of whatever library."""
    return hasattr(type(value), "model_fields")
