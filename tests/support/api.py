"""An HTTP server on loopback that takes any method and answers with the JSON that a test gives."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


class Api(ThreadingHTTPServer):
    """Use it as a context manager; `calls` holds what arrived.

    `answer` gives the JSON to answer a call with, or a tuple of status, JSON and, if there are
    some, header fields.
    """

    daemon_threads = True

    def __init__(self, answer: Callable[[Call], Any] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer or (lambda _call: {})
        self.calls: list[Call] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL to call."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def last(self) -> Call:
        """The call that came last."""
        return self.calls[-1]

    def __enter__(self) -> Api:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def __getattr__(self, name: str) -> Any:
        # http.server looks for do_GET, do_POST, …: any method will do.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, Api)
        target = urlsplit(self.path)
        call = Call(
            self.command,
            target.path,
            dict(parse_qsl(target.query, keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(int(self.headers.get("content-length", 0))),
        )
        server.calls.append(call)
        answer = server.answer(call)
        status, data, *fields = answer if isinstance(answer, tuple) else (200, answer)
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (fields[0] if fields else {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""
