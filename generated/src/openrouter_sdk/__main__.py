"""The API on the command line: `python -m openrouter_sdk`, or `openrouter-sdk`."""

from __future__ import annotations

import sys

from ._runtime.shell.main import main as _main


def main() -> int:
    """Do what the command line says, and return the exit status."""
    return _main(__package__ or "openrouter_sdk")


if __name__ == "__main__":
    sys.exit(main())
