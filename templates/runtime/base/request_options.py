"""`RequestOptions`: what may be changed for a single call of a method, by longer names, too.

This module is there only where methods take `request_options`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from . import options as own
from .max_retries import retries_of


class RequestOptions(own.RequestOptions, total=False):
    """Options of one call: those of every SDK, of which some have another name besides.

    Keys:
        timeout_in_seconds: `timeout`.
        max_retries: How many times the request is sent again; 0 switches retries off.
        additional_headers: `headers`.
        additional_query_parameters: `query`.
        additional_body_parameters: `body`.
    """

    timeout_in_seconds: own.Timeout
    max_retries: int
    additional_headers: Mapping[str, str]
    additional_query_parameters: Mapping[str, Any]
    additional_body_parameters: Mapping[str, Any]


_NAMES = {
    "timeout_in_seconds": "timeout",
    "max_retries": "retries",
    "additional_headers": "headers",
    "additional_query_parameters": "query",
    "additional_body_parameters": "body",
}


def call_options(request_options: RequestOptions | None) -> own.RequestOptions | None:
    """Return the options by the names that all SDKs have.

    Raises:
        TypeError: One is given by both of its names, or is of the wrong type.
        ValueError: A number is out of range.
    """
    if request_options is None:
        return None
    options: dict[str, Any] = {}
    for name, value in request_options.items():
        known = _NAMES.get(name, name)
        if known in options:
            message = f"request_options has {known!r} twice, once as {name!r}"
            raise TypeError(message)
        options[known] = retries_of(value) if name == "max_retries" else value
    return cast("own.RequestOptions", options)
