# mypy: no-warn-return-any
"""Types whose text is read by one standard alone: dates, times, durations, UUIDs, decimals.

pydantic's own take numbers for dates, "10:00" for a duration, any way to write a UUID, and "NaN".
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from ..data.times import DATE, DATE_TIME, TIME, UUID, Duration, read_decimal

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class AsText:
    """Tells pydantic how a type is read, without importing it before it asks."""

    __slots__ = ("_error", "_format", "_pattern", "_read")

    def __init__(
        self, format: str, error: str, pattern: str, read: Callable[[str], Any] | None = None
    ) -> None:
        """Say what the text looks like.

        Args:
            format: Of JSON Schema.
            error: What pydantic calls what is no such text.
            pattern: A regular expression, whatever the case of letters.
            read: Makes a value of the text in upper case; None leaves that to pydantic.
        """
        self._format = format
        self._error = error
        self._pattern = pattern
        self._read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Take text that looks so; of Python the value itself, too."""
        from pydantic_core import core_schema

        plain = handler(source)
        text = core_schema.str_schema(strict=True, pattern=f"(?i)^{self._pattern}$", to_upper=True)
        if self._read is None:
            value = plain
        else:
            value = core_schema.no_info_plain_validator_function(self._read)
        instance = {**plain, "strict": True}
        return _text_or(instance, core_schema.chain_schema([text, value]), self._error)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        """Describe the type as pydantic describes its own."""
        return {"type": "string", "format": self._format}


class DurationAsText:
    """Does the same for durations, which are written as they were read."""

    when_used = "json"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Take ISO 8601's text, and of Python a `timedelta`."""
        from pydantic_core import core_schema

        read = core_schema.no_info_plain_validator_function(Duration.read)
        text = core_schema.chain_schema([core_schema.str_schema(strict=True), read])
        instance = core_schema.is_instance_schema(source)
        written = core_schema.plain_serializer_function_ser_schema(_duration_text, when_used="json")
        return _text_or(instance, text, "time_delta_parsing", written)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        """Describe the type as pydantic describes its own."""
        return {"type": "string", "format": "duration"}


class DecimalAsText:
    """Does the same for decimals, of which numbers are taken, too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Leave all but text to pydantic."""
        from pydantic_core import core_schema

        read = core_schema.no_info_before_validator_function(_decimal, handler(source))
        return core_schema.custom_error_schema(
            read, "decimal_parsing", custom_error_context={"error": "as its standard has it"}
        )

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        """Describe the type as the description does."""
        return {"type": "string", "format": "decimal"}


def _decimal(value: Any) -> Any:
    return read_decimal(value) if isinstance(value, str) else value


def _text_or(instance: Any, text: Any, error: str, written: Any = None) -> Any:
    from pydantic_core import core_schema

    python = core_schema.union_schema([instance, text], mode="left_to_right")
    schema = core_schema.json_or_python_schema(text, python)
    context = {"error": "as its standard has it"}
    return core_schema.custom_error_schema(
        {**schema, "serialization": written} if written else schema,
        error,
        custom_error_context=context,
        serialization=written,
    )


def _duration_text(value: Any) -> Any:
    from pydantic_core import to_jsonable_python

    return value.iso8601 if isinstance(value, Duration) else to_jsonable_python(value)


WireDate = Annotated[
    datetime.date, AsText("date", "date_parsing", DATE, datetime.date.fromisoformat)
]
WireDateTime = Annotated[
    datetime.datetime,
    AsText("date-time", "datetime_parsing", DATE_TIME, datetime.datetime.fromisoformat),
]
WireTime = Annotated[
    datetime.time, AsText("time", "time_parsing", TIME, datetime.time.fromisoformat)
]
WireDuration = Annotated[datetime.timedelta, DurationAsText()]
WireDecimalText = Annotated[decimal.Decimal, DecimalAsText()]
WireUUID = Annotated[uuid.UUID, AsText("uuid", "uuid_parsing", UUID)]
