"""Names of one scope never clash: whatever is called what, all of it can be reached and called."""

from __future__ import annotations

import asyncio
import importlib
import json
import keyword
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdkpress.plan.model.sdk import Sdk
from sdkpress.plan.names.reserved import (
    CLIENT_ATTRIBUTES,
    CONSTRUCTOR_ARGUMENTS,
    RESOURCE_ATTRIBUTES,
)
from support.api import Api
from support.planned_names import described, planned
from support.pressing import Press, PressFiles, forget, import_fresh

TITLES = (
    "Weather",
    "Stream",
    "Ok",
    "Value",
    "SDK",
    "Async",
    "Async client",
    "Response validation",
    "Models API",
    "errors",
    "json",
    "pydantic",
    "class",
    "API",
    "用户",
    "GitHub's official OpenAPI spec + Octokit extension",
)
TAGS = (
    "vcs",
    "vcs.diff",
    "vcs_diff",
    "vcs diff",
    "diff",
    "with_raw_response",
    "vcs.with_raw_response",
    "vcs.with_streaming_response",
    "close",
    "close_",
    "options",
    "models",
    "errors",
    "types",
    "_runtime",
    "__init__",
    "self",
    "client",
    "request",
    "webhooks",
    "async",
    "async.async",
    "async_vcs",
    "Resource",
    "async resource",
    "import",
    "con",
    "cached_property",
    "vcs.cached_property",
    "vcs.overload",
    "with_options",
    "straße",
    "strasse",
    "用户",
)
IDS = (
    "weather",
    "diff",
    "Diff",
    "vcs.diff",
    "vcs_diff",
    "get",
    "list",
    "with_raw_response",
    "with_streaming_response",
    "overload",
    "cached_property",
    "property",
    "import",
    "unwrap",
    "getPet",
    "get-pet",
    "GetPet",
    "listVcs",
    "straße",
    "strasse",
    "Weather",
    "ok",
    "api_connection",
    "apiConnection",
    "APIConnection",
    "用户",
    "",
)
SCHEMAS = (
    "Weather",
    "WeatherError",
    "WeatherDefaultError",
    "APIConnectionError",
    "Diff",
    "DiffError",
    "Value",
    "ValueError",
    "GetPet",
    "GetPetError",
    "Typed",
    "TypedDict",
    "weatherError",
    "用户",
)
PARAMETERS = ("options", "options_", "self", "pages", "client", "request", "body", "timeout")


@st.composite
def descriptions(draw: st.DrawFn) -> dict[str, Any]:
    """Descriptions whose every name is one that something else might have."""
    count = draw(st.integers(2, 8))
    pick = [
        draw(st.tuples(*(st.sampled_from(kind) for kind in (TAGS, IDS, SCHEMAS, PARAMETERS))))
        for _ in range(count)
    ]
    return described(draw(st.sampled_from(TITLES)), pick)


def assert_distinct(names: list[str], *, ignoring_case: bool = True) -> None:
    compared = [name.upper().casefold() for name in names] if ignoring_case else names
    assert sorted(compared) == sorted(set(compared))
    assert not [name for name in names if not name.isidentifier() or keyword.iskeyword(name)]


def test_what_clients_and_resources_have_is_reserved(press: Press) -> None:
    package = press("""
        info: {title: Held}
        servers: [{url: https://api.example}]
        paths: {/a: {get: {operationId: a, tags: [x], responses: {'200': {description: d, content: {application/octet-stream: {}}}}}}}
    """)
    core = importlib.import_module(f"{package.__name__}.core")
    x = importlib.import_module(f"{package.__name__}.resources.x")
    decorators = {"cached_property", "overload"}
    clients = {*public(core.HeldCore), *public(core.AsyncHeldCore)}
    assert clients == CLIENT_ATTRIBUTES - decorators
    resources = {*public(x.X), *public(x.AsyncX)} - {"a"}
    assert resources == RESOURCE_ATTRIBUTES - decorators


def public(scope: object) -> list[str]:
    return [name for name in dir(scope) if not name.startswith("_")]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(descriptions())
def test_no_two_names_of_a_scope_are_one(tmp_path: Path, root: dict[str, Any]) -> None:
    sdk = planned(root, tmp_path)
    client = sdk.client
    bases = [client.base_error, client.default_error]
    errors = [error.name for error in sdk.errors]
    unions = {item.id: item.error_union for item in sdk.operations}
    assert_distinct([*bases, *errors, *unions.values()], ignoring_case=False)
    assert_distinct([item.function_name for item in sdk.operations])
    tops = [resource.name for resource in sdk.resources]
    assert_distinct(tops)
    assert not CLIENT_ATTRIBUTES.intersection(tops)
    every = [inner for resource in sdk.resources for inner in resource.descendants()]
    assert_distinct([resource.module for resource in every])
    assert_distinct([resource.class_name for resource in every], ignoring_case=False)
    for resource in every:
        own = [item.method_name for item in resource.operations]
        assert_distinct([*own, *(child.name for child in resource.children)])
        assert not RESOURCE_ATTRIBUTES.intersection(own)
        assert_distinct([item.constant for item in resource.operations])
    arguments = [item.argument for item in client.security_schemes]
    arguments += [item.name for item in client.variables]
    assert_distinct(arguments)
    assert not CONSTRUCTOR_ARGUMENTS.intersection(arguments)
    for item in sdk.operations:
        assert_distinct([argument.name for argument in item.arguments])
    assert_distinct([module.name for module in sdk.modules])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(descriptions(), st.randoms(use_true_random=False))
