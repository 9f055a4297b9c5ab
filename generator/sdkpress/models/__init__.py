"""The plan's definitions in, the source of model classes and TypedDicts out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..plan.sdk import ModelModule, Sdk
from .backend import Backend, generate_source
from .split import split_source


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """One module: the import lines that it may need, and its definitions in order."""

    imports: tuple[str, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelSources:
    """The source of every model module and of every module of TypedDicts, by module name."""

    models: dict[str, ModuleSource]
    dicts: dict[str, ModuleSource]


def model_sources(sdk: Sdk, templates: Path) -> ModelSources:
    """The source of every definition of `sdk`."""
    return ModelSources(
        models=_sources(sdk.modules, Backend.PYDANTIC, templates),
        dicts=_sources(sdk.dict_modules, Backend.TYPED_DICT, templates),
    )


def _sources(
    modules: tuple[ModelModule, ...], backend: Backend, templates: Path
) -> dict[str, ModuleSource]:
    definitions = [item for module in modules for item in module.definitions]
    if not definitions:
        return {}
    imports, sources = split_source(generate_source(definitions, backend, templates))
    order = {name: index for index, name in enumerate(sources)}
    return {
        module.name: ModuleSource(
            imports,
            tuple(
                sources[item.name]
                for item in sorted(module.definitions, key=lambda item: order[item.name])
            ),
        )
        for module in modules
    }
