"""Python names for names of a description: every identifier of the SDK comes out of this module."""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from .reserved import (
    CLIENT_ATTRIBUTES,
    DEVICES,
    FIELDS,
    METHOD_ARGUMENTS,
    MODEL_CLASSES,
    PACKAGES,
    RESOURCE_ATTRIBUTES,
)

LONGEST = 100
"""Bytes of the longest name, so that two of them make a file name; a longer one is cut and made
unique by a digest.
"""

_SYMBOLS = {"+": "plus", "&": "and", "@": "at", "*": "star", "#": "hash", "%": "percent"}
_COMPARISONS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "=": "eq", "==": "eq", "!=": "neq"}
_WORD = re.compile(r"OAuth[0-9]*|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\W_A-Za-z0-9]+")

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
    is_taken = name in MODEL_CLASSES or keyword.iskeyword(name)
    return f"{name}Model" if is_taken else name


def constant(text: str) -> str:
    """`text` as an upper-case constant."""
    return snake(text, "operation").upper()


def resource_path(tag: str) -> str:
    """`tag` as dotted attributes of the client: what follows a full stop is nested."""
    first, *nested = [part for part in tag.split(".") if part] or [tag]
    return ".".join(
        [
            free(snake(first, "resource"), CLIENT_ATTRIBUTES),
            *(free(snake(part, "resource"), RESOURCE_ATTRIBUTES) for part in nested),
        ]
    )


def resource_class(resource: str) -> str:
    """The class of a resource, given its dotted name."""
    return "".join(pascal(part) for part in resource.split("."))


def module_name(resource: str, separator: str = "_") -> str:
    """The module of a resource, given its dotted name."""
    name = _shortened(resource.replace(".", separator).rstrip("_"), resource, "_")
    return f"{name}_resource" if keyword.iskeyword(name) or name in DEVICES else name


def package_name(text: str) -> str:
    """`text` as a package that hides none of those that it imports itself."""
    name = snake(text, "api")
    return f"{name}_sdk" if name in PACKAGES else name


def distribution_name(package: str) -> str:
    """What an index calls the distribution of a package: ASCII letters, digits and hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", package.lower()).strip("-")
    digest = hashlib.sha256(package.encode()).hexdigest()[:8]
    return name or f"sdk-{digest}"


def method_name(text: str) -> str:
    """`text` as a method of a resource."""
    return snake(text, "call")


def given_name(dotted: str) -> str:
    """A name that the user gives, to the letter; keywords of Python get an underscore (PEP 8)."""
    return ".".join(f"{part}_" if keyword.iskeyword(part) else part for part in dotted.split("."))


def parameter_name(key: str) -> str:
    """The name in a method's signature of the argument that a request calls `key`.

    No two keys have one name: what looks like a name that gave way gives way itself.
    """
    return f"{key}_" if key.rstrip("_") in METHOD_ARGUMENTS else key


def field_names(wires: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A model attribute for each property name, made from what is `given` for it, if anything."""
    return _unique(wires, FIELDS, given or {})


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
    names = {wire: wire for wire in kept if free(snake(wire), reserved) == wire}
    taken = set(names.values()) | set(wires)
    for wire in sorted(wires):  # so that their order decides nothing
        if wire in names:
            continue
        wanted = _candidates(given.get(wire, wire), reserved)
        name = next(name for name in wanted if name not in taken - {wire})
        names[wire] = name
        taken.add(name)
    return {wire: names[wire] for wire in wires}


def _candidates(wire: str, reserved: frozenset[str]) -> Iterable[str]:
    """Identifiers for `wire`, the best first, without end."""
    name = free(snake(wire), reserved)
    yield name
    as_it_is = wire.isidentifier() and unicodedata.normalize("NFKC", wire) == wire
    if as_it_is and wire[0] != "_" and wire not in reserved and not keyword.iskeyword(wire):
        yield wire
    while True:
        name = f"{name}_"
        yield name


def free(name: str, reserved: Set[str]) -> str:
    """A name, with an underscore where it is reserved (PEP 8)."""
    return f"{name}_" if name in reserved else name


_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))


def singular(word: str) -> str:
    """The name of one item of a plural: `filters` gives `filter`, `data` gives `dataItem`."""
    one = depluralized(word)
    return f"{word}Item" if one == word else one


def depluralized(word: str) -> str:
    """A plural in the singular; what has none as it is."""
    lower = word.lower()
    for plural, ending in _PLURALS:
        if lower.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + ending
    return word[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) else word


_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def ordinal(index: int) -> str:
    """The name of a position, counted from 0, as part of a class name."""
    return _ORDINALS[index] if index < len(_ORDINALS) else f"Position{index + 1}"
