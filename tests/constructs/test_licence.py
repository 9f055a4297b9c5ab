"""The licence of an SDK: what the description or sdk.toml says, and nothing where neither does."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sdkpress.plan.client.licence import TEXTS
from sdkpress.problems import DescriptionError
from sdkpress.spdx import by_name, by_url
from sdkpress.templates import templates_dir
from support.pressing import Pressed, PressFiles


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("The MIT License (MIT)", "MIT"),
        ("MIT Licence", "MIT"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache-2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("Apache License v2.0", "Apache-2.0"),
        ("Apache Software License 2.0", "Apache-2.0"),
        ("BSD 3-Clause License", "BSD-3-Clause"),
        ("New BSD License", "BSD-3-Clause"),
        ("Simplified BSD", "BSD-2-Clause"),
        ("The Unlicense", "Unlicense"),
        ("Mozilla Public License Version 2.0", "MPL-2.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("LicenseRef-Acme", "LicenseRef-Acme"),
        ("BSD", ""),
        ("Proprietary", ""),
        ("Apache", ""),
        ("v", ""),
        ("", ""),
    ],
)
def test_names_that_are_certain(name: str, expression: str) -> None:
    assert by_name(name) == expression


@pytest.mark.parametrize(
    ("url", "expression"),
    [
        ("https://www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0"),
        ("http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://opensource.org/license/mit/", "MIT"),
        ("http://opensource.org/licenses/mit-license.php", "MIT"),
        ("https://opensource.org/licenses/BSD-3-Clause", "BSD-3-Clause"),
        ("https://spdx.org/licenses/MPL-2.0.html", "MPL-2.0"),
        ("https://choosealicense.com/licenses/apache-2.0/", "Apache-2.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://acme.example/licenses/MIT", ""),
        ("https://opensource.org/licenses", ""),
        ("", ""),
    ],
)
def test_pages_that_are_certain(url: str, expression: str) -> None:
    assert by_url(url) == expression


def test_every_text_is_there() -> None:
    found = {path.name.removesuffix(".jinja") for path in _texts().glob("*.jinja")}
    assert found == TEXTS


def _texts() -> Path:
    return templates_dir() / "sdk" / "licenses"


PARTS = {
    "nothing": ("", "", None, ""),
    "unknown name": ("license: {name: Proprietary, url: 'https://acme.example'}", "", None, ""),
    "identifier": ("license: {name: x, identifier: Apache-2.0}", "", "Apache-2.0", "Version 2.0"),
    "name": ("license: {name: MIT License}", "", "MIT", "Copyright (c) Acme\n"),
    "url": (
        "license: {name: Ours, url: 'https://opensource.org/licenses/BSD-3-Clause'}",
        "",
        "BSD-3-Clause",
        "Neither the name",
    ),
    "no text": ("license: {name: GPL, identifier: GPL-3.0-only}", "", "GPL-3.0-only", ""),
    "configured": ("license: {name: MIT}", 'license = "isc"', "ISC", "ISC License"),
    "none": ("license: {name: MIT}", 'license = ""', None, ""),
}


@pytest.mark.parametrize("part", PARTS)
def test_the_licence_is_what_is_said(part: str, press_files: PressFiles) -> None:
    declared, configured, expression, text = PARTS[part]
    pressed = press_files(
        f"info: {{title: Acme API, version: '1', contact: {{name: Acme & Sons}}, {declared}}}\n",
        f"[package]\n{configured}",
    )
    project = _project(pressed)
    assert project.get("license") == expression
    assert ("license-files" in project, "LICENSE" in pressed.files) == (bool(text), bool(text))
    assert text in pressed.files.get("LICENSE", "")
    assert ("## License" in pressed.files["README.md"]) is (expression is not None)


def test_what_is_no_expression_is_reported(press_files: PressFiles) -> None:
    pressed = press_files("info: {title: A, version: '1', license: {name: x, identifier: Ours}}\n")
    assert [one.pointer for one in pressed.warnings] == [("info", "license", "identifier")]
    both = "{name: MIT, url: 'https://opensource.org/licenses/Apache-2.0'}"
    pressed = press_files(f"info: {{title: A, version: '1', license: {both}}}\n")
    assert [one.pointer for one in pressed.warnings] == [("info", "license")]
    assert _project(pressed)["license"] == "MIT"
    with pytest.raises(DescriptionError, match=r'must be an SPDX expression, such as "Apache-2.0"'):
        press_files("", '[package]\nlicense = "Apache 2.0"')


@pytest.mark.parametrize("backend", ["pydantic", "msgspec"])
def test_what_is_needed_is_bounded_below_the_next_major_version(
    backend: str, press_files: PressFiles
) -> None:
    project = _project(press_files("", f'[models]\nbackend = "{backend}"'))
    needed = [*project["dependencies"], *project["optional-dependencies"]["fast"]]
    assert [one.partition(">")[0] for one in needed] == ["httpx2", backend, "pyreqwest"]
    assert all("<" in one for one in needed)


def _project(pressed: Pressed) -> dict[str, Any]:
    return tomllib.loads(pressed.files["pyproject.toml"])["project"]
