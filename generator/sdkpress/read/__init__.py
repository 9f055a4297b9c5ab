"""Reading: a path goes in, plain data with local references only comes out."""

from .document import Document
from .options import Limits, ReadOptions
from .reader import read

__all__ = ["Document", "Limits", "ReadOptions", "read"]
