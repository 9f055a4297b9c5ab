"""What users of an SDK see, as data: made from the plan, written as JSON, and read again."""

from .make import make_surface
from .model import Surface
from .text import SURFACE, SurfaceError, read_surface, write_surface

__all__ = ["SURFACE", "Surface", "SurfaceError", "make_surface", "read_surface", "write_surface"]
