"""The files of a project: templates of `templates/project`, printed for one plan."""

from __future__ import annotations

from pathlib import Path

from .. import __version__
from ..output import Files
from ..plan.model.sdk import Sdk
from ..render.environment import make_environment
from ..render.examples import Examples
from ..render.layout import imported
from ..store import Store

_PATHS = {
    "Makefile.jinja": "Makefile",
    "pyproject.toml.jinja": "pyproject.toml",
    "gitignore.jinja": ".gitignore",
    "ci.yml.jinja": ".github/workflows/ci.yml",
    "test_sdk.py.jinja": "tests/test_sdk.py",
}


def project_files(sdk: Sdk, templates: Path) -> Files:
    """The files around a description and its SDK, by their paths in the project.

    Raises:
        jinja2.TemplateError: A template is wrong.
    """
    environment = make_environment(templates / "project", Store())
    examples = Examples(sdk)
    operation = examples.first()
    values = {
        "package": sdk.package,
        "client": sdk.client,
        "example": None if operation is None else examples.example(operation),
        "generator": __version__,
        "imported": imported,
    }
    return {path: environment.get_template(name).render(values) for name, path in _PATHS.items()}
