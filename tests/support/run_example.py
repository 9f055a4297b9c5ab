"""Runs examples as scripts, with every client of their package pointed to another server.

Command line: the package, the server's URL, the files. The examples themselves are not changed.
"""

from __future__ import annotations

import runpy
import sys
from functools import wraps
from importlib import import_module
from typing import Any


def redirect(package: str, url: str) -> None:
    """Make every client of `package` call `url`, whatever server it is told to call."""
    core = import_module(f"{package}.core")
    for value in list(vars(core).values()):
        if isinstance(value, type) and value.__module__ == core.__name__:
            _redirect(value, url)


def _redirect(client: Any, url: str) -> None:
    initialise = client.__init__

    @wraps(initialise)
    def initialise_here(self: Any, **arguments: Any) -> None:
        initialise(self, **{**arguments, "server_url": url})

    client.__init__ = initialise_here


if __name__ == "__main__":
    package, url, *examples = sys.argv[1:]
    redirect(package, url)
    for example in examples:
        runpy.run_path(example, run_name="__main__")
