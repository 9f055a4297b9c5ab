"""The root of a document in; whether it is OpenAPI of a version that is known."""

from __future__ import annotations

import re
from typing import Any, cast

from ..pointer import Pointer
from ..problems import Problems

KNOWN = re.compile(r"3\.[012]([.-]\S*)?")

_CONVERT = "convert it to OpenAPI 3 first, for example with `npx swagger2openapi`"


def check_version(root: Any, problems: Problems) -> None:
    """Report what is not an OpenAPI 3.0, 3.1 or 3.2 document."""
    if root is None:
        hint = 'an OpenAPI description starts with "openapi: 3.1.0"'
        problems.error("the file is empty", (), hint)
    elif not isinstance(root, dict):
        kind = "a list" if isinstance(root, list) else "a single value"
        problems.error(f"not an OpenAPI description: the file holds {kind}, not a mapping", ())
    else:
        _check_mapping(cast("dict[str, Any]", root), problems)


def _check_mapping(root: dict[str, Any], problems: Problems) -> None:
    if "openapi" in root:
        _check_number(root["openapi"], problems)
    elif "swagger" in root:
        found = root["swagger"]
        problems.error(f"Swagger {found} is not supported", ("swagger",), _CONVERT)
    elif "asyncapi" in root:
        message = "this is an AsyncAPI document, which describes messages, not HTTP operations"
        problems.error(message, ("asyncapi",), "give the OpenAPI description of the API")
    else:
        at: Pointer = ()
        hint = 'an OpenAPI description has a field "openapi: 3.1.0" at its top'
        problems.error('not an OpenAPI description: the field "openapi" is missing', at, hint)


def _check_number(version: Any, problems: Problems) -> None:
    if isinstance(version, float) and KNOWN.fullmatch(str(version)):
        hint = f'put it in quotes: openapi: "{version}.0"'
        problems.warning("the OpenAPI version must be a string", ("openapi",), hint)
    elif not isinstance(version, str) or not KNOWN.fullmatch(version.strip()):
        hint = "3.0.x, 3.1.x and 3.2.x are known"
        problems.error(f'unknown OpenAPI version "{version}"', ("openapi",), hint)
