"""`sdkpress import speakeasy`: gen.yaml, workflow.yaml, and which extensions are read anyway."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.moving import bring, say, write
from support.pressing import complete

GEN = """
configVersion: 2.0.0
generation: {sdkClassName: Acme, maintainOpenAPIOrder: true, brandNew: 1}
python:
  version: 2.5.1
  additionalDependencies: {dev: {pytest: ^8}, main: {numpy: ~1.26}}
  authors: [Acme, Other]
  baseErrorName: AcmeError
  defaultErrorName: APIError
  description: What it is.
  envVarPrefix: ACME
  license: Apache-2.0
  moduleName: acme.client
  packageName: acme-sdk
  responseFormat: envelope
  enableCustomCodeRegions: true
  clientServerStatusCodesAsErrors: true
  asyncMode: both
  maxMethodParams: 999
typescript: {packageName: x}
"""


def test_gen_yaml() -> None:
    said = say("speakeasy", GEN)
    wanted = {
        "[client] name": "Acme",
        "[client] base_error": "AcmeError",
        "[client] default_error": "APIError",
        "[client] env_prefix": "ACME",
        "[package] version": "2.5.1",
        "[package] name": "acme.client",
        "[package] distribution": "acme-sdk",
        "[package] organization": "Acme",
        "[package] description": "What it is.",
        "[package] license": "Apache-2.0",
        "[package] dependencies": ["numpy>=1.26,<1.27"],
        "[surface] like": "speakeasy",
        "[surface] async_methods": "suffix",
    }
    assert {place: said.settings.get(place) for place in wanted} == wanted
    assert sorted(said.lists["open"]) == [
        "generation.brandNew",
        "python.authors[1]",
        "python.enableCustomCodeRegions",
        "python.responseFormat",
    ]


def test_without_a_module_the_package_is_called_after_what_is_uploaded() -> None:
    said = say("speakeasy", "python: {packageName: acme-sdk}")
    assert said.settings["[package] name"] == "acme_sdk"


def test_extensions_are_told_of() -> None:
    description = """
    paths:
      /a:
        get: {x-speakeasy-group: a, x-speakeasy-usage-example: true, x-speakeasy-new: 1, responses: {'200': {description: ok}}}
    """
    said = say("speakeasy", GEN, description=description)
    assert "docs/dialects.md" in said.carried("paths./a.get.x-speakeasy-group")
    assert "[readme.examples]" in said.unneeded("paths./a.get.x-speakeasy-usage-example")
    assert said.open("paths./a.get.x-speakeasy-new")


def test_overlays_of_a_workflow_are_applied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / ".speakeasy"
    folder.mkdir()
    spec, _ = write(
        tmp_path,
        openapi_yaml=complete("info: {title: Old, version: 1.0.0}"),
        mine_overlay_yaml="overlay: 1.0.0\ninfo: {title: x, version: '1'}\nactions: [{target: $.info, update: {title: New}}]\n",
    )
    workflow, gen = write(
        folder,
        workflow_yaml="""
        sources: {s: {inputs: [{location: openapi.yaml}], overlays: [{location: mine.overlay.yaml}, {location: gone.yaml}]}}
        targets: {py: {target: python, source: s}, ts: {target: typescript, source: s}}
        """,
        gen_yaml="generation: {sdkClassName: Acme}",
    )
    brought = bring("speakeasy", [workflow, gen], spec, tmp_path / "out", capsys)
    assert brought.config["description"]["overlays"] == ["../mine.overlay.yaml"]
    assert "open: sources.s.overlays[1]" in brought.printed
    assert brought.printed.count("open:") == 1 + brought.printed.count("unknown key")
