"""The exception by which the reader's inner functions give up on one file."""

from __future__ import annotations

from ..pointer import Pointer


class UnreadableError(Exception):
    """A file cannot be read any further.

    ``line`` and ``column`` count from 1; a line of 0 stands for the whole file.
    """

    def __init__(
        self,
        message: str,
        line: int = 0,
        column: int = 0,
        *,
        hint: str = "",
        pointer: Pointer | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint
        self.pointer = pointer
