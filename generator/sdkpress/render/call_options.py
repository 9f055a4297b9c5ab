"""What methods take after the arguments of their operation, by the manners of the SDK."""

from __future__ import annotations

from dataclasses import dataclass

from ..plan.model.manners import Manners
from ..plan.model.operation import Operation
from .option_rows import OPTION_ROWS, PAGES_ROW, OptionRow

_KEYWORDS = (
    OptionRow("extra_headers", "`Mapping[str, str]`", "Header fields; they win over all others."),
    OptionRow("extra_query", "`Mapping[str, Any]`", "Query parameters beside the operation's own."),
    OptionRow(
        "extra_body", "`Mapping[str, Any]`", "Properties added to a JSON body, by wire name."
    ),
    OptionRow(
        "timeout",
        r"`float \| httpx2.Timeout \| None`",
        "Seconds that one attempt may take; None waits for ever.",
    ),
)
_KEY = OptionRow(
    "idempotency_key", "`str`", "Sent as the API's idempotency key; made for each call otherwise."
)
_ANNOTATIONS = {
    "extra_headers": "Mapping[str, str | Unset] | None = None",
    "extra_query": "Mapping[str, Any] | None = None",
    "extra_body": "Mapping[str, Any] | None = None",
    "timeout": "float | httpx2.Timeout | None | Unset = UNSET",
    "idempotency_key": "str | None = None",
}
_LONGER_NAMES = (
    OptionRow("timeout_in_seconds", r"`float \| httpx2.Timeout \| None`", "The same as `timeout`."),
    OptionRow("max_retries", "`int`", "How many times the request is sent again."),
    OptionRow("additional_headers", "`Mapping[str, str]`", "The same as `headers`."),
    OptionRow("additional_query_parameters", "`Mapping[str, Any]`", "The same as `query`."),
    OptionRow("additional_body_parameters", "`Mapping[str, Any]`", "The same as `body`."),
)


@dataclass(frozen=True, slots=True)
class CallOptions:
    """The options of a method.

    Attributes:
        names: The arguments.
        signature: What declares each of them.
        value: What makes the options of the call of them, as code.
    """

    names: tuple[str, ...]
    signature: tuple[str, ...]
    value: str


def call_options(operation: Operation, manners: Manners) -> CallOptions:
    """What the method of `operation` takes."""
    if manners.options == "keywords":
        names = [row.name for row in keyword_rows(operation)]
        signature = [f"{name}: {_ANNOTATIONS[name]}" for name in names]
        return CallOptions(tuple(names), tuple(signature), f"_options({', '.join(names)})")
    name = "options" if manners.options == "dict" else manners.options
    value = name if manners.options == "dict" else f"_options({name})"
    return CallOptions((name,), (f"{name}: RequestOptions | None = None",), value)


def keyword_rows(operation: Operation) -> tuple[OptionRow, ...]:
    """The options of a method that takes each as an argument."""
    own = {item.name for item in operation.arguments}
    is_keyed = operation.keyed and _KEY.name not in own
    return (*_KEYWORDS, _KEY) if is_keyed else _KEYWORDS


def option_rows(manners: Manners, *, paged: bool) -> tuple[OptionRow, ...]:
    """The keys that a dict of options may have, with pages or without."""
    more = _LONGER_NAMES if manners.options == "request_options" else ()
    return (*more, *OPTION_ROWS, *([PAGES_ROW] if paged else []))


def readme_rows(manners: Manners, *, paged: bool) -> tuple[OptionRow, ...]:
    """The options that README lists."""
    return _KEYWORDS if manners.options == "keywords" else option_rows(manners, paged=paged)


def spoken(manners: Manners) -> tuple[str, ...]:
    """Options of a call as README shows them: a time limit and a header field, as code."""
    if manners.options == "keywords":
        return ("timeout=10.0", 'extra_headers={"X-Trace": "1"}')
    if manners.options == "request_options":
        named = '{"timeout_in_seconds": 10, "additional_headers": {"X-Trace": "1"}}'
        return (f"request_options={named}",)
    return ('options={"timeout": 10.0, "headers": {"X-Trace": "1"}}',)


def without_retries(manners: Manners) -> tuple[str, ...]:
    """Options of a call that is tried once, as code; none where a call cannot say that."""
    return {
        "dict": ('options={"retries": False}',),
        "keywords": (),
        "request_options": ('request_options={"max_retries": 0}',),
    }[manners.options]


def option(manners: Manners, text: str) -> tuple[str, ...]:
    """A key of the options of a call as an argument, as code; none where it is no argument."""
    name = {"dict": "options", "request_options": "request_options"}.get(manners.options)
    return (f"{name}={{{text}}}",) if name else ()
