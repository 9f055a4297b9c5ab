"""Servers that misbehave below HTTP: broken off, silent and refused connections."""

from __future__ import annotations

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer

DROPPED = b""
"""The connection is closed without an answer."""

TRUNCATED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    b'{"data": [{"date":'
)
"""The connection is closed in the middle of the body."""

SILENT = None
"""Nothing is ever sent."""


class RawServer(ThreadingTCPServer):
    """Answers every connection with bytes of your choice; use it as a context manager.

    Attributes:
        received: The start of what each connection sent.
    """

    daemon_threads = True

    def __init__(self, answer: bytes | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.received: list[bytes] = []
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL to call."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, RawServer)
        server.received.append(self.request.recv(65_536))
        if server.answer is None:
            server.stopping.wait(10)
        else:
            self.request.sendall(server.answer)


@contextmanager
def refusing() -> Generator[str]:
    """Give a URL at which connections are refused."""
    # Bound but not listening: nobody else can take the port meanwhile.
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
