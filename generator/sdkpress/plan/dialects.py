"""Vendor extensions in, our own vocabulary out: no other module knows a vendor's name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ..data import as_list, as_object, text
from ..pointer import Pointer
from ..problems import Problems
from ..regular_expressions import Pattern, PatternError
from .model.operation import Retries

_EITHER = (
    *("deprecation-message", "deprecation-replacement"),
    *("errors", "globals", "ignore", "max-method-params", "pagination", "retries", "server-id"),
    *("sse-sentinel", "stream-request-field", "unknown-values"),
)
KNOWN = frozenset(
    [
        *(f"x-{prefix}{name}" for prefix in ("", "speakeasy-") for name in _EITHER),
        *("x-speakeasy-group", "x-speakeasy-name-override"),
        *("x-idempotent", "x-method", "x-name", "x-resource"),
    ]
)
"""The extensions that say something to us."""

_MILLISECONDS = 1000.0
_GLOBALS = ("x-speakeasy-globals", "x-globals")
_METHOD_NAMES = ("x-speakeasy-name-override", "x-method")
_STATUS = re.compile(r"[1-5](?:XX|[0-9]{2})")


@dataclass(frozen=True, slots=True)
class OperationHints:
    """What extensions say of an operation; None or empty where they say nothing.

    `hidden` operations are left out of the docs. `stream` names the property of the body that
    asks for a stream.
    """

    method: str = ""
    group: str = ""
    hidden: bool = False
    idempotent: bool = False
    stream: str = "stream"


@dataclass(frozen=True, slots=True)
class PaginationHints:
    """How an operation gives its result in pages.

    `inputs` are the wire names of what asks for a page, by what they mean: `offset`, `page`,
    `limit`, `cursor`. `link_header` says that the header `Link` has the next page, `first` where
    the first one begins. All others are JSONPaths into the response, but for `scheme`, which is
    what sdk.toml calls pages of this kind.
    """

    inputs: Mapping[str, str]
    results: str = ""
    next_cursor: str = ""
    has_more: str = ""
    total: str = ""
    number_of_pages: str = ""
    next_url: str = ""
    link_header: bool = False
    first: int | None = None
    scheme: str = ""


def operation_hints(operation: dict[str, Any]) -> OperationHints:
    """The hints on an Operation Object."""
    return OperationHints(
        method=next(filter(None, (text(operation.get(name)) for name in _METHOD_NAMES)), ""),
        group=text(operation.get("x-speakeasy-group")) or text(operation.get("x-resource")),
        hidden=_either(operation, "ignore") is True,
        idempotent=operation.get("x-idempotent") is True,
        stream=text(_either(operation, "stream-request-field")) or "stream",
    )


MethodRules: TypeAlias = tuple[tuple[Pattern, str], ...]
"""Patterns of operationIds with the name of the methods that they are found in."""


def method_rules(root: dict[str, Any], problems: Problems) -> MethodRules:
    """The names that the description gives to methods by patterns; malformed ones are reported."""
    key = next((name for name in _METHOD_NAMES if name in root), "")
    rules: list[tuple[Pattern, str]] = []
    for index, rule in enumerate(map(as_object, as_list(root.get(key)))):
        try:
            pattern = Pattern(text(rule.get("operationId")))
        except PatternError as error:
            message = f"this is no regular expression that is run: {error}; it is ignored"
            hint = "write it without look-around and backreferences"
            problems.warning(message, (key, index, "operationId"), hint)
            continue
        if pattern.text and text(rule.get("methodNameOverride")):
            rules.append((pattern, text(rule["methodNameOverride"])))
    return tuple(rules)


def with_method(operation: dict[str, Any], rules: MethodRules) -> dict[str, Any]:
    """`operation` with the name that the first matching rule gives it, unless it has its own."""
    identifier = text(operation.get("operationId"))
    if not identifier or operation_hints(operation).method:
        return operation
    names = (name for pattern, name in rules if pattern.is_in(identifier))
    name = next(names, "")
    return {**operation, "x-method": name} if name else operation


def _either(node: dict[str, Any], name: str) -> Any:
    """The value of an extension by the vendor's name or ours."""
    return node.get(f"x-speakeasy-{name}", node.get(f"x-{name}"))


