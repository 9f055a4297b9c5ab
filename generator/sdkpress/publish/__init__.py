"""Publish stage: files in, a directory out that holds exactly them and what the user added."""

from .apply import publish
from .compare import compare
from .survey import Changes, PublishError

__all__ = ["Changes", "PublishError", "compare", "publish"]
