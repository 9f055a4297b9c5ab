"""The plan's definitions in, the source of model classes and TypedDicts out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import encode
from ..plan.aliases import named
from ..plan.definitions import Definition, Model
from ..plan.sdk import ModelModule, Sdk
from .backend import Backend, generate_source
from .split import split_source

_IMPORTS_OF_NAMES = (
    "from typing import TypeAlias",
    "from typing_extensions import TypeAliasType",
)


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
    names = _mere_names(definitions)
    described = [item for item in definitions if item.name not in names]
    if not described:
        return {}  # and no names either: each stands for something
    imports, sources = split_source(generate_source(described, backend, templates))
    if names:
        imports = (*imports, *_IMPORTS_OF_NAMES)
    # Nothing refers to a mere name: each can follow what it stands for.
    sources.update(names)
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


def _mere_names(definitions: list[Definition]) -> dict[str, str]:
    """The source of each definition that is another name for a model or for an alias."""
    models = {item.name for item in definitions if isinstance(item, Model)}
    return {
        item.name: f"{item.name}: TypeAlias = {target}"
        if target in models
        else f"{item.name} = TypeAliasType({encode.literal(item.name)}, {target})"
        for item in definitions
        if (target := named(item)) is not None
    }