def pagination(operation: dict[str, Any]) -> PaginationHints | None:
    """How an operation is paginated, if it says so."""
    node = as_object(_either(operation, "pagination"))
    if not node:
        return None
    inputs = [as_object(item) for item in as_list(node.get("inputs"))]
    outputs = as_object(node.get("outputs"))
    return PaginationHints(
        {text(item.get("type")): text(item.get("name")) for item in inputs if item.get("name")},
        results=text(outputs.get("results")),
        next_cursor=text(outputs.get("nextCursor")),
        number_of_pages=text(outputs.get("numPages")),
        next_url=text(outputs.get("nextUrl")),
    )


@dataclass(frozen=True, slots=True)
class ErrorStatuses:
    """Statuses and ranges that are errors beside, or with `only` instead of, 4XX and 5XX."""

    listed: tuple[str, ...]
    only: bool

    def decides(self, status: str, fails: bool) -> bool:
        """Whether `status` is an error, given whether it is one by itself."""
        if status in self.listed or f"{status[:1]}XX" in self.listed:
            return True
        return fails and (status == "default" or not self.only)


def error_statuses(owners: list[dict[str, Any]]) -> ErrorStatuses | None:
    """What an extension says is an error: the first of `owners` that has it decides."""
    for owner in owners:
        node = as_object(_either(owner, "errors"))
        if node:
            return ErrorStatuses(_statuses(node.get("statusCodes")), node.get("override") is True)
    return None


def _statuses(value: Any) -> tuple[str, ...]:
    listed = (str(status).upper() for status in as_list(value))
    return tuple(status for status in listed if _STATUS.fullmatch(status))


def retries(owner: dict[str, Any], base: Retries) -> Retries | None:
    """The retry policy of the whole API or an operation; None where `owner` has none.

    Times are milliseconds; what the policy does not say is as in `base`. Who says how operations
    are to be repeated says that they may be, writes too.
    """
    node = as_object(_either(owner, "retries"))
    if node.get("strategy") == "none":
        return replace(base, max_attempts=1)
    if node.get("strategy") != "backoff":
        return None
    backoff = as_object(node.get("backoff"))
    return Retries(
        max_attempts=base.max_attempts,
        initial_delay=_seconds(backoff.get("initialInterval"), base.initial_delay),
        factor=_number(backoff.get("exponent"), base.factor),
        max_delay=_seconds(backoff.get("maxInterval"), base.max_delay),
        statuses=_statuses(node.get("statusCodes")) or base.statuses,
        connection_errors=bool(node.get("retryConnectionErrors", base.connection_errors)),
        writes=True,
    )


def _seconds(milliseconds: Any, default: float) -> float:
    return _number(milliseconds, default * _MILLISECONDS) / _MILLISECONDS


def _number(value: Any, default: float) -> float:
    """`value` if it is a number that makes sense as a delay or a factor."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return float(value) if 0 <= value < 1e9 and math.isfinite(value) else default


def sentinel(media_type: dict[str, Any]) -> str | None:
    """The data that ends a stream of events (an extension of the Media Type Object)."""
    value = _either(media_type, "sse-sentinel")
    return value if isinstance(value, str) else None


def deprecation(node: dict[str, Any]) -> tuple[str, str]:
    """What is to be told of something deprecated, and the id of the operation that replaces it."""
    message = text(_either(node, "deprecation-message"))
    return message, text(_either(node, "deprecation-replacement"))


def name_override(node: dict[str, Any]) -> str:
    """The name that an extension gives to a parameter or a schema."""
    return text(node.get("x-speakeasy-name-override")) or text(node.get("x-name"))


def name_overrides(nodes: dict[str, Any]) -> dict[str, str]:
    """The names that an extension gives, for those of the properties `nodes` that have one."""
    found = {wire: name_override(as_object(node)) for wire, node in nodes.items()}
    return {wire: name for wire, name in found.items() if name}


def server_name(server: dict[str, Any]) -> str:
    """The name of a server (`name` since OpenAPI 3.2)."""
    return text(_either(server, "server-id")) or text(server.get("name"))


def global_parameters(root: dict[str, Any]) -> list[tuple[Any, Pointer]]:
    """The parameters that the client is given once (Parameter Objects or references)."""
    name = next((name for name in _GLOBALS if name in root), _GLOBALS[-1])
    listed = as_list(as_object(root.get(name)).get("parameters"))
    return [(item, (name, "parameters", index)) for index, item in enumerate(listed)]


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
