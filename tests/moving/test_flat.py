"""`sdkpress import openapi-python-client` and `openapi-generator`: tables of options."""

from __future__ import annotations

import pytest

from sdkpress.moving.versions import requirement
from support.moving import say

SHOP = """
components: {schemas: {pet_v1: {type: object}, Dog: {title: Big dog, type: object}}}
paths:
  /pets:
    get: {operationId: Pets_list, responses: {'200': {description: ok}}}
    post: {operationId: create, responses: {'200': {description: ok}}}
"""


def test_openapi_python_client() -> None:
    said = say(
        "openapi-python-client",
        """
        project_name_override: acme-sdk
        package_version_override: 1.2.3
        class_overrides:
          PetV1: {class_name: Pet, module_name: pet}
          BigDog: {class_name: Dog}
          Cat: {class_name: Tom}
        content_type_overrides: {application/zip: application/octet-stream}
        post_hooks: [ruff check .]
        literal_enums: true
        field_prefix: attr_
        brand_new: 1
        """,
        description=SHOP,
    )
    wanted = {
        "[package] distribution": "acme-sdk",
        "[package] name": "acme_sdk",
        "[package] version": "1.2.3",
        "[models.schemas.pet_v1] name": "Pet",
        "[models.schemas.Dog] name": "Dog",
    }
    assert said.settings == wanted
    assert sorted(said.lists["open"]) == [
        "brand_new",
        "class_overrides.Cat.class_name",
        "content_type_overrides.application/zip",
        "field_prefix",
    ]


def test_openapi_generator() -> None:
    said = say(
        "openapi-generator",
        """
        generatorName: python
        inputSpec: x.yaml
        packageName: acme_sdk
        additionalProperties: {projectName: acme-sdk, packageVersion: 1.2.3, packageUrl: 'https://a', library: urllib3, hideGenerationTimestamp: 'true'}
        removeOperationIdPrefix: true
        operationIdNameMappings: {create: makeOne, gone: x}
        modelNameMappings: {pet_v1: Pet}
        modelNamePrefix: Acme
        files: {a.mustache: {}}
        gitUserId: acme
        gitRepoId: py
        brandNew: 1
        """,
        description=SHOP,
    )
    wanted = {
        "[package] name": "acme_sdk",
        "[package] distribution": "acme-sdk",
        "[package] version": "1.2.3",
        "[package] repository": "https://a",
        '[operations."get /pets"] method': "list",
        '[operations."post /pets"] method': "make_one",
        "[models.schemas.pet_v1] name": "Pet",
        "[models.schemas.Dog] name": "AcmeDog",
    }
    assert said.settings == wanted
    assert sorted(said.lists["open"]) == [
        "brandNew",
        "files",
        "gitUserId",
        "operationIdNameMappings.gone",
    ]


def test_a_configuration_for_another_language_is_open() -> None:
    assert "another language" in say("openapi-generator", "generatorName: go").open("generatorName")


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("^1.9.4", "a>=1.9.4,<2"),
        ("^0.2.3", "a>=0.2.3,<0.3"),
        ("^0.0.3", "a>=0.0.3,<0.0.4"),
        ("^2", "a>=2,<3"),
        ("~1.2.3", "a>=1.2.3,<1.3"),
        ("~1", "a>=1,<2"),
        ("*", "a"),
        ("1.2", "a==1.2"),
        (">=1,<2", "a>=1,<2"),
        (
            {"version": "^1", "extras": ["x"], "markers": "python_version < '3.12'"},
            "a[x]>=1,<2; python_version < '3.12'",
        ),
        ("not a version", ""),
        ({"git": "x"}, ""),
        ([1], ""),
    ],
)
def test_versions_of_poetry(version: object, wanted: str) -> None:
    assert requirement("a", version) == wanted
