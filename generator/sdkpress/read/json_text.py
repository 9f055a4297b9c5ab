"""JSON text in, data out; duplicate keys are reported by their places."""

from __future__ import annotations

import json
import re
from typing import Any

from ..data import measure
from .options import Limits
from .text import position
from .unreadable import UnreadableError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[-+.\w]+', re.DOTALL)
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class _NumberError(ValueError):
    """A number that JSON or Python does not have; json.loads does not say where it is."""

    def __init__(self, digits: str, reason: str) -> None:
        super().__init__(f"{digits} {reason}")
        self.digits = digits


def load_json(text: str, limits: Limits) -> tuple[Any, bool]:
    """Return the data of ``text`` and whether some object repeats a key.

    Raises :class:`UnreadableError` for what is not JSON (RFC 8259) or exceeds ``limits``.
    """
    duplicates = False

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicates
        members = dict(pairs)
        if len(members) != len(pairs):
            duplicates = True
        return members

    try:
        data = json.loads(
            text, object_pairs_hook=build, parse_constant=_refuse, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise UnreadableError(f"not JSON: {message}", error.lineno, error.colno) from None
    except RecursionError:
        raise _too_deep(text, limits) from None
    except _NumberError as error:
        place = _place_of_number(text, error.digits)
        raise UnreadableError(f"not JSON: {error}", *place) from None
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from None
    _check(text, data, limits)
    return data, duplicates


def _check(text: str, data: Any, limits: Limits) -> None:
    values, depth = measure(data)
    if depth > limits.depth:
        raise _too_deep(text, limits)
    if values > limits.values:
        raise UnreadableError(f"the file holds more than {limits.values:,} values")
    if _SURROGATE_ESCAPE.search(text) and (half := _lone_surrogate(text)) is not None:
        line, column = position(text, half)
        raise UnreadableError("half of a surrogate pair is no character", line, column)


def _lone_surrogate(text: str) -> int | None:
    # Pairs of backslashes and full surrogate pairs are consumed, so that only halves are left.
    token = re.compile(
        r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F])"
    )
    return next((match.start() for match in token.finditer(text) if match.group(1)), None)


def _too_deep(text: str, limits: Limits) -> UnreadableError:
    message = f"the values are nested more than {limits.depth} levels deep"
    return UnreadableError(message, *_place_of_depth(text, limits.depth))


def _place_of_depth(text: str, depth: int) -> tuple[int, int]:
    """Line and column of the first container that is deeper than ``depth``."""
    open_now = 0
    for match in _BRACKET.finditer(text):
        open_now += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
        if open_now > depth:
            return position(text, match.start())
    return 0, 0


def _place_of_number(text: str, digits: str) -> tuple[int, int]:
    """Line and column of the first number that is written as ``digits``."""
    found = (match for match in _TOKEN.finditer(text) if match.group() == digits)
    return position(text, next(found).start())


def _refuse(constant: str) -> Any:
    raise _NumberError(constant, "is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _NumberError(digits, "is too large a number")
    return number
