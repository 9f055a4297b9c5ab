"""OpenAI's and GitHub's descriptions, which say nothing of pages: ten lines of `sdk.toml` do."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read
from support.api import Api, Call
from support.pressing import Press
from support.slices import needed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
OPENAI = """
[pagination.cursor]
cursor = "after"
limit = "limit"
next_cursor = "data[-1].id"
has_more = "has_more"
[pagination.usage]
cursor = "page"
next_cursor = "next_page"
has_more = "has_more"
"""
GITHUB = """
[pagination.pages]
page = "page"
limit = "per_page"
link_header = true
[pagination.cursors]
cursor = "after"
limit = "per_page"
link_header = true
"""


def slice_of(name: str, *paths: str) -> str:
    """The paths of a description of the corpus, with all that they refer to."""
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"there is no {path}")
    root: dict[str, Any] = read(path, ReadOptions(), Problems()).root
    chosen = {one: root["paths"][one] for one in paths}
    kept = {key: root[key] for key in ("openapi", "info", "servers")}
    components: dict[str, Any] = {}
    for section, one in sorted(needed(root, chosen)):
        components.setdefault(section, {})[one] = root["components"][section][one]
    whole = {**kept, "paths": chosen, "components": components}
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in whole.items())


def openai(call: Call) -> Any:
    """Seven files, two to a page; three buckets of usage, one to a page."""
    if call.path == "/files":
        size, after = int(call.query.get("limit", 2)), call.query.get("after")
        at = 0 if after is None else int(after.removeprefix("file-")) + 1
        found = [{"id": f"file-{n}", "object": "file"} for n in range(at, min(at + size, 7))]
        return {"object": "list", "data": found, "has_more": at + size < 7}
    at = int(call.query.get("page", "p0").removeprefix("p"))
    more = {"has_more": at < 2, "next_page": f"p{at + 1}" if at < 2 else None}
    bucket = {"object": "bucket", "start_time": at, "end_time": at + 1, "results": []}
    return {"object": "page", "data": [bucket], **more}


def test_openai(press: Press) -> None:
    description = slice_of("openai.openapi.yaml", "/files", "/organization/usage/completions")
    package = press(description, OPENAI)

    async def later(url: str) -> list[str]:
        async with package.AsyncOpenAI(server_url=url) as client:
            return [file.id async for file in client.files.list(limit=3)]

    with Api(openai) as api, package.OpenAI(server_url=api.url) as client:
        ids = [file.id for file in client.files.list()]
        assert ids == [f"file-{n}" for n in range(7)]
        assert len(api.calls) == 4
        assert asyncio.run(later(api.url)) == ids
        buckets = client.usage.usage_completions(start_time=0)
        assert [one.start_time for one in buckets] == [0, 1, 2]
        assert api.last.query == {"start_time": "0", "page": "p2"}


def github(call: Call) -> Any:
    """Seven labels, by number, or by what only the server knows."""
    size = int(call.query.get("per_page", 3))
    after = call.query.get("after")
    at = int(call.query.get("page", 1)) - 1 if after is None else int(after, 16)
    ids = range(at * size, min(at * size + size, 7))
    found: Any = [{"id": n, "name": f"label {n}"} for n in ids]
    way = f"page={at + 2}" if "projects" not in call.path else f"after={at + 1:x}"
    more = f'<{{base}}{call.path}?{way}&per_page={size}>; rel="next", '
    link = f'{more if at * size + size < 7 else ""}<x>; rel="first"'
    whole = {"total_count": 7, "incomplete_results": False, "items": found}
    headers = {"Link": link.replace("{base}", f"http://{call.headers['host']}")}
    return 200, whole if call.path.startswith("/search") else found, headers


def test_github(press: Press) -> None:
    paths = ("/repos/{owner}/{repo}/labels", "/search/labels", "/orgs/{org}/projectsV2")
    package = press(slice_of("github.openapi.json", *paths), GITHUB)
    with Api(github) as api, package.GitHub(server_url=api.url) as client:
        labels = client.issues.list_labels_for_repo("o", "r", per_page=2)
        assert [one.id for one in labels.data] == [0, 1]
        assert [one.id for one in labels] == list(range(7))
        assert [call.query["page"] for call in api.calls[1:]] == ["2", "3", "4"]
        found = client.search.labels(repository_id=1, q="label")
        assert (found.total_count, [one.id for one in found]) == (7, list(range(7)))
        projects = client.projects.list_for_org("o")
        assert [one.id for one in projects.iterate(max_items=4, prefetch=True)] == list(range(4))
        assert api.last.query == {"after": "1", "per_page": "3"}
