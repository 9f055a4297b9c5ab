"""Python names for names of a description: every identifier of the SDK comes out of this module."""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

LONGEST = 100
"""Bytes of the longest name, so that two of them make a file name; a longer one is cut and made
unique by a digest.
"""

_SYMBOLS = {"+": "plus", "&": "and", "@": "at", "*": "star", "#": "hash", "%": "percent"}
_COMPARISONS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "=": "eq", "==": "eq", "!=": "neq"}
_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\W_A-Za-z0-9]+")

ANNOTATION_BUILTINS = frozenset(
    {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type"}
)
"""Builtins that annotations mention: a class that defines one of them hides it."""

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
_FIELD_RESERVED = MODEL_ATTRIBUTES | ANNOTATION_BUILTINS - {"object", "type"}
_CLASS_RESERVED = frozenset(
    [
        "Annotated",
        "Any",
        "Base64Bytes",
        "EXACT",
        "BinaryInput",
        "Decimal",
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
        "TypedDict",
        "UUID",
        "Union",
    ]
) | frozenset(name for name in vars(builtins) if name[0].isupper())
_RESOURCE_CLASS_RESERVED = frozenset(
    [
        "Any",
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
    ]
)
"""What the modules of resources import; each class has one called Async… beside it."""
_METHOD_RESERVED = frozenset({"with_raw_response", "with_streaming_response"})
_SIGNATURE_RESERVED = frozenset({"self", "options", "request", "client"})
_CONSTRUCTOR_RESERVED = frozenset(
    [
        "headers",
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
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""What Windows does not take as the name of a file, whatever its extension."""
_PACKAGE_RESERVED = (
    _DEVICES
    | sys.stdlib_module_names
    | {"anyio", "httpx2", "msgspec", "pydantic", "pydantic_core", "pyreqwest", "typing_extensions"}
)
# The attributes of the runtime's clients; tests compare this list with them.
_CLIENT_RESERVED = frozenset(
    [
        "aclose",
        "asynchronous",
        "base_url",
        "call",
        "call_download",
        "call_raw",
        "call_result",
        "download_result",
        "close",
        "credentials",
        "errors",
        "fetch_token",
        "global_arguments",
        "headers",
        "logger",
        "make_download",
        "make_lock",
        "oauth_tokens",
        "report",
        "retry_policy",
        "route",
        "server_chosen",
        "server_name",
        "server_url",
        "server_variables",
        "spec",
        "stream",
        "strict",
        "timeout",
        "wants_log",
    ]
)


_KNOWN = 10_000
"""Names that are remembered: a description has the same ones again and again."""


def words(text: str) -> list[str]:
    """The words of a name, split at separators and at changes of case: `getUserID` has three."""
    text = unicodedata.normalize("NFKC", text)
    if text in _COMPARISONS:
        return [_COMPARISONS[text]]
    if re.match(r"-\d", text):
        text = f"minus {text[1:]}"
    for symbol, word in _SYMBOLS.items():
        if text.startswith(symbol) and symbol != "@":
            text = f"{word} {text[1:]}"
    found = _WORD.findall(text)
    return [word for word in found if word.isidentifier() or word.isdigit()] or _spelled(text)


def _spelled(text: str) -> list[str]:
    """Words for a name without a letter or digit: what Unicode calls its characters."""
    spelled = " ".join(unicodedata.name(character, "") for character in text[:4])
    return re.findall(r"[A-Z]+|[0-9]+", spelled) or ["unnamed"]


def _shortened(name: str, original: str, separator: str = "") -> str:
    encoded = name.encode()
    if len(encoded) <= LONGEST:
        return name
    digest = hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    kept = encoded[: LONGEST - 9].decode(errors="ignore").rstrip("_")
    return f"{kept}{separator}{digest}"


@lru_cache(_KNOWN)
def snake(text: str, prefix: str = "value") -> str:
    """`text` as a lower-case identifier: `getUserActivity` becomes `get_user_activity`.

    `prefix` is put before a name that would start with a digit. Keywords get an underscore.
    """
    name = _shortened("_".join(word.lower() for word in words(text)), text, "_")
    if not name.isidentifier():
        name = f"{prefix}_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


@lru_cache(_KNOWN)
def pascal(text: str, prefix: str = "Model") -> str:
    """`text` as a class name: `bad-request` becomes `BadRequest`; capitals of the text are kept."""
    name = "".join(word[0].upper() + word[1:] for word in words(text))
    name = _shortened(name, text)
    return name if name.isidentifier() else f"{prefix}{name}"


def class_name(text: str) -> str:
    """`text` as the name of a model, an alias or an error."""
    name = pascal(text)
    reserved = name in _CLASS_RESERVED or keyword.iskeyword(name)
    return f"{name}Model" if reserved else name


def constant(text: str) -> str:
    """`text` as an upper-case constant."""
    return snake(text, "operation").upper().rstrip("_")


def resource_name(text: str) -> str:
    """`text` as an attribute of the client."""
    name = snake(text, "resource")
    return f"{name}_" if name in _CLIENT_RESERVED else name


def resource_path(tag: str) -> str:
    """`tag` as dotted attributes of the client: what follows a full stop is nested."""
    parts = [part for part in tag.split(".") if part] or [tag]
    return ".".join(resource_name(part) for part in parts)


def resource_class(resource: str) -> str:
    """The class of a resource, given its dotted name."""
    name = "".join(pascal(part) for part in resource.split("."))
    is_taken = keyword.iskeyword(name) or name in _RESOURCE_CLASS_RESERVED
    return f"{name}Resource" if is_taken else name


def module_name(resource: str) -> str:
    """The module of a resource, given its dotted name."""
    name = resource.replace(".", "_").rstrip("_")
    return f"{name}_resource" if keyword.iskeyword(name) or name in _DEVICES else name


def package_name(text: str) -> str:
    """`text` as a package that hides none of those that it imports itself."""
    name = snake(text, "api")
    return f"{name}_sdk" if name in _PACKAGE_RESERVED else name


def distribution_name(package: str) -> str:
    """What an index calls the distribution of a package: ASCII letters, digits and hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", package.lower()).strip("-")
    digest = hashlib.sha256(package.encode()).hexdigest()[:8]
    return name or f"sdk-{digest}"


def constructor_names(wires: Iterable[str]) -> dict[str, str]:
    """A constructor argument of the client for each name of a security scheme or global."""
    return _unique(wires, _CONSTRUCTOR_RESERVED)


def method_name(text: str) -> str:
    """`text` as a method of a resource."""
    name = snake(text, "call")
    return f"{name}_" if name in _METHOD_RESERVED else name


def parameter_name(key: str) -> str:
    """The name in a method's signature of the argument that a request calls `key`."""
    return f"{key}_" if key in _SIGNATURE_RESERVED else key


def field_names(wires: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A model attribute for each property name, made from what is `given` for it, if anything."""
    return _unique(wires, _FIELD_RESERVED, given or {})


def _unique(
    wires: Iterable[str], reserved: frozenset[str], given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Distinct identifiers; a name that already is its own identifier always keeps it.

    So no attribute is ever called what another one is called on the wire, and a new property
    does not rename its neighbours unless it has a better right to the name.
    """
    wires = list(dict.fromkeys(wires))
    given = given or {}
    kept = (wire for wire in wires if wire not in given)
    names = {wire: wire for wire in kept if _free(snake(wire), reserved) == wire}
    taken = set(names.values()) | set(wires)
    for wire in wires:
        if wire in names:
            continue
        wanted = _candidates(given.get(wire, wire), reserved)
        name = next(name for name in wanted if name not in taken - {wire})
        names[wire] = name
        taken.add(name)
    return {wire: names[wire] for wire in wires}


def _candidates(wire: str, reserved: frozenset[str]) -> Iterable[str]:
    """Identifiers for `wire`, the best first, without end."""
    name = _free(snake(wire), reserved)
    yield name
    as_it_is = wire.isidentifier() and unicodedata.normalize("NFKC", wire) == wire
    if as_it_is and wire[0] != "_" and wire not in reserved and not keyword.iskeyword(wire):
        yield wire
    while True:
        name = f"{name}_"
        yield name


def _free(name: str, reserved: frozenset[str]) -> str:
    return f"{name}_" if name in reserved else name


def singular(word: str) -> str:
    """The name of one item of a plural: `filters` gives `filter`, `data` gives `dataItem`."""
    rules = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
    for plural, ending in rules:
        if word.lower().endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + ending
    if word.lower().endswith("s") and not word.lower().endswith(("ss", "us", "is")):
        return word[:-1]
    return f"{word}Item"


_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def ordinal(index: int) -> str:
    """The name of a position, counted from 0, as part of a class name."""
    return _ORDINALS[index] if index < len(_ORDINALS) else f"Position{index + 1}"
