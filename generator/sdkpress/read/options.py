"""What a caller may choose about reading: overlays, remote references, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """How much input is read before it is refused. Bytes, levels, counts of values, seconds.

    ``replaced`` is how many references are replaced by what they lead to.
    """

    bytes: int = 64 * 1024 * 1024
    depth: int = 200
    values: int = 5_000_000
    alias_values: int = 1_000_000
    files: int = 10_000
    replaced: int = 100_000
    fetch_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a description.

    ``origin`` is what the description is known by where it is no file of the user's: a URL, or
    standard input. ``overlays`` are applied in their order. No local file outside ``root`` is
    opened; without one, the description's own folder is the root.
    """

    overlays: tuple[Path, ...] = ()
    allow_remote: bool = False
    root: Path | None = None
    origin: str = ""
    limits: Limits = field(default_factory=Limits)
