"""The files of a package in, what of them is the generator's own decision out.

It is read from what is written: the templates and the runtime are what decides it.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ..data import as_list, as_object, string
from ..output import Files
from ..plan.model.sdk import Package
from ..store import Store
from . import model

_MODULES = {
    "": "__init__",
    "client": "_runtime/client/public",
    "errors": "errors/base",
    **{name: name for name in ("fast", "hooks", "otel", "testing")},
}
"""The modules with names that no description decides, the package itself first; their files."""

SOURCES = frozenset(
    ["pyproject.toml", "py.typed", "core.py", *(f"{path}.py" for path in _MODULES.values())]
)
"""The files that a surface is made from, beside the plan and the runtime."""

_Trees = Callable[[str], ast.Module]
"""A path within the package, without its ending → what stands there."""

_SPECIAL = frozenset({"__enter__", "__exit__", "__aenter__", "__aexit__", "__iter__", "__aiter__"})


def package_facts(package: Package, files: Files, docs: str) -> model.Package:
    """What the distribution is and needs; `docs` is the digest of what is said of it."""
    project = as_object(tomllib.loads(files["pyproject.toml"]).get("project"))
    extras = as_object(project.get("optional-dependencies"))
    further = [f"{extra}: {one}" for extra, listed in extras.items() for one in as_list(listed)]
    return model.Package(
        distribution=package.distribution,
        name=package.name,
        version=package.version,
        models=package.models,
        python=string(project.get("requires-python")),
        dependencies=(*map(str, as_list(project.get("dependencies"))), *further),
        typed=f"{package.directory}/py.typed" in files,
        docs=docs,
    )


def exports(package: Package, files: Files, store: Store) -> dict[str, dict[str, str]]:
    """What modules export, whatever the description: names and members with their signatures.

    The `store` has what was read before: of most descriptions they export the same.
    """
    root = f"{package.directory}/"
    runtime = [text for path, text in files.items() if path.startswith(f"{root}_runtime/")]
    decided_by = store.key("exports", *runtime)

    @cache
    def tree_of(path: str) -> ast.Module:
        return ast.parse(files[f"{root}{path}.py"])

    found: dict[str, dict[str, str]] = {}
    for module, path in _MODULES.items():
        key = store.key("exports", decided_by, files[f"{root}{path}.py"])
        text = store.recall(key)
        if text is None:
            text = json.dumps(dict(sorted(_exported(path, tree_of))))
            store.keep(key, text)
        found[module] = json.loads(text)
    return found


def constructor(package: Package, files: Files, client: str) -> dict[str, str]:
    """The arguments of the constructor of a client, each with its annotation without None."""
    tree = ast.parse(files[f"{package.directory}/core.py"])
    node = next(one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == client)
    init = next(
        one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"
    )
    return {
        one.arg: ast.unparse(one.annotation).removesuffix(" | None")
        for one in init.args.kwonlyargs
        if one.annotation
    }


def _exported(path: str, tree_of: _Trees) -> Iterator[tuple[str, str]]:
    """The names of the module at `path`, and what the public ones among their members look like."""
    tree = tree_of(path)
    defined = {one.name: one for one in tree.body if isinstance(one, _DEFINITIONS)}
    listed = _listed(tree)
    for name in listed if listed is not None else [one for one in defined if one[0] != "_"]:
        node = defined.get(name) or _found(name, tree, tree_of)
        yield name, _signature(node)
        yield from _members(name, node)


_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _listed(tree: ast.Module) -> list[str] | None:
    """What `__all__` has, if there is one."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return list(ast.literal_eval(value))
            case _:
                pass
    return None


def _found(name: str, tree: ast.Module, tree_of: _Trees) -> Any:
    """The definition of a name that is imported from the runtime; None for any other."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("_runtime."):
                if any(alias.name == name for alias in names):
                    inner = tree_of(module.replace(".", "/"))
                    return next((one for one in inner.body if _is_called(one, name)), None)
            case _:
                pass
    return None


def _is_called(node: ast.stmt, name: str) -> bool:
    return isinstance(node, _DEFINITIONS) and node.name == name


def _signature(node: Any) -> str:
    match node:
        case ast.ClassDef(bases=bases):
            return f"class({', '.join(map(ast.unparse, bases))})"
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _function(node)
        case _:
            return ""


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    is_property = any("property" in ast.unparse(one) for one in node.decorator_list)
    result = ast.unparse(node.returns) if node.returns else "Any"
    if is_property:
        return result
    keyword = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{keyword}({ast.unparse(node.args)}) -> {result}"


def _members(owner: str, node: Any) -> Iterator[tuple[str, str]]:
    """The public methods and attributes that a class has of its own; of overloads, the last."""
    for one in node.body if isinstance(node, ast.ClassDef) else ():
        match one:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if not name.startswith("_") or name in _SPECIAL:
                    yield f"{owner}.{name}", _function(one)
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                yield f"{owner}.{name}", ast.unparse(one.annotation)
            case _:
                pass
