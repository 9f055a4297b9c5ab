"""An OpenAPI description as the tests see it: which examples it has for requests and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class ApiDescription:
    """Looks things up in a description in which every `$ref` is local."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root

    def resolved(self, node: Any) -> Any:
        """Follow `$ref` until there is none."""
        while "$ref" in node:
            target: Any = self.root
            for part in str(node["$ref"]).removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield method, path and Operation Object, with the parameters of its path."""
        for path, item in self.root["paths"].items():
            for method in METHODS:
                if method in item:
                    shared = [*item.get("parameters", []), *item[method].get("parameters", [])]
                    yield method, path, {**item[method], "parameters": shared}

    def operation(self, identifier: str) -> dict[str, Any]:
        """Return the Operation Object of this `operationId`."""
        return next(found for *_, found in self.operations() if found["operationId"] == identifier)

    def match(self, method: str, path: str) -> dict[str, Any] | None:
        """Return the Operation Object that a request goes to; `path` is below the server's."""
        for candidate, template, operation in self.operations():
            pattern = re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(template))
            if candidate == method.lower() and re.fullmatch(pattern, path):
                return operation
        return None

    def success_status(self, operation: Mapping[str, Any]) -> int:
        """Return the first 2XX status that an operation declares."""
        return next(int(status) for status in operation["responses"] if status.startswith("2"))

    def response_example(self, operation: Mapping[str, Any], status: int) -> Any:
        """Return the example of a declared response; None where it has no content."""
        response = self.resolved(operation["responses"][str(status)])
        media_types = list(response.get("content", {}).values())
        return self._example(media_types[0]) if media_types else None

    def arguments(self, operation: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
        """Return examples by location ("query", …, "body") and name on the wire."""
        examples: dict[tuple[str, str], Any] = {}
        for parameter in map(self.resolved, operation["parameters"]):
            schema = self.resolved(parameter["schema"])
            example = self._example({**schema, **parameter})
            examples[parameter["in"], parameter["name"]] = f"{example}"
        body = self.resolved(operation.get("requestBody", {}))
        for media_type in list(body.get("content", {}).values())[:1]:
            for name, value in self._example(media_type).items():
                examples["body", name] = value
        return examples

    def _example(self, node: Mapping[str, Any]) -> Any:
        if "example" in node:
            return node["example"]
        examples: Any = node.get("examples")
        if isinstance(examples, dict):
            named: list[Any] = [*examples.values()]
            return self.resolved(named[0])["value"]
        if examples:
            return examples[0]
        return node.get("enum", ["example"])[0]
