"""One generated module in, its import lines and the source of each definition out."""

from __future__ import annotations

import ast

from .schema import RUNTIME


def split_source(source: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The import statements of `source`, and each class or alias by name, in the order found.

    Calls such as `X.model_rebuild()` are left out: they would undo the deferred build of models.
    """
    lines = source.splitlines()
    imports: list[str] = []
    definitions: dict[str, str] = {}
    for node in ast.parse(source).body:
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        if isinstance(node, ast.ImportFrom | ast.Import):
            if not text.startswith(f"from {RUNTIME}"):
                imports.append(text)
        elif isinstance(node, ast.ClassDef):
            definitions[node.name] = text
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            definitions[node.targets[0].id] = text
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            definitions[node.target.id] = text
    return tuple(imports), definitions
