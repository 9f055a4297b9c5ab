"""Types whose text is read by one standard alone: dates, times, durations, UUIDs, decimals.

msgspec's own dates and times are so strict. Of durations it knows neither years nor how one was
written, it takes UUIDs without hyphens, and any decimal that Python does: so it asks us.
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
    WireDecimalText: TypeAlias = decimal.Decimal
    WireDuration: TypeAlias = datetime.timedelta
    WireUUID: TypeAlias = uuid.UUID
else:
    from ..data.times import Duration as WireDuration
    from .stand_in import Kind

    WireDecimalText = Kind("Decimal", (), {"__module__": __name__})
    WireUUID = Kind("UUID", (), {"__module__": __name__})

__all__ = ["WireDate", "WireDateTime", "WireDecimalText", "WireDuration", "WireTime", "WireUUID"]
