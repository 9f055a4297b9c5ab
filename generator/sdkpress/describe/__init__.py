"""Describing: a bundled document goes in, a validated and typed description comes out."""

from sdkpress.describe.describe import describe
from sdkpress.describe.description import Description, PathOperation

__all__ = ["Description", "PathOperation", "describe"]
