"""A server on loopback that counts the bytes of bodies and keeps none; it can send many, too."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHUNK = 65_536


class Sink(ThreadingHTTPServer):
    """Use it as a context manager. A GET is answered with `size` bytes.

    Attributes:
        received: Bytes of bodies that have come.
        size: Bytes that a GET gets.
    """

    daemon_threads = True

    def __init__(self, size: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received = 0
        self.size = size
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL to call."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Sink:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        left = int(self.headers["content-length"])
        while left:
            left -= len(self.rfile.read(min(CHUNK, left)))
        assert isinstance(self.server, Sink)
        self.server.received += int(self.headers["content-length"])
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        assert isinstance(self.server, Sink)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(self.server.size))
        self.end_headers()
        chunk = bytes(CHUNK)
        for _ in range(self.server.size // CHUNK):
            self.wfile.write(chunk)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""
