"""How strict type checkers see files, downloads, media types and credentials; not executed.

The package is pressed from wire.yaml by test_wire_types.py.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, assert_type

from wire import AsyncWire, Wire
from wire._runtime.reply.download import AsyncDownload, Download
from wire._runtime.reply.stream import AsyncStream, Stream
from wire.core import AsyncWireCore, WireCore
from wire.funcs.files_download import files_download_streaming, files_download_streaming_async
from wire.funcs.files_upload import files_upload
from wire.funcs.labels_put import labels_put
from wire.funcs.lines_list import lines_list_pages, lines_list_pages_async
from wire.models import File, Further, Label, PutLabelRequest, WidgetInput


def enums_in_lists(client: Wire) -> None:
    client.labels.add(name="a", colors=["red", "blue"])
    client.labels.add(name="a", colors=("red",))
    client.labels.add(name="a", colors="red")  # pyright: ignore[reportArgumentType]
    client.labels.add(name="a", colors=["green"])  # pyright: ignore[reportArgumentType]


def models_with_further_properties_are_made_without_them() -> None:
    Label(name="a", more=Further(key="b"))


def functions_take_the_body_alone_where_nothing_else_is_needed(client: WireCore) -> None:
    labels_put(client, Label(name="a"))
    labels_put(client, {"name": "a"})
    labels_put(client, PutLabelRequest(name="a", dry=True))
    labels_put(client, {"name": "a", "dry": True})


def uploads(client: Wire, path: Path) -> None:
    assert_type(client.files.upload(url="https://a.example"), File | None)
    client.files.upload(url="https://a.example", content_type="application/json")
    for file in (b"a", path, path.open("rb"), io.BytesIO(b"a")):
        client.files.upload(file=file, content_type="multipart/form-data")
        client.files.upload(file=("a.txt", file), content_type="multipart/form-data")
    client.files.upload(
        file=(None, path, "text/plain", {"X-A": "1"}),
        more=[path, ("b", b"b"), b"c"],
        note="n",
        content_type="multipart/form-data",
    )
    client.files.upload(body="a,b", content_type="text/csv")
    client.files.replace("id", body=path, content_type="image/png")
    client.files.replace("id", body=iter([b"a"]))


def parts(client: Wire, path: Path) -> None:
    client.files.mixed(body=({"id": "a"}, path))
    client.files.mixed(body=(File(id="a"), ("b.txt", b"b")))
    client.files.mixed(body=(path, path))  # pyright: ignore[reportArgumentType]
    client.files.shared(data=b"text")
    client.files.shared(data=path, content_type="multipart/form-data")
    client.files.shared(data=path)  # pyright: ignore[reportArgumentType]


def given_back(client: Wire) -> None:
    widget = client.widgets.get()
    client.widgets.add_widgets(body=[widget, {"name": "n"}, WidgetInput(name="n")])
    client.widgets.put(widget=widget)
    client.widgets.put(widget=File(id="a"))  # pyright: ignore[reportArgumentType]
    assert_type(widget.to_dict(), dict[str, Any])
    assert_type(widget.to_json(indent=2), str)


def mistakes(client: Wire) -> None:
    client.files.upload()  # pyright: ignore[reportCallIssue]
    client.files.upload(note="n", content_type="multipart/form-data")  # pyright: ignore[reportCallIssue]
    client.files.upload(file=b"a")  # pyright: ignore[reportCallIssue]
    client.files.upload(url="a", content_type="text/html")  # pyright: ignore[reportArgumentType]
    client.files.upload(file="a.txt", content_type="multipart/form-data")  # pyright: ignore[reportArgumentType]
    client.files.replace("id", body=io.StringIO("text"))  # pyright: ignore[reportArgumentType]
    Wire(region="moon")  # pyright: ignore[reportArgumentType]
    Wire(app=b"token")  # pyright: ignore[reportArgumentType]
    Wire(server="staging")  # pyright: ignore[reportArgumentType]


def credentials() -> None:
    Wire(app=("id", "secret"), region="us", server="production")
    Wire(app="token")
    Wire(app=lambda: "token")


def functions(core: WireCore, path: Path) -> None:
    files_upload(core, {"file": path, "content_type": "multipart/form-data"})
    files_upload(core, {"body": "a,b", "content_type": "text/csv"})


def downloads(client: Wire, path: Path) -> None:
    assert_type(client.files.download("id"), bytes)
    with client.files.with_streaming_response.download("id") as download:
        assert_type(download, Download[bytes])
        assert_type(download.save_to(path), int)
        assert_type(list(download), list[bytes])
    client.files.with_streaming_response.download()  # pyright: ignore[reportCallIssue]


def functions_download(core: WireCore, path: Path) -> None:
    result = files_download_streaming(core, {"id": "a"})
    if result.ok:
        assert_type(result.value, Download[bytes])
    for page in lines_list_pages(core):
        if page.ok:
            assert_type(page.value.data, list[File])


async def functions_download_later(core: AsyncWireCore) -> None:
    result = await files_download_streaming_async(core, {"id": "a"})
    if result.ok:
        assert_type(result.value, AsyncDownload[bytes])
    async for page in lines_list_pages_async(core):
        if page.ok:
            assert_type(page.value.data, list[File])


async def downloads_later(client: AsyncWire, path: Path) -> None:
    async with await client.files.with_streaming_response.download("id") as download:
        assert_type(download, AsyncDownload[bytes])
        assert_type(await download.save_to(path), int)


def lines(client: Wire) -> None:
    def items() -> Iterator[File]:
        yield File(id="a")

    assert_type(client.lines.send(body=items()), Stream[File])
    assert_type(client.lines.send(body=[{"id": "a"}]), Stream[File])


async def lines_later(client: AsyncWire) -> None:
    async def items() -> AsyncIterator[File]:
        yield File(id="a")

    assert_type(await client.lines.send(body=items()), AsyncStream[File])
