"""Pages that `sdk.toml` tells of, by schemes that operations have or are given; and their types."""

from __future__ import annotations

import asyncio
import json
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sdkpress.problems import DescriptionError
from support.api import Api, Call
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

PAGED = """
info: {title: Paged, version: 1.0.0}
paths:
  /files:
    get:
      operationId: listFiles
      tags: [files]
      parameters: [{name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/FileList'}}}}}
  /files/search:
    post:
      operationId: searchFiles
      tags: [files]
      requestBody: {content: {application/json: {schema: {type: object, properties: {after: {type: string}, limit: {type: integer}, q: {type: string}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/FileList'}}}}}
  /files/{id}:
    get:
      operationId: getFile
      tags: [files]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}}
  /repos:
    get: &repos
      operationId: listRepos
      tags: [repos]
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: per_page, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/File'}}}}}}
  /repos/found:
    get:
      <<: *repos
      operationId: findRepos
      responses: {'200': {description: ok, content: {text/csv: {schema: {type: string, format: binary}}, application/json: {schema: {type: object, required: [total_count, items], properties: {total_count: {type: integer}, items: {type: array, items: {$ref: '#/components/schemas/File'}}}}}}}}
  /rows:
    get:
      operationId: listRows
      tags: [rows]
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {theRows: {anyOf: [{type: array, items: {type: string}}, {type: 'null'}]}, other: {type: array, items: {}}, count: {type: integer}, next_page: {type: string}}}}}}}
components:
  schemas:
    File: {type: object, required: [id], properties: {id: {type: string}}}
    FileList:
      type: object
      required: [data, has_more]
      properties: {data: {type: array, items: {$ref: '#/components/schemas/File'}}, has_more: {type: boolean}}
"""
SCHEMES = """
[pagination.cursor]
cursor = "after"
limit = "limit"
next_cursor = "data[-1].id"
has_more = "has_more"

[pagination.pages]
page = "page"
limit = "per_page"
link_header = true

[pagination.rows]
offset = "offset"
results = "$.theRows"
total = "count"
"""
IDS = list("abcdefg")


def answered(call: Call) -> Any:
    """Answer as OpenAI does, as GitHub does, or by offset."""
    if call.path.startswith("/files"):
        asked = call.json if call.method == "POST" else call.query
        at = IDS.index(asked["after"]) + 1 if "after" in asked else 0
        size = int(asked.get("limit", 2))
        data = [{"id": one} for one in IDS[at : at + size]]
        return {"data": data, "has_more": at + size < len(IDS)}
    if call.path.startswith("/repos"):
        page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 3))
        found: Any = [{"id": one} for one in IDS[(page - 1) * size : page * size]]
        whole = {"total_count": len(IDS), "items": found} if "found" in call.path else found
        link = f'<{call.path}?page={page + 1}&per_page={size}>; rel="next", <x>; rel="last"'
        return 200, whole, {"Link": link if page * size < len(IDS) else "<x>; rel=prev"}
    at = int(call.query.get("offset", 0))
    return {"theRows": IDS[at : at + 4] or None, "count": len(IDS), "next_page": "no method"}


def ids(items: Any) -> list[str]:
    return [item if isinstance(item, str) else item.id for item in items]


@pytest.mark.parametrize(
    ("method", "arguments", "calls"),
    [
        ("files.list", {}, 4),
        ("files.list", {"limit": 7}, 1),
        ("files.search", {"q": "x", "limit": 3}, 3),
        ("repos.list", {}, 3),
        ("repos.list", {"per_page": 2}, 4),
        ("repos.find", {}, 3),
        ("rows.list", {}, 2),
    ],
)
def test_every_way_to_iterate(
    press: Press, method: str, arguments: dict[str, Any], calls: int
) -> None:
    package = press(PAGED, SCHEMES)
    core = import_module(f"{package.__name__}.core")
    resource, _, name = method.partition(".")
    function = f"{resource}_{name}"
    module = import_module(f"{package.__name__}.funcs.{function}")

    async def later(url: str) -> list[list[str]]:
        async with package.AsyncPaged(server_url=url) as client:
            call = getattr(getattr(client, resource), name)
            raw = getattr(getattr(client, resource).with_raw_response, name)
            streaming = getattr(getattr(client, resource).with_streaming_response, name)
            async with await streaming(**arguments) as response:
                streamed = await response.parse()
            async with core.AsyncPagedCore(server_url=url) as base:
                result = await getattr(module, f"{function}_async")(base, arguments)
                ways = [
                    call(**arguments),
                    await call(**arguments),
                    (await raw(**arguments)).value,
                    streamed,
                    result.value,
                    call(**arguments).iterate(prefetch=True),
                ]
                return [ids([item async for item in one]) for one in ways]

    with Api(answered) as api, package.Paged(server_url=api.url) as client:
        call = getattr(getattr(client, resource), name)
        assert ids(call(**arguments)) == IDS
        assert len(api.calls) == calls
        raw = getattr(getattr(client, resource).with_raw_response, name)(**arguments)
        assert (raw.status_code, ids(raw.value)) == (200, IDS)
        streaming = getattr(getattr(client, resource).with_streaming_response, name)
        with streaming(**arguments) as response:
            assert ids(response.parse()) == IDS
        with core.PagedCore(server_url=api.url) as base:
            assert ids(getattr(module, function)(base, arguments).value) == IDS
        assert ids(call(**arguments).iterate(max_items=5, prefetch=True)) == IDS[:5]
        assert len(list(call(**arguments).pages())) == calls
        assert asyncio.run(later(api.url)) == [IDS] * 6


