"""Security requirements in; names of schemes that do not exist are reported, and left out."""

from __future__ import annotations

from typing import Any

from ..data import as_list, as_object
from ..pointer import Pointer, parse_pointer
from ..problems import Problems
from ..read.suggest import nearest


def check_requirements(
    root: dict[str, Any], owner: dict[str, Any], pointer: Pointer, problems: Problems
) -> None:
    """Check the requirements of ``owner``, the description or an operation at ``pointer``.

    An alternative that cannot be met is left out, unless there is no other.
    """
    schemes = as_object(as_object(root.get("components")).get("securitySchemes"))
    requirements = as_list(owner.get("security"))
    whole: list[Any] = []
    for index, value in enumerate(requirements):
        requirement = as_object(value)
        _write_names(requirement)
        unknown = [name for name in requirement if name not in schemes]
        for name in unknown:
            near = nearest(name, schemes)
            hint = f'did you mean "{near}"?' if near else "add it to components/securitySchemes"
            message = f'there is no security scheme "{name}"; nothing is sent for it'
            problems.warning(message, (*pointer, "security", index, name), hint)
            del requirement[name]
        whole += [] if unknown else [value]
    if whole and len(whole) < len(requirements):
        owner["security"] = whole


def _write_names(requirement: dict[str, Any]) -> None:
    """Make names of references, which OpenAPI 3.2 allows in their place."""
    for reference in [name for name in requirement if name.startswith("#/")]:
        segments = parse_pointer(reference[1:]) or ()
        if len(segments) == 3 and segments[:2] == ("components", "securitySchemes"):
            requirement[segments[2]] = requirement.pop(reference)
