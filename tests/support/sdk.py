"""The generated SDK as its manifest lists it, and the four ways to call an operation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

import openrouter_sdk
from openrouter_sdk import AsyncOpenRouter, OpenRouter
from openrouter_sdk.core import AsyncOpenRouterCore, OpenRouterCore

from sdkpress.config import load_config
from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read

REPOSITORY = Path(__file__).parents[2]
OUTPUT = Path(openrouter_sdk.__file__).parents[2]
"""The distribution's directory: `generated/`, or wherever else the package is imported from."""


@dataclass(frozen=True, slots=True)
class ManifestOperation:
    """One operation of sdk-manifest.json; names are imported when asked for."""

    entry: Mapping[str, Any]

    @property
    def id(self) -> str:
        """`operationId`."""
        return str(self.entry["id"])

    def method(self, client: Any) -> Callable[..., Any]:
        """Return the operation's method of a client."""
        return attrgetter(str(self.entry["call"]))(client)

    def function(self, suffix: str = "") -> Callable[..., Any]:
        """Return the standalone function."""
        return imported(f"{self.entry['function']}{suffix}")

    @property
    def request(self) -> type[Any]:
        """The request model."""
        return imported(self.entry["request"])

    @property
    def response(self) -> type[Any]:
        """The model of the response."""
        return imported(self.entry["response"])

    def errors(self) -> dict[int, type[Any]]:
        """Return the error class of each declared status."""
        return {int(status): imported(name) for status, name in self.entry["errors"].items()}

    def python_names(self) -> dict[tuple[str, str], str]:
        """Return the Python name of each argument, by location and wire name."""
        arguments: Mapping[str, Any] = self.entry["arguments"]
        return {(one["in"], one["name"]): name for name, one in arguments.items()}


def imported(reference: str) -> Any:
    """Import "package.module:name"."""
    module, _, name = reference.partition(":")
    return getattr(import_module(module), name)


@cache
def manifest() -> dict[str, Any]:
    """Read sdk-manifest.json."""
    return json.loads((OUTPUT / "sdk-manifest.json").read_text(encoding="utf-8"))


def operations() -> list[ManifestOperation]:
    """Return every operation of the SDK."""
    return [ManifestOperation(entry) for entry in manifest()["operations"]]


@cache
def description() -> dict[str, Any]:
    """Read spec/, overlays applied."""
    problems = Problems()
    config = load_config(REPOSITORY / "spec" / "sdk.toml", problems)
    assert config.description.path is not None
    options = ReadOptions(tuple(config.description.overlays or ()))
    root = read(config.description.path, options, problems).root
    problems.raise_if_errors()
    return root


def call_method(
    operation: ManifestOperation, arguments: Mapping[str, Any], options: Any = None, **client: Any
) -> Any:
    """Call the method of the client."""
    with OpenRouter(**client) as opened:
        return operation.method(opened)(**arguments, options=options)


def call_async_method(
    operation: ManifestOperation, arguments: Mapping[str, Any], options: Any = None, **client: Any
) -> Any:
    """Await the method of the asynchronous client."""

    async def run() -> Any:
        async with AsyncOpenRouter(**client) as opened:
            return await operation.method(opened)(**arguments, options=options)

    return asyncio.run(run())


def call_function(
    operation: ManifestOperation, arguments: Any, options: Any = None, **client: Any
) -> Any:
    """Call the standalone function; an `Err` is raised."""
    with OpenRouterCore(**client) as opened:
        return operation.function()(opened, arguments, options=options).unwrap()


def call_async_function(
    operation: ManifestOperation, arguments: Any, options: Any = None, **client: Any
) -> Any:
    """Await the asynchronous standalone function; an `Err` is raised."""

    async def run() -> Any:
        async with AsyncOpenRouterCore(**client) as opened:
            result = await operation.function("_async")(opened, arguments, options=options)
            return result.unwrap()

    return asyncio.run(run())


STYLES: dict[str, Callable[..., Any]] = {
    "method": call_method,
    "async-method": call_async_method,
    "function": call_function,
    "async-function": call_async_function,
}
"""Each takes an operation, arguments by Python name, options, and settings of the client."""
