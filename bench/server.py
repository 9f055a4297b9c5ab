"""A server on loopback that costs as little as it can: what is measured shall be the clients.

`python -m bench.server` prints its port and serves until it is terminated. The first part of a
path says how much to answer: `/100/activity` has 100 rows, `/100w/activity` as many of which one
is wrong, `/1/models` one model, `/5000/chat/completions` streams 5,000 events,
`/5000e/chat/completions` each in a chunk of its own. `/wait/activity` answers after a while, with
the date that was asked for; `/seen` says how many of those were waiting at once.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache

from . import payloads

WAIT = 0.05  # seconds that `/wait/…` takes
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_DATE = re.compile(rb"[?&]date=(\d{4}-\d\d-\d\d)(?=[& ])")
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n"
_STREAM = _HEAD % b"text/event-stream" + b"Transfer-Encoding: chunked\r\n\r\n"


class Seen:
    """How many requests waited at once, and in all."""

    def __init__(self) -> None:
        self.now = self.most = self.all = 0

    def enter(self) -> None:
        """Count a request that waits."""
        self.now += 1
        self.all += 1
        self.most = max(self.most, self.now)

    def take(self) -> bytes:
        """Return the counts as a response, and start again."""
        counts = {"most": self.most, "all": self.all}
        self.most = self.all = 0
        return _response(json.dumps(counts).encode())


class Connection(asyncio.Protocol):
    """One connection with keep-alive; a client sends no request before the last is answered."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._received = bytearray()
        self._chunks: Iterator[bytes] = iter(())
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request once it is there with its body."""
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._received[: end + 2])
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            body = bytes(self._received[end + 4 : whole])
            del self._received[:whole]
            self._answer(head, body)

    def pause_writing(self) -> None:
        """Wait: the client reads more slowly than we write."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on with the stream."""
        self._paused = False
        self._pump()

    def _answer(self, head: bytes, body: bytes) -> None:
        target = head.split(b" ", 2)[1].decode()
        amount, _, path = target.partition("?")[0].strip("/").partition("/")
        if amount == "wait":
            self._answer_later(head)
        elif amount == "seen":
            self._transport.write(self._seen.take())
        elif path == "chat/completions" and b'"stream":true' in body.replace(b" ", b""):
            self._transport.write(_STREAM)
            one_by_one = amount.endswith("e")
            self._chunks = payloads.stream(int(amount.rstrip("e")), one_by_one=one_by_one)
            self._pump()
        else:
            wrong = amount.endswith("w")
            self._transport.write(_prepared(path, int(amount.rstrip("w")), wrong=wrong))

    def _answer_later(self, head: bytes) -> None:
        asked = _DATE.search(head)
        date = asked[1] if asked else payloads.DATE.encode()
        response = _prepared("activity", 1).replace(payloads.DATE.encode(), date, 1)
        self._seen.enter()

        def answer() -> None:
            self._seen.now -= 1
            self._transport.write(response)

        asyncio.get_running_loop().call_later(WAIT, answer)

    def _pump(self) -> None:
        while not self._paused:
            chunk = next(self._chunks, None)
            if chunk is None:
                return
            self._transport.write(chunk)


_BODIES: dict[str, Callable[[int], bytes]] = {
    "activity": payloads.activity,
    "union": payloads.union,
    "models": payloads.models,
    "chat/completions": lambda _: payloads.chat(),
}


@cache
def _prepared(path: str, amount: int, *, wrong: bool = False) -> bytes:
    body = _BODIES[path](amount)
    return _response(payloads.with_a_wrong_row(body) if wrong else body)


def _response(body: bytes) -> bytes:
    head = _HEAD % b"application/json" + b"Content-Length: %d\r\n\r\n" % len(body)
    return head + body


async def serve() -> None:
    """Serve on a free port of loopback, which is printed."""
    seen = Seen()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(seen), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        sys.exit(130)
