"""Pages that iterate: their items, limits on them, what is asked for ahead, tokens to go on by."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from sdk_runtime.base.pagination import Pagination
from sdk_runtime.client.page import AsyncPage, Page
from sdk_runtime.client.pager import AsyncPager
from sdk_runtime.http.transport import HTTPRequest, HTTPResponse, TransportError

from runtime.lab import (
    ConnectionFailed,
    Item,
    Items,
    RequestInvalid,
    ResponseCase,
    ResponseInvalid,
    operation,
)
from runtime.listed import CURSOR, FAST, listing, rows, three_pages
from runtime.script import URL, AsyncScript, Script, reply

Collect = Callable[..., list[str]]


@pytest.fixture(params=["sync", "ahead", "async", "async awaited", "async ahead"])
def collect(request: pytest.FixtureRequest) -> Collect:
    """`collect(script, seen=[])` → the dates of all items, got in one of five ways."""
    kind: str = request.param
    prefetch = "ahead" in kind

    def run(script: Script, seen: list[str], **limit: Any) -> list[str]:
        if "async" not in kind:
            page: Any = script.client().call(listing(), {}, FAST)
            seen.extend(item.date for item in page.iterate(prefetch=prefetch, **limit))
            return seen

        async def later() -> None:
            client = AsyncScript(*script.answers)
            client.sent = script.sent
            pager: Any = client.client().paged(listing(), {}, FAST)
            given = await pager if "awaited" in kind else pager
            async for item in given.iterate(prefetch=prefetch, **limit):
                seen.append(item.date)  # noqa: PERF401 - what came before an error counts
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(later())
        return seen

    return run


@pytest.mark.parametrize(
    ("limit", "dates", "calls"),
    [
        (None, "abcde", 3),
        (0, "", 1),
        (1, "a", 1),
        (2, "ab", 1),
        (3, "abc", 2),
        (4, "abcd", 3),
        (9, "abcde", 3),
    ],
)
def test_a_limit(collect: Collect, limit: int | None, dates: str, calls: int) -> None:
    script = three_pages()
    assert "".join(collect(script, [], max_items=limit)) == dates
    assert len(script.sent) == calls, "no page is asked for that is not needed"


def test_a_limit_below_zero() -> None:
    page: Any = three_pages().client().call(listing(), {})
    for given in (page, AsyncPager(lambda: None)):  # type: ignore[arg-type,return-value]
        with pytest.raises(ValueError, match="max_items must not be negative"):
            given.iterate(max_items=-1)


def test_an_error_comes_after_the_items_before_it(collect: Collect) -> None:
    seen: list[str] = []
    with pytest.raises(ConnectionFailed, match="broken"):
        collect(Script(*three_pages().answers[:2], TransportError("broken")), seen)
    assert seen == ["a", "b", "c"]


def test_has_more_decides() -> None:
    last = Script(reply({"data": rows("a"), "next": "2", "more": False}))
    page: Any = last.client().call(listing(), {})
    assert not page.has_next_page()
    assert page.resume_token() is None
    with pytest.raises(RequestInvalid, match="there is no page after this one"):
        page.next_page()
    numbered = Pagination(
        page="page", first=1, results=("data",), has_more=("more",), limit="limit"
    )
    short = Script(*(reply({"data": rows("a"), "more": more}) for more in (True, True, False)))
    assert len(list(short.client().call(listing(numbered), {"limit": 5}))) == 3
    empty = Script(reply({"data": rows("a"), "more": True}), reply({"data": [], "more": True}))
    assert len(list(empty.client().call(listing(numbered), {}))) == 1
    assert len(empty.sent) == 2


@pytest.mark.parametrize(
    ("pagination", "arguments", "calls"),
    [
        ({"offset": "offset"}, {}, 3),
        ({"offset": "offset"}, {"offset": 2}, 2),
        ({"offset": "offset", "first": 1}, {}, 3),
        ({"page": "page", "limit": "limit"}, {"limit": 2}, 3),
        ({"page": "page"}, {}, 4),
    ],
)
def test_a_total_decides(pagination: Any, arguments: Any, calls: int) -> None:
    called = listing(Pagination(results=("data",), total=("total",), **pagination))
    answers = [reply({"data": rows("a", "b"), "total": 6}) for _ in range(3)]
    script = Script(*answers, reply({"data": [], "total": 6}))
    list(script.client().call(called, arguments))
    assert len(script.sent) == calls


def test_a_page_is_the_model_that_it_is_made_of() -> None:
    page: Any = three_pages().client().call(listing(), {})
    assert isinstance(page, Items)
    assert isinstance(page, Page)
    assert page.data[0] == Item(date="a", usage=0)
    assert page.model_extra == {"next": "2"}
    assert page.to_dict() == {"data": rows("a", "b"), "next": "2"}
    assert (page == page.parse(), page == page.next_page()) == (True, False)
    assert {"data", "to_dict", "pages"} <= set(dir(page))
    assert repr(page) == f"Page({page.parse()!r})"
    with pytest.raises(AttributeError, match="other"):
        page.other  # noqa: B018
    with pytest.raises(TypeError):
        hash(page)
    for same in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):
        assert type(same) is Items
        assert same == page


def test_a_page_of_an_array_has_it_as_data() -> None:
    whole = listing(Pagination(link_header=True, results=()), type=lambda: list[Item])
    page: Any = Script(reply(rows("a", "b"))).client().call(whole, {})
    assert (type(page.parse()), page.data) == (list, page.parse())
    assert not isinstance(page, list)
    for name in ("append", "_other"):
        with pytest.raises(AttributeError, match=name):
            getattr(page, name)
    assert [item.date for item in page] == ["a", "b"]


def test_where_there_are_no_items_there_are_none() -> None:
    for body in ({"data": None}, {"data": {}}, {}, [], "text", None):
        found = listing(type=lambda: Any)
        assert list(Script(reply(body)).client().call(found, {})) == []
    empty = operation(
        responses=(ResponseCase("200", None, "empty"),), pages=lambda: Pagination(offset="offset")
    )
    page: Any = Script(reply(b"")).client().call(empty, {})
    assert (page.parse(), list(page), page.has_next_page()) == (None, [], False)


def test_items_by_the_names_of_attributes() -> None:
    renamed = CURSOR._replace(results=("data", 0, "modelName"), items=("data", 0, "model_name"))
    page: Any = three_pages().client().call(listing(renamed), {})
    page.data[0].model_name = ["x", "y"]
    assert list(page.iterate(max_items=2)) == ["x", "y"]
    wrong: Any = Script(reply({"data": [{"modelName": ["z"]}]})).client()
    page = wrong.call(listing(renamed, type=lambda: Any), {})
    assert list(page) == ["z"], "what did not become a model is found by the names of JSON"


def test_pages_may_be_asked_again() -> None:
    pages = {None: "2", "2": "3", "3": None}

    def answer(request: HTTPRequest) -> HTTPResponse:
        after = request.url.partition("after=")[2] or None
        return reply({"data": rows(str(after)), "next": pages[after]})

    first: Any = Script(answer).client().call(listing(), {})
    assert len(list(first)) == len(list(first)) == 3
    assert first.next_page().next_page().data[0].date == "3"
    assert [len(list(page)) for page in first.pages()] == [3, 2, 1]


def test_a_way_that_leads_back_is_told_by_who_asks() -> None:
    first: Any = Script(*(reply({"data": rows("a"), "next": n}) for n in "232")).client()
    page = first.call(listing(), {}).next_page().next_page()
    for ask in (page.has_next_page, page.next_page, page.resume_token):
        with pytest.raises(ResponseInvalid, match="leads back"):
            ask()


def test_link_headers_are_followed() -> None:
    more = [f'</v1/items?page={n}>; rel="next", <x>; rel="last"' for n in (2, 3)]
    answers = [reply(rows(str(n)), link=link) for n, link in enumerate([*more, "<y>; rel=prev"])]
    whole = listing(Pagination(link_header=True, results=()), type=lambda: list[Item])
    script = Script(*answers)
    assert [item.date for item in script.client().call(whole, {})] == ["0", "1", "2"]
    assert script.urls == [f"{URL}/items", f"{URL}/items?page=2", f"{URL}/items?page=3"]
    assert set(script.header("authorization")) == {"Bearer s3cret"}
    back = Script(reply(rows("a"), link="</v1/items>; rel=next"))
    with pytest.raises(ResponseInvalid, match="leads back"):
        list(back.client().call(whole, {}))
    odd = Script(reply(rows("a"), link="<http://[::1>; rel=next"))
    with pytest.raises(RequestInvalid, match="link to the next page"):
        list(odd.client().call(whole, {}))


def test_a_server_without_link_headers_is_asked_by_number() -> None:
    both = Pagination(link_header=True, page="page", first=1, limit="limit", results=())
    called = listing(both, type=lambda: list[Item])
    plain = Script(reply(rows("a", "b")), reply(rows("c")))
    assert len(list(plain.client().call(called, {"limit": 2}))) == 3
    assert len(plain.sent) == 2
    page: Any = plain.client().call(called, {"limit": 2})
    assert page.resume_token() is None
    first = Script(reply(rows("a", "b")))
    page = first.client().call(called, {"limit": 2, "page": 4})
    assert json.loads(page.resume_token()) == {"page": 5}
    ended = Script(reply(rows("a", "b"), link="</v1/items>; rel=prev"))
    assert len(list(ended.client().call(called, {"limit": 2}))) == 2
    linked = Script(reply(rows("a"), link="<?page=2>; rel=next"), reply(rows("b", "c")))
    assert len(list(linked.client().call(called, {"limit": 1}))) == 3
    assert len(linked.sent) == 2


def test_what_an_asynchronous_method_gives() -> None:
    async def run() -> None:
        script = AsyncScript(*three_pages().answers)
        client = script.client()
        client.paged(listing(), {})  # never awaited: nothing is asked for, and nothing warns
        assert script.sent == []
        page: Any = await asyncio.create_task(client.paged(listing(), {}))
        assert isinstance(page, AsyncPage)
        assert isinstance(page, Items)
        (second,) = await asyncio.gather(client.paged(listing(), {}))
        assert second.data[0].date == "c"
        begun = client.paged(listing(), {})
        begun.send(None)
        begun.close()
        client.paged(listing(), {}).close()
        with pytest.raises(KeyError):
            client.paged(listing(), {}).throw(KeyError())
        again = AsyncScript(*three_pages().answers).client()
        dates = [
            [item.date for item in one.data] async for one in again.paged(listing(), {}).pages()
        ]
        assert dates == [["a", "b"], ["c"], ["d", "e"]]
        failing = AsyncScript(TransportError("broken")).client().paged(listing(), {}, FAST)
        with pytest.raises(Exception, match="broken"):
            await failing
        with pytest.raises(Exception, match="broken"):
            async for _ in failing:
                pass

    asyncio.run(run())
