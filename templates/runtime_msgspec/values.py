"""Python values as JSON-like data: models dumped by wire names, arrays as lists."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import suppress
from functools import lru_cache
from typing import Any, Self, TypeGuard, cast

from .errors import InvalidRequest
from .operation import Thunk

_SCALARS = frozenset({str, int, float, bool, type(None)})
_ARRAYS = (Sequence, Set)


def is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Tell whether a value is a mapping, which goes over the wire as an object."""
    return isinstance(value, Mapping)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a plain value is a list, which goes over the wire as an array."""
    return isinstance(value, list)


def is_bytes(value: Any) -> TypeGuard[bytes]:
    """Tell whether a value is bytes, or something that `bytes` takes without copying twice."""
    return isinstance(value, (bytes, bytearray, memoryview))


class Adapter:
    """What reads and writes the values of one type, with the methods of pydantic's.

    msgspec decodes what fits exactly; all else is for the careful walk.
    """

    __slots__ = ("_decoder", "_type", "_version")

    def __init__(self, annotation: Any) -> None:
        """Make the decoder; a type that msgspec does not know as a whole has none."""
        self._type = annotation
        self._version = 0
        self._decoder: Any = None
        self._make_decoder(annotation)

    @property
    def validator(self) -> Self:
        """What decodes JSON with the least around it: this."""
        return self

    def _make_decoder(self, annotation: Any) -> None:
        from msgspec.json import Decoder

        with suppress(TypeError):
            self._decoder = Decoder(annotation, dec_hook=_decoded)

    def validate_json(self, data: bytes, *, by_alias: bool = True, by_name: bool = False) -> Any:
        """Decode JSON that fits the type exactly.

        Raises:
            ValueError: It does not.
        """
        if self._decoder is None:
            raise ValueError("the type is decoded in part only")
        try:
            return self._decoder.decode(data)
        except (ValueError, RecursionError):
            if not self._made_room():
                raise ValueError("the value does not fit its type exactly") from None
        return self._decoder.decode(data)

    def _made_room(self) -> bool:
        """Make the decoder anew if unknown properties were met since; tell whether it was."""
        room = sys.modules.get(f"{__package__}.room")
        if room is None or room.version() == self._version:
            return False
        self._version = room.version()
        self._make_decoder(room.with_room(self._type))
        return True

    def validate_python(self, value: Any, *, by_alias: bool = True, by_name: bool = False) -> Any:
        """Build a value out of parsed JSON or what a caller gave.

        Raises:
            ValueError: It does not fit.
        """
        from .walk import Misfits, Walk

        walk = Walk(by_name=by_name)
        built = walk.build(self._type, value)
        if walk.misfits:
            raise Misfits(walk.misfits)
        return built

    def dump_python(self, value: Any, **_options: Any) -> Any:
        """Return JSON-like data by wire names."""
        return jsonable(value)

    def dump_json(self, value: Any, **_options: Any) -> bytes:
        """Return JSON."""
        return _json(value)


def _decoded(hint: Any, data: Any) -> Any:
    from .choice import decoded

    return decoded(hint, data)


@lru_cache(maxsize=2048)
def adapter(annotation: Any) -> Adapter:
    """Return what reads and writes a type; making one is what costs, so they are kept."""
    return Adapter(annotation)


def plain_value(value: Any, type_thunk: Thunk | None = None) -> Any:
    """Turn models into dicts by wire names and arrays of whatever class into lists.

    Args:
        value: What the user passed.
        type_thunk: Gives the type whose wire names are used for plain dicts too.

    Raises:
        InvalidRequest: The value does not fit the type.
    """
    if type(value) in _SCALARS:
        return value
    if type_thunk is not None:
        return dumped(value, type_thunk)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if is_object(value):
        return value
    if isinstance(value, _ARRAYS) and not isinstance(value, str) and not is_bytes(value):
        return list(cast("Collection[Any]", value))
    if hasattr(value, "__dataclass_fields__"):
        return jsonable(value)
    return value


def dumped(value: Any, type_thunk: Thunk) -> Any:
    """Validate a value against its type and dump it as JSON-like data by wire names.

    Raises:
        InvalidRequest: The value does not fit the type.
    """
    types = adapter(type_thunk())
    return types.dump_python(
        validated(types, value), mode="json", by_alias=True, exclude_unset=True, warnings=False
    )


def validated(types: Any, value: Any) -> Any:
    """Validate a value that is to be sent, by Python names or wire names.

    Raises:
        InvalidRequest: Lists every place that does not fit; values are not shown.
    """
    try:
        return types.validate_python(value, by_alias=True, by_name=True)
    except ValueError as error:
        raise InvalidRequest(str(error)) from error


def is_json(media_type: str) -> bool:
    """Tell whether a media type (without parameters) is JSON: application/json or "+json"."""
    return media_type.endswith("+json") or media_type == "application/json"


def compact_json(value: Any) -> str:
    """Write a value as JSON without spaces, models by alias.

    Raises:
        InvalidRequest: It cannot be written as JSON.
    """
    return _json(value).decode("utf-8")


def jsonable(value: Any) -> Any:
    """Turn any value that msgspec knows into JSON-like data.

    Raises:
        InvalidRequest: It holds something that JSON cannot.
    """
    from .dump import Dump

    try:
        return Dump().value(value)
    except (TypeError, ValueError) as error:
        raise InvalidRequest(str(error)) from error


def _json(value: Any) -> bytes:
    from msgspec.json import encode

    try:
        return encode(jsonable(value))
    except (TypeError, ValueError) as error:
        raise InvalidRequest(str(error)) from error
