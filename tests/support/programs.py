"""A Python program in, what it printed and its exit status out: run in a process of its own."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FORKED = Path(__file__).with_name("forked.py")


def run_program(
    *arguments: str | Path,
    cwd: Path,
    warnings: tuple[str, ...] = (),
    env: Mapping[str, str] = os.environ,
    timeout: int = 60,
) -> subprocess.CompletedProcess[str]:
    """Run a file with arguments; libraries are loaded already where the system can fork.

    Args:
        arguments: The file, and what it is told.
        cwd: Where it runs.
        warnings: What `-W` would be told, the last to win.
        env: Its environment; PYTHONPATH leads its path.
        timeout: Seconds after which it is ended.
    """
    if not hasattr(os, "fork"):
        options = [part for one in warnings for part in ("-W", one)]
        command = [sys.executable, "-B", "-P", *options, *map(str, arguments)]
        given = {"cwd": cwd, "env": env, "capture_output": True, "text": True, "timeout": timeout}
        return subprocess.run(command, check=False, **given)
    with tempfile.TemporaryDirectory() as directory:
        printed, told = Path(directory, "stdout"), Path(directory, "stderr")
        program = {
            "arguments": [str(one) for one in arguments],
            "cwd": str(cwd),
            "warnings": warnings,
            "env": dict(env),
            "timeout": timeout,
            "stdout": str(printed),
            "stderr": str(told),
        }
        server = _server()
        assert server.stdin and server.stdout
        server.stdin.write(f"{json.dumps(program)}\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        texts = [one.read_text("utf-8") if one.exists() else "" for one in (printed, told)]
    return subprocess.CompletedProcess(program["arguments"], status, *texts)


@cache
def _server() -> subprocess.Popen[str]:
    """The process that forks, which ends with this one."""
    pipe = subprocess.PIPE
    server = subprocess.Popen([sys.executable, FORKED], stdin=pipe, stdout=pipe, text=True)
    atexit.register(server.communicate)
    return server