def test_a_page_is_its_response(press: Press) -> None:
    package = press(PAGED, SCHEMES)
    pages, models = package.pages, package.models
    with Api(answered) as api, package.Paged(server_url=api.url) as client:
        page = client.files.list(limit=2)
        assert type(page) is pages.ListFilesPage
        assert isinstance(page, models.FileList)
        assert (ids(page.data), page.has_more, page.has_next_page()) == (["a", "b"], True, True)
        assert (page == page.parse(), page.parse() == page) == (True, True)
        assert page.to_dict() == {"data": [{"id": "a"}, {"id": "b"}], "has_more": True}
        assert json.loads(page.to_json()) == page.to_dict()
        assert pickle.loads(pickle.dumps(page)) == page.parse()
        assert ids(page.next_page().data) == ["c", "d"]
        kept = page.resume_token()
        assert ids(client.files.list(limit=2, options={"resume_token": kept})) == IDS[2:]
        found = client.repos.find()
        assert (found.total_count, ids(found.items)) == (7, ["a", "b", "c"])
        whole = client.repos.list(per_page=6)
        assert (ids(whole.data), ids(whole.next_page().data)) == (IDS[:6], ["g"])
        rows = client.rows.list()
        assert (rows.the_rows, rows.parse().next_page) == (IDS[:4], "no method")
        assert rows.next_page().the_rows == IDS[4:]
        assert client.files.get("a", options={"retries": False}) is not None
    assert set(pages.__all__) <= set(dir(pages)) | {"Pagination"}
    assert pages.AsyncListReposPage is pages.AsyncListReposPage
    with pytest.raises(AttributeError, match="ListPage"):
        pages.ListPage  # noqa: B018


def test_an_operation_says_which_scheme_it_has(press: Press) -> None:
    given = SCHEMES.replace('offset = "offset"', 'offset = "offset"\nfirst = 1')
    operations = """
    [operations.listFiles]
    pagination = false
    [operations.searchFiles]
    pagination = "cursor"
    """
    package = press(PAGED, given + operations)
    with Api(answered) as api, package.Paged(server_url=api.url) as client:
        assert type(client.files.list()) is package.models.FileList
        assert not hasattr(client.files, "list_pages")
        assert ids(client.files.search(limit=4)) == IDS
        client.rows.list(offset=3).next_page()
        assert api.last.query == {"offset": "7"}


def test_the_example_of_the_docs(press_files: PressFiles, repository: Path) -> None:
    text = (repository / "docs" / "dialects.md").read_text(encoding="utf-8")
    config = text.partition("```toml\n")[2].partition("```")[0]
    assert config.count("[pagination.") == 2
    pressed = press_files(PAGED, config.replace("listEvents", "listRows"))
    operations = json.loads(pressed.files["sdk-manifest.json"])["operations"]
    paged = [one["id"] for one in operations if "pages" in one]
    assert paged == ["listFiles", "searchFiles", "listRepos", "findRepos"]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[pagination.a]\ncursor = "aftr"\nnext_cursor = "x"', "no operation has pages of this kind"),
        ('[pagination.a]\ncursor = "after"', "where the cursor of the next page is, is not said"),
        ('[pagination.a]\nnext_cursor = "x"', "what the cursor is given to is not said"),
        ('[pagination.a]\nlimit = "limit"', "how the next page is asked for is not said"),
        ('[pagination.a]\nlink_header = true\nnext_url = "x"', "both say where the next page is"),
        ('[pagination.a]\nresults = "data[*]"', "must be the path of one value"),
        ('[pagination.a]\nfrist = 1', 'did you mean "first"?'),
        ('[operations.listFiles]\npagination = "cursr"', 'there is no scheme "cursr"'),
        ('[operations.listFiles]\npagination = true', "must be the name of a scheme, or false"),
        ('[operations.listFiles]\npagination = 1', "must be a string, is an integer"),
        ('[operations.listRows]\npagination = "cursor"', 'does not fit: it has no parameter or property "after"'),
        ('[operations.getFile]\npagination = "pages"', "where its results are is not clear"),
    ],
)  # fmt: skip
def test_mistakes(press_files: PressFiles, config: str, message: str) -> None:
    schemes = "" if "[pagination" in config else SCHEMES
    with pytest.raises(DescriptionError) as caught:
        press_files(PAGED, f"{schemes}{config}\n")
    told = str(caught.value)
    assert message in told
    assert "sdk.toml:" in told


