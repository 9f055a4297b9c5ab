"""Responses: what each status and media type decodes to, and how downloads are streamed."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.sink import Sink
from support.wire import PressWire

pytestmark = with_both_libraries


def responses(text: str, method: str = "get") -> str:
    """Describe one operation with these responses."""
    return f"""
        paths:
          /x:
            {method}:
              operationId: get
              tags: [x]
              responses:
                {text.strip()}
        """


JSON = "application/json: {schema: {type: object, properties: {wireName: {type: string}}}}"


def test_several_success_codes(wire: PressWire) -> None:
    api = wire(
        responses(f"""'200': {{description: d, content: {{{JSON}}}}}
                '202': {{description: d, content: {{application/json: {{schema: {{type: object,
                  required: [job], properties: {{job: {{type: integer}}}}}}}}}}}}
                '204': {{description: d}}
                2XX: {{description: d, content: {{text/plain: {{}}}}}}
                default: {{description: d, content: {{application/json: {{schema: {{type: object,
                  properties: {{why: {{type: string}}}}}}}}}}}}""")
    )
    api.server.answers = [
        answer({"wireName": "a"}),
        answer({"job": 7}, 202),
        answer(status=204, content_type=None),
        answer("made", 201, content_type="text/plain"),
        answer({"why": "busy"}, 418),
    ]
    first = api.call(lambda client: client.x.get())
    assert (type(first).__name__, first.wire_name) == ("GetResponse", "a")
    second = api.call(lambda client: client.x.get())
    assert (type(second).__name__, second.job) == ("GetAcceptedResponse", 7)
    assert api.call(lambda client: client.x.get()) is None
    assert api.call(lambda client: client.x.get()) == "made"
    with pytest.raises(api.package.errors.InlineError) as caught:
        api.call(lambda client: client.x.get())
    assert caught.value.data.why == "busy"
    annotation = api.package.resources.x.X.get.__annotations__["return"]
    assert annotation == "models.GetResponse | models.GetAcceptedResponse | str | None"


def test_default_alone_is_the_success(wire: PressWire) -> None:
    api = wire(responses(f"default: {{description: d, content: {{{JSON}}}}}"))
    api.server.answers = [answer({"wireName": "a"}, 201), answer({"wireName": "b"}, 500)]
    assert api.call(lambda client: client.x.get()).wire_name == "a"
    with pytest.raises(api.package.errors.InlineError):
        api.call(lambda client: client.x.get(), retries=False)


def test_default_beside_a_success_is_the_error(wire: PressWire) -> None:
    api = wire(
        responses(f"""'201': {{description: d}}
                default: {{description: d, content: {{{JSON}}}}}""")
    )
    api.server.answers = [answer(status=201, content_type=None), answer({"wireName": "b"}, 409)]
    assert api.call(lambda client: client.x.get()) is None
    with pytest.raises(api.package.errors.InlineError) as caught:
        api.call(lambda client: client.x.get())
    assert caught.value.data.wire_name == "b"


@pytest.mark.parametrize(
    ("media_type", "sent", "expected", "annotation"),
    [
        ("application/json", b'{"wireName":"a"}', {"wireName": "a"}, "models.GetResponse"),
        ("application/hal+json", b'{"wireName":"a"}', {"wireName": "a"}, "models.GetResponse"),
        ("application/problem+json", b'{"wireName":"a"}', {"wireName": "a"}, "models.GetResponse"),
        ("*/*", b'{"wireName":"a"}', {"wireName": "a"}, "models.GetResponse"),
        ("text/plain", "é".encode(), "é", "str"),
        ("text/html", b"<p>", "<p>", "str"),
        ("text/csv", b"a,b", "a,b", "str"),
        ("application/xml", b"<a/>", b"<a/>", "bytes"),
        ("text/xml", b"<a/>", b"<a/>", "bytes"),
        ("application/atom+xml", b"<a/>", b"<a/>", "bytes"),
        ("application/octet-stream", b"\0", b"\0", "bytes"),
        ("image/*", b"\0", b"\0", "bytes"),
        ("application/pdf", b"%PDF", b"%PDF", "bytes"),
    ],
)
def test_media_types(
    wire: PressWire, media_type: str, sent: bytes, expected: Any, annotation: str
) -> None:
    schema = "{type: object, properties: {wireName: {type: string}}}"
    content = f"content: {{'{media_type}': {{schema: {schema}}}}}"
    api = wire(responses(f"'200': {{description: d, {content}}}"))
    arrives = {"*/*": "application/json", "image/*": "image/png"}.get(media_type, media_type)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {arrives}\r\nContent-Length: {len(sent)}\r\n\r\n"
    api.server.answers = [head.encode() + sent]
    value = api.call(lambda client: client.x.get(), strict=True)
    assert (value.model_dump(by_alias=True) if hasattr(value, "model_dump") else value) == expected
    assert api.package.resources.x.X.get.__annotations__["return"] == annotation
    assert api.sent.headers["accept"] == media_type


def test_several_media_types(wire: PressWire) -> None:
    api = wire(
        responses(f"""'200':
                  description: d
                  content:
                    {JSON}
                    text/plain: {{}}
                    application/pdf: {{}}""")
    )
    api.server.answers = [
        answer({"wireName": "a"}),
        answer("t", content_type="text/plain; charset=utf-8"),
        answer(b"%PDF", content_type="application/pdf"),
    ]
    values = [api.call(lambda client: client.x.get(), strict=True) for _ in range(3)]
    assert values[0].wire_name == "a"
    assert values[1:] == ["t", b"%PDF"]
    assert api.sent.headers["accept"] == "application/json, text/plain, application/pdf"
    options = {"headers": {"Accept": "application/pdf"}}
    api.call(lambda client: client.x.get(options=options))
    assert api.sent.headers["accept"] == "application/pdf"


def test_head_has_no_content(wire: PressWire) -> None:
    api = wire(responses(f"'200': {{description: d, content: {{{JSON}}}}}", method="head"))
    api.server.answers = [b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: 1\r\n\r\n"]
    assert api.call(lambda client: client.x.get(), strict=True) is None
    assert api.package.resources.x.X.get.__annotations__["return"] == "None"
    raw = api.call(lambda client: client.x.with_raw_response.get())
    assert (raw.value, raw.headers["x-a"]) == (None, "1")


def test_response_headers(wire: PressWire) -> None:
    api = wire(
        responses(f"""'200':
                  description: d
                  headers: {{X-Rate-Limit: {{schema: {{type: integer}}}}}}
                  content: {{{JSON}}}""")
    )
    api.server.answers = [answer({"wireName": "a"}, headers={"X-Rate-Limit": "7"})]
    raw = api.call(lambda client: client.x.with_raw_response.get())
    assert (raw.value.wire_name, raw.headers["x-rate-limit"], raw.status_code) == ("a", "7", 200)


def test_a_redirect_leads_to_bytes(wire: PressWire) -> None:
    api = wire(
        responses("'302': {description: 'to the archive'}\n                '404': {description: d}")
    )
    there = answer(status=302, headers={"Location": "/there"}, content_type=None)
    api.server.answers = [there, answer(b"PK", content_type="application/zip")]
    assert api.call(lambda client: client.x.get(), strict=True) == b"PK"
    assert [one.path for one in api.server.received] == ["/x", "/there"]
    assert api.package.resources.x.X.get.__annotations__["return"] == "bytes"


def test_not_modified_is_no_value(wire: PressWire) -> None:
    api = wire(
        responses(f"""'200': {{description: d, content: {{{JSON}}}}}
                '304': {{description: d}}""")
    )
    api.server.answers = [answer(status=304, content_type=None)]
    with pytest.raises(api.package.errors.InlineDefaultError) as caught:
        api.call(lambda client: client.x.get(options={"headers": {"If-None-Match": "a"}}))
    assert caught.value.status_code == 304
    assert api.package.resources.x.X.get.__annotations__["return"] == "models.GetResponse"


DOWNLOAD = responses("'200': {description: d, content: {application/octet-stream: {}}}")


@pytest.mark.usefixtures("transport")
def test_downloads_are_not_held_in_memory(wire: PressWire, tmp_path: Path) -> None:
    api = wire(DOWNLOAD)
    size = 32 * 1024 * 1024
    path = tmp_path / "large.bin"

    def save(client: Any) -> Any:
        return client.x.with_streaming_response.get().save_to(path)

    async def save_later(client: Any) -> Any:
        async with await client.x.with_streaming_response.get() as download:
            return await download.save_to(path)

    use = save_later if api.asynchronous else save
    api.call(use)
    with Sink(size) as sink:
        tracemalloc.start()
        length = api.call(use, server_url=sink.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert length == size == path.stat().st_size
    assert peak < 8 * 1024 * 1024


@pytest.mark.usefixtures("transport")
def test_downloads_are_read_or_iterated(wire: PressWire) -> None:
    api = wire(DOWNLOAD)
    kind = "application/octet-stream"
    api.server.answers = [answer(b"0123", content_type=kind, headers={"X-A": "1"})]
    chunks = api.items(lambda client: client.x.with_streaming_response.get())
    assert b"".join(chunks) == b"0123"

    def read(client: Any) -> Any:
        with client.x.with_streaming_response.get() as download:
            return download.status_code, download.headers["x-a"], download.read()

    async def read_later(client: Any) -> Any:
        async with await client.x.with_streaming_response.get() as download:
            return download.status_code, download.headers["x-a"], await download.read()

    assert api.call(read_later if api.asynchronous else read) == (200, "1", b"0123")
    assert api.call(lambda client: client.x.get()) == b"0123"


def test_a_download_that_fails_or_breaks_off(wire: PressWire, tmp_path: Path) -> None:
    api = wire(DOWNLOAD)
    errors = api.package.errors
    path = tmp_path / "a"

    def save(client: Any) -> Any:
        return client.x.with_streaming_response.get().save_to(path)

    async def save_later(client: Any) -> Any:
        return await (await client.x.with_streaming_response.get()).save_to(path)

    use = save_later if api.asynchronous else save
    api.server.answers = [answer({"message": "gone"}, 404)]
    with pytest.raises(errors.InlineDefaultError, match="gone"):
        api.call(use)
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n01234"
    api.server.answers = [half]
    with pytest.raises(errors.APIConnectionError):
        api.call(use)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("declared", ["404", "102"])
def test_an_operation_that_declares_no_success_returns_nothing(
    wire: PressWire, declared: str
) -> None:
    api = wire(responses(f"'{declared}': {{description: d}}"))
    api.server.answers = [
        answer(status=204, content_type=None),
        answer({"a": 1}, 200),
        answer({"a": 1}, 404),
    ]
    assert api.call(lambda client: client.x.get(), strict=True) is None
    assert api.call(lambda client: client.x.get(), strict=True) is None
    with pytest.raises(api.package.errors.InlineDefaultError):
        api.call(lambda client: client.x.get())
    assert api.package.resources.x.X.get.__annotations__["return"] == "None"


def test_a_final_default_is_the_success_beside_an_interim_status(wire: PressWire) -> None:
    api = wire(
        responses(f"""'100': {{description: d}}
                default: {{description: d, content: {{{JSON}}}}}""")
    )
    api.server.answers = [answer({"wireName": "a"})]
    assert api.call(lambda client: client.x.get(), strict=True).wire_name == "a"


def test_a_status_without_content_has_none_whatever_is_declared(wire: PressWire) -> None:
    api = wire(responses(f"""'204': {{description: d, content: {{{JSON}}}}}"""))
    api.server.answers = [answer(status=204, content_type=None)]
    assert api.call(lambda client: client.x.get(), strict=True) is None
    assert api.package.resources.x.X.get.__annotations__["return"] == "None"


def test_a_range_is_answered_without_content(wire: PressWire) -> None:
    api = wire(responses(f"""2XX: {{description: d, content: {{{JSON}}}}}"""))
    api.server.answers = [answer(status=204, content_type=None)]
    heard: list[Any] = []
    assert api.call(lambda client: client.x.get(), on_drift=heard.append) is None
    assert [one.message for one in heard] == ["status 204 has no content"]
