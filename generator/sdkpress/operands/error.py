"""What goes wrong with what is to be compared."""

from __future__ import annotations


class OperandError(Exception):
    """There is nothing to compare; the message says why, and what to do."""
