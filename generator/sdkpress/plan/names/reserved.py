"""What the names of each scope must not be: one table, a set for each scope.

A name of the description that is in the set of its scope gives way; one that a user gives is
refused (`plan/client/configured.py`).
"""

from __future__ import annotations

import builtins
import sys

from ..model.manners import OURS, Manners
from ..model.sdk import (
    API_ERROR,
    RUNTIME_ERRORS,
    STATUS_ERROR,
    STATUS_ERRORS,
    VALIDATION_ERROR,
    WEBHOOK_ERROR,
)
from ..model.types import ANNOTATION_BUILTINS

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""What Windows does not take as the name of a file, whatever its extension."""

BUILTIN_CLASSES = frozenset(name for name in vars(builtins) if name[0].isupper())
"""`ValueError` and the like."""

PACKAGES = (
    DEVICES
    | sys.stdlib_module_names
    | {"anyio", "httpx2", "msgspec", "opentelemetry", "pydantic", "pydantic_core", "pyreqwest"}
    | {"typing_extensions"}
)
"""Packages that the SDK imports: one of its own of that name would hide them."""

PACKAGE_ATTRIBUTES = BUILTIN_CLASSES | {
    "APIResponse",
    "Any",
    "AsyncClient",
    "AsyncStream",
    "AsyncTransport",
    "Drift",
    "Err",
    "Literal",
    "Ok",
    "RequestOptions",
    "Result",
    "RetryOptions",
    "RetryPolicy",
    "ServerSentEvent",
    "Stream",
    "SyncClient",
    "Transport",
    "UNSET",
    "Unset",
    *("client", "core", "errors", "fast", "funcs", "hooks", "models", "otel", "resources"),
    *("testing", "types"),
}
"""What `<package>` exports beside the clients, and what the clients' modules import."""

ERRORS = (
    frozenset({*RUNTIME_ERRORS, *STATUS_ERRORS.values()})
    | BUILTIN_CLASSES
    | {"SDKError", STATUS_ERROR, WEBHOOK_ERROR}
)
"""What no class or union of `<package>.errors` may be called."""

_ROOT_ERRORS = frozenset({API_ERROR, VALIDATION_ERROR})
_SENTINELS = frozenset({"NOT_GIVEN", "NotGiven", "Omit", "not_given", "omit"})


def package_attributes(manners: Manners = OURS) -> frozenset[str]:
    """What `<package>` exports beside the clients, and what the clients' modules import."""
    more = ERRORS | _ROOT_ERRORS if manners.errors == "root" else frozenset[str]()
    more |= _SENTINELS if manners.omit else frozenset()
    more |= {"AsyncAPIResponse"} if manners.parse == "async" else frozenset()
    return PACKAGE_ATTRIBUTES | more


def error_classes(manners: Manners = OURS) -> frozenset[str]:
    """What no class or union of `<package>.errors` may be called."""
    return ERRORS | _ROOT_ERRORS if manners.errors == "root" else ERRORS


# tests/constructs/test_scopes.py compares these two with pressed clients and resources.
CLIENT_ATTRIBUTES = frozenset(
    ["aclose", "base_url", "cached_property", "close", "request", "with_options"]
)
"""What a client has beside its resources, and what decorates them."""

RESOURCE_ATTRIBUTES = frozenset(
    ["cached_property", "overload", "with_raw_response", "with_streaming_response"]
)
"""What a resource has beside methods and nested resources, and what decorates them."""

WEBHOOKS_ATTRIBUTES = frozenset({"unwrap"})
"""What the resource `webhooks` has besides: its operations stand beside what reads events."""

RESOURCE_CLASSES = BUILTIN_CLASSES | {
    "Any",
    "AsyncPager",
    "BinaryInput",
    "FileInput",
    "Iterable",
    "Iterator",
    "Literal",
    "Mapping",
    "Pagination",
    "RequestOptions",
    "Resource",
    "Sequence",
    "SequenceNotStr",
    "Stream",
    "Unset",
    *("AsyncIterable", "AsyncIterator", "AsyncResource", "AsyncStream"),
}
"""What the modules of resources import."""

PAGE_CLASSES = BUILTIN_CLASSES | {"Any", "AsyncPage", "Literal", "Page", "Pagination"}
"""What the module of pages imports."""

METHOD_ARGUMENTS = frozenset({"self", "options", "request", "client"})
"""What methods and functions take beside the arguments of their operation."""

OPTION_ARGUMENTS = {
    "dict": METHOD_ARGUMENTS,
    "keywords": frozenset({"self", "extra_headers", "extra_query", "extra_body", "timeout"}),
    "request_options": frozenset({"self", "request_options"}),
}
"""What methods take besides, by the manner in which options are given."""

CONSTRUCTOR_ARGUMENTS = frozenset(
    [
        "headers",
        "hooks",
        "http_client",
        "on_drift",
        "retries",
        "self",
        "server",
        "server_url",
        "server_variables",
        "strict",
        "super",
        "timeout",
        "wants_log",
    ]
)
"""What the constructor of a client takes beside credentials, globals and server variables."""

CHOSEN_ARGUMENTS = {
    "base_url": frozenset({"base_url", "environment"}),
    "max_retries": frozenset({"max_retries"}),
    "default_headers": frozenset({"default_headers"}),
    "default_query": frozenset({"default_query"}),
}
"""What it takes besides, by the names of manners that an SDK may have."""

MODEL_CLASSES = BUILTIN_CLASSES | {
    "Annotated",
    "Any",
    "Base64Bytes",
    "WireDecimal",
    "BinaryInput",
    "Decimal",
    "EXACT",
    "Field",
    "FileInput",
    "IPv4Address",
    "IPv6Address",
    "Literal",
    "Model",
    "NotRequired",
    "Optional",
    "Sequence",
    "Mapping",
    "TypeAlias",
    "TypeAliasType",
    "Typed",  # whose dict would be `TypedDict`
    "TypedDict",
    "UUID",
    "Union",
    "WireDate",
    "WireDateTime",
    "WireDecimalText",
    "WireDuration",
    "WireTime",
    "WireUUID",
}
"""What the modules of models and of TypedDicts import."""

NAMESPACES = ANNOTATION_BUILTINS | {
    "Any",
    "Literal",
    "TYPE_CHECKING",
    "TypeAlias",
    "Union",
    "annotations",
    "namespace",
}
"""What modules import that have names for types of others, and what annotations mention."""

# The attributes of pydantic.BaseModel; tests compare this list with the installed version.
MODEL_ATTRIBUTES = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
    ]
)

FIELDS = MODEL_ATTRIBUTES | {"to_dict", "to_json"} | ANNOTATION_BUILTINS - {"object", "type"}
"""What the attributes of models must not be called."""
