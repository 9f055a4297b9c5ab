"""The body to decode, as the server sends it."""

import sys
import urllib.request

KIND = sys.argv[3]
"""`activity`, `models` or `union`."""

EXPECTED = {"activity": "2025-08-24", "models": 4096, "union": "click"}


def body(*, wrong: bool = False) -> bytes:
    """Return it, or one like it with a row that is wrong."""
    amount = f"{sys.argv[1]}w" if wrong else sys.argv[1]
    with urllib.request.urlopen(f"{amount}/{KIND}") as response:
        return response.read()


def first(decoded: object) -> object:
    """Return something out of what was decoded, the same for every subject."""
    row = _part(decoded, "data")[-1]
    if KIND == "models":
        return _part(_part(row, "top_provider"), "max_completion_tokens")
    return _part(row, "date" if KIND == "activity" else "kind")


def expected() -> object:
    """Return what that should be."""
    return EXPECTED[KIND]


def _part(value, name):
    return value[name] if isinstance(value, dict) else getattr(value, name)
