"""Describing: a bundled document goes in, a validated and typed description comes out."""

from .describe import describe
from .description import Description, PathOperation

__all__ = ["Description", "PathOperation", "describe"]
