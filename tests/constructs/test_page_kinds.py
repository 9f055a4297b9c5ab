"""Classes that the pages of several operations have in common, in `pagination`."""

from __future__ import annotations

import asyncio
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from sdkpress.changes import compare
from sdkpress.problems import DescriptionError
from sdkpress.surface import read_surface
from support.api import Api, Call
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

LISTS = """
info: {title: Lists, version: 1.0.0}
paths:
  /files:
    get:
      operationId: listFiles
      tags: [files]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, required: [data, has_more], properties: {data: {type: array, items: {$ref: '#/components/schemas/File'}}, has_more: {type: boolean}, lastId: {type: string}, object: {type: string}}}}}}}
  /names:
    get:
      operationId: listNames
      tags: [files]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, required: [data], properties: {data: {type: array, items: {type: string}}, has_more: {type: boolean}, lastId: {type: string}}}}}}}
  /rows:
    get:
      operationId: listRows
      tags: [rows]
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/File'}}}}}}
  /marked:
    get:
      operationId: listMarked
      tags: [rows]
      parameters: [{name: page, in: query, schema: {type: integer}}]
      x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: page, in: parameters, type: page}], outputs: {results: $.items}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {items: {type: array, items: {type: string}}}}}}}}
components:
  schemas:
    File: {type: object, required: [id], properties: {id: {type: string}}}
"""
SCHEMES = """
[pagination.OpenAICursorPage]
cursor = "after"
next_cursor = "lastId"
has_more = "has_more"
results = "data"
[pagination.offset]
offset = "offset"
results = "$"
"""
KINDS = f'{SCHEMES}\n[surface]\npages = "classes"\n'
IDS = list("abcde")


def answered(call: Call) -> Any:
    """Answer pages of two."""
    at = IDS.index(call.query["after"]) + 1 if "after" in call.query else 0
    at = int(call.query.get("offset", at))
    found = IDS[at : at + 2]
    data: list[Any] = found if call.path == "/names" else [{"id": one} for one in found]
    if call.path == "/rows":
        return data
    if call.path == "/marked":
        return {"items": []}
    return {"data": data, "has_more": at + 2 < len(IDS), "lastId": found[-1]}


def ids(items: Any) -> list[str]:
    return [item if isinstance(item, str) else item.id for item in items]


@pytest.mark.parametrize(
    ("call", "kind"),
    [("files.list", "OpenAICursor"), ("files.list_names", "OpenAICursor"), ("rows.list", "Offset")],
)
def test_pages_are_of_the_class_of_their_scheme(press: Press, call: str, kind: str) -> None:
    package = press(LISTS, KINDS)
    pagination: Any = import_module(f"{package.__name__}.pagination")
    sync, later = (getattr(pagination, f"{one}{kind}Page") for one in ("Sync", "Async"))
    resource, method = call.split(".")

    async def asked(url: str) -> None:
        async with package.AsyncLists(server_url=url) as client:
            named = getattr(getattr(client, resource), method)
            page = await named()
            assert isinstance(page, later)
            assert not isinstance(page, sync)
            assert [len(one.data) async for one in page.iter_pages()][:3] == [2, 2, 1]
            assert ids((await page.get_next_page()).data) == ["c", "d"]
            assert ids([item async for item in named()]) == IDS

    with Api(answered) as api, package.Lists(server_url=api.url) as client:
        named = getattr(getattr(client, resource), method)
        page = named()
        assert isinstance(page, sync)
        assert not isinstance(page, later)
        assert type(page).__mro__[1] is sync
        assert ids(page) == IDS
        assert [len(one.data) for one in page.iter_pages()][:3] == [2, 2, 1]
        assert ids(page.get_next_page().data) == ["c", "d"]
        raw = getattr(getattr(client, resource).with_raw_response, method)()
        assert isinstance(raw.value, sync)
        assert pickle.loads(pickle.dumps(page)) == page.parse()
        asyncio.run(asked(api.url))
    listed = sync[package.models.File]
    assert (get_origin(listed), get_args(listed)) == (sync, (package.models.File,))


def test_pages_that_the_description_tells_of_are_of_no_kind(press: Press) -> None:
    package = press(LISTS, KINDS)
    pagination: Any = import_module(f"{package.__name__}.pagination")
    assert sorted(pagination.__all__) == [
        *("AsyncOffsetPage", "AsyncOpenAICursorPage", "SyncOffsetPage", "SyncOpenAICursorPage")
    ]
    with Api(answered) as api, package.Lists(server_url=api.url) as client:
        page = client.rows.list_marked()
        assert type(page) is package.pages.ListMarkedPage
        assert not any(isinstance(page, getattr(pagination, one)) for one in pagination.__all__)
    assert set(dir(package.pages)) >= {"ListMarkedPage", "ListFilesPage", "AsyncListRowsPage"}


USAGE = """
from typing import assert_type

from PACKAGE import AsyncLists, Lists, pages
from PACKAGE.models import File
from PACKAGE.pagination import AsyncOpenAICursorPage, SyncOffsetPage, SyncOpenAICursorPage


def use(client: Lists) -> SyncOpenAICursorPage[File]:
    page = client.files.list()
    assert_type(page, pages.ListFilesPage)
    assert_type(page.data, list[File])
    assert_type(page.has_more, bool)
    assert_type(page.object, str | None)
    assert_type(page.parse().has_more, bool)
    assert_type(page.get_next_page(), pages.ListFilesPage)
    kept: SyncOpenAICursorPage[File] = page
    assert_type([item for item in kept], list[File])
    assert_type([one.data for one in kept.iter_pages()], list[list[File]])
    names: SyncOpenAICursorPage[str] = client.files.list_names()
    rows: SyncOffsetPage[File] = client.rows.list()
    assert_type(rows.data, list[File])
    assert_type(names.data, list[str])
    return kept


def tell(page: SyncOpenAICursorPage[File]) -> tuple[bool | None, str | None]:
    return page.has_more, page.last_id


async def later(client: AsyncLists) -> list[File]:
    page: AsyncOpenAICursorPage[File] = await client.files.list()
    wrong: AsyncOpenAICursorPage[str] = page  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    print(wrong)
    return [item async for item in page]
"""


def test_type_checkers_know_the_kinds(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(LISTS, KINDS)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []


def test_two_schemes_with_one_name(press: Press) -> None:
    given = KINDS.replace("pagination.offset", "pagination.open_AI_cursor")
    with pytest.raises(DescriptionError) as caught:
        press(LISTS, given)
    assert "sdk.toml:" in str(caught.value)
    message = "its pages would be called OpenAICursorPage, as those of OpenAICursorPage"
    assert message in str(caught.value)


def test_a_scheme_that_has_the_name_of_a_class_is_taken_at_its_word(press: Press) -> None:
    given = KINDS.replace("pagination.OpenAICursorPage", "pagination.OpenAICursor")
    kinds = import_module(f"{press(LISTS, given).__name__}.pagination")
    assert {"SyncOpenAICursor", "SyncOffsetPage"} < set(kinds.__all__)


def test_the_surface_has_the_kinds(press_files: PressFiles) -> None:
    old, new = (
        read_surface(press_files(LISTS, one).files["sdk-surface.json"]) for one in (KINDS, SCHEMES)
    )
    assert old.namespaces["pagination"]["SyncOffsetPage"] == "Page"
    assert new.namespaces == {}
    told = {(one.rule, one.where) for one in compare(old, new)}
    assert ("name-removed", "pagination.SyncOffsetPage") in told
    assert "src/lists/pagination.py" not in press_files(LISTS, SCHEMES).files