def test_no_name_depends_on_an_order(tmp_path: Path, root: dict[str, Any], random: Random) -> None:
    there = names_of(planned(root, tmp_path))
    for holder in (root["paths"], root["components"]["schemas"]):
        items = list(holder.items())
        random.shuffle(items)
        holder.clear()
        holder.update(items)
    assert names_of(planned(root, tmp_path)) == there


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(descriptions(), st.sampled_from(["listThings", "readThing_things_get", "", "Zoo"]))
def test_an_unrelated_operation_renames_nothing(
    tmp_path: Path, root: dict[str, Any], identifier: str
) -> None:
    there = names_of(planned(root, tmp_path))
    added = {"tags": ["zoo"], "responses": {"204": {"description": "ok"}}}
    own = {"operationId": identifier} if identifier else {}
    root["paths"] = {"/things": {"get": {**added, **own}}, **root["paths"]}
    after = names_of(planned(root, tmp_path))
    assert {path: names for path, names in after.items() if path != "/things"} == there


def names_of(sdk: Sdk) -> dict[str, tuple[str, ...]]:
    return {
        item.path: (
            item.resource,
            item.module,
            item.method_name,
            item.function_name,
            item.error_union,
            *item.errors.values(),
            *(argument.name for argument in item.arguments),
        )
        for item in sdk.operations
    }


SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_operation_is_called_as_the_manifest_says(press_files: PressFiles, seed: int) -> None:
    """All tags and ids at once, in a mix that is another one for each seed."""
    random = Random(seed)
    ids = random.sample(IDS, len(IDS))
    picks = [
        (TAGS[number % len(TAGS)], ids[number % len(ids)], random.choice(SCHEMAS), "pages")
        for number in range(len(TAGS) + seed)
    ]
    root = described(TITLES[seed], picks)
    root["paths"]["/p0"]["get"]["x-pagination"] = {
        "inputs": [{"name": "pages", "type": "cursor"}],
        "outputs": {"nextCursor": "$.next"},
    }
    pressed = press_files(yaml.safe_dump(root, sort_keys=False, allow_unicode=True))
    package = import_fresh(pressed)
    try:
        _call_all(package, json.loads(pressed.files["sdk-manifest.json"]))
    finally:
        forget(pressed.package)


def _call_all(package: ModuleType, manifest: dict[str, Any]) -> None:
    assert len(manifest["operations"]) == len({item["call"] for item in manifest["operations"]})
    errors = package.errors
    assert sorted(errors.__all__) == sorted(set(errors.__all__))
    for name in errors.__all__:
        getattr(errors, name)
    for name in package.models.__all__:
        assert getattr(package.models, name) is not None
    assert issubclass(errors.APIConnectionError, Exception)
    kinds = [_named(manifest["clients"][kind]) for kind in ("sync", "async")]
    with Api(lambda call: {"at": call.path}) as api:
        asyncio.run(_call_async(manifest, kinds[1](server_url=api.url), api))
        with kinds[0](server_url=api.url) as client:
            public = [name for name in dir(client) if name[0] != "_"]
            for operation in manifest["operations"]:
                target: Any = client
                for part in operation["call"].split("."):
                    assert part in dir(target)
                    target = getattr(target, part)
                arguments = {name: name for name in operation["arguments"]}
                target(**arguments)
                assert api.last.path == operation["path"]
                assert set(api.last.query.values()) == set(arguments)
                result = _named(operation["function"])(client)
                assert (result.ok, api.last.path) == (True, operation["path"])
                if "pages" in operation:
                    pages: Any = client
                    for part in operation["pages"].split("."):
                        pages = getattr(pages, part)
                    assert len(list(pages(**arguments))) == 1
                    assert set(api.last.query.values()) == set(arguments)
                for declared in operation["errors"].values():
                    assert issubclass(_named(declared), Exception)
            assert public == [name for name in dir(client) if name[0] != "_"]


async def _call_async(manifest: dict[str, Any], client: Any, api: Api) -> None:
    async with client:
        for operation in manifest["operations"]:
            target: Any = client
            for part in operation["call"].split("."):
                target = getattr(target, part)
            await target()
            assert api.last.path == operation["path"]
            result = await _named(f"{operation['function']}_async")(client)
            assert (result.ok, api.last.path) == (True, operation["path"])


def _named(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
