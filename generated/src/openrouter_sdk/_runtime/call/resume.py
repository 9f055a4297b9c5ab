"""A token that a page gave in, what asks for the page after it out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from ..base.errors import InvalidRequest

if TYPE_CHECKING:
    from ..base.operation import Operation


def resumed(
    operation: Operation[Any], arguments: Mapping[str, Any], token: object
) -> tuple[Mapping[str, Any], str]:
    """Return the arguments that ask for the page, and the link to it, or "".

    Raises:
        InvalidRequest: The operation has no pages, or none of it gave this token.
    """
    if operation.pages is None:
        message = "options['resume_token'] is for operations with pages, which this one is not"
        raise InvalidRequest(message)
    pagination = operation.pages()
    role, value = _read(token)
    if role == "link" and pagination.by_link and isinstance(value, str) and value:
        return arguments, value
    name = getattr(pagination, role) if role in ("cursor", "offset", "page") else ""
    if not name:
        message = "options['resume_token'] is not what a page of this operation has given"
        raise InvalidRequest(message)
    return {**arguments, name: value}, ""


def _read(token: object) -> tuple[str, Any]:
    """Return what leads to the page, and of which kind it is; ("", None) for what is no token."""
    try:
        data: Any = json.loads(token) if isinstance(token, str) else None
    except (ValueError, RecursionError):
        return "", None
    if not isinstance(data, dict):
        return "", None
    return next(iter(cast("dict[str, Any]", data).items()), ("", None))
