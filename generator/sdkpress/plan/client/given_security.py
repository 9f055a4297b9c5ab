"""Who may call, where the description does not say it: `[security]` of sdk.toml put into it.

Schemes and requirements are the objects of OpenAPI (3.1, 4.8.27 and 4.8.30), and held to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ...config import Config, SecurityConfig
from ...config.report import report
from ...data import as_object
from ...describe import Description
from ...describe.validate import validate
from ...pointer import Pointer
from ...problems import Problems
from .chosen import did_you_mean

_TYPES = ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")
_NEEDED = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
}
_OVERLAY = "leave it out, or change that in an overlay"


class _Complaint(NamedTuple):
    message: str
    hint: str
    place: Pointer


def with_security(description: Description, config: Config, problems: Problems) -> Description:
    """The description with the requirements and schemes of `sdk.toml`; mistakes are reported."""
    own = config.security
    if own == SecurityConfig():
        return description
    root = description.root
    components = as_object(root.get("components"))
    described = as_object(components.get("securitySchemes"))
    complaints = [*_taken(root, described, own), *([*_invalid(own)] or _lacking(own))]
    complaints = complaints or [*_unknown({**described, **own.schemes}, own)]
    for message, hint, place in complaints:
        report(message, hint, ("security", *place), config, problems)
    if complaints:
        return description
    schemes = {**described, **own.schemes}
    asked = {} if own.requirements is None else {"security": list(own.requirements)}
    whole = {**root, **asked, "components": {**components, "securitySchemes": schemes}}
    return replace(description, document=replace(description.document, root=whole))


def _taken(
    root: dict[str, Any], described: dict[str, Any], own: SecurityConfig
) -> Iterator[_Complaint]:
    if own.requirements is not None and "security" in root:
        yield _Complaint("the description says it itself", _OVERLAY, ("requirements",))
    for name in own.schemes:
        if name in described:
            yield _Complaint("the description has this scheme", _OVERLAY, ("schemes", name))


def _invalid(own: SecurityConfig) -> Iterator[_Complaint]:
    """What would be wrong with them in a description."""
    requirements = list(own.requirements or ())
    root = {
        "openapi": "3.1.1",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"securitySchemes": dict(own.schemes)},
        "security": requirements,
    }
    for found in validate(root):
        is_scheme = found.pointer[:1] == ("components",)
        kind, rest = ("schemes", 2) if is_scheme else ("requirements", 1)
        yield _Complaint(found.message, found.hint, (kind, *found.pointer[rest:]))


def _lacking(own: SecurityConfig) -> Iterator[_Complaint]:
    """What each type of scheme has to say."""
    for name, value in own.schemes.items():
        scheme = as_object(value)
        kind = scheme.get("type")
        if kind not in _TYPES:
            hint = f"known are {', '.join(_TYPES)}"
            place: Pointer = ("schemes", name, "type")
            yield _Complaint("the scheme has no type that there is", hint, place)
            continue
        for key in _NEEDED.get(str(kind), ()):
            if not scheme.get(key):
                message = f"a scheme of the type {kind} needs {key}"
                yield _Complaint(message, f"add {key}", ("schemes", name))
        if kind == "apiKey" and scheme.get("in") not in ("header", "query", "cookie", None, ""):
            hint = 'write "header", "query" or "cookie"'
            yield _Complaint("no credential can be sent there", hint, ("schemes", name, "in"))


def _unknown(schemes: dict[str, Any], own: SecurityConfig) -> Iterator[_Complaint]:
    for index, requirement in enumerate(own.requirements or ()):
        for name in as_object(requirement):
            if name not in schemes:
                message = f'there is no security scheme "{name}"'
                hint = did_you_mean(name, schemes)
                yield _Complaint(message, hint, ("requirements", index))
