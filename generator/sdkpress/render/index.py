"""The plan in, `_index.json` out: what the command line of a package searches and shows."""

from __future__ import annotations

import json
from typing import Any

from .. import encode
from ..plan.model.operation import Operation
from ..plan.model.sdk import Sdk
from .docstrings import summary
from .examples import Examples

_FILE = "@example.bin"
"""Stands for the content of a file, which JSON has not."""


def operation_index(sdk: Sdk) -> str:
    """The index: a line for each operation, so that a change is a line."""
    examples = Examples(sdk)
    resources = {name: [one.module, one.class_name] for name, one in sdk.dotted_resources.items()}
    rows = [_row(item, examples) for item in sdk.operations if not item.hidden]
    head = {
        "program": sdk.package.distribution,
        "client": sdk.client.name,
        "title": _line(sdk.source.title),
        "resources": resources,
        **({"server_url": "base_url"} if sdk.manners.base_url else {}),
    }
    fields = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    lines = ",\n".join(map(_json, rows))
    return "{\n" + ",\n".join(fields) + f',\n"operations": [\n{lines}\n]}}'


def _row(operation: Operation, examples: Examples) -> list[Any]:
    return [
        operation.call,
        operation.constant,
        f"{operation.method} {_line(operation.path)}",
        _line(summary(operation)) if operation.summary else "",
        examples.setup(operation),
        examples.values(operation),
    ]


def _line(text: str) -> str:
    """A text in a line, without what steers terminals."""
    return " ".join(encode.visible(text).split())


def _json(value: Any) -> str:
    return encode.json_text(json.dumps(value, ensure_ascii=False, default=lambda _: _FILE))
