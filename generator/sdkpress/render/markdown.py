"""Small pieces of Markdown that templates need."""

from __future__ import annotations


def anchor(heading: str) -> str:
    """The anchor that a renderer gives to a heading which is an identifier."""
    return "".join(
        character for character in heading.lower() if character.isalnum() or character in "_-"
    )
