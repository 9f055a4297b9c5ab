"""A description in, the files of a new project around it out."""

from .files import project_files
from .settings import settings_text

__all__ = ["project_files", "settings_text"]
