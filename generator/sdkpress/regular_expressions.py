"""Regular expressions that someone else wrote, run in time that is linear in the text.

Python's `re` goes back and tries again: `^(a+)+$` takes years for forty letters. pydantic brings
along the engine of Rust, which knows neither look-around nor backreferences, and never goes back.
"""

from __future__ import annotations

from functools import lru_cache

from pydantic_core import SchemaError, SchemaValidator, core_schema


class PatternError(ValueError):
    """What is said to be a pattern is none, or one that only an engine that goes back can run."""


class Pattern:
    """A regular expression; `text` is how it was written."""

    def __init__(self, text: str) -> None:
        """Read a pattern. Raises PatternError."""
        self.text = text
        schema = core_schema.str_schema(strict=True, pattern=text, regex_engine="rust-regex")
        try:
            self._search = SchemaValidator(schema)
        except SchemaError as error:
            reason = str(error).strip().splitlines()[-1].strip()
            raise PatternError(
                reason.removeprefix("SchemaError: ").removeprefix("error: ")
            ) from None

    def is_in(self, text: str) -> bool:
        """Whether the pattern is found in `text`; anchors tie it to the ends."""
        return self._search.isinstance_python(text)


@lru_cache(maxsize=64)
def pattern(text: str) -> Pattern:
    """The pattern that is written so, read once. Raises PatternError."""
    return Pattern(text)
