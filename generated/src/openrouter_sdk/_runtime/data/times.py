"""Dates, times, durations, UUIDs and decimals in text: what is none is refused, not guessed."""

from __future__ import annotations

import datetime
import decimal
import re
import uuid
from typing import Self

DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR, _SIXTIETH = "([01][0-9]|2[0-3])", "[0-5][0-9]"
_ZONE = f"(Z|[+-]{_HOUR}(:?{_SIXTIETH})?)"
TIME = f"{_HOUR}:{_SIXTIETH}(:{_SIXTIETH}([.][0-9]+)?)?{_ZONE}?"
DATE_TIME = f"{DATE}[T ]{TIME}"
"""As regular expressions of upper-case text. Python's own parser takes more: weeks, numbers, an
offset of +12:60, and 24:00 since 3.14. A leap second is none of its: that stays text."""

UUID = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
DECIMAL = "-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,6})?"

_NUMBER = "([0-9]+(?:[.,][0-9]+)?)"
_DURATION = re.compile(
    rf"([+-]?)P(?=[0-9T])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_DAYS = (365.0, 30.0, 7.0, 1.0)  # of a year, a month, a week
_SECONDS = (3600.0, 60.0, 1.0)


class Duration(datetime.timedelta):
    """A duration that was received: it is sent again as it came, be it "P1M" or "PT36H".

    A year counts as 365 days and a month as 30: a `timedelta` has neither.

    Attributes:
        iso8601: The text.
    """

    iso8601: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a duration.

        Raises:
            ValueError: The text is none, or one too long for a `timedelta`.
        """
        found = _DURATION.fullmatch(text)
        if found is None:
            raise ValueError("no duration")
        sign, *parts = found.groups()
        numbers = [float((part or "0").replace(",", ".")) for part in parts]
        days = sum(map(float.__mul__, numbers[:4], _DAYS))
        seconds = sum(map(float.__mul__, numbers[4:], _SECONDS))
        if sign == "-":
            days, seconds = -days, -seconds
        try:
            value = cls(days=days, seconds=seconds)
        except OverflowError:
            raise ValueError("too long a duration") from None
        value.iso8601 = text
        return value

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by the text."""
        return (type(self).read, (self.iso8601,))


def read_date(text: str) -> datetime.date:
    """Read a full-date of RFC 3339.

    Raises:
        ValueError: The text is none.
    """
    return datetime.date.fromisoformat(_matched(_DATE, text))


def read_time(text: str) -> datetime.time:
    """Read a time of RFC 3339; seconds and offset may be missing, as ISO 8601 has it.

    Raises:
        ValueError: The text is none.
    """
    return datetime.time.fromisoformat(_matched(_TIME, text.upper()))


def read_datetime(text: str) -> datetime.datetime:
    """Read a date-time of RFC 3339; seconds and offset may be missing, as ISO 8601 has it.

    Raises:
        ValueError: The text is none.
    """
    return datetime.datetime.fromisoformat(_matched(_DATE_TIME, text.upper()))


def read_uuid(text: str) -> uuid.UUID:
    """Read a UUID (RFC 9562, section 4): braces, prefixes and missing hyphens are other text.

    Raises:
        ValueError: The text is none.
    """
    return uuid.UUID(_matched(_UUID, text.upper()))


def read_decimal(text: str) -> decimal.Decimal:
    """Read a decimal as JSON writes numbers; Python's own parser takes spaces, "1_0" and "NaN".

    Raises:
        ValueError: The text is none.
    """
    return decimal.Decimal(_matched(_DECIMAL, text))


_DATE, _TIME, _DATE_TIME, _UUID, _DECIMAL = map(re.compile, (DATE, TIME, DATE_TIME, UUID, DECIMAL))


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError("not as its standard has it")
    return text
