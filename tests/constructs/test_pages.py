"""Pages of results: by offset, number, cursor and link, from methods and from functions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from support.api import Api, Call
from support.models import with_both_libraries
from support.pressing import Press

pytestmark = with_both_libraries

PAGED = """
info: {title: Paged, version: 1.0.0}
paths:
  /offset:
    get:
      operationId: byOffset
      tags: [all]
      parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}]
      x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: offset, in: parameters, type: offset}, {name: limit, in: parameters, type: limit}], outputs: {results: $.data}}
      responses: &page {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
  /page:
    get:
      operationId: byPage
      tags: [all]
      parameters: [{name: page, in: query, schema: {type: integer, default: 1}}]
      x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: page, in: parameters, type: page}], outputs: {numPages: $.meta.pages}}
      responses: *page
  /cursor:
    post:
      operationId: byCursor
      tags: [all]
      requestBody: {content: {application/json: {schema: {type: object, properties: {after: {type: string}, q: {type: string}}}}}}
      x-speakeasy-pagination: {type: cursor, inputs: [{name: after, in: requestBody, type: cursor}], outputs: {nextCursor: '$.data[-1].id'}}
      responses: *page
  /url:
    get: {operationId: byUrl, tags: [all], parameters: [{name: X-Kind, in: header, schema: {type: string}}, {name: start, in: query, schema: {type: integer}}], x-speakeasy-pagination: {type: url, outputs: {nextUrl: $.links.next}}, responses: *page}
  /none:
    get: {operationId: noCursor, tags: [all], x-speakeasy-pagination: {type: cursor, outputs: {nextCursor: $.next}}, responses: *page}
  /file:
    get: {operationId: getFile, tags: [all], responses: {'200': {description: ok, content: {application/octet-stream: {}}}}}
security: [{key: [], header: []}, {}]
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
    header: {type: apiKey, in: header, name: X-Pass}
  schemas:
    Page: {type: object, properties: {data: {type: array, items: {type: object, properties: {id: {type: string}}}}, meta: {type: object, properties: {pages: {type: integer}}}}}
