"""What `sdk.toml` says of the distribution: metadata, dependencies, the head of modules, README."""

from __future__ import annotations

import tomllib

import pytest

from sdkpress.problems import DescriptionError
from support.pressing import PressFiles

SHOP = """
info: {title: Shop, version: 1.0.0}
servers: [{url: https://shop.example}]
paths:
  /items:
    get:
      operationId: listItems
      tags: [items]
      parameters: [{name: page-size, in: query, schema: {type: integer}}]
      responses: &ok {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
    post:
      operationId: createItem
      tags: [items]
      requestBody: {required: true, content: {application/json: {example: {name: cup, size: 3}, schema: {type: object, required: [name], properties: {name: {type: string}, size: {type: integer}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
"""


def test_metadata_says_who_made_it_and_what_it_needs(press_files: PressFiles) -> None:
    pressed = press_files(
        SHOP,
        """
        [package]
        organization = "Acme \\"Corp\\""
        contact = "sdk@acme.example"
        documentation = "https://docs.acme.example/python"
        repository = "https://host.example/acme/sdk"
        dependencies = ["anyio>=4", "tokenizers>=0.15,<1; python_version >= '3.12'"]
        [package.optional-dependencies]
        oci = ["oci>=2"]
        """,
    )
    project = tomllib.loads(pressed.files["pyproject.toml"])["project"]

    assert project["authors"] == [{"name": 'Acme "Corp"', "email": "sdk@acme.example"}]
    assert project["urls"]["Documentation"] == "https://docs.acme.example/python"
    assert project["dependencies"][2:] == [
        "anyio>=4",
        "tokenizers>=0.15,<1; python_version >= '3.12'",
    ]
    assert project["optional-dependencies"]["oci"] == ["oci>=2"]
    assert "anyio>=4" in pressed.files["sdk-surface.json"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('contact = "Acme"', "must be an address of e-mail"),
        ('documentation = "docs.acme.example"', "must be a web address"),
        ('dependencies = ["not a requirement"]', "must be requirements"),
        ('dependencies = "anyio"', "must be an array"),
        ('optional-dependencies = {fast = ["x"]}', "every package has"),
        ('optional-dependencies = {"a b" = ["x"]}', "may hold letters"),
        ('optional-dependencies = {oci = ["="]}', "must be requirements"),
        ('optional-dependencies = {oci = "x"}', "must be an array"),
        ('organization = " "', "must say something"),
    ],
)
def test_what_is_no_metadata_is_refused_at_its_place(
    press_files: PressFiles, line: str, told: str
) -> None:
    with pytest.raises(DescriptionError, match=told) as error:
        press_files(SHOP, f"[package]\n{line}\n")

    assert "sdk.toml:2:" in str(error.value)


def test_the_file_header_is_a_comment_in_every_module_that_is_generated(
    press_files: PressFiles,
) -> None:
    header = "Copyright (c) Acme.\\n\\n  All rights reserved.\\u202e\\r\\nimport os"
    pressed = press_files(SHOP, f'[package]\nfile_header = "{header}"\n')
    modules = {
        path: text
        for path, text in pressed.files.items()
        if path.endswith(".py") and "_runtime" not in path
    }

    for path, text in modules.items():
        lines = text.splitlines()
        assert lines[:2] == ["# Copyright (c) Acme.", "#"], path
        assert lines[2].startswith("#   All rights reserved."), path
        assert lines[3] == "# import os", path
        assert "\u202e" not in text, path


def test_readme_shows_the_calls_that_are_named(press_files: PressFiles) -> None:
    config = """
    [readme.examples.headline]
    operation = "post /items"
    arguments = {name = "saucer"}
    [readme.examples.default]
    operation = "listItems"
    arguments = {page-size = 7}
    """
    readme = press_files(SHOP, config).files["README.md"]
    first, _, rest = readme.partition("## First call")[2].partition("\n## ")

    assert 'client.items.create(name="saucer")' in first
    assert "client.items.list(page_size=7)" in rest
    assert "create(" not in rest.partition("## Resources")[0]


@pytest.mark.parametrize(
    ("example", "told"),
    [
        ('operation = "GET  /items"\narguments = {size = 3}', "has no argument size"),
        ('operation = "get /item"', 'did you mean "get /items"'),
        ("arguments = {}", "must have operation"),
    ],
)
def test_examples_of_nothing_are_refused(press_files: PressFiles, example: str, told: str) -> None:
    with pytest.raises(DescriptionError, match=told):
        press_files(SHOP, f"[readme.examples.default]\n{example}\n")
