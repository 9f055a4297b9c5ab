"""Schemes of pages that `sdkpress lint` proposes: where they are evident, and that they work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sdkpress.cli import main

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
THINGS = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}}


def operation(name: str, inputs: dict[str, Any], response: dict[str, Any], **more: Any) -> Any:
    """An operation with these parameters and properties of its response, or with an array."""
    schema = {"type": "object", "properties": response} if response else THINGS
    content = {"content": {"application/json": {"schema": schema}}}
    parameters = [{"name": one, "in": "query", "schema": kind} for one, kind in inputs.items()]
    ok = {"description": "d", **content, **more}
    return {"get": {"operationId": name, "parameters": parameters, "responses": {"200": ok}}}


LINK = {"headers": {"LINK": {"schema": TEXT}}}
META = {"type": "object", "properties": {"next_cursor": {"type": ["string", "null"]}}}
PATHS = {
    "/a": operation("lastId", {"after": TEXT, "limit": NUMBER}, {"data": THINGS, "has_more": FLAG}),
    "/b": operation("inMeta", {"cursor": TEXT}, {"rows": THINGS, "meta": META}),
    "/c": operation("linked", {"page": NUMBER, "per_page": NUMBER}, {}, **LINK),
    "/d": operation(
        "numbered", {"page": NUMBER, "size": NUMBER}, {"list": THINGS, "total": NUMBER}
    ),
    "/e": operation("skipped", {"skip": NUMBER, "take": NUMBER}, {}),
    "/f": operation("byUrl", {}, {"value": THINGS, "@odata.nextLink": TEXT}),
    "/g": operation("back", {}, {"results": THINGS, "next": TEXT, "previous": TEXT}),
    "/h": operation("textual", {"page": TEXT}, {"data": THINGS, "next_page": TEXT}),
    "/i": operation("again", {"after": TEXT}, {"items": THINGS, "has_more": FLAG, "total": NUMBER}),
    # what is evident in none of these
    "/o": operation("otherType", {"marker": NUMBER}, {"data": THINGS, "next_marker": TEXT}),
    "/p": operation("noArray", {"cursor": TEXT}, {"one": TEXT, "next_cursor": TEXT}),
    "/q": operation("onlyNext", {"q": TEXT}, {"them": THINGS, "next_link": NUMBER}),
    "/r": operation("onlyPage", {"page": NUMBER}, {"data": THINGS}),
}


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "api.json"
    whole = {"openapi": "3.1.0", "info": {"title": "Api", "version": "1"}, "paths": PATHS}
    path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return path


def test_what_is_proposed_works_where_it_is_pasted(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(spec), "--fail-on-warning"]) == 0
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert lines[0] == f"{spec}: no errors"
    notes = [line for line in lines if ": note: " in line]
    told = [note.partition(": note: ")[2].partition(" may have pages")[0] for note in notes]
    assert sorted(told) == sorted(
        ["linked", "lastId", "again", "inMeta", "textual", "numbered", "skipped", "byUrl", "back"]
    )
    places = [note.partition(": note: ")[0] for note in notes]
    for place, one in zip(places, told, strict=True):
        file, line, _ = place.rsplit(":", 2)
        assert file == str(spec)
        following = "\n".join(spec.read_text(encoding="utf-8").splitlines()[int(line) - 1 :][:3])
        assert f'"{one}"' in following
    config = tmp_path / "sdk.toml"
    pasted = [line for line in lines[1:] if ": note: " not in line]
    config.write_text("\n".join(pasted), encoding="utf-8")
    assert main(["lint", str(spec), "--config", str(config)]) == 0
    assert capsys.readouterr().out == f"{spec}: no errors\n", "nothing is left to be proposed"
    out = tmp_path / "out"
    assert main(["generate", str(spec), "--config", str(config), "--out", str(out)]) == 0
    manifest = json.loads((out / "sdk-manifest.json").read_text(encoding="utf-8"))
    paged = [one["id"] for one in manifest["operations"] if "pages" in one]
    assert sorted(paged) == sorted(told)


def test_what_sdk_toml_says_already_is_not_proposed(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "sdk.toml"
    config.write_text(
        '[pagination.cursor]\ncursor = "after"\nnext_cursor = "data[-1].id"\nhas_more = "has_more"\n'
        "[operations.byUrl]\npagination = false\n",
        encoding="utf-8",
    )
    main(["lint", str(spec), "--config", str(config)])
    printed = capsys.readouterr().out
    assert "lastId" not in printed
    assert "byUrl" not in printed
    assert printed.count("[pagination.cursor]") == 0
    assert "[pagination.cursor2]" in printed
    assert "next_url = \"['@odata.nextLink']\"" not in printed