"""
IDS = ["a", "b", "c", "d", "e"]


def paged(call: Call) -> dict[str, Any]:
    """Five results, two to a page."""
    if call.path == "/cursor":
        after = call.json.get("after")
        start = IDS.index(after) + 1 if after else 0
    elif call.path == "/page":
        start = 2 * (int(call.query.get("page", "1")) - 1)
    else:
        start = int(call.query.get("offset", "0"))
    ids = IDS[start : start + 2]
    return {"data": [{"id": item} for item in ids], "meta": {"pages": 3}}


@pytest.mark.parametrize(
    ("method", "arguments", "calls", "first"),
    [
        ("by_offset_pages", {}, 4, 0),
        ("by_offset_pages", {"limit": 2}, 3, 0),
        ("by_offset_pages", {"limit": 2, "offset": 2}, 2, 2),
        ("by_page_pages", {}, 3, 0),
        ("by_page_pages", {"page": 2}, 2, 2),
        ("by_cursor_pages", {"q": "x"}, 4, 0),
        ("by_cursor_pages", {"after": "c"}, 2, 3),
    ],
)
def test_pages(
    press: Press, method: str, arguments: dict[str, Any], calls: int, first: int
) -> None:
    package = press(PAGED)

    async def collected(url: str) -> list[Any]:
        async with package.AsyncPaged(server_url=url) as client:
            pages = getattr(client.all, method)(**arguments)
            return [item.id async for page in pages for item in page.data]

    with Api(paged) as api:
        with package.Paged(server_url=api.url) as client:
            pages = getattr(client.all, method)(**arguments)
            assert api.calls == []
            ids = [item.id for page in pages for item in page.data]
        assert (ids, len(api.calls)) == (IDS[first:], calls)
        assert asyncio.run(collected(api.url)) == ids
        assert len(api.calls) == 2 * calls


def test_pages_that_cannot_be_asked_for(press: Press) -> None:
    package = press(PAGED)
    with Api(paged) as api, package.Paged(server_url=api.url) as client:
        assert client.all.no_cursor().data[0].id == "a"
        assert not hasattr(client.all, "no_cursor_pages")


def linked(*links: Any) -> Callable[[Call], Any]:
    """One result a page, and these links to the next ones."""
    pages = [
        {"data": [{"id": str(number)}], "links": {"next": one}} for number, one in enumerate(links)
    ]
    given = iter(pages)
    return lambda _call: next(given)


@pytest.mark.parametrize(
    "link",
    [
        "?start=1&x=a%20b",
        "/url?start=1&x=a%20b",
        "//{host}/url?start=1&x=a%20b#f",
        "{url}/url?start=1&x=a%20b",
    ],
)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_links(press: Press, link: str, kind: str) -> None:
    package = press(PAGED)
    with Api() as api:
        link = link.format(host=api.url.partition("//")[2], url=api.url)
        api.answer = linked(link, "other?y=1&api_key=echo", "more", None)
        config = {"server_url": api.url, "key": "k", "header": lambda: "h"}

        async def collected() -> list[Any]:
            async with package.AsyncPaged(**config) as client:
                return [page async for page in client.all.by_url_pages(x_kind="odd", start=0)]

        if kind == "sync":
            with package.Paged(**config) as client:
                pages = list(client.all.by_url_pages(x_kind="odd", start=0))
        else:
            pages = asyncio.run(collected())
    assert [page.data[0].id for page in pages] == ["0", "1", "2", "3"]
    assert [(call.path, call.query) for call in api.calls] == [
        ("/url", {"start": "0", "api_key": "k"}),
        ("/url", {"start": "1", "x": "a b", "api_key": "k"}),
        ("/other", {"y": "1", "api_key": "k"}),
        ("/more", {"api_key": "k"}),
    ]
    assert {call.headers["x-pass"] for call in api.calls} == {"h"}
    assert {call.headers["x-kind"] for call in api.calls} == {"odd"}


@pytest.mark.parametrize("source", ["static", "asked"])
def test_a_link_to_another_origin_gets_no_credentials(press: Press, source: str) -> None:
    package = press(PAGED)
    secrets: list[Any] = ["k", "h"] if source == "static" else [lambda: "k", lambda: "h"]
    mine = httpx2.Client(headers={"Authorization": "mine"}, cookies={"sid": "mine"})
    with Api() as api, Api() as other, mine as own:
        api.answer = linked(f"{other.url}/far?api_key=k&start=1", "")
        other.answer = linked("near", f"{api.url}/home")
        config = {"key": secrets[0], "header": secrets[1], "http_client": own}
        with package.Paged(server_url=api.url, **config) as client:
            options = {"headers": {"X-Auth": "a", "X-Plain": "p"}}
            pages = list(client.all.by_url_pages(options=options))
    assert len(pages) == 4
    assert [(call.path, call.query) for call in other.calls] == [
        ("/far", {"start": "1"}),
        ("/near", {}),
    ]
    for call in other.calls:
        assert not {"x-pass", "x-auth", "authorization", "cookie"}.intersection(call.headers)
        assert call.headers["x-plain"] == "p"
    assert [call.headers["x-pass"] for call in api.calls] == ["h", "h"]
    assert [call.headers["cookie"] for call in api.calls] == ["sid=mine", "sid=mine"]


def test_links_that_lead_nowhere(press: Press) -> None:
    package = press(PAGED)
    with Api() as api, package.Paged(server_url=api.url, key="k", header="h") as client:
        api.answer = linked("ftp://a.example/x")
        pages = client.all.by_url_pages()
        assert next(pages).data[0].id == "0"
        with pytest.raises(package.errors.RequestValidationError, match="link"):
            next(pages)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_functions_give_pages_as_results(press: Press, kind: str) -> None:
    package = press(PAGED)
    module = import_module(f"{package.__name__}.funcs.all_by_offset")
    core = import_module(f"{package.__name__}.core")

    def collected(request: dict[str, Any]) -> list[Any]:
        if kind == "sync":
            with core.PagedCore(server_url=api.url) as client:
                return list(module.all_by_offset_pages(client, request))

        async def run() -> list[Any]:
            async with core.AsyncPagedCore(server_url=api.url) as client:
                return [one async for one in module.all_by_offset_pages_async(client, request)]

        return asyncio.run(run())

    with Api(paged) as api:
        results = collected({"limit": 2})
        assert [item.id for one in results for item in one.value.data] == IDS
        api.answer = lambda call: paged(call) if call.query["offset"] == "0" else (404, {})
        first, last = collected({"limit": 2, "offset": 0})
        assert (first.ok, last.ok, last.error.status_code) == (True, False, 404)
        (wrong,) = collected({"limits": 2})
        assert isinstance(wrong.error, package.errors.RequestValidationError)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_functions_download_as_it_comes(press: Press, tmp_path: Path, kind: str) -> None:
    package = press(PAGED)
    module = import_module(f"{package.__name__}.funcs.all_get_file")
    core = import_module(f"{package.__name__}.core")

    async def run() -> tuple[Any, int]:
        async with core.AsyncPagedCore(server_url=api.url) as client:
            result = await module.all_get_file_streaming_async(client)
            length = await result.value.save_to(tmp_path / "a") if result.ok else 0
            return result, length

    def call() -> tuple[Any, int]:
        if kind == "async":
            return asyncio.run(run())
        with core.PagedCore(server_url=api.url) as client:
            result = module.all_get_file_streaming(client)
            return result, result.value.save_to(tmp_path / "a") if result.ok else 0

    with Api(lambda _call: "content") as api:
        result, length = call()
        assert (result.value.status_code, length) == (200, 9)
        assert (tmp_path / "a").read_bytes() == b'"content"'
        api.answer = lambda _call: (404, {})
        result, _ = call()
        assert result.error.status_code == 404
