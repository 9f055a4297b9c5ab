"""A request as it arrived and its operation in; what openapi-core finds wrong with it out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema_path import SchemaPath
from openapi_core.testing import MockRequest
from openapi_core.validation.request import (
    V30RequestParametersValidator,
    V30RequestSecurityValidator,
    V30RequestValidator,
    V31RequestParametersValidator,
    V31RequestSecurityValidator,
    V31RequestValidator,
    V32RequestParametersValidator,
    V32RequestSecurityValidator,
    V32RequestValidator,
)
from werkzeug.datastructures import MultiDict

from .api import Api, ApiOperation
from .requests import Place
from .server import Arrived

WHOLE: Mapping[str, tuple[Any, ...]] = {
    "3.0": (V30RequestValidator,),
    "3.1": (V31RequestValidator,),
    "3.2": (V32RequestValidator,),
}
WITHOUT_BODY: Mapping[str, tuple[Any, ...]] = {
    "3.0": (V30RequestParametersValidator, V30RequestSecurityValidator),
    "3.1": (V31RequestParametersValidator, V31RequestSecurityValidator),
    "3.2": (V32RequestParametersValidator, V32RequestSecurityValidator),
}


class Judge:
    """Validates the requests of one operation.

    openapi-core looks for the operation among all paths; it is given a description of this one
    only, which says the same and takes a thousandth of the time.
    """

    def __init__(self, api: Api, operation: ApiOperation, url: str) -> None:
        node = {key: operation.node[key] for key in operation.node if key != "servers"}
        node["parameters"] = [_spelled(api, one) for one in operation.parameters]
        item = {operation.method.lower(): node}
        path = re.split("[?#]", operation.path)[0]  # what comes after them is no part of a path
        root = {
            **api.root,
            "servers": [{"url": url}],
            "paths": {path: _without_discriminators(item)},
            "components": _components(api),
        }
        self.seen: dict[Place, Any] = {}
        self._url = url
        self._spec = SchemaPath.from_dict(root)
        self._validators = {
            True: self._of(WHOLE[api.version]),
            False: self._of(WITHOUT_BODY[api.version]),
        }

    def _of(self, classes: tuple[Any, ...]) -> list[Any]:
        return [self._recording(one)(self._spec) for one in classes]

    def _recording(self, base: Any) -> Any:
        """Make openapi-core's class also tell which value it found for each parameter."""
        seen = self.seen

        class Recording(base):
            def _get_parameter(self, parameters: Any, param: SchemaPath) -> Any:
                value = super()._get_parameter(parameters, param)
                seen[(param / "in").read_str(), (param / "name").read_str()] = value
                return value

        return Recording

    def errors(self, arrived: Arrived, *, with_body: bool) -> list[str]:
        """Return what is wrong; `seen` then has the parameters' values.

        Only JSON bodies are left to openapi-core: of all others it makes bytes or text, and asks
        whether these fit.
        """
        self.seen.clear()
        request = _request(arrived, self._url)
        found: list[BaseException] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                for validator in self._validators[with_body]:
                    found += validator.iter_errors(request)
            except Exception as error:  # a bug of the validator: it should have yielded it
                return [f"openapi-core raised {_text(error)}"]
        return [_text(error) for error in found]


@lru_cache(maxsize=1)
def _components(api: Api) -> Any:
    return _without_discriminators(api.root.get("components") or {})


def _without_discriminators(node: Any) -> Any:
    """Copy a part of a description without Discriminator Objects.

    They must not change what is valid (OpenAPI 3.1.1, 4.8.25), but openapi-core refuses every tag
    that a mapping does not list.
    """
    if isinstance(node, list):
        return [_without_discriminators(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_discriminators(value)
        for key, value in node.items()
        if not (key == "discriminator" and isinstance(value, dict) and "propertyName" in value)
    }


def _spelled(api: Api, parameter: Mapping[str, Any]) -> dict[str, Any]:
    """Write a parameter so that openapi-core (0.23) reads it: it raises on lists of types.

    Null is never sent in a parameter, so leaving it out of the types changes no verdict; nor does
    readOnly, which has a meaning for properties only.
    """
    changed = dict(parameter)
    if "schema" in changed:
        changed["schema"] = _without_null(api, changed["schema"], 4)
    return changed


def _without_null(api: Api, schema: Any, depth: int) -> Any:
    node = api.resolved(schema)
    if not isinstance(node, Mapping) or depth == 0:
        return schema
    node = {key: value for key, value in node.items() if key != "readOnly"}
    if isinstance(node.get("type"), list):
        types = [one for one in node["type"] if one != "null"]
        node["type"] = types[0] if len(types) == 1 else types
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            members = [_without_null(api, one, depth - 1) for one in node[keyword]]
            node[keyword] = [one for one in members if one.get("type") != "null"]
            if len(node[keyword]) == 1:
                node = {**node.pop(keyword)[0], **node}
    if "items" in node:
        node["items"] = _without_null(api, node["items"], depth - 1)
    if len(node.get("type", "")) > 1 and isinstance(node["type"], list):
        types = node.pop("type")
        node["anyOf"] = [*node.get("anyOf", ()), *({"type": one} for one in types)]
    return node


def _request(arrived: Arrived, url: str) -> MockRequest:
    target = urlsplit(arrived.target)
    cookies = [pair.strip().partition("=") for pair in arrived.header("cookie").split(";")]
    return MockRequest(
        url,
        arrived.method,
        "%2F".join(map(unquote, re.split("%2F", target.path, flags=re.IGNORECASE))),
        args=MultiDict(parse_qsl(target.query, keep_blank_values=True)),  # type: ignore[arg-type]
        headers=dict(arrived.headers),
        cookies=MultiDict((name, unquote(value)) for name, _, value in cookies if name),  # type: ignore[arg-type]
        data=arrived.body or None,
        content_type=arrived.header("content-type"),
    )


def _text(error: BaseException) -> str:
    """Write an error with its causes, and the schema errors that the last of them carries."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        parts.append(f"{type(cause).__name__}: {cause}".partition("\n")[0])
        details = [str(one.message) for one in getattr(cause, "schema_errors", ())]
        parts += details[:3]
        cause = cause.__cause__
    return " ← ".join(part[:300] for part in parts)
