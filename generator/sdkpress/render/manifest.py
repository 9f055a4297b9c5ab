"""The plan in, `sdk-manifest.json` out: what was generated, for publish, docs, tests and tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .. import __version__, encode
from ..output import DIGESTS, Files, digest
from ..plan.model.operation import Operation
from ..plan.model.sdk import Sdk
from ..plan.model.types import Ref
from .annotations import returned

MANIFEST = "sdk-manifest.json"


def manifest(sdk: Sdk, files: Files) -> str:
    """The manifest of `sdk` as JSON; `files` are all other files, as they are to be written."""
    name, client = sdk.package.name, sdk.client.name
    content = {
        "generator": f"sdkpress {__version__}",
        "description": {
            "title": sdk.source.title,
            "version": sdk.source.version,
            "sha256": sdk.source.sha256,
        },
        "package": name,
        "clients": {"sync": f"{name}:{client}", "async": f"{name}:Async{client}"},
        "operations": [_operation(group, name) for group in _grouped(sdk.operations)],
        "files": sorted([*files, MANIFEST]),
        DIGESTS: {path: digest(files[path].encode()) for path in sorted(files)},
    }
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return encode.json_text(text) + "\n"


def _grouped(operations: Iterable[Operation]) -> list[list[Operation]]:
    """The operations of the description, each with those that are it in another resource."""
    groups: dict[tuple[str, str], list[Operation]] = {}
    for item in operations:
        groups.setdefault((item.method, item.path), []).append(item)
    return list(groups.values())


def _calls(operation: Operation, package: str) -> dict[str, str]:
    name = operation.function_name
    return {
        "call": operation.call,
        "function": f"{package}.funcs.{name}:{name}",
    }


def _operation(group: list[Operation], package: str) -> dict[str, Any]:
    operation, *others = group
    entry: dict[str, Any] = {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "status": "degraded" if operation.degraded else "kept",
        **_calls(operation, package),
        "arguments": {
            argument.name: {
                "in": argument.location,
                "name": argument.wire or None,
                "required": argument.required,
            }
            for argument in operation.arguments
        },
        "request": f"{package}.models:{operation.request}",
        "response": _response(operation, package),
        "errors": {status: f"{package}.errors:{name}" for status, name in operation.errors.items()},
    }
    if operation.degraded:
        entry["reason"] = "; ".join(operation.degraded)
    if operation.hidden:
        entry["hidden"] = True
    if operation.pagination:
        entry["pages"] = f"{operation.resource}.{operation.pagination.method}"
    if others:
        entry["aliases"] = [_calls(other, package) for other in others]
    return entry


def _response(operation: Operation, package: str) -> str:
    """Where the result's type is, or its annotation where it has no name of its own."""
    if isinstance(operation.result, Ref):
        return f"{package}.models:{operation.result.name}"
    return returned(operation.result)
