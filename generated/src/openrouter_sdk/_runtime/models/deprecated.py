"""`deprecated` (PEP 702) for models: making one warns, receiving one does not."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from ..base.deprecated import warn

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated
else:

    def deprecated(message):
        """Mark a model."""

        def mark(cls):
            made = cls.__init__

            @wraps(made)
            def __init__(self, /, **values):
                if type(self) is cls:
                    warn(message)
                made(self, **values)

            __init__.__pydantic_base_init__ = True  # else pydantic called it for what is received
            cls.__deprecated__ = message
            cls.__init__ = __init__
            return cls

        return mark
