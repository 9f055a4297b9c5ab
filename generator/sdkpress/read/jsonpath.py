"""A JSONPath (RFC 9535) and data in, the pointers of what it selects out."""

from __future__ import annotations

import re
from typing import Any

from iregexp_check import check
from jsonpath_rfc9535 import JSONPathEnvironment
from jsonpath_rfc9535.function_extensions import ExpressionType, FilterFunction

from ..pointer import Pointer
from ..regular_expressions import PatternError, pattern

_DOT = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(\.)", re.DOTALL)


class _Matching(FilterFunction):
    """The functions `match` and `search` (2.4.6, 2.4.7), in linear time.

    The library's own run patterns (RFC 9485) by an engine that goes back and tries again.
    """

    def __init__(self, form: str) -> None:
        self._form = form

    @property
    def arg_types(self) -> list[ExpressionType]:
        """What the functions take: two values."""
        return [ExpressionType.VALUE, ExpressionType.VALUE]

    @property
    def return_type(self) -> ExpressionType:
        """What they give: yes or no."""
        return ExpressionType.LOGICAL

    def __call__(self, text: object, written: object) -> bool:
        """Whether `text` has the pattern; what is no text or no pattern never does."""
        if not (isinstance(text, str) and isinstance(written, str) and check(written)):
            return False
        # A dot is anything but the two characters that end a line (RFC 9485, section 5.1).
        plain = _DOT.sub(lambda found: r"[^\n\r]" if found[1] else found[0], written)
        try:
            return pattern(self._form.format(plain)).is_in(text)
        except PatternError:
            return False


class _Environment(JSONPathEnvironment):
    # The library's own limit of 100 is less than a description may have; the reader has one too.
    max_recursion_depth = 1000

    def setup_function_extensions(self) -> None:
        """Register the functions of filters."""
        super().setup_function_extensions()
        self.function_extensions["match"] = _Matching("^(?:{})$")
        self.function_extensions["search"] = _Matching("{}")


def select(path: str, data: Any) -> list[Pointer]:
    """Return the pointers of the values that ``path`` selects, each once, in order.

    Raises ``jsonpath_rfc9535.JSONPathError`` for what is no JSONPath, and ``RecursionError`` for
    one that nests without end.
    """
    nodes = _Environment().find(path, data)
    return list(dict.fromkeys(node.location for node in nodes))
