"""How many of the methods that real configurations name are called so: the goal is 99 %."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdkpress.config import load_config
from sdkpress.job import Job, read_options
from sdkpress.pipeline import plan_sdk, read_description
from sdkpress.plan.model.sdk import Sdk
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from support.moving import CORPUS, bring, needs_corpus

GOAL = 0.99


def planned(folder: Path) -> Sdk:
    """What would be generated of what an import wrote."""
    problems = Problems()
    path = folder / "sdk.toml"
    config = load_config(path, problems)
    assert config.description.path is not None
    options = read_options(Job(None, path), config)
    description = read_description(config.description.path, options, problems, Progress())
    return plan_sdk(description, config, problems, Progress())


def named(resources: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Each method that a Stainless configuration names, by its call, and its operation."""
    for name, resource in (resources or {}).items():
        path = f"{above}{name.replace('-', '_')}."
        for method, said in (resource.get("methods") or {}).items():
            endpoint = said if isinstance(said, str) else said.get("endpoint", "")
            yield f"{path}{method}", endpoint
        yield from named(resource.get("subresources"), path)


@needs_corpus
@pytest.mark.parametrize("name", ["ogx", "onebusaway"])
def test_methods_of_stainless_are_called_as_their_configurations_say(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, spec = CORPUS / f"{name}.stainless.yml", CORPUS / f"{name}.openapi.yml"
    bring("stainless", [config], spec, tmp_path / "out", capsys)
    described = yaml.safe_load(spec.read_text("utf-8"))["paths"]
    calls = {
        f"{one.resource}.{one.method_name}": f"{one.method.lower()} {one.path}"
        for one in planned(tmp_path / "out").operations
    }
    wanted = {
        call: endpoint
        for call, endpoint in named(yaml.safe_load(config.read_text("utf-8"))["resources"])
        if endpoint.partition(" ")[0] in described.get(endpoint.partition(" ")[2], {})
    }
    missed = {call: one for call, one in wanted.items() if calls.get(call) != one}
    print(f"{name}: {len(wanted) - len(missed)} of {len(wanted)} methods are called so", missed)
    assert len(missed) <= (1 - GOAL) * len(wanted), missed
    assert len(calls) == len(wanted), "no others are there"


@needs_corpus
def test_methods_of_fern_are_called_as_the_description_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = CORPUS / "cohere.openapi.yml"
    generators = CORPUS / "cohere.fern-generators.yml"
    brought = bring("fern", [generators], spec, tmp_path / "out", capsys)
    said = {
        f"{verb} {path}": node["x-fern-sdk-method-name"]
        for path, item in yaml.safe_load(spec.read_text("utf-8"))["paths"].items()
        for verb, node in item.items()
        if isinstance(node, dict) and "x-fern-sdk-method-name" in node
    }
    written = {name: one.get("method") for name, one in brought.config["operations"].items()}
    assert len(said) == 25
    snake = {"getUsage": "get_usage", "oAuthAuthorize": "o_auth_authorize"}
    assert {name: written.get(name) for name in said} == {
        name: snake.get(method, method) for name, method in said.items()
    }
    calls = {
        f"{one.method.lower()} {one.path}": one.method_name
        for one in planned(tmp_path / "out").operations
    }
    assert {name: calls[name] for name in said} == {name: written[name] for name in said}


@needs_corpus
def test_settings_of_speakeasy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [CORPUS / "mistral.speakeasy-gen.yaml", CORPUS / "mistral.speakeasy-workflow.yaml"]
    spec = CORPUS.parent / "mistral.openapi.yaml"
    brought = bring("speakeasy", files, spec, tmp_path / "out", capsys)
    text = (brought.out / "sdk.toml").read_text("utf-8")
    assert tomllib.loads(text)["package"]["distribution"] == "mistralai"
    assert planned(brought.out).client.name == "Mistral"
