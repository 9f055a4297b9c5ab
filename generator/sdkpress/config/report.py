"""What is wrong with an entry of `sdk.toml`, found by a later stage: reported at its place."""

from __future__ import annotations

from ..pointer import Pointer
from ..problems import Problems
from .schema import Config


def report(message: str, hint: str, place: Pointer, config: Config, problems: Problems) -> None:
    """Report an error about the entry at `place` of `config`."""
    text = ".".join(map(str, place))
    problems.error(f"{text}: {message}", None, hint, at=config.locate(place))
