"""What an editor shows of a name: asked of basedpyright's language server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any


def hover(directory: Path, file: Path, text: str) -> str:
    """The Markdown that is shown over the end of `text` in `file`; settings are in `directory`."""
    source = file.read_text(encoding="utf-8")
    before = source[: source.index(text) + len(text) - 1]
    place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    root, document = directory.as_uri(), {"uri": file.as_uri()}
    opened = {**document, "languageId": "python", "version": 1, "text": source}
    command = [Path(sys.executable).with_name("basedpyright-langserver"), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None and server.stdout is not None
        try:
            folders = [{"uri": root, "name": "tests"}]
            given = {"processId": None, "rootUri": root, "workspaceFolders": folders}
            _send(server.stdin, "initialize", {**given, "capabilities": {}}, 1)
            _answer(server.stdout, 1)
            _send(server.stdin, "initialized", {})
            _send(server.stdin, "textDocument/didOpen", {"textDocument": opened})
            asked = {"textDocument": document, "position": place}
            _send(server.stdin, "textDocument/hover", asked, 2)
            contents = _answer(server.stdout, 2)["contents"]
            return str(contents["value"])
        finally:
            server.kill()


def _send(stream: IO[bytes], method: str, params: Any, number: int | None = None) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    body = json.dumps(message if number is None else {**message, "id": number}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    stream.flush()


def _answer(stream: IO[bytes], number: int) -> Any:
    while True:
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message = json.loads(stream.read(length))
        if message.get("id") == number and "method" not in message:
            return message["result"]
