"""Security schemes and requirements in; unknown names and incomplete schemes are reported."""

from __future__ import annotations

from typing import Any

from ..problems import Pointer, Problems
from ..read.data import as_list, as_object
from ..read.suggest import nearest
from .resolve import resolve

_NEEDED = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
    "mutualTLS": (),
}
_LOCATIONS = ("header", "query", "cookie")


def _schemes(root: dict[str, Any]) -> dict[str, Any]:
    return as_object(as_object(root.get("components")).get("securitySchemes"))


def check_schemes(root: dict[str, Any], problems: Problems) -> None:
    """Report schemes of an unknown type, and those that lack what their type needs."""
    for name, value in _schemes(root).items():
        scheme = resolve(root, value, ("components", "securitySchemes", name))
        if scheme is None or not isinstance(scheme.value.get("type"), str):
            continue
        kind = scheme.value["type"]
        if kind not in _NEEDED:
            near = nearest(kind, _NEEDED)
            hint = f'did you mean "{near}"?' if near else f"known are {', '.join(_NEEDED)}"
            problems.error(f'unknown type "{kind}" of a scheme', (*scheme.pointer, "type"), hint)
            continue
        for needed in _NEEDED[kind]:
            if needed not in scheme.value:
                message = f'the field "{needed}" is missing, which a scheme of type "{kind}" needs'
                problems.error(message, scheme.pointer)
        if kind == "apiKey" and scheme.value.get("in", "header") not in _LOCATIONS:
            message = 'must be "header", "query" or "cookie"'
            problems.error(message, (*scheme.pointer, "in"))


def check_requirements(
    root: dict[str, Any], requirements: Any, pointer: Pointer, problems: Problems
) -> None:
    """Report requirements that name a scheme which does not exist."""
    schemes = _schemes(root)
    for index, requirement in enumerate(as_list(requirements)):
        for name in as_object(requirement):
            # Since OpenAPI 3.2 a requirement may be a reference.
            if name not in schemes and not name.startswith(("#/", "./")):
                near = nearest(name, schemes)
                hint = f'did you mean "{near}"?' if near else "add it to components/securitySchemes"
                message = f'there is no security scheme "{name}"'
                problems.error(message, (*pointer, index, name), hint)
