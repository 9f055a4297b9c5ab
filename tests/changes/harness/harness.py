"""What programs of the proof import: a server that answers as `answers.json` says, and checks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx2


class Server:
    """Answers requests without a network; `status` is the error that is asked for, 0 for none."""

    def __init__(self) -> None:
        answers: dict[str, Any] = json.loads(Path("answers.json").read_text("utf-8"))
        self.turns: int = answers["turns"]
        self.turn = self.status = 0
        self.requests: list[httpx2.Request] = []
        self.drifts: list[str] = []
        self._routes: list[dict[str, Any]] = answers["routes"]

    @property
    def http(self) -> httpx2.Client:
        """A client of its own."""
        return httpx2.Client(transport=httpx2.MockTransport(self.answer))

    @property
    def async_http(self) -> httpx2.AsyncClient:
        """An asynchronous one."""
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self.answer))

    def drift(self, drift: object) -> None:
        """Note that an answer was not as it should be."""
        self.drifts.append(str(drift))

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """What the route of a request says, or `{}`."""
        self.requests.append(request)
        if request.url.path.endswith("/token"):
            return httpx2.Response(200, json={"access_token": "secret", "token_type": "bearer"})
        route = next((one for one in self._routes if _is_for(one, request)), None)
        if self.status:
            error = route["errors"].get(str(self.status)) if route else None
            text: str = error["texts"][self.turn % len(error["texts"])] if error else "{}"
            return _response(self.status, "application/json", text)
        if route is None:
            return _response(200, "application/json", "{}")
        streams = [one for one in route["rows"] if one["streams"]]
        whole = [one for one in route["rows"] if not one["streams"]]
        rows = streams if streams and (not whole or _asks(request, route["stream"])) else whole
        row = rows[self.turn % len(rows)]
        return _response(row["status"], row["type"], row["texts"][self.turn % len(row["texts"])])

    def sent(self) -> str:
        """The last request: its URL, header fields and body."""
        last = self.requests[-1]
        path = last.url.raw_path.decode()  # the URL as text hides what is secret in it
        return f"{path} {dict(last.headers)} {last.read().decode(errors='replace')}"


def _is_for(route: dict[str, Any], request: httpx2.Request) -> bool:
    is_path = re.search(f"{route['path']}$", request.url.path)
    return bool(is_path) and route["verb"] == request.method


def _asks(request: httpx2.Request, wire: str) -> bool:
    text = request.read().decode(errors="replace")
    return bool(re.search(rf'"{re.escape(wire)}": ?true', text)) or f"{wire}=true" in str(
        request.url
    )


def _response(status: int, media_type: str, text: str) -> httpx2.Response:
    headers = {"content-type": media_type} if media_type else {}
    return httpx2.Response(status, headers=headers, content=text.encode())


def is_a(value: object, *kinds: type) -> None:
    """Fail unless a value is of one of the types; True is no number."""
    assert isinstance(value, kinds), f"{value!r} is not of {kinds}"
    assert bool in kinds or not isinstance(value, bool), f"{value!r} is not of {kinds}"


def ensure(holds: bool, what: str) -> None:
    """Fail unless something holds."""
    assert holds, what
