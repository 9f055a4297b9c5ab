"""An HTTP server on loopback: keeps what arrives, answers what it is told to."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import h11

CHUNK = 65_536
LANDING = "/landing-of-a-redirect"


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer with. `redirected` answers the request that a redirect leads to."""

    status: int = 200
    media_type: str | None = None
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    redirected: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request as it came over the wire; header names are in lower case."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return a header's value, or ""."""
        return next((value for key, value in self.headers if key == name), "")


class Loopback:
    """Serves until it is closed; one thread for each connection."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.arrived: list[Arrived] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def expect(self, reply: Reply) -> None:
        """Forget what arrived, and answer with `reply` from now on."""
        self.arrived = []
        self.reply = reply

    def close(self) -> None:
        """Take no more connections."""
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        state = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
        with connection, suppress(OSError, h11.ProtocolError):
            while True:
                request = _request(connection, state)
                if request is None:
                    return
                landed = urlsplit(request.target).path == LANDING
                if not landed:
                    self.arrived.append(request)
                _answer(connection, state, self._chosen(landed))
                if state.our_state is h11.MUST_CLOSE:
                    return
                state.start_next_cycle()

    def _chosen(self, landed: bool) -> Reply:
        reply = self.reply
        if not reply.redirected or landed:
            return Reply(200, reply.media_type, reply.body) if landed else reply
        return Reply(reply.status, headers=(("Location", self.url + LANDING),))


def _request(connection: socket.socket, state: h11.Connection) -> Arrived | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = state.next_event()
        if event is h11.NEED_DATA:
            state.receive_data(connection.recv(CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            headers = tuple((key.decode(), value.decode("latin-1")) for key, value in head.headers)
            return Arrived(head.method.decode(), head.target.decode(), headers, bytes(body))
        else:
            return None


def _answer(connection: socket.socket, state: h11.Connection, reply: Reply) -> None:
    headers = [*reply.headers]
    if reply.media_type is not None:
        headers.append(("Content-Type", reply.media_type))
    if reply.status not in (204, 304):
        headers.append(("Content-Length", str(len(reply.body))))
    data = state.send(h11.Response(status_code=reply.status, headers=headers)) or b""
    if reply.body and reply.status not in (204, 304):
        data += state.send(h11.Data(reply.body)) or b""
    data += state.send(h11.EndOfMessage()) or b""
    connection.sendall(data)
