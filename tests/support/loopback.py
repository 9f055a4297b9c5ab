"""Servers for tests, on this machine only: an HTTP server with one answer, and a package index."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_PATIENCE = 20.0  # seconds until a server must answer


@contextlib.contextmanager
def answering(body: object) -> Iterator[tuple[str, list[str]]]:
    """Serve one JSON answer to every GET; gives the server's URL and the request lines it got."""
    requests: list[str] = []
    content = json.dumps(body).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.requestline)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", requests
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def package_index(packages: Path) -> Iterator[str]:
    """Serve `packages` as a package index that takes uploads from anyone; gives its URL."""
    port = _free_port()
    command = [sys.executable, "-m", "pypiserver", "run", "--interface", "127.0.0.1"]
    command += ["--port", str(port), "--passwords", ".", "--authenticate", ".", str(packages)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        url = f"http://127.0.0.1:{port}/"
        try:
            _await(url, server)
            yield url
        finally:
            server.terminate()
            server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(URLError, ConnectionError), urlopen(url, timeout=1.0):
            return
        time.sleep(0.05)
    raise RuntimeError(f"no index at {url}: exit status {server.poll()}")
