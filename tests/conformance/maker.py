"""A schema and a seed in, values that fit it out: by schemathesis' engine, always the same ones."""

from __future__ import annotations

import string
import zlib
from functools import cache
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from schemathesis.generation.jsonschema.builder import EMPTY_STRATEGY, build
from schemathesis.generation.jsonschema.context import Alphabet
from schemathesis.specs.openapi.formats import format_lengths_for, get_default_format_strategies

from .schemas import Prepared

TEXT = Alphabet(allow_x00=False)


def _plain(kept: str) -> Alphabet:
    excluded = [one for one in string.punctuation + " " if one not in kept]
    controls = "".join(map(chr, range(32)))
    return Alphabet(
        max_codepoint=126,
        exclude_characters=controls + "".join(excluded),
        allow_surrounding_whitespace=False,
    )


PARAMETER = _plain("-_ ")
"""What every location carries in every style, so that a delimiter is never part of a value."""
WORDS = _plain("_")
"""The same where a space is the delimiter, or where openapi-core looks for words: deepObject."""


class Unmakeable(Exception):
    """schemathesis cannot make a value; the message says why."""


@cache
def _formats() -> dict[str, Any]:
    """Strategies by format; `binary` is made as text, since JSON has no bytes.

    Two are none of schemathesis's: `decimal`, numbers as text, as the registry of formats has it,
    and `json-pointer`.
    """
    found = dict(get_default_format_strategies())
    found.pop("binary", None)
    numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)
    found["decimal"] = numbers.map(str)
    found["json-pointer"] = st.from_regex(r"(/([a-z0-9]|~[01]){1,8}){1,3}", fullmatch=True)
    return found


def make(prepared: Prepared, count: int, label: str, alphabet: Alphabet = TEXT) -> list[Any]:
    """Make values: the simplest one first, then others by a seed that follows from `label`.

    Raises:
        Unmakeable: There is none, or the engine does not know the schema's keywords.
    """
    formats = _formats()
    try:
        strategy = build(
            prepared.schema,
            draft=prepared.draft,
            formats=formats,
            format_lengths=format_lengths_for(formats),
            alphabet=alphabet,
        )
        if strategy is EMPTY_STRATEGY:
            raise Unmakeable("schemathesis: no value fits the schema")
        drawn = _draw(strategy, count, label)
    except Unmakeable:
        raise
    except Exception as error:
        message = " ".join(f"schemathesis: {type(error).__name__}: {error}".split())
        raise Unmakeable(message[:300]) from error
    fitting = [value for value in drawn if prepared.fits(value)]
    if not fitting:
        raise Unmakeable("schemathesis made only values that jsonschema-rs finds invalid")
    return fitting


def _draw(strategy: Any, count: int, label: str) -> list[Any]:
    drawn: list[Any] = []

    @seed(zlib.crc32(label.encode()))
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        drawn.append(value)

    # Else text comes out of whatever modules happen to be imported, the SDK under test included.
    with patch.object(providers, "_get_local_constants", Constants):
        collect()
    return drawn
