"""Reading: a path goes in, plain data with local references only comes out."""

from sdkpress.read.document import Document
from sdkpress.read.options import Limits, ReadOptions
from sdkpress.read.reader import read

__all__ = ["Document", "Limits", "ReadOptions", "read"]
