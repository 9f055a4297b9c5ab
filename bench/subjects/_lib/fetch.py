"""The body to decode, as the server sends it."""

import sys
import urllib.request

KIND = sys.argv[3]
"""`activity` or `models`."""


def body() -> bytes:
    """Return it."""
    with urllib.request.urlopen(f"{sys.argv[1]}/{KIND}") as response:
        return response.read()


def first(decoded: object) -> object:
    """Return something out of what was decoded, the same for every subject."""
    row = decoded.data[-1]  # pyright: ignore
    return row.date if KIND == "activity" else row.top_provider.max_completion_tokens


def expected() -> object:
    """Return what that should be."""
    return "2025-08-24" if KIND == "activity" else 4096
