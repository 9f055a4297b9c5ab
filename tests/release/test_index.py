"""What an index has, by whichever form of the Simple API it speaks, and why it refuses."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.version import Version

from sdkpress.release.index import versions_at
from sdkpress.release.refused import refusal
from sdkpress.release.versions import ReleaseError
from support.loopback import package_index

JSON = "application/vnd.pypi.simple.v1+json"
FILES = ["pets-1.0.0-py3-none-any.whl", "pets-1.0.0.tar.gz", "pets-1.1.0rc1.tar.gz", "pets.exe"]


@contextlib.contextmanager
def index(
    status: int = 200, kind: str = JSON, content: bytes = b"", **headers: str
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """An index with one answer; gives its Simple API and what was asked for, how, and by whom."""
    asked: list[tuple[str, str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got = self.headers
            asked.append((self.path, got["Accept"], got.get("Authorization", "")))
            self.send_response(status)
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/simple", asked
        finally:
            server.shutdown()
            thread.join()


def versions(*numbers: str) -> frozenset[Version]:
    return frozenset(map(Version, numbers))


def test_json() -> None:
    page = {"files": [{"filename": name} for name in FILES], "versions": ["1.0.0", "0.9"]}
    with index(content=json.dumps(page).encode()) as (simple, asked):
        assert versions_at(simple, "My.Pets") == versions("1.0.0", "1.1rc1", "0.9")
    assert [path for path, *_ in asked] == ["/simple/my-pets/"]
    assert asked[0][1].startswith(JSON)


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "application/vnd.pypi.simple.v1+html"]
)
def test_html(kind: str) -> None:
    links = "".join(f'<a href="../{name}#sha256=1">\n {name} </a><br>' for name in FILES)
    content = f"<!DOCTYPE html><h1>Links to pets-7.0.0.tar.gz</h1>{links}".encode()
    with index(kind=kind, content=content) as (simple, _):
        assert versions_at(f"{simple}/", "pets") == versions("1.0.0", "1.1rc1")


@pytest.mark.parametrize("status", [404, 410])
def test_an_unknown_project_has_no_versions(status: int) -> None:
    with index(status) as (simple, _):
        assert versions_at(simple, "pets") == frozenset()


def test_another_index_does_not_answer_for_this_one() -> None:
    page = json.dumps({"versions": ["1.0.0"]}).encode()
    with (
        index(content=page) as (other, asked),
        index(302, Location=f"{other}/pets/") as (simple, _),
    ):
        assert versions_at(simple, "pets", ("me", "secret")) == frozenset()
    assert asked == []


@pytest.mark.parametrize(
    ("status", "kind", "content", "sentence"),
    [
        (500, JSON, b"", "answers 500"),
        (401, JSON, b"", "answers 401"),
        (200, JSON, b"<html>", "not JSON"),
        (200, "text/plain", b"pets", "not that of a Simple API"),
    ],
)
def test_what_is_no_index(status: int, kind: str, content: bytes, sentence: str) -> None:
    with index(status, kind, content) as (simple, _), pytest.raises(ReleaseError, match=sentence):
        versions_at(simple, "pets")


@pytest.mark.parametrize(
    "simple", ["file:///etc", "ftp://x.example", "simple", "http://127.0.0.1:1"]
)
def test_what_cannot_be_asked(simple: str) -> None:
    with pytest.raises(ReleaseError, match=r"address of an index|cannot be asked"):
        versions_at(simple, "pets")


def test_credentials_are_sent_where_there_are_some() -> None:
    with index(content=b"{}") as (simple, asked):
        versions_at(simple, "pets", ("me", "s:cret"))
        versions_at(simple, "pets")
    assert [header for *_, header in asked] == ["Basic bWU6czpjcmV0", ""]


def test_a_real_index(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(b"x")
    with package_index(tmp_path) as url:
        assert versions_at(f"{url}simple", "pets") == versions("1.0.0", "1.1rc1")
        assert versions_at(f"{url}simple", "dogs") == frozenset()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("409 Conflict|Conflict", "is in https://up.example/ already"),
        ("400 Bad Request|File already exists ('pets.whl', with hash).", "already, and a version"),
        (
            "400 Bad Request|This filename has already been used, use a different version.",
            "already",
        ),
        ("403 Forbidden|Overwriting is not allowed", "already"),
        ("400 Bad Request|Invalid classifier 'x'.", "as it is: Invalid classifier 'x'."),
        ("403 Forbidden|Invalid or non-existent authentication", "does not let this user"),
        ("401 Unauthorized|No", "does not let this user upload pets (401: No)"),
        ("404 Not Found|", "takes no uploads"),
        ("413 Payload Too Large|", "too large"),
        ("503 Service Unavailable|", "try again later"),
    ],
)
def test_refusals_are_sentences(answer: str, sentence: str) -> None:
    """The reason is in the status line, or in the body alone."""
    status, _, reason = answer.partition("|")
    phrase = status[4:]
    html = f"<html><title>{status}</title><p>Sorry:</p>\n<pre>{escape(reason)}</pre></html>"
    for line, body in ((reason, ""), (phrase, reason), (phrase, html)):
        printed = (
            f"INFO     Response from https://up.example/:   \n         {status}   \n"
            f"INFO     {body}\nERROR    HTTPError: {status} from https://up.example/  \n   {line}\n"
        )
        said = refusal(printed, "pets", "1.2.0", "https://up.example/")
        assert sentence in said.replace("Sorry: ", "")
        assert "\n" not in said


def test_a_refusal_without_a_status() -> None:
    said = refusal(
        "ERROR TrustedPublishingFailure: no token", "pets", "1.2.0", "https://up.example/"
    )
    assert "was not uploaded" in said
