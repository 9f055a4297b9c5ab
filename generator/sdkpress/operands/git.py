"""A command of Git in, what it prints out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .error import OperandError


def git(*arguments: str) -> bytes:
    """Run Git where the user is, unless the arguments say `-C`.

    Raises:
        OperandError: It failed, or is not installed.
    """
    try:
        # What it says is compared.
        environment = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(
            ["git", *arguments], capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        raise OperandError("git is not installed, so that revisions cannot be read") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise OperandError(f"git: {said[-1] if said else 'failed'}")
    return done.stdout


def toplevel(folder: Path) -> str:
    """The root of the repository that a folder is in.

    Raises:
        OperandError: It is in none, or Git is not installed.
    """
    found = git("-C", str(folder), "rev-parse", "--show-toplevel")
    return found.decode(errors="surrogateescape").removesuffix("\n")
