"""What is deprecated: `deprecated` (PEP 702) for type checkers and editors, `warn` for callers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .unset import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import deprecated as deprecated
else:

    def deprecated(message):
        """Mark a method or a function; the call of its operation is what warns."""

        def mark(item):
            item.__deprecated__ = message
            return item

        return mark


def warn(message: str) -> None:
    """Issue a `DeprecationWarning` at the line outside of this package that led here."""
    import warnings

    package = __name__.partition("._runtime.")[0]
    level, frame = 1, sys._getframe()  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and _is_within(frame.f_globals, package):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def warn_of_call(deprecations: Mapping[str, str], arguments: Mapping[str, Any]) -> None:
    """Warn of a deprecated operation, and of each deprecated argument that is given.

    Args:
        deprecations: What to say, by argument; "" is the operation itself.
        arguments: Of the call. None is not given: deprecated arguments are left out by it.
    """
    for name, message in deprecations.items():
        value = arguments.get(name)
        if not name or (value is not None and value is not UNSET):
            warn(message)


def _is_within(names: Mapping[str, Any], package: str) -> bool:
    return f"{names.get('__name__')}.".startswith(f"{package}.")
