"""Pages, from one to the next: by offset, number, cursor and link; what ends them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sdk_runtime.base.pagination import Pagination
from sdk_runtime.client import pages as module
from sdk_runtime.client.result import Err, Ok
from sdk_runtime.http.transport import TransportError

from runtime.lab import ConnectionFailed, Parameter, RequestInvalid, ResponseCase, ResponseInvalid
from runtime.lab import operation as made
from runtime.script import URL, AsyncScript, Script, reply

NAMES = ("offset", "page", "limit", "after")
ANY = ResponseCase("200", "application/json", "json", lambda: Any)


def listing(pagination: Pagination, **changes: Any) -> Any:
    """An operation with pages."""
    given = {
        "id": "list",
        "parameters": tuple(Parameter(name, name, "query") for name in NAMES),
        "responses": (ANY,),
    }
    return made(**{**given, "pages": lambda: pagination, **changes})


Walk = Callable[..., list[Any]]


@pytest.fixture(params=["sync", "async", "results", "async results"])
def walk(request: pytest.FixtureRequest) -> Walk:
    """`walk(script, pagination, arguments)` → the pages, got in one of four ways."""
    kind: str = request.param

    def run(
        script: Script, pagination: Pagination, arguments: Any = None, **more: Any
    ) -> list[Any]:
        given = (listing(pagination), arguments or {}, more.get("options"))
        if kind == "sync":
            return plain(module.pages(script.client(), *given))
        if kind == "results":
            return unpacked(list(module.result_pages(script.client(), *given)))
        client = AsyncScript(*script.answers)
        client.sent = script.sent

        async def collected() -> list[Any]:
            pages = module.async_pages if kind == "async" else module.async_result_pages
            return [page async for page in pages(client.client(), *given)]

        found = asyncio.run(collected())
        return plain(found) if kind == "async" else unpacked(found)

    return run


def plain(pages: Iterable[Any]) -> list[Any]:
    """The values that the pages are made of."""
    return [page.parse() for page in pages]


def unpacked(results: list[Any]) -> list[Any]:
    """The values, or the error that is the last of all."""
    assert all(isinstance(one, Ok) for one in results[:-1])
    if results and isinstance(results[-1], Err):
        raise results[-1].error
    return plain(one.value for one in results)


def asked(script: Script) -> list[dict[str, str]]:
    """The query of each request."""
    return [dict(parse_qsl(urlsplit(url).query)) for url in script.urls]


def rows(*counts: int, **more: Any) -> Script:
    """Pages of so many results."""
    return Script(*(reply({"data": [{"id": n} for n in range(count)], **more}) for count in counts))


DATA = ("data",)


@pytest.mark.parametrize(
    ("pagination", "arguments", "script", "queries"),
    [
        # offsets: by what came, from the first one on, until nothing comes
        ({"offset": "offset"}, {}, rows(2, 1, 0), [{}, {"offset": "2"}, {"offset": "3"}]),
        ({"offset": "offset", "first": 1}, {}, rows(2, 0), [{}, {"offset": "3"}]),
        ({"offset": "offset"}, {"offset": 5}, rows(2, 0), [{"offset": "5"}, {"offset": "7"}]),
        ({"offset": "offset"}, {"offset": 0}, rows(1, 0), [{"offset": "0"}, {"offset": "1"}]),
        # … or until fewer come than were asked for
        (
            {"offset": "offset", "limit": "limit"},
            {"limit": 2},
            rows(2, 1),
            [{"limit": "2"}, {"limit": "2", "offset": "2"}],
        ),
        (
            {"offset": "offset", "limit": "limit"},
            {"limit": 0},
            rows(1, 0),
            [{"limit": "0"}, {"limit": "0", "offset": "1"}],
        ),
        # … or until the number of pages is reached, where the size of one is known
        (
            {"offset": "offset", "limit": "limit", "number_of_pages": ("n",)},
            {"limit": 2},
            rows(2, 2, n=2),
            [{"limit": "2"}, {"limit": "2", "offset": "2"}],
        ),
        (
            {"offset": "offset", "limit": "limit", "number_of_pages": ("n",), "first": 1},
            {"limit": 2},
            rows(2, 2, n=2),
            [{"limit": "2"}, {"limit": "2", "offset": "3"}],
        ),
        (
            {"offset": "offset", "number_of_pages": ("n",)},
            {},
            rows(2, 0, n=1),
            [{}, {"offset": "2"}],
        ),
        (
            {"offset": "offset", "limit": "limit"},
            {"limit": 1},
            rows(1, 0),
            [{"limit": "1"}, {"limit": "1", "offset": "1"}],
        ),
        # numbers: one more each time
        ({"page": "page", "first": 1}, {}, rows(2, 2, 0), [{}, {"page": "2"}, {"page": "3"}]),
        ({"page": "page"}, {}, rows(2, 0), [{}, {"page": "1"}]),
        ({"page": "page", "first": 1}, {"page": 7}, rows(1, 0), [{"page": "7"}, {"page": "8"}]),
        (
            {"page": "page", "limit": "limit"},
            {"limit": 3},
            rows(3, 2),
            [{"limit": "3"}, {"limit": "3", "page": "1"}],
        ),
        # … up to the number of pages, whatever is on them
        (
            {"page": "page", "first": 1, "number_of_pages": ("n",)},
            {},
            rows(1, 0, 0, n=2),
            [{}, {"page": "2"}],
        ),
        ({"page": "page", "number_of_pages": ("n",)}, {}, rows(1, 1, n="2"), [{}, {"page": "1"}]),
        ({"page": "page", "first": 1, "number_of_pages": ("n",)}, {}, rows(0, n=0), [{}]),
        (
            {"page": "page", "first": 1, "number_of_pages": ("n",)},
            {"page": 3},
            rows(1, n=3),
            [{"page": "3"}],
        ),
        ({"page": "page", "number_of_pages": ("n",)}, {}, rows(1, 0, n=True), [{}, {"page": "1"}]),
        ({"page": "page", "number_of_pages": ("n",)}, {}, rows(1, 0, n="²"), [{}, {"page": "1"}]),
        ({"page": "page", "number_of_pages": ("n",)}, {}, rows(1, 0, n=-1), [{}, {"page": "1"}]),
        (
            {"page": "page", "number_of_pages": ("n",)},
            {},
            rows(1, 0, n=10**15),
            [{}, {"page": "1"}],
        ),
    ],
)
def test_by_number(
    walk: Walk, pagination: Any, arguments: Any, script: Script, queries: list[Any]
) -> None:
    script = Script(*script.answers)
    pages = walk(script, Pagination(results=DATA, **pagination), arguments)
    assert asked(script) == queries
    assert [page["data"] for page in pages] == [
        [{"id": n} for n in range(len(page["data"]))] for page in pages
    ]
    assert len(pages) == len(queries)


@pytest.mark.parametrize(
    ("body", "more"),
    [
        ({"few": [1], "data": [{"id": 1}]}, True),
        ({"few": [{"id": 1}], "data": [1, 2]}, True),
        ([{"id": 1}], True),
        ({"deep": {"er": {"data": [1]}}}, True),
        ({"a": {"b": {"c": {"d": [1]}}}}, True),
        ({"a": {"b": {"c": {"d": {"e": [1]}}}}}, False),
        ({"data": {}}, False),
        ("text", False),
        (b"no JSON", False),
    ],
)
def test_results_are_found_where_nothing_says_where_they_are(body: Any, more: bool) -> None:
    case = ResponseCase("200", "text/plain", "text")
    called = listing(Pagination(offset="offset"), responses=(ANY, case))
    kind = {"content_type": "text/plain"} if isinstance(body, bytes) else {}
    script = Script(reply(body, **kind), reply({"data": [], "few": []}, **kind))
    list(module.pages(script.client(), called, {}, None))
    assert len(script.sent) == (2 if more else 1)


def test_a_server_that_gives_the_same_again_knows_no_other_page(walk: Walk) -> None:
    same = Script(reply([{"id": 1}]))
    assert len(walk(same, Pagination(offset="offset"))) == 2
    told = Script(reply({"data": [1], "n": 3}))
    numbered = Pagination(page="page", first=1, number_of_pages=("n",))
    assert len(walk(told, numbered)) == 3
    named = Script(reply({"data": [1]}), reply({"data": [1]}), reply({"data": []}))
    assert len(walk(named, Pagination(offset="offset", results=DATA))) == 3
    other = Script(reply({"data": [1], "more": [1, 2]}), reply({"data": [], "more": [1, 2]}))
    assert len(walk(other, Pagination(offset="offset", results=DATA))) == 2


def test_a_guess_is_kept(walk: Walk) -> None:
    script = Script(reply({"a": [{"id": 1}], "b": [1, 2]}), reply({"a": [], "b": [{"id": 1}]}))
    assert len(walk(script, Pagination(offset="offset"))) == 2
    assert asked(script) == [{}, {"offset": "1"}]


def cursors(*given: Any) -> Script:
    return Script(*(reply({"data": [1], "next": one}, x_request_id="r1") for one in given))


@pytest.mark.parametrize(
    ("script", "arguments", "after"),
    [
        (cursors("b", "c", None), {}, [None, "b", "c"]),
        (cursors("b", ""), {"after": "a"}, ["a", "b"]),
        (cursors(2, False), {}, [None, "2"]),
        (cursors(0, None), {}, [None, "0"]),
        (
            Script(reply({"data": [1], "next": "b"}), reply({"data": [], "next": "b"})),
            {},
            [None, "b"],
        ),
        (Script(reply({"data": [], "next": "a"})), {"after": "a"}, ["a"]),
        (Script(reply([])), {}, [None]),
    ],
)
def test_by_cursor(walk: Walk, script: Script, arguments: Any, after: list[Any]) -> None:
    script = Script(*script.answers)
    pagination = Pagination(cursor="after", next_cursor=("next",), results=DATA)
    assert len(walk(script, pagination, {"limit": 9, **arguments})) == len(after)
    assert [query.get("after") for query in asked(script)] == after
    assert {query["limit"] for query in asked(script)} == {"9"}


@pytest.mark.parametrize(
    ("script", "arguments"), [(cursors("b", "c", "b"), {}), (cursors("a"), {"after": "a"})]
)
def test_a_cursor_that_leads_back(walk: Walk, script: Script, arguments: Any) -> None:
    pagination = Pagination(cursor="after", next_cursor=("next",), results=DATA)
    with pytest.raises(ResponseInvalid) as caught:
        walk(Script(*script.answers), pagination, arguments)
    error = caught.value
    assert str(error) == (
        "the cursor of the next page leads back to one that has been given already (list)"
    )
    assert (error.status_code, error.data["data"]) == (200, [1])
    assert error.headers["content-type"] == "application/json"
    assert error.body == Script(*script.answers).answers[-1].content
    assert error.request_id == "r1"
    assert error.request.startswith(f"GET {URL}/items")


def links(*given: Any) -> Script:
    return Script(*(reply({"data": [1], "next": one}) for one in given))


NEXT = Pagination(next_url=("next",))


@pytest.mark.parametrize(
    ("script", "urls"),
    [
        (links("/v1/items?n=2", None), [f"{URL}/items", f"{URL}/items?n=2"]),
        (links("?n=2", " "), [f"{URL}/items", f"{URL}/items?n=2"]),
        (links("more?n=2", 5), [f"{URL}/items", f"{URL}/more?n=2"]),
        (links(f"{URL}/items?n=2", ["x"]), [f"{URL}/items", f"{URL}/items?n=2"]),
    ],
)
def test_by_link(walk: Walk, script: Script, urls: list[str]) -> None:
    script = Script(*script.answers)
    assert len(walk(script, NEXT, {})) == len(urls)
    assert script.urls == urls
    assert set(script.header("authorization")) == {"Bearer s3cret"}


def test_links_that_lead_back(walk: Walk) -> None:
    for script in (links("?n=2", "?n=2"), links("/v1/items")):
        with pytest.raises(ResponseInvalid, match="the link to the next page leads back"):
            walk(script, NEXT)
        assert len(script.sent) == len(script.answers)


def test_a_link_that_cannot_be_gone_to(walk: Walk) -> None:
    script = links("ftp://x/y")
    with pytest.raises(RequestInvalid, match="the link to the next page"):
        walk(script, NEXT)
    assert len(script.sent) == 1


def test_a_page_that_fails_is_the_last(walk: Walk) -> None:
    script = Script(reply({"data": [1]}), TransportError("broken"))
    with pytest.raises(ConnectionFailed):
        walk(script, Pagination(offset="offset"), options={"retries": False})
    assert len(script.sent) == 2


def test_pages_are_asked_for_when_they_are_wanted() -> None:
    script = rows(1, 1, 1)
    pages = module.pages(script.client(), listing(Pagination(offset="offset")), {}, None)
    assert script.sent == []
    next(pages)
    assert len(script.sent) == 1
    next(pages)
    assert len(script.sent) == 2


def test_options_hold_for_every_page(walk: Walk) -> None:
    script = Script(reply({"data": [1]}), reply({"data": []}))
    walk(script, Pagination(offset="offset"), options={"headers": {"X-A": "1"}})
    assert script.header("x-a") == ["1", "1"]


def test_results_refuse_what_is_no_request() -> None:
    script = rows(0)
    called = listing(Pagination(offset="offset"))
    (only,) = module.result_pages(script.client(), called, 5, None)
    assert isinstance(only, Err)
    assert isinstance(only.error, RequestInvalid)
    assert script.sent == []
