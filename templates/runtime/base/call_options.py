"""What methods take at the end of their arguments, as the options of a call.

This module is there only where methods take those one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .options import RequestOptions, Timeout


def call_options(
    extra_headers: Mapping[str, str | Unset] | None,
    extra_query: Mapping[str, Any] | None,
    extra_body: Mapping[str, Any] | None,
    timeout: Timeout | Unset,
    idempotency_key: str | None = None,
) -> RequestOptions | None:
    """Return the options of a call; None where nothing is changed for it."""
    options: dict[str, Any] = {}
    if extra_headers is not None:
        options["headers"] = extra_headers
    if extra_query is not None:
        options["query"] = extra_query
    if extra_body is not None:
        options["body"] = extra_body
    if timeout is not UNSET:
        options["timeout"] = timeout
    if idempotency_key is not None:
        options["idempotency_key"] = idempotency_key
    return options or None  # type: ignore[return-value] # pyright: ignore[reportReturnType]
