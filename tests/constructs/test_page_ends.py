"""Where pages end: totals that are there or not, and ways that lead in a circle."""

from __future__ import annotations

import asyncio
import itertools
import json
from importlib import import_module
from typing import Any

import pytest

from support.api import Api
from support.models import with_both_libraries
from support.pressing import Press

pytestmark = with_both_libraries

NUMBER = {"type": "integer"}
OUTPUTS = {"results": "$.data", "numPages": "$.meta.pages"}


def operation(name: str, outputs: dict[str, str], **inputs: Any) -> dict[str, Any]:
    """Describe an operation with pages, asked for by these parameters."""
    hints = [{"name": one, "in": "parameters", "type": one} for one in inputs]
    parameters = [{"name": one, "in": "query", "schema": schema} for one, schema in inputs.items()]
    page = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}
    return {
        f"/{name}": {
            "get": {
                "operationId": name,
                "tags": ["all"],
                "parameters": parameters,
                "x-speakeasy-pagination": {"type": "any", "inputs": hints, "outputs": outputs},
                "responses": {"200": {"description": "d", **page}},
            }
        }
    }


PATHS = {
    **operation("page", OUTPUTS, page=NUMBER, limit=NUMBER),
    **operation("total", {"numPages": "$.meta.pages"}, page=NUMBER),
    **operation("offset", OUTPUTS, offset=NUMBER, limit=NUMBER),
    **operation("cursor", {"results": "$.data", "nextCursor": "$.next"}, cursor={"type": "string"}),
    **operation("link", {"nextUrl": "$.next"}),
}
PAGE: Any = {"Page": {"type": "object", "properties": {"data": {"type": "array", "items": {}}}}}
PAGED = f"""
info: {{title: Paged, version: 1.0.0}}
paths: {json.dumps(PATHS)}
components: {json.dumps({"schemas": PAGE})}
"""


@pytest.fixture(params=["sync", "async", "function", "async function"])
def collected(press: Press, request: pytest.FixtureRequest) -> Any:
    """`collected(url, name, arguments)` → the pages' data, and the error that ends them."""
    package = press(PAGED)
    kind = request.param

    def take(url: str, name: str, arguments: dict[str, Any] | None = None) -> Any:
        given = arguments or {}
        seen: list[Any] = []

        async def later() -> None:
            async with package.AsyncPaged(server_url=url) as client:
                if kind == "async":
                    pages = getattr(client.all, f"{name}_pages")(**given)
                else:
                    module = import_module(f"{package.__name__}.funcs.all_{name}")
                    pages = getattr(module, f"all_{name}_pages_async")(client, given)
                async for page in pages:
                    data = (page if kind == "async" else page.unwrap()).data
                    seen.append(data)

        try:
            if "async" in kind:
                asyncio.run(later())
                return seen, None
            with package.Paged(server_url=url) as client:
                if kind == "sync":
                    for page in getattr(client.all, f"{name}_pages")(**given):
                        seen.append(page.data)  # noqa: PERF401 - what came before the error counts
                else:
                    module = import_module(f"{package.__name__}.funcs.all_{name}")
                    for page in getattr(module, f"all_{name}_pages")(client, given):
                        seen.append(page.unwrap().data)  # noqa: PERF401
        except package.errors.ResponseValidationError as error:
            return seen, error
        return seen, None

    return take


@pytest.mark.parametrize("total", [None, "absent", "unknown", True, -1, float("nan")])
def test_no_total(collected: Any, total: Any) -> None:
    """A total that is none does not end the pages; a shorter page, or one of nothing, does."""
    meta = {"x": ["odd"]} if total == "absent" else {"pages": total, "x": ["odd"]}
    data = [["a", "b"], ["c", "d"], ["e"], []]

    def answered(call: Any) -> Any:
        at = int(call.query.get("page", 1)) - 1 + int(call.query.get("offset", 0)) // 2
        return {"data": data[min(at, 3)], "meta": meta}

    with Api(answered) as api:
        for name in ("page", "offset"):
            assert collected(api.url, name, {"limit": 2}) == (data[:3], None)
            api.calls.clear()
        assert collected(api.url, "page") == (data, None)
        assert collected(api.url, "total") == (data, None)


def test_a_total_outweighs(collected: Any) -> None:
    """As many pages come as are said to be, full, short or empty."""
    sizes = [2, 1, 0, 2]
    numbers = itertools.count()
    for total in (4, "4", 4.0):
        for name, key in (("page", "page"), ("offset", "offset")):
            replies = [
                {"data": [next(numbers) for _ in range(size)], "meta": {"pages": total}}
                for size in (sizes if name == "page" else [2, 2, 0, 2])
            ]
            left = iter(replies)
            with Api(lambda _call, left=left: next(left)) as api:
                pages, error = collected(api.url, name, {"limit": 2})
                assert (pages, error) == ([one["data"] for one in replies], None)
                asked = [call.query.get(key) for call in api.calls]
            assert asked == ([None, "2", "3", "4"] if key == "page" else [None, "2", "4", "6"])
    with Api(lambda _call: {"data": [1, 2], "meta": {"pages": 1}}) as api:
        assert collected(api.url, "page", {"limit": 2}) == ([[1, 2]], None)
        assert collected(api.url, "offset", {"limit": 2}) == ([[1, 2]], None)


@pytest.mark.parametrize("name", ["cursor", "link"])
def test_circles(collected: Any, name: str) -> None:
    """A way back to where it has been ends with an error, after the page that has it."""
    for ways, count in [
        (["a", "a"], 2),
        (["a", "b", "a"], 3),
        (["a", "b", "c", "b"], 4),
    ]:
        numbers = itertools.count()
        left = iter([{"data": [next(numbers)], "next": f"/{way}"} for way in ways])
        with Api(lambda _call, left=left: next(left)) as api:
            pages, error = collected(api.url, name)
            assert pages == [[number] for number in range(count)]
            assert "back to one" in str(error)
            assert (error.status_code, len(api.calls)) == (200, count)
            assert f'"next": "/{ways[-1]}"'.encode() in error.body
    with Api(lambda _call: {"next": "/here"}) as api:
        assert len(collected(api.url, name)[0]) == 2
    with Api(lambda call: {"data": [0], "next": call.path + "?x=1"}) as api:
        pages, error = collected(
            api.url, name, None if name == "link" else {"cursor": "/cursor?x=1"}
        )
        assert (len(pages), "back to one" in str(error)) == (2 if name == "link" else 1, True)


@pytest.mark.parametrize("end", ["absent", None, "", False])
def test_a_cursor_of_zero(collected: Any, end: Any) -> None:
    """Only a cursor that says nothing ends the pages."""
    last: dict[str, Any] = {} if end == "absent" else {"next": end}
    left = iter([{"data": [1], "next": 0}, {"data": [2], "next": 0.5}, {"data": [3], **last}])
    with Api(lambda _call: next(left)) as api:
        assert collected(api.url, "cursor") == ([[1], [2], [3]], None)
        assert [call.query.get("cursor") for call in api.calls] == [None, "0", "0.5"]


def test_a_cursor_that_stays(collected: Any) -> None:
    """An API may tell the end by giving nothing and the same cursor again."""
    replies: list[Any] = [{"data": [1], "next": "a"}, {"data": [], "next": "a"}]
    left = iter(replies)
    with Api(lambda _call: next(left)) as api:
        assert collected(api.url, "cursor") == ([[1], []], None)
