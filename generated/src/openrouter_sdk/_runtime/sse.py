"""Framing of event streams and JSON Lines: chunks of bytes in, events or lines out, no I/O."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class ServerSentEvent(NamedTuple, Generic[T_co]):
    """One event of `text/event-stream` (WHATWG HTML, "Server-sent events").

    Attributes:
        data: Its data.
        event: Its type; "message" where the server names none.
        id: The last id that the server sent.
        retry: Milliseconds that the server asks to wait before reconnecting.
    """

    data: T_co
    event: str = "message"
    id: str = ""
    retry: int | None = None


class LineSplitter:
    """Splits chunks into lines that end with LF, CR LF or (for event streams) CR."""

    __slots__ = ("_after_cr", "_bare_cr", "_pending")

    def __init__(self, *, bare_cr: bool) -> None:
        """Say whether a CR alone ends a line."""
        self._bare_cr = bare_cr
        self._pending: list[bytes] = []
        self._after_cr = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take a chunk; return the lines that it completes."""
        if self._bare_cr:
            chunk = self._normalised(chunk)
        if b"\n" not in chunk:
            if chunk:
                self._pending.append(chunk)
            return []
        lines = chunk.split(b"\n")
        if self._pending:
            self._pending.append(lines[0])
            lines[0] = b"".join(self._pending)
        last = lines.pop()
        self._pending = [last] if last else []
        return lines

    def _normalised(self, chunk: bytes) -> bytes:
        if self._after_cr and chunk:
            self._after_cr = False
            if chunk.startswith(b"\n"):
                chunk = chunk[1:]  # the second half of a CR LF that was cut in two
        if b"\r" not in chunk:
            return chunk
        self._after_cr = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def rest(self) -> bytes:
        """Return what came after the last line end."""
        rest, self._pending = b"".join(self._pending), []
        return rest


_PADDING = b" \t\r\x1e"
"""What may stand around a line; the last is the separator of JSON Text Sequences (RFC 7464)."""


class JSONLines:
    """Splits chunks into the non-empty lines of JSON Lines."""

    __slots__ = ("_lines",)

    def __init__(self) -> None:
        """Start at the beginning of a stream."""
        self._lines = LineSplitter(bare_cr=False)

    def feed(self, chunk: bytes) -> list[ServerSentEvent[bytes]]:
        """Take a chunk; return the lines that it completes."""
        lines = (line.strip(_PADDING) for line in self._lines.feed(chunk))
        return [ServerSentEvent(line) for line in lines if line]

    def finish(self) -> list[ServerSentEvent[bytes]]:
        """Return the last line, which need not have an end."""
        rest = self._lines.rest().strip(_PADDING)
        return [ServerSentEvent(rest)] if rest else []


class EventParser:
    """Parses chunks of an event stream into events whose data is bytes."""

    __slots__ = ("_data", "_event", "_id", "_lines", "_retry", "_start")

    def __init__(self) -> None:
        """Start at the beginning of a stream."""
        self._lines = LineSplitter(bare_cr=True)
        self._data: list[bytes] = []
        self._event = ""
        self._id = ""
        self._retry: int | None = None
        self._start = True

    def feed(self, chunk: bytes) -> list[ServerSentEvent[bytes]]:
        """Take a chunk; return the events that it completes."""
        events: list[ServerSentEvent[bytes]] = []
        lines = self._lines.feed(chunk)
        if self._start and lines:
            self._start = False
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
        for line in lines:
            if line.startswith(b"data: "):  # nearly all lines that are not empty
                self._data.append(line[6:])
            elif line:
                self._field(line)
            elif self._data:
                events.append(self._dispatch())
            else:
                self._event = ""
        return events

    def finish(self) -> list[ServerSentEvent[bytes]]:
        """Return the last event, if the server closed without the empty line that ends it."""
        return self.feed(b"\n\n")

    def _dispatch(self) -> ServerSentEvent[bytes]:
        data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
        event = ServerSentEvent(data, self._event or "message", self._id, self._retry)
        self._data = []
        self._event = ""
        self._retry = None
        return event

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit():
            self._retry = int(value)
