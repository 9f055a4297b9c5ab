"""The server in a process of its own, while figures are measured."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Loopback:
    """Where the server is."""

    url: str

    def base(self, amount: int | str) -> str:
        """Return a base URL; `amount` says how much there is in the answers (server.py)."""
        return f"{self.url}/{amount}"

    def most_waiting(self) -> int:
        """Return how many requests waited at once since this was asked last."""
        with urllib.request.urlopen(self.base("seen/")) as response:
            return json.load(response)["most"]


@contextmanager
def loopback() -> Generator[Loopback]:
    """Start the server, and stop it."""
    command = [sys.executable, "-m", "bench.server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            yield Loopback(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