def test_what_comes_nearest_is_told(press_files: PressFiles) -> None:
    config = SCHEMES.replace('has_more = "has_more"', 'has_more = "hasmore"')
    with pytest.raises(
        DescriptionError, match="listFiles comes nearest: its response has no hasmore"
    ):
        press_files(PAGED, config)


USAGE = """
from __future__ import annotations

import asyncio
from typing import assert_type

from PACKAGE import AsyncPaged, Paged, models, pages
from PACKAGE._runtime.client.pager import AsyncPager
from PACKAGE.testing import AsyncFakePaged, FakePaged


def ids(files: models.FileList) -> list[str]:
    return [file.id for file in files.data]


def sync(client: Paged) -> None:
    page = client.files.list(limit=2)
    assert_type(page, pages.ListFilesPage)
    assert_type(page.data, list[models.File])
    assert_type(page.has_more, bool)
    assert_type(page.parse(), models.FileList)
    assert_type(page.next_page(), pages.ListFilesPage)
    assert_type(page.resume_token(), str | None)
    assert_type(client.repos.list().data, list[models.File])
    ids(page)
    for item in page:
        assert_type(item, models.File)
    for item in client.repos.list().iterate(max_items=3, prefetch=True):
        assert_type(item, models.File)
    for item in client.repos.find():
        assert_type(item, models.File)
    for text in client.rows.list():
        assert_type(text, str)
    for one in page.pages(prefetch=True):
        assert_type(one, pages.ListFilesPage)
    assert_type(client.files.with_raw_response.list().value, pages.ListFilesPage)
    with client.files.with_streaming_response.list() as response:
        assert_type(response.parse(), pages.ListFilesPage)
    for other in client.repos.list_pages():
        assert_type(other, pages.ListReposPage)
    page.other  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    page.next_page(1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


def faked(fake: FakePaged, other: AsyncFakePaged, files: models.FileList) -> None:
    fake.files.list.returns(files, files)
    other.files.list.when(limit=2).returns(files)
    fake.files.list.returns(files.data)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    fake.repos.list.returns(files.data)
    assert_type(fake.files.list(), pages.ListFilesPage)
    assert_type(other.files.list(), AsyncPager[pages.AsyncListFilesPage, models.File])


async def later(client: AsyncPaged) -> None:
    page = await client.files.list()
    assert_type(page, pages.AsyncListFilesPage)
    assert_type(page.data, list[models.File])
    assert_type(await page.next_page(), pages.AsyncListFilesPage)
    ids(page)
    async for item in client.files.list():
        assert_type(item, models.File)
    async for item in await client.files.list():
        assert_type(item, models.File)
    async for item in client.repos.list().iterate(max_items=2):
        assert_type(item, models.File)
    async for one in client.files.list().pages():
        assert_type(one, pages.AsyncListFilesPage)
    assert_type(await asyncio.create_task(client.files.list()), pages.AsyncListFilesPage)
    assert_type((await client.files.with_raw_response.list()).value, pages.AsyncListFilesPage)
    async for other in client.repos.list_pages():
        assert_type(other.data, list[models.File])
"""


@only_pydantic
def test_items_and_pages_are_typed(press_files: PressFiles, tmp_path: Path) -> None:
    """A page of pydantic's model is at odds with its `__iter__`; msgspec's has none."""
    pressed = press_files(PAGED, SCHEMES)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []


PROGRAM = """
import sys
from PACKAGE import Paged
client = Paged(server_url="http://127.0.0.1:9")
client.repos
try:
    client.files.get("a", options={"retries": False})
except Exception:
    print([name for name in sys.modules if ".page" in name or ".pagin" in name])
"""


def test_a_fake_gives_pages(press: Press) -> None:
    package = press(PAGED, SCHEMES)
    models, testing = package.models, import_module(f"{package.__name__}.testing")
    told = [
        models.FileList(data=[models.File(id=one)], has_more=one != "c") for one in ("a", "b", "c")
    ]
    fake = testing.FakePaged()
    fake.files.list.returns(*told)
    assert ids(fake.files.list(limit=1)) == ["a", "b", "c"]
    assert [call.arguments for call in fake.files.list.calls][-1] == {"limit": 1, "after": "b"}
    fake.repos.list.returns([models.File(id="r")])
    assert ids(fake.repos.list().data) == ["r"]
    other = testing.AsyncFakePaged()
    other.files.list.returns(*told)

    async def later() -> list[str]:
        return ids([item async for item in other.files.list()])

    assert asyncio.run(later()) == ["a", "b", "c"]


@only_pydantic
def test_who_calls_no_pages_loads_none(press_files: PressFiles) -> None:
    """The runtime loads what it does in the same way, whatever models are made of."""
    pressed = press_files(PAGED, SCHEMES)
    program = PROGRAM.replace("PACKAGE", pressed.package)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(pressed.source)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
