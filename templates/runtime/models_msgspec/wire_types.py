"""Types that are read by one standard alone: dates, times, durations, UUIDs, decimals.

msgspec's own dates and times are so strict. Of durations it knows neither years nor how one was
written, it takes UUIDs without hyphens, any decimal that Python does, and text for a decimal that
is a number: so it asks us.
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from typing import TYPE_CHECKING, TypeAlias

WireDate: TypeAlias = datetime.date
WireDateTime: TypeAlias = datetime.datetime
WireTime: TypeAlias = datetime.time

if TYPE_CHECKING:
    WireDecimal: TypeAlias = decimal.Decimal
    WireDecimalText: TypeAlias = decimal.Decimal
    WireDuration: TypeAlias = datetime.timedelta
    WireUUID: TypeAlias = uuid.UUID
else:
    from ..data.times import Duration as WireDuration
    from .stand_in import Kind

    WireDecimal = Kind("Decimal", (), {"__module__": __name__})
    WireDecimalText = Kind("Decimal", (), {"__module__": __name__})
    WireUUID = Kind("UUID", (), {"__module__": __name__})

__all__ = [
    "WireDate",
    "WireDateTime",
    "WireDecimal",
    "WireDecimalText",
    "WireDuration",
    "WireTime",
    "WireUUID",
]
