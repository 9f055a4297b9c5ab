"""Cases in which the outside validator or the data maker is wrong: each with its reason.

They are listed and counted apart, never as passed. A case is matched by stage and by what was
said; `description` and `operation` make it narrower.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("known.toml")


@dataclass(frozen=True, slots=True)
class Known:
    """A case: regular expressions for what it is about, and why it says nothing about the SDK."""

    stage: str
    why: str
    reason: str
    description: str = ".*"
    operation: str = ".*"

    def covers(self, description: str, operation: str, stage: str, why: str) -> bool:
        """Whether a failure is this case."""
        return (
            self.stage == stage
            and re.fullmatch(self.description, description) is not None
            and re.fullmatch(self.operation, operation) is not None
            and re.search(self.why, why) is not None
        )


@cache
def known() -> tuple[Known, ...]:
    """Read the table."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8")).get("case", [])
    return tuple(Known(**row) for row in rows)


def reason_for(description: str, operation: str, stage: str, why: str) -> str | None:
    """Return why a failure is not the SDK's, or None."""
    for one in known():
        if one.covers(description, operation, stage, why):
            return one.reason
    return None
