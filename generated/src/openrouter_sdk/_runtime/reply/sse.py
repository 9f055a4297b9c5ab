"""Framing of event streams and JSON Lines: chunks of bytes in, events or lines out, no I/O."""

from __future__ import annotations

import codecs
from typing import Any, Generic, NamedTuple, TypeVar

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

    @property
    def is_open(self) -> bool:
        """Whether something came after the last line end."""
        return bool(self._pending)

    def rest(self) -> bytes:
        """Return what came after the last line end."""
        rest, self._pending = b"".join(self._pending), []
        return rest


_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_RECORD = b"\x1e"
_LONGEST_RETRY = 10  # digits: a hundred days
_MOST_STRAY = 1000  # lines


class JSONLines:
    """Splits chunks into the non-empty lines of JSON Lines, or the records of a text sequence.

    A stream whose first text has a record separator before it is a sequence (RFC 7464): its texts
    may have line ends inside.

    Attributes:
        cut: Whether the stream ended without what ends its last line; known at its end.
    """

    __slots__ = ("_lines", "_record", "_start", "cut")

    def __init__(self) -> None:
        """Start at the beginning of a stream."""
        self._lines = LineSplitter(bare_cr=False)
        self._start: bytes | None = b""  # what came before it is known what the stream is
        self._record: list[bytes] | None = None  # pieces of the text that has begun
        self.cut = False

    def feed(self, chunk: bytes) -> list[ServerSentEvent[bytes]]:
        """Take a chunk; return the lines or records that it completes."""
        if self._start is not None:
            start = (self._start + chunk).lstrip(_SPACE)
            if not start or (len(start) < len(_BOM) and _BOM.startswith(start)):
                self._start = start
                return []
            chunk, self._start = start.removeprefix(_BOM), None
            if chunk.lstrip(_SPACE).startswith(_RECORD):
                self._record = []
        if self._record is not None:
            return self._records(self._record, chunk)
        return _texts(self._lines.feed(chunk))

    def _records(self, record: list[bytes], chunk: bytes) -> list[ServerSentEvent[bytes]]:
        first, *begun = chunk.split(_RECORD)
        record.append(first)
        if not begun:
            return []
        self._record = [begun[-1]]
        return _texts([b"".join(record), *begun[:-1]])

    def finish(self) -> list[ServerSentEvent[bytes]]:
        """Return the last line or record, which need not have an end."""
        if self._record is None:
            self.cut = self._lines.is_open
            return _texts([(self._start or b"") + self._lines.rest()])
        last = b"".join(self._record)
        self.cut = not last.endswith(b"\n")
        return _texts([last])


def _texts(found: list[bytes]) -> list[ServerSentEvent[bytes]]:
    lines = (line.strip(_SPACE + _RECORD) for line in found)
    return [ServerSentEvent(line) for line in lines if line]


class Whole:
    """Takes a body that has come already, each chunk of which is an item."""

    __slots__ = ()
    cut = False

    def feed(self, chunk: bytes) -> list[ServerSentEvent[bytes]]:
        """Return the chunk."""
        return [ServerSentEvent(chunk)]

    def finish(self) -> list[ServerSentEvent[bytes]]:
        """Return nothing more."""
        return []


class EventParser:
    """Parses chunks of an event stream into events whose data is bytes.

    Attributes:
        cut: Whether the stream ended in the middle of a line; known at its end.
        last_id: The last id that the server sent, once its event has come as a whole; None before.
        pause: The last number of milliseconds that it asks to wait before reconnecting.
    """

    __slots__ = (
        *("_data", "_event", "_id", "_lines", "_retry", "_start", "_stray", "cut", "last_id"),
        "pause",
    )

    def __init__(self, last_id: str | None = None, pause: int | None = None) -> None:
        """Start at the beginning of a stream, or of what goes on after an event."""
        self.cut = False
        self.last_id = last_id
        self.pause = pause
        self._stray: list[bytes] | None = []
        self._lines = LineSplitter(bare_cr=True)
        self._data: list[bytes] = []
        self._event = ""
        self._id = last_id
        self._retry: int | None = None
        self._start = True

    def feed(self, chunk: bytes) -> list[ServerSentEvent[bytes]]:
        """Take a chunk; return the events that it completes."""
        events: list[ServerSentEvent[bytes]] = []
        lines = self._lines.feed(chunk)
        if self._start and lines:
            self._start = False
            lines[0] = lines[0].removeprefix(_BOM)
        for line in lines:
            if line.startswith(b"data: "):  # nearly all lines that are not empty
                self._data.append(line[6:])
            elif line:
                self._field(line)
            elif self._data or self._event == "error":  # which needs no data to be one
                events.append(self._dispatch())
            else:
                self._event = ""
                self.last_id = self._id
        return events

    def finish(self) -> list[ServerSentEvent[bytes]]:
        """Return the last event, if the server closed without the empty line that ends it."""
        self.cut = self._lines.is_open
        last_id = self.last_id
        events = self.feed(b"\n\n")
        self.last_id = last_id  # what the server did not end may be asked for again
        return events

    @property
    def stray(self) -> bytes:
        """What came in place of events, where there was none: no field of an event stream."""
        return b"\n".join(self._stray or ())

    @property
    def is_fruitless(self) -> bool:
        """Whether there was no event yet."""
        return self._stray is not None

    def _dispatch(self) -> ServerSentEvent[bytes]:
        data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
        event = ServerSentEvent(data, self._event or "message", self._id or "", self._retry)
        self.last_id = self._id
        self._stray = None
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
        elif name == b"retry":
            if value.isdigit() and len(value) <= _LONGEST_RETRY:
                self._retry = self.pause = int(value)
        elif name and name not in (b"event", b"id"):
            self._keep(line)

    def _keep(self, line: bytes) -> None:
        """Keep a line that is no field, as long as there was no event: it may be an error."""
        if self._stray is not None and len(self._stray) < _MOST_STRAY:
            self._stray.append(line)


class Recoded:
    """A parser of streams whose chunks are not UTF-8."""

    __slots__ = ("_decoder", "parser")

    def __init__(self, parser: EventParser | JSONLines, declared: str) -> None:
        """Wrap the parser that takes UTF-8."""
        self.parser = parser
        self._decoder = codecs.getincrementaldecoder(declared)("replace")

    @property
    def cut(self) -> bool:
        """What the parser has."""
        return self.parser.cut

    def feed(self, chunk: bytes) -> list[Any]:
        """Take a chunk; return the events that it completes."""
        text = self._decoder.decode(chunk)
        return self.parser.feed(text.encode("utf-8", "replace"))

    def finish(self) -> list[Any]:
        """Return the last event."""
        rest = self._decoder.decode(b"", final=True)
        return [*self.parser.feed(rest.encode("utf-8", "replace")), *self.parser.finish()]
