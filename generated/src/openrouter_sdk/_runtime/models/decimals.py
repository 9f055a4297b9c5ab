"""`WireDecimal`: decimals that JSON carries as numbers, read and written digit by digit.

pydantic reads every number with a fraction as a float, and writes decimals as text. So JSON for
such types is parsed by Python, and they are written as marked text that is then unquoted. Nothing
of this is imported before a model with such a decimal is.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, cast

from ..data.digits import Digits, of_decimal, parsed, replaced

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_MARK = os.urandom(16).hex()  # no one can send text that begins so
_MARKED = re.compile(rf'"{_MARK}([0-9eE.+-]+)"'.encode())
_EXACTLY = object()


class JsonNumber:
    """Tells pydantic how such decimals are read and written, without importing it."""

    when_used = "json"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Take the digits of a number, and write it as one."""
        from pydantic_core import core_schema

        written = core_schema.plain_serializer_function_ser_schema(
            _written, info_arg=True, when_used="json"
        )
        plain = handler(source)
        return core_schema.lax_or_strict_schema(
            core_schema.no_info_before_validator_function(_read, plain),
            core_schema.no_info_before_validator_function(_read_number, plain),
            serialization=written,
        )


def _read(value: Any) -> Any:
    return Decimal(value.text) if isinstance(value, Digits) else value


def _read_number(value: Any) -> Any:
    from pydantic_core import PydanticKnownError

    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(getattr(value, "text", None) or str(value))
    if not isinstance(value, Decimal):
        raise PydanticKnownError("decimal_type")
    return value


def _written(value: Any, info: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    digits = of_decimal(value)
    if info.context is _EXACTLY:
        return f"{_MARK}{digits.text}"
    return int(value) if value == value.to_integral_value() else float(value)


WireDecimal = Annotated[Decimal, JsonNumber()]


class DecimalAdapter:
    """What reads and writes a type with such decimals in it, with the methods of a TypeAdapter."""

    def __init__(self, types: Any) -> None:
        """Take pydantic's own."""
        self._types = types

    @property
    def validator(self) -> DecimalAdapter:
        """What decodes JSON: this."""
        return self

    def validate_json(
        self, data: str | bytes, *, strict: bool | None = None, **options: Any
    ) -> Any:
        """Decode JSON; what is strict for JSON is pydantic's affair, what is exact ours.

        Raises:
            ValueError: It does not fit.
        """
        if strict:
            self._types.validate_json(data, strict=True, **options)
        return self._types.validate_python(parsed(data), **options)

    def validate_python(self, value: Any, **options: Any) -> Any:
        """Build a value out of parsed JSON or what a caller gave.

        Raises:
            ValueError: It does not fit.
        """
        return self._types.validate_python(value, **options)

    def dump_python(self, value: Any, **options: Any) -> Any:
        """Return data; JSON-like data has `Digits` for such decimals."""
        return replaced(self._types.dump_python(value, context=_EXACTLY, **options), _unmarked)

    def dump_json(self, value: Any, **options: Any) -> bytes:
        """Return JSON."""
        return _unquoted(self._types.dump_json(value, context=_EXACTLY, **options))


def adapted(types: Any) -> Any:
    """Return a TypeAdapter, or what is in its place where there is such a decimal in the type."""
    pending: list[Any] = [types.core_schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            members = cast("dict[str, Any]", node)
            if members.get("function") is _read:
                return DecimalAdapter(types)
            pending += members.values()
        elif isinstance(node, (list, tuple)):
            pending += cast("list[Any]", node)
    return types


def to_json(value: Any, write: Any) -> bytes:
    """Write plain data with `Digits` in it."""
    return _unquoted(write(replaced(value, _marked), by_alias=True))


def _marked(value: Any) -> Any:
    return f"{_MARK}{value.text}" if isinstance(value, Digits) else value


def _unmarked(value: Any) -> Any:
    is_marked = isinstance(value, str) and value.startswith(_MARK)
    return Digits(value.removeprefix(_MARK)) if is_marked else value


def _unquoted(text: bytes) -> bytes:
    return _MARKED.sub(rb"\1", text)
