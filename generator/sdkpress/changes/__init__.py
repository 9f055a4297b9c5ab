"""Two surfaces in, what changed between them out, each change with its level."""

from .change import LEVELS, Cause, Change, Level, highest
from .compare import compare

__all__ = ["LEVELS", "Cause", "Change", "Level", "compare", "highest"]
