"""What users of an SDK see, as data: made from the plan, written as JSON, and read again."""

from .exports import SOURCES
from .make import make_surface
from .model import Surface
from .text import SURFACE, SurfaceError, is_surface, read_surface, write_surface

__all__ = [
    "SOURCES",
    "SURFACE",
    "Surface",
    "SurfaceError",
    "is_surface",
    "make_surface",
    "read_surface",
    "write_surface",
]
