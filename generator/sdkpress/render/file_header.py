"""What `sdk.toml` says at the head of each module in, a comment out."""

from __future__ import annotations

from .. import encode


def file_header(text: str) -> str:
    """The comment, with an empty line behind it; "" for no text."""
    lines = encode.visible(text).split("\n")
    comment = "\n".join(f"# {line.rstrip()}".rstrip() for line in lines)
    return f"{comment}\n\n" if text else ""
