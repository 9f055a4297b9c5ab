"""What the library of models does for the rest: here msgspec reads and writes values and JSON.

It decodes what fits exactly; all else is for the careful walk.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Self

from ..base.deprecated import warn
from ..base.errors import InvalidRequest


class Adapter:
    """What reads and writes the values of one type, with the methods of pydantic's."""

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

    @property
    def is_whole(self) -> bool:
        """Whether msgspec takes the type as it stands."""
        return self._decoder is not None

    def _make_decoder(self, annotation: Any) -> None:
        from msgspec.json import Decoder

        float_hook = _digits() if f"{__package__}.decimals" in sys.modules else None
        with suppress(TypeError):
            self._decoder = Decoder(annotation, dec_hook=_decoded, float_hook=float_hook)

    def validate_json(self, data: bytes, **_options: Any) -> Any:
        """Decode JSON that fits the type exactly.

        Raises:
            ValueError: It does not.
        """
        if self._decoder is None:
            raise ValueError("the type is decoded in part only")
        try:
            return self._decoder.decode(data)
        except (ValueError, RecursionError):
            if self._renewed():
                return self.validate_json(data)
            raise ValueError("the value does not fit its type exactly") from None

    def _renewed(self) -> bool:
        """Make the decoder anew if unknown properties were met since; tell whether it was."""
        additional = sys.modules.get(f"{__package__}.additional")
        if additional is None or additional.version() == self._version:
            return False
        self._version = additional.version()
        self._make_decoder(additional.extended(self._type))
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
        for message in walk.told:
            warn(message)
        return built

    def dump_python(self, value: Any, **options: Any) -> Any:
        """Return JSON-like data by wire names."""
        return _dumped(value, self._type, options)

    def dump_json(self, value: Any, **_options: Any) -> bytes:
        """Return JSON."""
        return _written(_dumped(value, self._type, {}))


def _digits() -> Any:
    from ..data.digits import Digits

    return Digits


def _dumped(value: Any, hint: Any, options: Mapping[str, Any]) -> Any:
    from .dump import Dump

    decimals = sys.modules.get(f"{__package__}.decimals")
    numbers = decimals is not None and decimals.holds_numbers(hint)
    exclude = frozenset[str](options.get("exclude") or ())
    try:
        return Dump(exclude=exclude, numbers=numbers, finite=True).value(value)
    except (TypeError, ValueError) as error:
        raise InvalidRequest(str(error)) from error


def _written(value: Any) -> bytes:
    from msgspec.json import encode

    decimals = sys.modules.get(f"{__package__}.decimals")
    try:
        return encode(value if decimals is None else decimals.raw(value))
    except OverflowError:  # an integer of more than 64 bits
        import json

        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError) as error:
        raise InvalidRequest(str(error)) from error


def _decoded(hint: Any, data: Any) -> Any:
    from .choice import decoded

    return decoded(hint, data)


@lru_cache(maxsize=2048)
def adapter(annotation: Any) -> Adapter:
    """Return what reads and writes a type; making one is what costs, so they are kept."""
    return Adapter(annotation)


def problems(error: ValueError) -> str:
    """Write what an adapter raised as "a.b: message; …", without the values."""
    return str(error)


def from_json(data: str | bytes) -> Any:
    """Parse JSON, and what msgspec refuses and others write: NaN, and numbers out of range.

    Raises:
        ValueError: It is none; the message says where, not what.
    """
    from msgspec.json import Decoder, decode

    try:
        if f"{__package__}.decimals" in sys.modules:
            return Decoder(float_hook=_digits()).decode(data)
        return decode(data)
    except RecursionError:
        raise ValueError("recursion limit exceeded") from None
    except ValueError:
        import json

        with suppress(ValueError, RecursionError):
            return json.loads(data)
        raise


def to_json(value: Any) -> bytes:
    """Write a value as JSON without spaces, models by wire names.

    Raises:
        InvalidRequest: It cannot be written as JSON.
    """
    return _written(jsonable(value))


def without_nan(data: bytes) -> bytes:
    """Return JSON that was written, in which there is none."""
    return data


def jsonable(value: Any) -> Any:
    """Turn any value that msgspec knows into JSON-like data.

    Raises:
        InvalidRequest: It holds something that JSON cannot.
    """
    from .dump import Dump

    try:
        return Dump(finite=True).value(value)
    except (TypeError, ValueError) as error:
        raise InvalidRequest(str(error)) from error


def unknown(value: Any) -> Mapping[str, Any] | None:
    """Return the properties of a model that the description does not know; None if it is none."""
    additional = getattr(value, "__additional__", None)
    if additional is None or not (additional or value.__dict__):
        return None
    from .record import extra_of

    return extra_of(value)


def known(value: Any) -> int:
    """Count the properties of a model that were received and are described; 0 if it is none."""
    return len(value.model_fields_set) if hasattr(value, "__additional__") else 0
