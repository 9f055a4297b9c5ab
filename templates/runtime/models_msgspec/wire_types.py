"""Types whose text is read by one standard alone: dates, times, durations and UUIDs.

msgspec's own are so strict, but for durations: it knows neither years nor how one was written.
"""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING, TypeAlias

WireDate: TypeAlias = datetime.date
WireDateTime: TypeAlias = datetime.datetime
WireTime: TypeAlias = datetime.time
WireUUID: TypeAlias = uuid.UUID

if TYPE_CHECKING:
    WireDuration: TypeAlias = datetime.timedelta
else:
    from ..data.times import Duration as WireDuration

__all__ = ["WireDate", "WireDateTime", "WireDuration", "WireTime", "WireUUID"]
