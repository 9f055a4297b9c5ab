"""A mock server out of a description: Prism, installed once."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
import urllib.request
from collections.abc import Generator
from pathlib import Path

from bench.process import Failed, check, run

PINNED = "@stoplight/prism-cli@5.14.2"
_SECONDS = 120


def installed(folder: Path) -> Path:
    """The command, below `folder`.

    Raises:
        Failed: npm is not there, or the package cannot be had.
    """
    command = folder / "node_modules" / ".bin" / "prism"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--silent", "--prefix", folder]
        check(run(["npm", "install", *options, PINNED]), f"npm install {PINNED}")
    return command


@contextlib.contextmanager
def mocked(command: Path, description: Path, log: Path) -> Generator[str]:
    """Serve a description; gives the base URL.

    Raises:
        Failed: Prism ends, or does not answer in time; the end of its log is said.
    """
    port = _free_port()
    arguments = [command, "mock", description, "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(server, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1)
        except urllib.error.HTTPError:
            return  # it answers: there is nothing at the root
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Failed(f"prism does not answer: {log.read_text('utf-8', 'replace')[-500:]}")
