"""What changed in; what people, programs and pull requests read of it out."""

from .json_text import as_json
from .markdown import as_markdown
from .report import Report
from .text import as_text

__all__ = ["Report", "as_json", "as_markdown", "as_text"]
