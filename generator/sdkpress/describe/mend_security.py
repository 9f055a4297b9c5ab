"""Security schemes that say less than they should in, whole ones out."""

from __future__ import annotations

from typing import Any

from ..data import as_list, as_object
from ..problems import Problems
from ..read.grammar import Node

TYPES = ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")
LOCATIONS = ("header", "query", "cookie")
_MEANT: dict[str, dict[str, str]] = {
    **{name.lower(): {"type": name} for name in TYPES},
    "basic": {"type": "http", "scheme": "basic"},
    **{name: {"type": "http", "scheme": "bearer"} for name in ("bearer", "jwt", "token")},
    "oauth": {"type": "oauth2"},
}
_IMPLIED = {
    "flows": "oauth2",
    "openIdConnectUrl": "openIdConnect",
    "scheme": "http",
    "in": "apiKey",
}
"""The type of a scheme that has a field, where it does not say so itself."""


def mend_requirements(node: Node, problems: Problems) -> None:
    """Write the requirements of a description or an operation as a list of objects of lists."""
    written = node.value.get("security")
    if written is None or not isinstance(written, dict | list):
        return
    alternatives: list[Any] = [written] if isinstance(written, dict) else as_list(written)
    meant = [_requirement(item) for item in alternatives]
    if meant != written:
        node.value["security"] = meant
        message = '"security" must be a list of objects, of which each member is a list of scopes'
        problems.warning(message, (*node.pointer, "security"), 'write "security: [{name: []}]"')


def _requirement(written: Any) -> Any:
    if isinstance(written, str):
        return {written: []}
    scopes = as_object(written).items()
    return (
        {name: as_list(value) for name, value in scopes} if isinstance(written, dict) else written
    )


def mend_scheme(node: Node, problems: Problems) -> None:
    """Give a scheme a type that exists, and what its type needs."""
    scheme: dict[str, Any] = node.value
    if "$ref" in scheme:
        return
    if not isinstance(scheme.get("type"), str):
        scheme["type"] = next((kind for field, kind in _IMPLIED.items() if field in scheme), "none")
        message = f'the field "type" is missing; "{scheme["type"]}" is taken for it'
        problems.warning(message, node.pointer, f"known are {', '.join(TYPES)}")
    _mend_type(node, problems)
    for flow in map(as_object, as_object(scheme.get("flows")).values()):
        if isinstance(flow.get("scopes"), list):
            flow["scopes"] = {str(scope): "" for scope in as_list(flow["scopes"])}
    for field, value in _needed(node).items():
        if not isinstance(scheme.get(field), str):
            scheme[field] = value
            kind = scheme["type"]
            message = f'the field "{field}" is missing, which a scheme of type "{kind}" needs'
            problems.warning(f'{message}; "{value}" is taken for it', node.pointer)
    _mend_location(node, problems)


def _mend_type(node: Node, problems: Problems) -> None:
    scheme: dict[str, Any] = node.value
    written: str = scheme["type"]
    if written in TYPES:
        return
    key = written.lower().replace("_", "").replace("-", "")
    meant = _MEANT.get(key)
    scheme.update(meant or {})
    outcome = f"{meant['type']} is taken for it" if meant else "the scheme is ignored"
    message = f'unknown type "{written}" of a scheme; {outcome}'
    problems.warning(message, (*node.pointer, "type"), f"known are {', '.join(TYPES)}")


def _needed(node: Node) -> dict[str, str]:
    """What a scheme must say, with what is most likely meant where it does not."""
    name = "".join(map(str, node.pointer[-1:]))
    if node.value["type"] == "apiKey":
        return {"in": "header", "name": name}
    if node.value["type"] == "http":
        return {"scheme": "basic" if "basic" in name.lower() else "bearer"}
    return {}


def _mend_location(node: Node, problems: Problems) -> None:
    scheme: dict[str, Any] = node.value
    if scheme["type"] == "apiKey" and scheme["in"] not in LOCATIONS:
        lower = scheme["in"].lower()
        meant = lower if lower in LOCATIONS else "header"
        message = f'"in" must be one of {", ".join(LOCATIONS)}, is "{scheme["in"]}"'
        problems.warning(f'{message}; "{meant}" is taken for it', (*node.pointer, "in"))
        scheme["in"] = meant
