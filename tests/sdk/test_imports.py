"""What is imported when, and what the package says it has."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import openrouter_sdk
import pytest
from openrouter_sdk import errors, funcs, models

from support.api_description import ApiDescription
from support.pressing import PressFiles
from support.sdk import OUTPUT, description, operations
from support.server import ApiServer

HEAVY = ("pydantic", "pydantic_core", "httpx2", "httpcore2", "anyio", "asyncio", "ssl")
CLIENT = "from openrouter_sdk import OpenRouter; client = OpenRouter(api_key='sk')"


def imported_by(program: str, source: Path = OUTPUT / "src") -> set[str]:
    """Run a program in a fresh interpreter and return the modules it has then."""
    paths = [str(source), *(path for path in sys.path if path.endswith("site-packages"))]
    report = "import sys, json\nprint(json.dumps([*sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"{program}\n{report}"],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "program",
    [
        "import openrouter_sdk",
        "from openrouter_sdk import OpenRouter, AsyncOpenRouter, OpenRouterError, Ok, Err",
        CLIENT,
        "from openrouter_sdk.core import AsyncOpenRouterCore; AsyncOpenRouterCore(api_key='sk')",
        "import openrouter_sdk.models, openrouter_sdk.errors, openrouter_sdk.funcs",
        "from openrouter_sdk.errors import NotFoundResponseError, APITimeoutError",
        "from openrouter_sdk.funcs.analytics_get_user_activity import analytics_get_user_activity",
        f"{CLIENT}; client.analytics",
    ],
)
def test_imports_load_no_library(program: str) -> None:
    assert not imported_by(program) & set(HEAVY)


def test_fakes_are_imported_by_tests_alone() -> None:
    """A call imports nothing of them, and they nothing of pytest, nor all resources."""
    call = (
        "from openrouter_sdk import OpenRouter\n"
        "from openrouter_sdk._runtime.http.transport import HTTPResponse\n"
        "class Answering:\n"
        "    def send(self, request): return HTTPResponse(200, [], b'{\"data\": []}')\n"
        "    def close(self): pass\n"
        "OpenRouter(api_key='sk', http_client=Answering()).analytics.get_user_activity()"
    )
    assert not {name for name in imported_by(call) if ".testing" in name}
    faked = imported_by("from openrouter_sdk.testing import FakeOpenRouter; FakeOpenRouter()")
    assert not faked & {"pytest", "pydantic", "httpx2", "openrouter_sdk.resources.analytics"}


def test_the_package_alone_loads_next_to_nothing() -> None:
    own = {name for name in imported_by("import openrouter_sdk") if "openrouter_sdk" in name}
    assert own == {"openrouter_sdk", "openrouter_sdk._runtime", "openrouter_sdk._runtime.lazy"}


def test_the_client_loads_no_resource_before_it_is_used() -> None:
    before, after = imported_by(CLIENT), imported_by(f"{CLIENT}; client.analytics")
    resource = "openrouter_sdk.resources.analytics"
    assert resource not in before
    assert resource in after


FAST = """
from openrouter_sdk import OpenRouter
from openrouter_sdk.fast import FastTransport
with FastTransport() as transport:
    client = OpenRouter(api_key="sk", http_client=transport)
"""


def test_the_fast_transport_loads_no_other_library() -> None:
    loaded = imported_by(FAST)
    assert "pyreqwest" in loaded
    assert not loaded & set(HEAVY)


def test_a_call_by_the_fast_transport_does_without_httpx2(api_server: ApiServer) -> None:
    options = {"server_url": api_server.url}
    loaded = imported_by(f"{FAST}    client.analytics.get_user_activity(options={options})")
    assert "pydantic" in loaded
    assert not loaded & {"httpx2", "httpcore2", "anyio", "asyncio", "ssl"}


def test_without_pyreqwest_it_is_said_what_to_install() -> None:
    assert "pyreqwest" not in imported_by("import openrouter_sdk")
    absent = """
import sys
sys.modules["pyreqwest"] = None
try:
    from openrouter_sdk.fast import FastTransport
except ImportError as error:
    assert "pip install 'openrouter-sdk[fast]'" in str(error), error
else:
    raise SystemExit("it was imported")
