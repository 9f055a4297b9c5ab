"""Configuration and description in, the distribution and where it comes from out."""

from __future__ import annotations

from ...config import Config
from ...data import Json, as_object, text
from ...problems import Problems
from ..model.sdk import Package, Source
from ..names.identifiers import distribution_name, package_name
from ..names.titles import package_title, short_title
from .licence import plan_license


def plan_package(root: dict[str, Json], config: Config, problems: Problems) -> Package:
    """The distribution; what is not configured is derived from the description's title."""
    info = as_object(root.get("info"))
    title = text(info.get("title"))
    name = config.package.name or package_name(package_title(short_title(title)))
    given = config.package
    return Package(
        distribution=given.distribution or distribution_name(name),
        name=name,
        version=given.version or "0.1.0",
        description=given.description or f"Python SDK for {title}",
        license=plan_license(root, config, problems),
        repository=given.repository or "",
        models=config.models.backend or "pydantic",
        documentation=given.documentation or "",
        organization=given.organization or "",
        contact=given.contact or "",
        dependencies=given.dependencies or (),
        extras=tuple(given.optional_dependencies.items()),
        file_header=(given.file_header or "").strip(),
    )


def plan_source(root: dict[str, Json], sha256: str) -> Source:
    """What the SDK was pressed from."""
    info = as_object(root.get("info"))
    documentation = as_object(root.get("externalDocs"))
    return Source(
        title=text(info.get("title")),
        version=text(info.get("version")),
        sha256=sha256,
        description=text(info.get("description")),
        documentation_url=text(documentation.get("url")),
    )
