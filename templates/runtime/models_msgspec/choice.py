"""Unions that msgspec cannot decode: JSON data in, a value of the member that fits out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, ClassVar, get_args, get_origin

from .stand_in import Kind


class Choice(metaclass=Kind):
    """Base of what stands for such a union; msgspec does not know it, so it asks `decoded`."""

    __union__: ClassVar[str]
    """The union, as it is written in the module."""

    __tag__: ClassVar[str | None]
    """The attribute that tells the members apart."""

    __patterns__: ClassVar[Any]
    """What the names in a map match whose values are of its type; None for what is no such map."""


def choice(name: str, module: str, union: str, tag: str | None = None, patterns: Any = None) -> Any:
    """Make the stand-in of a union; its members are looked up when there is something to decode."""
    members = {"__union__": union, "__tag__": tag, "__patterns__": patterns}
    return Kind(name, (Choice,), {"__module__": module, **members})


def is_choice(hint: Any) -> bool:
    """Tell whether a type is a union's stand-in."""
    return isinstance(hint, type) and issubclass(hint, Choice)


@lru_cache(maxsize=2048)
def members(hint: Any) -> tuple[Any, ...]:
    """Return the members of a union, or of what stands for one, nested ones flattened."""
    return tuple(dict.fromkeys(_flattened(hint)))


def _flattened(hint: Any) -> Iterator[Any]:
    from msgspec import UnsetType

    from .fields import UNIONS, evaluated, module_of

    if is_choice(hint):
        union = evaluated(hint.__union__, module_of(hint))
        parts = get_args(union) if get_origin(union) in UNIONS else (union,)
    else:
        parts = get_args(hint)
    for part in parts:
        nested = get_origin(part) in UNIONS or _is_loose(part)
        if nested and part is not hint:
            yield from _flattened(part)
        elif part is not UnsetType:
            yield part


def _is_loose(hint: Any) -> bool:
    """Tell whether a union's stand-in is nothing but its members."""
    return is_choice(hint) and hint.__tag__ is None and hint.__patterns__ is None


@lru_cache(maxsize=2048)
def tags(hint: Any) -> tuple[str, Mapping[Any, Any]]:
    """Return the property that tells the members apart, and the member of each of its values."""
    from .fields import fields_of, is_model, literals

    wire, found = "", dict[Any, Any]()
    for member in members(hint):
        if is_model(member):
            tag = fields_of(member)[hint.__tag__]
            wire = tag.wire
            found.update(dict.fromkeys(literals(tag.annotation), member))
        elif is_choice(member):
            wire, inner = tags(member)
            found.update(dict.fromkeys(inner, member))
    return wire, found


def decoded(hint: Any, data: Any) -> Any:
    """Decode what msgspec asks about.

    Raises:
        ValueError: No member fits exactly; only the careful walk can tell which is meant.
    """
    if is_choice(hint):
        if hint.__patterns__ is not None and isinstance(data, dict):
            (member,) = members(hint)
            return hint.__patterns__.applied(data, partial(_converted, member))
        return (
            _tagged(hint, data) if hint.__tag__ and isinstance(data, dict) else _tried(hint, data)
        )
    from .scalars import read

    return read(hint, data)


def _tagged(hint: Any, data: Any) -> Any:
    wire, by_tag = tags(hint)
    value = data.get(wire)
    member = by_tag.get(value) if isinstance(value, str | int) else None
    if member is None:
        raise ValueError(f"unknown {wire}")
    return _converted(member, data)


def _tried(hint: Any, data: Any) -> Any:
    """Take the first member that fits; an object that is no model's is left to the walk."""
    from .fields import is_model

    found = members(hint)
    if isinstance(data, dict) and any(map(is_model, found)):
        found = tuple(one for one in found if is_model(one) or is_choice(one))
    for member in found:
        try:
            return _converted(member, data)
        except ValueError:
            continue
    raise ValueError("no member of the union fits")


def _converted(member: Any, data: Any) -> Any:
    from msgspec import convert

    from .additional import extended

    return convert(data, extended(member), dec_hook=decoded)
