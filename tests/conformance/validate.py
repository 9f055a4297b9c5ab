"""A request as it arrived and its operation in; what openapi-core finds wrong with it out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import cached_property, lru_cache
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
from .parameters import explodes, style_of
from .requests import Place
from .server import Arrived
from .spelling import is_readable, plain, spelled, template, variables, with_references

_Validators = dict[bool, list[Any]]

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
    """Validates the requests of one operation; knows the styles that it reads in part.

    openapi-core looks for the operation among all paths; it is given a description of this one
    only, which says the same and takes a thousandth of the time.
    """

    def __init__(self, api: Api, operation: ApiOperation, url: str) -> None:
        self.seen: dict[Place, Any] = {}
        self._api = api
        self._operation = operation
        self._url = url
        places = {(one["in"], one["name"]): one for one in operation.parameters}
        self.exploded = frozenset[Place](
            place for place, one in places.items() if style_of(one) == "form" and explodes(one)
        )
        self.deep = frozenset[Place](
            place for place, one in places.items() if style_of(one) == "deepObject"
        )

    @cached_property
    def _plain(self) -> _Validators:
        """Without discriminators, which must not change what is valid (3.1.1, 4.8.25)."""
        return self._validators(plain(self._api, self._item), _components(self._api))

    @cached_property
    def _tagged(self) -> _Validators | None:
        """With them: of variants that are all valid, 3.0 takes the one that the tag names."""
        if self._api.version != "3.0":
            return None
        components = self._api.root.get("components") or {}
        return self._validators(with_references(self._item), with_references(components))

    @property
    def _item(self) -> dict[str, Any]:
        operation = self._operation
        node = {key: operation.node[key] for key in operation.node if key != "servers"}
        parameters = [spelled(self._api, one) for one in operation.parameters]
        node["parameters"] = [one for one in parameters if is_readable(self._api, one)]
        return {operation.method.lower(): node}

    def _validators(self, item: Any, components: Any) -> _Validators:
        path = template(self._operation)
        root = {
            **self._api.root,
            "servers": [{"url": self._url}],
            "paths": {path: item},
            "components": components,
        }
        spec = SchemaPath.from_dict(root)
        version = self._api.version
        return {
            whole: [self._recording(one)(spec) for one in classes[version]]
            for whole, classes in ((True, WHOLE), (False, WITHOUT_BODY))
        }

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
        request = _request(arrived, self._url, self._operation)
        found = self._errors(self._plain[with_body], request)
        if found and with_body and self._tagged is not None:
            return self._errors(self._tagged[with_body], request) and found
        return found

    def _errors(self, validators: list[Any], request: MockRequest) -> list[str]:
        self.seen.clear()
        found: list[BaseException] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                for validator in validators:
                    found += validator.iter_errors(request)
            except Exception as error:  # a bug of the validator: it should have yielded it
                return [f"openapi-core raised {_text(error)}"]
        return [_text(error) for error in found]


@lru_cache(maxsize=1)
def _components(api: Api) -> Any:
    return plain(api, api.root.get("components") or {})


def _request(arrived: Arrived, url: str, operation: ApiOperation) -> MockRequest:
    """Hand a request over; openapi-core splits spaceDelimited at "%20", but in decoded text."""
    target = urlsplit(arrived.target)
    spaced = {one["name"] for one in operation.parameters if style_of(one) == "spaceDelimited"}
    pairs = parse_qsl(target.query, keep_blank_values=True)
    query = [(key, text.replace(" ", "%20") if key in spaced else text) for key, text in pairs]
    cookies = [pair.strip().partition("=") for pair in arrived.header("cookie").split(";")]
    return MockRequest(
        url,
        arrived.method,
        "%2F".join(map(unquote, re.split("%2F", target.path, flags=re.IGNORECASE))),
        view_args=variables(operation, target.path),
        args=MultiDict(query),  # type: ignore[arg-type]
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
