"""The plan's definitions in, the source of model classes out: module by module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import encode
from ..plan.aliases import named
from ..plan.definitions import Definition, Model
from ..plan.sdk import ModelModule, Sdk

_IMPORTS_OF_NAMES = (
    "from typing import TypeAlias",
    "from typing_extensions import TypeAliasType",
)


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """One module: the import lines that it may need, and its definitions in order."""

    imports: tuple[str, ...]
    definitions: tuple[str, ...]


ModelSources = dict[str, ModuleSource]
"""The source of every model module, by its name."""


def model_sources(sdk: Sdk, templates: Path) -> ModelSources:
    """The source of every definition of `sdk`."""
    models = frozenset(name for name, item in sdk.definitions.items() if isinstance(item, Model))
    return {item.name: _source(item, models, templates) for item in sdk.modules}


def _source(module: ModelModule, models: frozenset[str], templates: Path) -> ModuleSource:
    names = _mere_names(module.definitions, models)
    described = [item for item in module.definitions if item.name not in names]
    imports, sources = _IMPORTS_OF_NAMES if names else (), dict[str, str]()
    if described:
        from .backend import generate_source
        from .split import split_source

        # What other modules define stands there as an empty model: only its name is printed.
        foreign = [Model(name, ()) for name in sorted(_imported(module))]
        found, sources = split_source(generate_source([*described, *foreign], templates))
        imports = (*found, *imports)
    own = {item.name for item in described}
    kept = [text for name, text in sources.items() if name in own]
    # Nothing refers to a mere name: each can follow what it stands for.
    return ModuleSource(imports, (*kept, *names.values()))


def _imported(module: ModelModule) -> Iterator[str]:
    return (name for names in module.imports.values() for name in names)


def _mere_names(definitions: tuple[Definition, ...], models: frozenset[str]) -> dict[str, str]:
    """The source of each definition that is another name for a model or for an alias."""
    return {
        item.name: f"{item.name}: TypeAlias = {target}"
        if target in models
        else f"{item.name} = TypeAliasType({encode.literal(item.name)}, {target})"
        for item in definitions
        if (target := named(item)) is not None
    }
