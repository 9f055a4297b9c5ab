"""Examples of the docs: run them against a server, and say which operations they call."""

from __future__ import annotations

import ast
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.markdown_pages import Block
from support.programs import run_program
from support.server import ApiServer, Recorded

RUNNER = Path(__file__).with_name("run_example.py")
KEY = "sk-docs-0123456789"


@dataclass(frozen=True, slots=True)
class Ran:
    """What running examples did."""

    status: int
    output: str
    log: str
    requests: list[Recorded]
    violations: list[str]


class Distribution:
    """A generated distribution as its manifest lists it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        manifest: Any = json.loads((root / "sdk-manifest.json").read_text(encoding="utf-8"))
        self.package: str = manifest["package"]
        self.operations: list[dict[str, Any]] = manifest["operations"]

    def run(self, server: ApiServer, directory: Path, *blocks: Block) -> Ran:
        """Run examples one after the other, in a process of their own."""
        server.reset()
        scripts = [directory / f"example_{number}.py" for number in range(len(blocks))]
        for script, block in zip(scripts, blocks, strict=True):
            script.write_text(block.code, encoding="utf-8")
        # Examples of what is deprecated warn, at their own lines.
        done = run_program(
            *(RUNNER, self.package, server.url, *scripts),
            warnings=("error", "ignore::DeprecationWarning:__main__"),
            env=self._environment("".join(block.code for block in blocks)),
            cwd=directory,
        )
        requests, violations = list(server.requests), list(server.violations)
        return Ran(done.returncode, done.stdout, done.stderr, requests, violations)

    def _environment(self, code: str) -> dict[str, str]:
        """The process's environment: the package first on its path, credentials for the API."""
        spec = (self.root / "src" / self.package / "_spec.py").read_text(encoding="utf-8")
        variables = re.findall(r'env="(\w+)"', spec)
        used = re.findall(r'os\.getenv\("(\w+)"', code)
        assert set(used) <= set(variables), "the example reads a variable that the SDK does not"
        path = os.pathsep.join([str(self.root / "src"), os.environ.get("PYTHONPATH", "")])
        return {**os.environ, **dict.fromkeys(variables, KEY), "PYTHONPATH": path}

    def called(self, code: str) -> list[dict[str, Any]]:
        """The operations that an example calls at a server, in its order: none with a fake."""
        if f"{self.package}.testing" in code:
            return []
        by_name = {f"client.{item['call']}": item for item in self.operations}
        by_name.update({item["function"].partition(":")[2]: item for item in self.operations})
        calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
        views = re.compile(r"\.with_(raw|streaming)_response")
        names = [views.sub("", ast.unparse(node.func)) for node in calls]
        return [by_name[name] for name in names if name in by_name]


def goes_to(request: Recorded, operation: dict[str, Any]) -> bool:
    """Whether a request is one of this operation's."""
    pattern = re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(operation["path"]))
    return request.method == operation["method"] and bool(re.fullmatch(pattern, request.path))