"""
    assert "openrouter_sdk._runtime.http.pyreqwest.clients" not in imported_by(absent)


TWO_TAGS = """
    info: {title: Two tags, version: 1.0.0}
    servers: [{url: https://api.example}]
    paths:
      /cats:
        get:
          operationId: listCats
          tags: [cats]
          responses: {"200": {$ref: "#/components/responses/Cats"}}
      /dogs:
        get:
          operationId: listDogs
          tags: [dogs]
          responses: {"200": {$ref: "#/components/responses/Dogs"}}
    components:
      responses:
        Cats:
          description: Cats.
          content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}
        Dogs:
          description: Dogs.
          content: {application/json: {schema: {$ref: "#/components/schemas/Dog"}}}
      schemas:
        Cat: {type: object, properties: {lives: {type: integer}}}
        Dog: {type: object, properties: {tricks: {type: integer}}}
"""


@pytest.mark.parametrize(
    "program",
    [
        "import two_tags; two_tags.TwoTags().cats",
        "from two_tags.funcs.cats_list import cats_list",
        "from two_tags.models import Cat",
    ],
)
def test_one_resource_does_not_load_the_other(program: str, press_files: PressFiles) -> None:
    loaded = imported_by(program, press_files(TWO_TAGS).source)
    own = {name for name in loaded if name.startswith("two_tags")}
    assert [name for name in own if "cats" in name]
    assert [name for name in own if "dogs" in name] == []


@pytest.mark.parametrize("module", [openrouter_sdk, models, errors], ids=lambda one: one.__name__)
def test_every_public_name_resolves_and_is_listed(module: object) -> None:
    assert inspect.ismodule(module)
    names = module.__all__
    assert len(names) == len(set(names))
    assert set(names) <= set(dir(module))
    for name in names:
        value = getattr(module, name)
        if inspect.isclass(value):
            assert value.__name__ == name
            # A model says what its schema says, or nothing.
            assert value.__doc__ or module is models
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = module.Nonsense


def test_the_hints_of_options_resolve() -> None:
    program = """
from openrouter_sdk import RequestOptions
from typing import get_type_hints
import sys
assert "httpx2" not in sys.modules
hints = get_type_hints(RequestOptions)
import httpx2
assert hints["timeout"] == float | httpx2.Timeout | None, hints
assert set(hints) == set(RequestOptions.__annotations__)
"""
    assert "httpx2" in imported_by(program)


def test_star_imports_bring_all_of_it() -> None:
    names: dict[str, object] = {}
    exec("from openrouter_sdk import *", names)
    assert set(openrouter_sdk.__all__) <= set(names)


def test_every_operation_has_a_module_of_functions() -> None:
    listed = {Path(str(module)).name for module in Path(funcs.__file__ or "").parent.glob("*.py")}
    wanted = {one.function().__module__.rpartition(".")[2] + ".py" for one in operations()}
    assert listed == wanted | {"__init__.py"}


def test_the_package_is_typed_and_every_module_can_be_imported() -> None:
    root = OUTPUT / "src" / "openrouter_sdk"
    assert (root / "py.typed").is_file()
    modules = [path.relative_to(root.parent).with_suffix("") for path in root.rglob("*.py")]
    for module in modules:
        importlib.import_module(".".join(module.parts).removesuffix(".__init__"))
    assert len(modules) > 30


@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.id)
def test_methods_and_functions_are_documented(operation: object) -> None:
    from support.sdk import ManifestOperation

    assert isinstance(operation, ManifestOperation)
    with openrouter_sdk.OpenRouter(api_key="sk") as client:
        text = inspect.getdoc(operation.method(client)) or ""
    assert [part for part in ("Returns:", "Raises:") if part not in text] == []
    missing = [name for name in _described(operation.id) if f"    {name}: " not in text]
    assert missing == []
    unnamed = [one.__name__ for one in operation.errors().values() if one.__name__ not in text]
    assert unnamed == []
    about = text.partition("\n\nArgs:")[0].partition("\n\nReturns:")[0].split()
    assert (inspect.getdoc(operation.function()) or "").split() == about


def _described(operation: str) -> list[str]:
    """The arguments of which the description says something, but for the client's own."""
    described = ApiDescription(description())
    node = described.operation(operation)
    parameters = [described.resolved(one) for one in node["parameters"]]
    found = [one["name"] for one in parameters if one["in"] == "query" and "description" in one]
    body = node.get("requestBody", {}).get("content", {}).get("application/json", {})
    properties = described.resolved(body.get("schema", {})).get("properties", {})
    return found + [name for name, one in properties.items() if "description" in one]
