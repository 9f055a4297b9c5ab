"""Vendor extensions in, our own vocabulary out: no other module knows a vendor's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .operation import Retries
from .raw import mapping, sequence, text

_MILLISECONDS = 1000.0


@dataclass(frozen=True, slots=True)
class OperationHints:
    """What extensions say of an operation; None or empty where they say nothing."""

    method: str = ""
    group: str = ""
    ignored: bool = False
    idempotent: bool = False
    retries: Retries | None = None


def operation_hints(operation: dict[str, Any]) -> OperationHints:
    """The hints on an Operation Object."""
    return OperationHints(
        method=text(operation.get("x-speakeasy-name-override")) or text(operation.get("x-method")),
        group=text(operation.get("x-speakeasy-group")) or text(operation.get("x-resource")),
        ignored=operation.get("x-speakeasy-ignore") is True or operation.get("x-ignore") is True,
        idempotent=operation.get("x-idempotent") is True,
        retries=retries(operation.get("x-speakeasy-retries")),
    )


def retries(value: Any, base: Retries | None = None) -> Retries | None:
    """The retry policy of `x-speakeasy-retries`, whose times are milliseconds."""
    node = mapping(value)
    if node.get("strategy") != "backoff":
        return base
    base = base or Retries()
    backoff = mapping(node.get("backoff"))
    statuses = tuple(str(status).upper() for status in sequence(node.get("statusCodes")))
    return Retries(
        max_attempts=base.max_attempts,
        initial_delay=_seconds(backoff.get("initialInterval"), base.initial_delay),
        factor=float(backoff.get("exponent", base.factor)),
        max_delay=_seconds(backoff.get("maxInterval"), base.max_delay),
        statuses=statuses or base.statuses,
        connection_errors=bool(node.get("retryConnectionErrors", base.connection_errors)),
    )


def _seconds(milliseconds: Any, default: float) -> float:
    return milliseconds / _MILLISECONDS if isinstance(milliseconds, int | float) else default


def name_override(node: dict[str, Any]) -> str:
    """The name that an extension gives to a parameter or a schema."""
    return text(node.get("x-speakeasy-name-override")) or text(node.get("x-name"))


def server_name(server: dict[str, Any]) -> str:
    """The name of a server (`name` since OpenAPI 3.2)."""
    return text(server.get("x-speakeasy-server-id")) or text(server.get("name"))


def global_parameters(root: dict[str, Any]) -> list[Any]:
    """The parameters that the client is given once (Parameter Objects or references)."""
    for key in ("x-speakeasy-globals", "x-globals"):
        parameters = sequence(mapping(root.get(key)).get("parameters"))
        if parameters:
            return parameters
    return []


def unknown_values(schema: dict[str, Any]) -> bool | None:
    """Whether an enum is declared open (True), closed (False), or neither (None)."""
    for key in ("x-speakeasy-unknown-values", "x-unknown-values"):
        match schema.get(key):
            case "allow":
                return True
            case "disallow" | "reject":
                return False
            case _:
                continue
    return None
